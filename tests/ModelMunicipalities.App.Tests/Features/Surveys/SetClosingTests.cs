namespace ModelMunicipalities.App.Tests.Features.Surveys;

public class SetClosingTests(DatabaseProvider provider) : SurveyTest(provider)
{
    [Test]
    public async Task Opening_again_and_closing_with_one_answer_more_tells_nothing_of_that_answer()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        foreach (var member in new[] { "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f])))
        {
            (await network.RespondAsync(member, true, ("meeting", 3))).ShouldBeOk();
        }

        await network.CloseAsync(survey);
        var before = (await network.FigureAsync(network.Observer, survey)).ToJsonString();
        await network.ReopenAsync(survey);
        (await network.RespondAsync(network["Piteå", Function.Politician], true, ("meeting", 1))).ShouldBeOk();
        await network.CloseAsync(survey);
        (await network.FigureAsync(network.Observer, survey)).ToJsonString().ShouldBe(before);
        var stale = await network.Coordinator.Api.PutAsync(
            network.AtSurvey(survey, "/closing"),
            new { closesAt = DateTimeOffset.UtcNow.AddDays(1), version = 0 }
        );
        stale.ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
    }
}

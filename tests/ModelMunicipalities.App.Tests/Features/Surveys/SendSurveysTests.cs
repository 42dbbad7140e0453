using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Surveys;

public class SendSurveysTests(DatabaseProvider provider) : SurveyTest(provider)
{
    [Test]
    public async Task When_a_meeting_has_ended_those_of_its_group_are_asked_once_each_by_a_link_of_her_own()
    {
        var network = await MakeAsync();
        await network.EndMeetingAsync("Piteå");
        (await network.SendSurveysAsync()).ShouldBe(9);
        (await network.SendSurveysAsync()).ShouldBe(0, "all of the group have been asked");

        var mails = (await network.MailsAsync()).Where(m => m.Body.Contains("/surveys/", StringComparison.Ordinal)).ToList();
        mails
            .Select(m => m.To)
            .ShouldBe(
                new[] { "Piteå", "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f].Email)),
                ignoreOrder: true
            );
        mails.Select(m => m.Body).Distinct().Count().ShouldBe(9);
        mails[0].Subject.ShouldBe("Hur var BM 1? Svara på enkäten");

        await network.EndMeetingAsync("Umeå");
        (await network.SendSurveysAsync()).ShouldBe(6, "the other group, when its own meeting has ended");
        (await network.InDbAsync(db => db.Surveys.CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task A_survey_that_closes_by_itself_is_counted_by_the_job()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        foreach (var member in new[] { "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f])))
        {
            (await network.RespondAsync(member, true, ("meeting", 3))).ShouldBeOk();
        }

        await network.ChangeAsync(async db => (await db.Surveys.SingleAsync()).ClosesAt = DateTimeOffset.UtcNow.AddMinutes(-1));
        (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk()["questions"]!
            .AsArray()
            .ShouldBeEmpty();
        (await network.SendSurveysAsync()).ShouldBe(1);
        (await network.FigureAsync(network.Observer, survey))["n"]!.GetValue<int>().ShouldBe(6);
        (await network.SendSurveysAsync()).ShouldBe(0);
    }
}

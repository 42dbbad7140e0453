namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class SubmitAssessmentTests(DatabaseProvider provider) : ScoringTest(provider)
{
    [Test]
    public async Task Nothing_is_agreed_on_or_submitted_before_all_three_have_handed_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Manager, Digits);
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, Digits);
        var keyPerson = network["Luleå", Function.KeyPerson].Api;
        (
            await keyPerson.PutAsync(
                network.At("Luleå", "bm1", "/consensus"),
                Body.Score(1, 2),
                await network.VersionAsync("Luleå", "bm1")
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "NotAllHandedIn");
        (await keyPerson.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "NotAllHandedIn"
        );
    }

    [Test]
    public async Task Submitting_with_steps_undecided_tells_which()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.AllHandInAsync("Luleå", "bm1", Digits);
        await network.AgreeAsync("Luleå", "bm1", "0333332220");
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeInvalid(
            "StepWithoutConsensus",
            "steps[1]",
            "steps[10]"
        );
    }
}

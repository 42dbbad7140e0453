namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class TakeBackApplicationTests(DatabaseProvider provider) : ApplicationTest(provider)
{
    [Test]
    public async Task What_is_taken_back_is_kept_and_can_be_submitted_again()
    {
        var network = await MakeAsync("Luleå");
        await network.SubmitApplicationAsync("Luleå");
        var api = network["Luleå", Function.KeyPerson].Api;
        (await api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeOk();
        (await api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "NothingToTakeBack"
        );
        (await network.MailsAsync()).Count(m => m.Subject.Contains("tagit tillbaka", StringComparison.Ordinal)).ShouldBe(1);
        (await network.TrailAsync("ApplicationTakenBack")).Count.ShouldBe(1);
        (await network.DecideAsync("Luleå", "admit")).ShouldBeRefused(HttpStatusCode.Conflict, "NotSubmitted");
        (await api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk()["content"]!["motivation"]!
            .ToString()
            .ShouldBe("Vi vill lära av andra.");
        await network.SubmitApplicationAsync("Luleå");
        (await network.TrailAsync("ApplicationBegun")).Count.ShouldBe(2);
    }

    [Test]
    public async Task A_draft_is_taken_back_without_a_mail()
    {
        var network = await MakeAsync("Luleå");
        await network.SaveApplicationAsync("Luleå");
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeOk();
        (await network.MailsAsync()).ShouldBeEmpty();
        var other = await MakeAsync("Boden");
        (await other["Boden", Function.KeyPerson].Api.PostAsync(other.ApplicationOf("Boden", "/withdrawal"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "NothingToTakeBack"
        );
    }
}

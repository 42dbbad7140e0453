using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class ViewMailChoicesTests(DatabaseProvider provider) : MailChoiceTest
{
    [Test]
    public async Task Who_has_chosen_nothing_is_written_to_about_everything_at_once()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var choices = (await network["Luleå", Function.Manager].Api.GetAsync(network.InNetwork("/mail-choices"))).ShouldBeOk();
        choices["pace"]!.ToString().ShouldBe("atOnce");
        choices["topics"]!
            .AsArray()
            .Select(t => (t!["topic"]!.ToString(), t["wanted"]!.GetValue<bool>()))
            .ShouldBe(AllTopics.Select(t => (t, true)));
        (await network.Coordinator.Api.GetAsync(network.InNetwork("/mail-choices")))["topics"]!
            .AsArray()
            .Select(t => t!["topic"]!.ToString())
            .ShouldBe([.. AllTopics, "jobs"]);
        (await network.InDbAsync(db => db.MailChoices.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task The_page_says_what_holds_keeps_what_was_ticked_and_tells_what_is_wrong()
    {
        await using var server = Server.Start(provider);
        var network = await BuildAsync(server);
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        (await reader.GetAsync(network.Page("/mail-choices"))).ShouldBeOk().Heading.ShouldBe("Du får mejlen genast");
        var wrong = (await reader.PostAsync(network.Page("/mail-choices"), ("Topics", "Meeting"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        wrong.Text.ShouldContain("Välj hur ofta du vill ha mejl.");
        wrong.Html.ShouldContain("value=\"Meeting\" checked");
        wrong.Html.ShouldNotContain("value=\"Poll\" checked");
        (await reader.PostAsync(network.Page("/mail-choices"), ("Pace", "Weekly"), ("Topics", "Meeting"))).ShouldLeadTo(
            network.Page("/mail-choices")
        );
        var page = (await reader.GetAsync(network.Page("/mail-choices"))).ShouldBeOk();
        page.Heading.ShouldBe("Du får ett samlat mejl i veckan");
        page.Text.ShouldContain("Dina val är sparade.");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail"))).Text.ShouldContain(
            "Valde hur mejlen ska komma"
        );
    }
}

namespace ModelMunicipalities.App.Tests.Features.Networks;

/// <summary>What a coordinator is told of her network's mail, and what not.</summary>
public class ListMailsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Mails_are_counted_and_found_by_how_far_they_have_come()
    {
        var network = await BuildAsync(n => n);
        foreach (var state in Enum.GetValues<MailState>())
        {
            await network.MailAsync(m => (m.State, m.To) = (state, $"{state}@{network.Slug}.example".ToLowerInvariant()));
        }

        var all = await FoundAsync(network, "");
        (all["waiting"]!.GetValue<int>(), all["givenUp"]!.GetValue<int>(), all["uncertain"]!.GetValue<int>()).ShouldBe((2, 1, 1));
        To(all).ShouldBe(Enum.GetNames<MailState>().Reverse().Select(s => s.ToLowerInvariant()), "newest first");
        foreach (
            var (filter, states) in new[]
            {
                ("waiting", new[] { "waiting", "written" }),
                ("held", ["held"]),
                ("sent", ["sent", "gathered"]),
                ("givenUp", ["givenup"]),
                ("uncertain", ["uncertain"]),
                ("declined", ["declined"]),
            }
        )
        {
            To(await FoundAsync(network, "?filter=" + filter)).ShouldBe(states, ignoreOrder: true, filter);
        }
    }

    [Test]
    public async Task A_mail_is_found_by_a_part_of_its_address_and_told_without_what_it_says()
    {
        var network = await BuildAsync(n => n);
        await network.MailAsync(m => m.To = $"asa.kontakt@{network.Slug}.example");
        await network.MailAsync(m => m.To = $"bo@{network.Slug}.example");
        var found = await FoundAsync(network, "?to=%20kontakt@");
        To(found).ShouldBe(["asa.kontakt"]);
        found["mails.items[0].subject"]!.ToString().ShouldBe("Nytt om ert arbete");
        found.Text.ShouldNotContain("Åsa har skrivit");
        var page = await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/mail?to=kontakt"));
        page.ShouldBeOk().Text.ShouldContain("asa.kontakt@");
        page.Text.ShouldNotContain("bo@");
        page.Text.ShouldNotContain("Åsa har skrivit");
    }

    [Test]
    public async Task Another_networks_mails_are_neither_told_nor_counted()
    {
        var (network, other) = (await BuildAsync(n => n), await BuildAsync(n => n));
        await other.ReturnedMailAsync();
        var found = await FoundAsync(network, "");
        (found["givenUp"]!.GetValue<int>(), found["mails.total"]!.GetValue<int>()).ShouldBe((0, 0));
        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/mail"))).ShouldBeOk();
        page.Heading.ShouldBe("Alla mejl har gått iväg");
        page.Text.ShouldContain("Inga mejl har skrivits än.");
    }

    [Test]
    public async Task A_page_beyond_the_last_leads_to_the_last_with_what_was_looked_for()
    {
        var network = await BuildAsync(n => n);
        await network.ReturnedMailAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var address = network.Page("/mail?filter=givenup&to=ingen&p=");
        (await reader.GetAsync(address + "7")).ShouldLeadTo(address + "1");
        (await reader.GetAsync(address + "1")).ShouldBeOk().Html.ShouldContain("value=\"ingen\"");
        (await reader.GetAsync(network.Page("/mail?to=nobody")))
            .ShouldBeOk()
            .Text.ShouldContain("Inga mejl passar in på det du letar efter.");
    }

    private static async Task<Reply> FoundAsync(TestNetwork network, string query) =>
        (await network.Coordinator.Api.GetAsync(network.InNetwork("/mails" + query))).ShouldBeOk();

    private static IEnumerable<string> To(Reply found) =>
        found["mails.items"]!.AsArray().Select(m => m!["to"]!.ToString().Split('@')[0]);
}

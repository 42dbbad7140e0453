using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class ViewTeamTests(DatabaseProvider provider) : TeamTest(provider)
{
    [Test]
    public async Task The_team_tells_who_has_each_function_who_is_invited_and_who_had_it_before()
    {
        var network = await MakeAsync();
        var key = network["Luleå", Function.KeyPerson];
        await EndAsync(network, key, Function.Politician);
        (
            await key.Api.PostAsync(
                Team(network, "/politician/invitations"),
                new { name = "Ny Politiker", email = Address(network) }
            )
        ).ShouldBe(HttpStatusCode.Created);

        var team = (await network["Luleå", Function.Manager].Api.GetAsync(Team(network))).ShouldBeOk();
        team["vacant"]!.AsArray().Select(f => f!.ToString()).ShouldBe(["politician"]);
        team["functions"]!.AsArray().Select(f => f!["function"]!.ToString()).ShouldBe(["politician", "manager", "keyPerson"]);
        team["functions[0].people"]!.AsArray().ShouldBeEmpty();
        team["functions[0].invited[0].name"]!.ToString().ShouldBe("Ny Politiker");
        team["functions[0].before[0].name"]!.ToString().ShouldBe("Politician Luleå");
        team["functions[1].people[0].email"]!.ToString().ShouldBe(network["Luleå", Function.Manager].Email);
        team["requests"].ShouldBeNull();
        team["mayChange"]!.GetValue<bool>().ShouldBeFalse();
        team.Text.ShouldNotContain(network["Luleå", Function.Politician].Email);
    }

    [Test]
    public async Task The_page_does_it_all_and_keeps_what_was_typed_in_the_form_that_was_wrong()
    {
        var network = await MakeAsync();
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        (await reader.GetAsync(Page(network))).ShouldBeOk().Heading.ShouldBe("Luleå har alla tre funktioner");
        var place = $"{await PlaceAsync(network, Function.Manager)}";

        var refused = (
            await reader.PostAsync(
                Page(network) + "?handler=Replace",
                ("Function", "Manager"),
                ("Membership", place),
                ("Name", "<script>x</script>"),
                ("Email", "fel")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldContain($"href=\"#email-replace-{place}\"");
        refused.Html.ShouldContain($"id=\"email-replace-{place}\" name=\"Email\" type=\"email\" value=\"fel\"");
        refused.Html.ShouldNotContain("<script>x");
        Regex.Count(refused.Html, "value=\"fel\"").ShouldBe(1);

        var email = Address(network);
        (
            await reader.PostAsync(
                Page(network) + "?handler=Replace",
                ("Function", "Manager"),
                ("Membership", place),
                ("Name", "Åsa Öberg"),
                ("Email", email)
            )
        ).ShouldLeadTo(Page(network));
        (await reader.GetAsync(Page(network))).Text.ShouldContain($"Inbjudan är skickad till Åsa Öberg <{email}>.");
        (await reader.PostAsync(Page(network) + "?handler=End", ("Membership", place), ("Reason", "Slutar"))).ShouldLeadTo(
            Page(network)
        );
        (await reader.PostAsync(Page(network) + "?handler=End", ("Membership", place)))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Platsen är redan avslutad");
        (
            await reader.PostAsync(
                Page(network) + "?handler=Invite",
                ("Function", "Manager"),
                ("Name", "Ny"),
                ("Email", Address(network))
            )
        ).ShouldLeadTo(Page(network));
        (await reader.PostAsync(Page(network) + "?handler=Domain", ("Domain", "lulea.example"))).ShouldBe(
            HttpStatusCode.Forbidden
        );

        var coordinator = await network.Coordinator.ReaderAsync();
        (await coordinator.PostAsync(Page(network) + "?handler=Domain", ("Domain", "gmail.com")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"domain-wrong\"");
        (await coordinator.PostAsync(Page(network) + "?handler=Domain", ("Domain", "lulea.example"))).ShouldLeadTo(Page(network));
        (await coordinator.GetAsync(Page(network))).Text.ShouldContain(
            "Den som har en adress hos lulea.example kan fråga om att vara med"
        );

        // Her own place is her last way in.
        (
            await reader.PostAsync(
                Page(network) + "?handler=End",
                ("Membership", $"{await PlaceAsync(network, Function.KeyPerson)}")
            )
        ).ShouldLeadTo("/");
        (await reader.GetAsync(Page(network))).ShouldBe(HttpStatusCode.Redirect);
    }
}

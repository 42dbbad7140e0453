namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class ListPeopleTests(DatabaseProvider provider) : InvitationTest(provider)
{
    [Test]
    public async Task An_open_invitation_is_listed_until_it_is_used()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var email = Address();
        await InviteAsync(
            network,
            new
            {
                name = "Åsa",
                email,
                role = "observer",
            }
        );
        var before = (await network.Coordinator.Api.GetAsync(network.InNetwork("/people"))).ShouldBeOk();
        before["invitations"]!
            .AsArray()
            .Select(i => (i!["email"]!.ToString(), i["role"]!.ToString()))
            .ShouldBe([(email, "observer")]);
        (await AcceptAsync(await TokenAsync(email), NewPassword)).ShouldBeOk();
        var after = (await network.Coordinator.Api.GetAsync(network.InNetwork("/people"))).ShouldBeOk();
        after["invitations"]!.AsArray().ShouldBeEmpty();
        after["roles"]!.AsArray().Select(r => r!["email"]!.ToString()).ShouldContain(email);
        after["items"]!.AsArray().Single(o => o!["name"]!.ToString() == "Luleå")!["functions"]!.AsArray().Count.ShouldBe(3);
    }

    [Test]
    public async Task Every_organisation_can_be_invited_to_also_those_of_the_next_page()
    {
        var network = await BuildAsync(n => n.Participants(Enumerable.Range(1, 55).Select(i => $"Kommun {i:00}")));
        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/people"))).ShouldBeOk();
        page.Html.ShouldContain("<option value=\"kommun-55\"");
        page.Heading.ShouldStartWith("165 ");
        page.Text.ShouldContain("Saknas: 55 politiker, 55 chefer och 55 nyckelpersoner");
    }
}

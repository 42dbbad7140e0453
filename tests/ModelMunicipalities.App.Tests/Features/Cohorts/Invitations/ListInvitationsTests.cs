using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class ListInvitationsTests(DatabaseProvider provider) : InvitingTest(provider)
{
    [TestCase("?q=ume", "Umeå")]
    [TestCase("?q=UMEÅ", "Umeå")]
    [TestCase("?q=%202480%20", "Umeå")]
    [TestCase("?q=09", "Gotland")]
    [TestCase("?q=gotland", "Gotland")]
    [TestCase("?q=tekniska", "Tekniska")]
    [TestCase("?county=Gotlands%20l%C3%A4n", "Gotland")]
    [TestCase("?group=own", "Tekniska")]
    [TestCase("?county=V%C3%A4sterbottens%20l%C3%A4n&group=region", "Region Västerbotten")]
    [TestCase("?least=500000&group=A1", "Göteborg Stockholm")]
    [TestCase("?most=2500&county=V%C3%A4sterbottens%20l%C3%A4n", "Bjurholm Dorotea Sorsele")]
    [TestCase("?q=zzz", "")]
    [TestCase("?q=%27%20OR%201%3D1--", "")]
    [TestCase("?least=9&most=8", "")]
    public async Task Who_can_be_invited_is_found_by_name_code_county_group_and_size(string search, string names)
    {
        var network = await PlannedAsync();
        (
            await network.InviteToApplyAsync(
                new
                {
                    parts = new[]
                    {
                        new
                        {
                            name = "Norr",
                            kind = "company",
                            parent = "0180",
                        },
                    },
                }
            )
        ).ShouldBeOk();
        await network.ChangeAsync(db =>
        {
            db.Organisations.Add(
                new Organisation
                {
                    Name = "Tekniska",
                    Slug = "tekniska",
                    Kind = OrganisationKind.Administration,
                }
            );
            return Task.CompletedTask;
        });
        (await network.FoundAsync(search)).ShouldBe(
            names.Length == 0
                ? []
                : names
                    .Split(' ')
                    .Aggregate(new List<string>(), (list, word) =>
                    {
                        if (list.Count > 0 && list[^1] == "Region")
                        {
                            list[^1] += " " + word;
                        }
                        else
                        {
                            list.Add(word);
                        }

                        return list;
                    })
        );
    }

    [Test]
    public async Task Those_that_are_invited_or_take_part_are_not_offered_again_and_those_of_the_network_are_told_by_slug()
    {
        var network = await PlannedAsync(n =>
            n.Outside("Luleå").Taking(CohortRole.Mentor, "Piteå").Taking(CohortRole.Participant, "Boden")
        );
        (await network.InviteToApplyAsync(new { codes = new[] { Kiruna } })).ShouldBeOk();
        var view = (await network.Coordinator.Api.GetAsync(network.InCohort("/invitations?county=Norrbottens län"))).ShouldBeOk();
        var found = view["found"]!.AsArray();
        found.Select(f => f!["name"]!.ToString()).ShouldNotContain(n => n == "Piteå" || n == "Boden" || n == "Kiruna");
        found.Count.ShouldBe(14 + 1 - 3);
        found.Single(f => f!["name"]!.ToString() == "Luleå")!["organisation"]!.ToString().ShouldBe("lulea");
        (
            view["invited[0].organisation"]!.ToString(),
            view["invited[0].status"]!.ToString(),
            view["invited[0].people"]!.GetValue<int>(),
            view["stage"]!.ToString()
        ).ShouldBe(("kiruna", "invited", 0, "planning"));
        view["owners"]!
            .AsArray()
            .Select(o => o!["name"]!.ToString())
            .ShouldBe(["Boden", "Kiruna", "Luleå", "Piteå"], ignoreOrder: true);
    }

    [TestCase("?least=x")]
    [TestCase("?most=99999999999")]
    public async Task A_size_that_is_no_number_is_refused(string search)
    {
        var network = await PlannedAsync();
        (await network.Coordinator.Api.GetAsync(network.InCohort("/invitations" + search))).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task The_coordinator_keeps_search_and_choice_when_it_was_wrong()
    {
        var network = await PlannedAsync(n => n.Outside("Luleå"));
        var (reader, at) = (await network.Coordinator.ReaderAsync(), network.CohortPage("/invitations"));
        var none = (await reader.PostAsync(at + "?handler=Invite", ("q", "kir"))).ShouldBe(HttpStatusCode.BadRequest);
        none.Html.ShouldContain("id=\"codes-wrong\"");
        none.Html.ShouldMatch("name=\"q\" type=\"search\" value=\"kir\"");

        var unknown = (
            await reader.PostAsync(at + "?handler=Invite", ("q", "kir"), ("Codes", Kiruna), ("Codes", "9999"))
        ).ShouldBe(HttpStatusCode.BadRequest);
        unknown.Html.ShouldMatch($"value=\"{Kiruna}\" checked");
        unknown.Html.ShouldContain("id=\"codes-wrong\"");

        var part = (await reader.PostAsync(at + "?handler=Part", ("PartName", "Norr"), ("PartParent", "Atlantis"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        part.Html.ShouldContain("id=\"parts[0].kind-wrong\"");
        part.Html.ShouldMatch("name=\"PartName\" value=\"Norr\"");
        part.Html.ShouldMatch("name=\"PartParent\" list=\"owners\" value=\"Atlantis\"");
        (await reader.PostAsync(at + "?handler=Part", ("PartName", "Norr"), ("PartKind", "Company"), ("PartParent", "Atlantis")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("id=\"parts[0].parent-wrong\"");
        (
            await reader.PostAsync(at + "?handler=Part", ("PartName", "Norr"), ("PartKind", "Company"), ("PartParent", "luleå"))
        ).ShouldLeadTo(at);
        (
            await reader.PostAsync(
                at + "?handler=Part",
                ("PartName", "Söder"),
                ("PartKind", "CityDistrict"),
                ("PartParent", "Stockholm")
            )
        ).ShouldLeadTo(at);
        (
            await network.InDbAsync(db => db.Organisations.Where(o => o.Name == "Norr").Select(o => o.ParentId).SingleAsync())
        ).ShouldBe(network["Luleå"].Id);
    }

    [Test]
    public async Task A_hostile_name_is_shown_and_never_run()
    {
        var network = await PlannedAsync(n => n.Outside("Luleå"));
        const string Name = "<script>alert(1)</script>";
        (
            await network.InviteToApplyAsync(
                new
                {
                    parts = new[]
                    {
                        new
                        {
                            name = Name,
                            kind = "company",
                            parent = "lulea",
                        },
                        new
                        {
                            name = new string('ö', 100),
                            kind = "company",
                            parent = "lulea",
                        },
                    },
                }
            )
        ).ShouldBeOk();
        (
            await network.InviteToApplyAsync(
                new
                {
                    parts = new[]
                    {
                        new
                        {
                            name = new string('ö', 101),
                            kind = "company",
                            parent = "lulea",
                        },
                    },
                }
            )
        ).ShouldBeInvalid("OrganisationNameMissing", "parts[0].name");
        var contact = Planning.Contact();
        (await network.NameContactsAsync(("script-alert-1-script", "<img src=x>", contact))).ShouldBe(HttpStatusCode.NoContent);
        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/invitations"))).ShouldBeOk();
        page.Html.ShouldNotContain("<script>alert");
        page.Html.ShouldNotContain("<img src=x>");
        page.Text.ShouldContain(Name);
    }
}

using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class InviteOrganisationsTests(DatabaseProvider provider) : InvitingTest(provider)
{
    private const string Gotland = "0980";

    [Test]
    public async Task Organisations_are_invited_by_code_by_slug_and_as_parts_of_others()
    {
        var network = await PlannedAsync(n => n.Outside("Luleå", "Boden"));
        var invited = (
            await network.InviteToApplyAsync(
                new
                {
                    codes = new[] { Kiruna, "25", "2580" },
                    organisations = new[] { "boden" },
                    parts = new object[]
                    {
                        new
                        {
                            name = " Socialförvaltningen ",
                            kind = "administration",
                            parent = "lulea",
                        },
                        new
                        {
                            name = "Socialförvaltningen",
                            kind = "administration",
                            parent = "2584",
                        },
                        new
                        {
                            name = "Hisingen",
                            kind = "cityDistrict",
                            parent = "1480",
                        },
                    },
                }
            )
        ).ShouldBeOk();
        invited["count"]!.GetValue<int>().ShouldBe(7);
        invited["organisations"]!
            .AsArray()
            .Select(o => o!.ToString())
            .ShouldBe([
                "boden",
                "kiruna",
                "region-norrbotten",
                "lulea",
                "socialforvaltningen",
                "socialforvaltningen-2",
                "hisingen",
            ]);

        var all = await network.InDbAsync(db => db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Slug));
        all.Keys.ShouldBe(
            [
                "boden",
                "kiruna",
                "region-norrbotten",
                "lulea",
                "socialforvaltningen",
                "socialforvaltningen-2",
                "hisingen",
                "goteborg",
            ],
            ignoreOrder: true
        );
        (all["kiruna"].Code, all["kiruna"].Kind, all["region-norrbotten"].Code, all["region-norrbotten"].Kind).ShouldBe(
            (Kiruna, OrganisationKind.Municipality, "25", OrganisationKind.Region)
        );
        all["lulea"].Id.ShouldBe(network["Luleå"].Id);
        (all["socialforvaltningen"].ParentId, all["socialforvaltningen-2"].ParentId, all["hisingen"].ParentId).ShouldBe(
            (all["lulea"].Id, all["kiruna"].Id, all["goteborg"].Id)
        );
        (all["socialforvaltningen"].Name, all["socialforvaltningen"].Kind, all["socialforvaltningen"].Code).ShouldBe(
            ("Socialförvaltningen", OrganisationKind.Administration, null)
        );

        var applications = await network.InDbAsync(db => db.Applications.AsNoTracking().ToListAsync());
        applications.ShouldAllBe(a =>
            a.Status == ApplicationStatus.Invited && a.InvitedAt != null && a.CohortId == network.Cohort.Id
        );
        applications
            .Select(a => a.OrganisationId)
            .ShouldBe(all.Values.Where(o => o.Slug != "goteborg").Select(o => o.Id), ignoreOrder: true);
        (await network.TrailAsync("OrganisationsInvited")).ShouldBe([(network.Coordinator.Name, null, null, "Omgång 2027: 7")]);
    }

    [Test]
    public async Task Gotlands_region_and_municipality_are_one()
    {
        var network = await PlannedAsync();
        (await network.InviteToApplyAsync(new { codes = new[] { "09", Gotland } })).ShouldBeInvalid("InvitedAlready", "codes");
        (await network.InviteToApplyAsync(new { codes = new[] { "09" } })).ShouldBeOk()["organisations[0]"]!
            .ToString()
            .ShouldBe("gotland");
        (await network.InviteToApplyAsync(new { codes = new[] { Gotland } })).ShouldBeInvalid("InvitedAlready", "codes");
        (await network.InDbAsync(db => db.Organisations.AsNoTracking().SingleAsync())).Code.ShouldBe(Gotland);
        (await network.FoundAsync("?county=Gotlands län")).ShouldBeEmpty();
    }

    [TestCase("""{}""", "NobodyChosen", "codes")]
    [TestCase("""{"codes":[],"organisations":[],"parts":[]}""", "NobodyChosen", "codes")]
    [TestCase("""{"codes":["0180","9999"]}""", "CodeUnknown", "codes[1]")]
    [TestCase("""{"codes":["180"]}""", "CodeUnknown", "codes[0]")]
    [TestCase("""{"codes":[null]}""", "CodeUnknown", "codes[0]")]
    [TestCase("""{"codes":["a\u0000"]}""", "CodeUnknown", "codes[0]")]
    [TestCase("""{"codes":[180]}""", "Unreadable", "codes[0]")]
    [TestCase("""{"codes":["0180","0180"]}""", "InvitedAlready", "codes")]
    [TestCase("""{"codes":["0180","2580"],"organisations":["lulea"]}""", "InvitedAlready", "codes")]
    [TestCase("""{"codes":["0180","2581"]}""", "InvitedAlready", "codes")]
    [TestCase("""{"codes":["0180"],"organisations":["none"]}""", "UnknownOrganisation", "organisations[0]")]
    [TestCase("""{"organisations":[null]}""", "Unreadable", "organisations[0]")]
    [TestCase("""{"organisations":["a\u0000"]}""", "Unreadable", "organisations[0]")]
    [TestCase(
        """{"codes":["0180"],"parts":[null]}""",
        "OrganisationNameMissing",
        "parts[0].name",
        "parts[0].kind",
        "parts[0].parent"
    )]
    [TestCase(
        """{"codes":["0180"],"parts":[{}]}""",
        "OrganisationNameMissing",
        "parts[0].name",
        "parts[0].kind",
        "parts[0].parent"
    )]
    [TestCase("""{"parts":[{"name":"A\nB","kind":"company","parent":"lulea"}]}""", "OrganisationNameMissing", "parts[0].name")]
    [TestCase("""{"parts":[{"name":"…","kind":"company","parent":"lulea"}]}""", "OrganisationNameMissing", "parts[0].name")]
    [TestCase("""{"parts":[{"name":"Norr","kind":"municipality","parent":"lulea"}]}""", "PartKindMissing", "parts[0].kind")]
    [TestCase("""{"parts":[{"name":"Norr","kind":"planet","parent":"lulea"}]}""", "Unreadable", "parts[0].kind")]
    [TestCase("""{"parts":[{"name":"Norr","kind":"company","parent":" "}]}""", "ParentMissing", "parts[0].parent")]
    [TestCase("""{"parts":[{"name":"Norr","kind":"company","parent":"a\u0000"}]}""", "ParentMissing", "parts[0].parent")]
    [TestCase(
        """{"codes":["0180"],"parts":[{"name":"Norr","kind":"company","parent":"atlantis"}]}""",
        "UnknownOrganisation",
        "parts[0].parent"
    )]
    [TestCase(
        """{"codes":["0180"],"parts":[{"name":"LULEÅ","kind":"company","parent":"lulea"}]}""",
        "OrganisationExists",
        "parts[0].name"
    )]
    [TestCase(
        """{"parts":[{"name":"Norr","kind":"company","parent":"lulea"},{"name":"norr","kind":"company","parent":"2580"}]}""",
        "OrganisationExists",
        "parts[1].name"
    )]
    public async Task All_or_none_are_invited_and_what_is_wrong_is_told_beside_the_field(
        string body,
        string rule,
        params string[] fields
    )
    {
        var network = await PlannedAsync(n => n.Outside("Luleå").Taking(CohortRole.Mentor, "Piteå"));
        (await network.Coordinator.Api.SendTextAsync(HttpMethod.Post, network.InCohort("/invitations"), body)).ShouldBeInvalid(
            rule,
            fields
        );
        (await network.InDbAsync(async db => (await db.Organisations.CountAsync(), await db.Applications.CountAsync()))).ShouldBe(
            (2, 0)
        );
        (await network.TrailAsync("OrganisationsInvited")).ShouldBeEmpty();
    }

    [Test]
    public async Task All_the_country_is_invited_at_once()
    {
        var network = await PlannedAsync(n => n.Outside("Luleå"));
        var codes = Catalogue.All.Select(e => e.Code).ToList();
        (await network.InviteToApplyAsync(new { codes = codes.Concat(Enumerable.Repeat("0180", 11)) })).ShouldBeInvalid(
            "NobodyChosen",
            "codes"
        );
        (await network.InviteToApplyAsync(new { codes })).ShouldBeOk()["count"]!.GetValue<int>().ShouldBe(310);
        var view = (await network.Coordinator.Api.GetAsync(network.InCohort("/invitations"))).ShouldBeOk();
        (view["invited"]!.AsArray().Count, view["found"]!.AsArray().Count).ShouldBe((310, 0));
        (await network.InDbAsync(db => db.Organisations.Select(o => o.Slug).Distinct().CountAsync())).ShouldBe(310);
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/invitations")))
            .ShouldBeOk()
            .Heading.ShouldContain("310");
    }

    [Test]
    public async Task Inviting_twice_invites_once_also_at_the_same_time()
    {
        var network = await PlannedAsync();
        await network.Coordinator.Api.GetAsync("/api/v1/me/places");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                        network.InviteToApplyAsync(
                            new
                            {
                                codes = new[] { Kiruna },
                                parts = new[]
                                {
                                    new
                                    {
                                        name = "Norr",
                                        kind = "company",
                                        parent = Kiruna,
                                    },
                                },
                            }
                        )
                    )
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Where(r => r.Status != HttpStatusCode.OK).ShouldAllBe(r => r.Status == HttpStatusCode.BadRequest);
        (await network.InDbAsync(async db => (await db.Organisations.CountAsync(), await db.Applications.CountAsync()))).ShouldBe(
            (2, 2)
        );
        (await network.TrailAsync("OrganisationsInvited")).Count.ShouldBe(1);
    }

    [Test]
    public async Task Who_is_invited_while_applications_are_open_is_told_at_once()
    {
        var network = await BuildAsync(n => n.Stage(CohortStage.Application).Outside("Luleå", "Boden"));
        var contact = Planning.Contact();
        (await network.InviteToApplyAsync(new { codes = new[] { Kiruna }, organisations = new[] { "lulea" } })).ShouldBeOk();
        (await network.MailsAsync())
            .Select(m => m.To)
            .ShouldBe(Assessment.Functions.Select(f => network["Luleå", f].Email), ignoreOrder: true);

        // Named twice, as by a second press of the button, she is written to once.
        (await network.NameContactsAsync(("kiruna", "Åsa", contact))).ShouldBe(HttpStatusCode.NoContent);
        (await network.NameContactsAsync(("kiruna", "Åsa", contact))).ShouldBe(HttpStatusCode.NoContent);
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => network.NameContactsAsync(("kiruna", "Åsa", contact))))
        );
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.NoContent);
        (await network.MailsAsync(contact)).Count(m => m.To == contact).ShouldBe(1);
        (await network.TrailAsync("ContactsNamed")).Count.ShouldBe(1);

        // Somebody else instead of her is written to.
        var other = Planning.Contact();
        (await network.NameContactsAsync(("kiruna", "Bo", other))).ShouldBe(HttpStatusCode.NoContent);
        (await network.MailsAsync(contact, other))
            .Where(m => m.To == contact || m.To == other)
            .Select(m => m.To)
            .ShouldBe([contact, other]);
        (await network.Coordinator.Api.GetAsync(network.InCohort("/invitations")))["invited"]!
            .AsArray()
            .Single(i => i!["organisation"]!.ToString() == "kiruna")!["contactName"]!
            .ToString()
            .ShouldBe("Bo");
    }

    [TestCase(CohortStage.Admission)]
    [TestCase(CohortStage.Running)]
    [TestCase(CohortStage.Closed)]
    public async Task After_applications_have_closed_nobody_is_invited(CohortStage stage)
    {
        var network = await BuildAsync(n => n.Stage(stage).Outside("Luleå"));
        await network.AppliedAsync("Luleå", ApplicationStatus.Invited);
        (await network.InviteToApplyAsync(new { codes = new[] { Kiruna } })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        (await network.NameContactsAsync(("lulea", "Åsa", Planning.Contact()))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/invitations"))).ShouldBeOk();
        page.Html.ShouldNotContain("name=\"Codes\"");
        page.Text.ShouldContain("Luleå");
    }

    [Test]
    public async Task The_coordinator_invites_all_that_are_shown_and_those_alone()
    {
        var network = await PlannedAsync(n => n.Outside("Luleå"));
        var (reader, at) = (await network.Coordinator.ReaderAsync(), network.CohortPage("/invitations"));
        (await reader.GetAsync(at)).ShouldBeOk().Heading.ShouldContain("2027");
        var shown = (await reader.GetAsync(at + "?county=Norrbottens+l%C3%A4n&group=C6")).ShouldBeOk();
        var codes = Regex.Matches(shown.Html, "name=\"Codes\" value=\"([0-9]+)\"").Select(m => m.Groups[1].Value).ToList();
        codes.Count.ShouldBeGreaterThan(1);

        // A box or two ticked beside: all shown are meant.
        (
            await reader.PostAsync(
                at + "?handler=Invite",
                ("q", ""),
                ("county", "Norrbottens län"),
                ("group", "C6"),
                ("Codes", codes[0]),
                ("all", "true")
            )
        ).ShouldLeadTo(at);
        var page = (await reader.GetAsync(at)).ShouldBeOk();
        page.Html.ShouldContain("role=\"status\"");
        (await network.InDbAsync(db => db.Applications.CountAsync())).ShouldBe(codes.Count);

        // The same once more: nobody is left there.
        (
            await reader.PostAsync(at + "?handler=Invite", ("county", "Norrbottens län"), ("group", "C6"), ("all", "true"))
        ).ShouldBe(HttpStatusCode.BadRequest);
    }
}

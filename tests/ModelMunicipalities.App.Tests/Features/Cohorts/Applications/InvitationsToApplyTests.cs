using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>Organisations are invited to apply: found in the catalogue, told when applications open, each exactly once.</summary>
public class InvitationsToApplyTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Kiruna = "2584";

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
    public async Task Nothing_is_mailed_while_planning_and_everybody_is_told_once_when_applications_open()
    {
        var network = await PlannedAsync(n =>
            n.Named("Mitt nätverk").Outside("Luleå", "Boden").Taking(CohortRole.Mentor, "Piteå")
        );
        var contact = Planning.Contact();
        await network.ChangeAsync(async db =>
        {
            (await db.Users.SingleAsync(u => u.Id == network["Luleå", Function.Manager].Id)).Language = "en";
            (await db.Memberships.SingleAsync(m => m.PersonId == network["Luleå", Function.Politician].Id)).EndedAt =
                DateTimeOffset.UtcNow;
            (await db.Cohorts.SingleAsync()).ApplyBy = new DateTimeOffset(2028, 3, 1, 12, 0, 0, TimeSpan.Zero);
        });
        (await network.InviteToApplyAsync(new { codes = new[] { "2580", Kiruna, "2583" } })).ShouldBeOk();
        (await network.NameContactsAsync(("kiruna", " Åsa Öberg ", $" {contact} "))).ShouldBe(HttpStatusCode.NoContent);
        (await network.MailsAsync(contact)).ShouldBeEmpty();

        (await network.MoveAsync(CohortStage.Application)).ShouldBeOk();
        var mails = await network.MailsAsync(contact);
        mails
            .Select(m => m.To)
            .ShouldBe(
                [network["Luleå", Function.Manager].Email, network["Luleå", Function.KeyPerson].Email, contact],
                ignoreOrder: true
            );

        var link = $"{Server.Address.ToString().TrimEnd('/')}{network.CohortPage("/applications/lulea")}";
        var swedish = mails.Single(m => m.To == network["Luleå", Function.KeyPerson].Email);
        swedish.Subject.ShouldBe("Mitt nätverk: ni är inbjudna att söka till omgång Omgång 2027");
        swedish.Body.ShouldStartWith($"Hej {network["Luleå", Function.KeyPerson].Name}!");
        swedish.Body.ShouldContain("Luleå är inbjuden");
        swedish.Body.ShouldContain("1 mars 2028");
        swedish.Body.ShouldEndWith(link);
        var english = mails.Single(m => m.To == network["Luleå", Function.Manager].Email);
        english.Subject.ShouldBe("Mitt nätverk: you are invited to apply to cohort Omgång 2027");
        english.Body.ShouldStartWith($"Hello {network["Luleå", Function.Manager].Name},");
        english.Body.ShouldContain("1 March 2028");
        english.Body.ShouldEndWith(link);

        var invitation = mails.Single(m => m.To == contact);
        invitation.Subject.ShouldBe("Inbjudan till Mitt nätverk – Invitation to Mitt nätverk");
        invitation.Body.ShouldContain("Hej Åsa Öberg!");
        invitation.Body.ShouldContain("Hello Åsa Öberg,");
        invitation.Body.ShouldContain("Kiruna är inbjuden att söka till omgång Omgång 2027");
        invitation.Body.ShouldContain("1 March 2028");
        Regex.Count(invitation.Body, @"/invitations/[\w-]{43}").ShouldBe(2);
        (await network.TrailAsync("InvitationSent")).ShouldBe([
            (network.Coordinator.Name, "Kiruna", null, $"Åsa Öberg <{contact}>"),
        ]);
        (await network.TrailAsync("ContactsNamed")).ShouldBe([(network.Coordinator.Name, null, null, "Omgång 2027: 1")]);
        (await network.InDbAsync(db => db.Invitations.SingleAsync())).ShouldSatisfyAllConditions(
            i => i.Function.ShouldBe(Function.KeyPerson),
            i => i.Email.ShouldBe(contact)
        );

        // On to admission and back: nobody is told again.
        (await network.MoveAsync(CohortStage.Admission)).ShouldBeOk();
        (await network.MoveAsync(CohortStage.Application)).ShouldBeOk();
        (await network.MailsAsync(contact)).Count.ShouldBe(3);
    }

    [Test]
    public async Task One_that_takes_part_already_finds_the_way_to_its_next_application_on_its_own_page_only()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.ChangeAsync(db =>
        {
            db.Cohorts.Add(
                new Cohort
                {
                    Slug = "2029",
                    Name = "2029",
                    Instrument = "ten-step-2019",
                    Stage = CohortStage.Application,
                }
            );
            return Task.CompletedTask;
        });
        await network.ChangeAsync(async db =>
            db.Applications.Add(
                new Application
                {
                    CohortId = (await db.Cohorts.SingleAsync(c => c.Slug == "2029")).Id,
                    OrganisationId = network["Luleå"].Id,
                    Status = ApplicationStatus.Invited,
                }
            )
        );
        var own = await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå"));
        own.ShouldBeOk().Html.ShouldContain(network.Page("/cohorts/2029/applications/lulea"));
        var peer = await (await network["Boden", Function.KeyPerson].ReaderAsync()).GetAsync(network.PageOf("Luleå"));
        peer.ShouldBeOk().Html.ShouldNotContain("/cohorts/2029/applications");
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

    [Test]
    public async Task Who_has_a_function_in_two_that_are_invited_is_told_of_both()
    {
        var network = await PlannedAsync(n => n.Outside("Luleå", "Boden"));
        var both = network["Luleå", Function.KeyPerson];
        await network.ChangeAsync(async db =>
        {
            (await db.Memberships.SingleAsync(m => m.PersonId == network["Boden", Function.KeyPerson].Id)).EndedAt =
                DateTimeOffset.UtcNow;
            db.Memberships.Add(
                new Membership
                {
                    PersonId = both.Id,
                    OrganisationId = network["Boden"].Id,
                    Function = Function.KeyPerson,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            db.Memberships.Add(
                new Membership
                {
                    PersonId = both.Id,
                    OrganisationId = network["Boden"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
        });
        (await network.InviteToApplyAsync(new { organisations = new[] { "lulea", "boden" } })).ShouldBeOk();
        (await network.MoveAsync(CohortStage.Application)).ShouldBeOk();
        var mails = (await network.MailsAsync()).Where(m => m.To == both.Email).ToList();
        mails.Count.ShouldBe(2);
        mails.Select(m => m.Body.Split('/')[^1]).ShouldBe(["lulea", "boden"], ignoreOrder: true);
    }

    [Test]
    public async Task Inviting_while_another_opens_applications_leaves_nobody_untold_and_nobody_told_twice()
    {
        for (var round = 0; round < 3; round++)
        {
            var network = await PlannedAsync(n => n.Outside("Luleå", "Boden", "Piteå", "Umeå"));
            (await network.InviteToApplyAsync(new { organisations = new[] { "lulea" } })).ShouldBeOk();
            var version = await network.PlanVersionAsync();
            var invitations = new[] { "boden", "pitea", "umea" }
                .Select(o => Task.Run(() => network.InviteToApplyAsync(new { organisations = new[] { o } })))
                .ToList();
            (await Task.Run(() => network.MoveAsync(CohortStage.Application, version))).ShouldBeOk();
            foreach (var reply in await Task.WhenAll(invitations))
            {
                reply.ShouldBeOk();
            }

            (await network.MailsAsync())
                .Select(m => m.To)
                .ShouldBe(
                    from name in new[] { "Luleå", "Boden", "Piteå", "Umeå" }
                    from function in Assessment.Functions
                    select network[name, function].Email,
                    ignoreOrder: true
                );
        }
    }

    [TestCase("""{}""", "NothingGiven", "contacts")]
    [TestCase("""{"contacts":[]}""", "NothingGiven", "contacts")]
    [TestCase("""{"contacts":[null]}""", "NameMissing", "contacts[0].name", "contacts[0].email")]
    [TestCase("""{"contacts":[{"organisation":"kiruna"}]}""", "NameMissing", "contacts[0].name", "contacts[0].email")]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Å\u0000sa","email":"asa@kiruna.example"}]}""",
        "NameMissing",
        "contacts[0].name"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Åsa","email":"asa@kiruna.example\r\nBcc: x@y.example"}]}""",
        "EmailNotValid",
        "contacts[0].email"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Åsa","email":"åsa@kiruna.example"}]}""",
        "EmailNotValid",
        "contacts[0].email"
    )]
    [TestCase("""{"contacts":[{"name":"Åsa","email":"asa@kiruna.example"}]}""", "NotInvited", "contacts[0].organisation")]
    [TestCase(
        """{"contacts":[{"organisation":"ki\u0000runa","name":"Åsa","email":"asa@kiruna.example"}]}""",
        "NotInvited",
        "contacts[0].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"none","name":"Åsa","email":"asa@kiruna.example"}]}""",
        "NotInvited",
        "contacts[0].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"boden","name":"Åsa","email":"asa@kiruna.example"}]}""",
        "NotInvited",
        "contacts[0].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"lulea","name":"Åsa","email":"asa@kiruna.example"}]}""",
        "HasPeople",
        "contacts[0].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Åsa","email":"asa@kiruna.example"},{"organisation":"kiruna","name":"Bo","email":"bo@kiruna.example"}]}""",
        "NotInvited",
        "contacts[1].organisation"
    )]
    [TestCase(
        """{"contacts":[{"organisation":"kiruna","name":"Åsa","email":"asa@kiruna.example"},{"organisation":"lulea","name":"Bo","email":"bo@kiruna.example"}]}""",
        "HasPeople",
        "contacts[1].organisation"
    )]
    public async Task A_contact_that_cannot_be_meant_is_refused_beside_the_field_and_none_is_kept(
        string body,
        string rule,
        params string[] fields
    )
    {
        var network = await PlannedAsync(n => n.Outside("Luleå", "Boden"));
        (await network.InviteToApplyAsync(new { codes = new[] { Kiruna, "2580" } })).ShouldBeOk();
        await network.ChangeAsync(async db => (await db.Cohorts.SingleAsync()).Stage = CohortStage.Application);
        (
            await network.Coordinator.Api.SendTextAsync(HttpMethod.Post, network.InCohort("/invitations/contacts"), body)
        ).ShouldBeInvalid(rule, fields);
        (
            await network.InDbAsync(async db =>
                (await db.Applications.CountAsync(a => a.ContactEmail != null), await db.Invitations.CountAsync())
            )
        ).ShouldBe((0, 0));
        (await network.TrailAsync("ContactsNamed")).ShouldBeEmpty();
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

    private Task<TestNetwork> PlannedAsync(Func<NetworkPlan, NetworkPlan>? plan = null) =>
        BuildAsync(n => (plan?.Invoke(n) ?? n).Stage(CohortStage.Planning)).WithCriteriaAsync();
}

using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class DecideApplicationTests(DatabaseProvider provider) : ApplicationTest(provider)
{
    [TestCase("admit", "admitted", "ApplicationAdmitted")]
    [TestCase("waitingList", "waitingList", "ApplicationWaits")]
    [TestCase("decline", "declined", "ApplicationDeclined")]
    [TestCase("sendBack", "sentBack", "ApplicationSentBack")]
    public async Task Each_decision_reaches_everybody_once_in_her_language_with_the_reason(
        string decision,
        string status,
        string act
    )
    {
        var network = await MakeAsync("Luleå");
        await network.ChangeAsync(async db =>
            (await db.Users.SingleAsync(u => u.Id == network["Luleå", Function.Manager].Id)).Language = "en"
        );
        await network.SubmitApplicationAsync("Luleå", network.Whole().But("team", null));
        var before = (await network.MailsAsync()).Count;
        (await network.DecideAsync("Luleå", decision, "Därför att <b>så</b> är det.")).ShouldBeOk()["status"]!
            .ToString()
            .ShouldBe(status);
        var mails = (await network.MailsAsync()).Skip(before).ToList();
        mails
            .Select(m => m.To)
            .ShouldBe([.. Assessment.Functions.Select(f => network["Luleå", f].Email), network.Contact()], ignoreOrder: true);
        mails.ShouldAllBe(m =>
            m.Body.Contains("Därför att <b>så</b> är det.") && m.Body.Contains(network.ApplicationPage("Luleå"))
        );
        mails.Single(m => m.To == network["Luleå", Function.Manager].Email).Body.ShouldContain("The coordinator writes");
        mails.Single(m => m.To == network["Luleå", Function.Politician].Email).Body.ShouldNotContain("The coordinator writes");
        var contact = mails.Single(m => m.To == network.Contact()).Body;
        contact.ShouldContain("The coordinator writes");
        contact.ShouldContain("Samordnaren skriver");
        (await network.TrailAsync(act)).ShouldBe([
            (network.Coordinator.Name, "Luleå", null, $"{network.Cohort.Name}: Därför att <b>så</b> är det."),
        ]);
        (await network.InDbAsync(db => db.Participations.CountAsync())).ShouldBe(decision == "admit" ? 1 : 0);
    }

    [Test]
    public async Task A_contact_with_a_function_gets_the_decision_once_and_one_with_an_account_in_her_language()
    {
        var network = await MakeAsync("Luleå", "Boden");
        await network.SubmitApplicationAsync(
            "Luleå",
            network.Whole().But("team", null).But("contactEmail", network["Luleå", Function.Manager].Email.ToUpperInvariant())
        );
        (await network.DecideAsync("Luleå", "waitingList")).ShouldBeOk();
        (await network.MailsAsync())
            .Count(m =>
                m.To.Equals(network["Luleå", Function.Manager].Email, StringComparison.OrdinalIgnoreCase)
                && !m.Subject.Contains("inskickad", StringComparison.Ordinal)
            )
            .ShouldBe(1);

        await network.SubmitApplicationAsync(
            "Boden",
            network.Whole().But("team", null).But("contactEmail", network.Observer.Email)
        );
        (await network.DecideAsync("Boden", "waitingList")).ShouldBeOk();
        (await network.MailsAsync()).Where(m => m.To == network.Observer.Email).ShouldAllBe(m => !m.Body.Contains("----"));
    }

    [TestCase("decline")]
    [TestCase("sendBack")]
    public async Task Declining_and_sending_back_need_a_reason(string decision)
    {
        var network = await MakeAsync("Luleå");
        await network.SubmitApplicationAsync("Luleå");
        var mails = (await network.MailsAsync()).Count;
        (await network.DecideAsync("Luleå", decision, "  ")).ShouldBeInvalid("DecisionReasonMissing", "reason");
        (await network.DecideAsync("Luleå", decision, new string('x', 1001))).ShouldBeInvalid("TextTooLong", "reason");
        (await network.DecideAsync("Luleå", decision, "a\0b")).ShouldBeInvalid("Unreadable", "reason");
        (
            await network.Coordinator.Api.PostAsync(
                network.ApplicationOf("Luleå", "/decision"),
                new { reason = "x", version = 2 }
            )
        ).ShouldBeInvalid("DecisionMissing", "decision");
        (
            await network.Coordinator.Api.PostAsync(network.ApplicationOf("Luleå", "/decision"), new { decision, reason = "x" })
        ).ShouldBe(HttpStatusCode.PreconditionRequired);
        (await network.MailsAsync()).Count.ShouldBe(mails);
        (await network.InDbAsync(db => db.Applications.SingleAsync())).Status.ShouldBe(ApplicationStatus.Submitted);
    }

    [Test]
    public async Task Deciding_twice_is_refused_with_what_holds()
    {
        var network = await MakeAsync("Luleå");
        var version = await network.SubmitApplicationAsync("Luleå");
        (await network.DecideAsync("Luleå", "admit", null, version)).ShouldBeOk();
        var mails = (await network.MailsAsync()).Count;
        var twice = (await network.DecideAsync("Luleå", "admit", null, version)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "AlreadyDecided"
        );
        twice["current"]!["status"]!.ToString().ShouldBe("admitted");
        (await network.DecideAsync("Luleå", "decline", "Nej")).ShouldBeRefused(HttpStatusCode.Conflict, "AlreadyDecided");
        (await network.MailsAsync()).Count.ShouldBe(mails);
        (await network.InDbAsync(db => db.Participations.CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task Of_two_coordinators_who_decide_at_once_one_wins()
    {
        var network = await MakeAsync("Luleå");
        var version = await network.SubmitApplicationAsync("Luleå");
        var before = (await network.MailsAsync()).Count;
        var replies = await Task.WhenAll(
            new[] { "admit", "decline", "waitingList" }.Select(d =>
                Task.Run(() => network.DecideAsync("Luleå", d, "Skäl", version))
            )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        replies.Where(r => r.Status != HttpStatusCode.OK).ShouldAllBe(r => r.Status == HttpStatusCode.Conflict);
        var application = await network.InDbAsync(db => db.Applications.SingleAsync());
        application.Version.ShouldBe(version + 1);
        (await network.InDbAsync(db => db.Participations.CountAsync())).ShouldBe(
            application.Status == ApplicationStatus.Admitted ? 1 : 0
        );
        ((await network.MailsAsync()).Count - before).ShouldBe(application.Status == ApplicationStatus.Admitted ? 7 : 4);
    }

    [Test]
    public async Task A_decision_on_what_has_changed_since_is_refused()
    {
        var network = await MakeAsync("Luleå");
        var version = await network.SubmitApplicationAsync("Luleå");
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeOk();
        await network.SubmitApplicationAsync("Luleå", network.Whole().But("motivation", "Något annat."));
        var stale = (await network.DecideAsync("Luleå", "admit", null, version)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        );
        stale["current"]!["content"]!["motivation"]!.ToString().ShouldBe("Något annat.");
        (await network.InDbAsync(db => db.Participations.AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task From_the_waiting_list_one_is_called_up_while_the_cohort_runs_already()
    {
        var network = await MakeAsync("Luleå");
        await network.SubmitApplicationAsync("Luleå");
        (await network.DecideAsync("Luleå", "waitingList")).ShouldBeOk();
        (await network.DecideAsync("Luleå", "sendBack", "x")).ShouldBeRefused(HttpStatusCode.Conflict, "AlreadyDecided");
        await network.SetStageAsync(CohortStage.Running);
        (await network.DecideAsync("Luleå", "admit")).ShouldBeOk()["status"]!.ToString().ShouldBe("admitted");
        (await network.InDbAsync(db => db.Participations.CountAsync())).ShouldBe(1);
        await network.SetStageAsync(CohortStage.Closed);
        (await network.DecideAsync("Luleå", "admit")).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
    }

    [Test]
    public async Task A_mentor_is_not_admitted_and_nothing_is_half_done()
    {
        var network = await MakeAsync("Luleå");
        await network.SubmitApplicationAsync("Luleå");
        await network.ChangeAsync(async db =>
            await db.Participations.AddAsync(
                new Participation
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network["Luleå"].Id,
                    Role = CohortRole.Mentor,
                }
            )
        );
        var mails = (await network.MailsAsync()).Count;
        (await network.DecideAsync("Luleå", "admit")).ShouldBeRefused(HttpStatusCode.Conflict, "MentorInCohort");
        (await network.InDbAsync(db => db.Applications.SingleAsync())).Status.ShouldBe(ApplicationStatus.Submitted);
        (await network.InDbAsync(db => db.Invitations.AnyAsync())).ShouldBeFalse();
        (await network.MailsAsync()).Count.ShouldBe(mails);
        (await network.DecideAsync("Luleå", "decline", "Ni är mentor.")).ShouldBeOk();
    }

    [Test]
    public async Task One_that_left_is_admitted_again_in_the_row_it_had()
    {
        var network = await MakeAsync("Luleå");
        await network.SubmitApplicationAsync("Luleå");
        (await network.DecideAsync("Luleå", "admit")).ShouldBeOk();
        var row = await network.InDbAsync(db => db.Participations.Select(p => p.Id).SingleAsync());
        await network.ChangeAsync(async db =>
        {
            var p = await db.Participations.SingleAsync();
            (p.WithdrawnAt, p.WithdrawnReason, p.Version) = (
                new DateTimeOffset(2027, 2, 3, 0, 0, 0, TimeSpan.Zero),
                "Ont om tid",
                p.Version + 1
            );
        });
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk()["hasLeft"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await network.DecideAsync("Luleå", "admit")).ShouldBeOk();
        var back = await network.InDbAsync(db => db.Participations.SingleAsync());
        (back.Id, back.IsActive, back.Role).ShouldBe((row, true, CohortRole.Participant));
        (await network.TrailAsync("ParticipantCameBack")).ShouldBe([
            (network.Coordinator.Name, "Luleå", null, "2027-02-03: Ont om tid"),
        ]);
        (await network.DecideAsync("Luleå", "admit")).ShouldBeRefused(HttpStatusCode.Conflict, "AlreadyDecided");
    }

    [Test]
    public async Task Who_has_her_place_is_not_invited_and_who_has_no_address_neither()
    {
        var network = await MakeAsync("Luleå");
        await network.SubmitApplicationAsync(
            "Luleå",
            network
                .Whole()
                .But(
                    "team",
                    new object[]
                    {
                        new
                        {
                            function = "politician",
                            name = "Hon själv",
                            email = network["Luleå", Function.Politician].Email.ToUpperInvariant(),
                        },
                        new { function = "manager", name = "Utan adress" },
                        new { function = "keyPerson", email = $"namnlos@{network.Slug}.example" },
                    }
                )
        );
        (await network.DecideAsync("Luleå", "admit")).ShouldBeOk()["invited"]!.GetValue<int>().ShouldBe(1);
        var invitation = await network.InDbAsync(db => db.Invitations.SingleAsync());
        (invitation.Email, invitation.Name, invitation.Function).ShouldBe(
            ($"namnlos@{network.Slug}.example", "namnlos", Function.KeyPerson)
        );
    }

    [Test]
    public async Task The_coordinator_decides_and_goes_on_to_the_next()
    {
        var network = await OpenToLuleaAsync("Boden");
        await network.SubmitApplicationAsync("Luleå", network.Whole().But("willMentor", false));
        await network.SubmitApplicationAsync("Boden");
        var reader = await network.Coordinator.ReaderAsync();
        var list = (await reader.GetAsync(network.CohortPage("/applications"))).ShouldBeOk();
        list.Heading.ShouldBe("Två ansökningar väntar på beslut");
        list.Html.ShouldContain(network.ApplicationPage("Luleå"));
        list.Text.ShouldContain("inte uppfyllt");

        var page = (await reader.GetAsync(network.ApplicationPage("Luleå"))).ShouldBeOk();
        page.Heading.ShouldBe("Luleå uppfyller alla krav utom blir mentor");
        page.Html.ShouldContain($"href=\"{network.ApplicationPage("Boden")}\"");
        var version = await network.VersionOfApplicationAsync("Luleå");
        (await reader.PostAsync(network.ApplicationPage("Luleå"), ("Version", $"{version}")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Text.ShouldContain("Välj ett beslut");
        page = await reader.PostAsync(
            network.ApplicationPage("Luleå"),
            ("Decision", "Decline"),
            ("Reason", " "),
            ("Version", $"{version}")
        );
        page.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("id=\"reason-wrong\"");
        page.Html.ShouldMatch("value=\"Decline\" checked");
        page = await reader.PostAsync(
            network.ApplicationPage("Luleå"),
            ("Decision", "Decline"),
            ("Reason", "Kvar i rutan"),
            ("Version", $"{version - 1}")
        );
        page.ShouldBe(HttpStatusCode.Conflict).Html.ShouldContain("Kvar i rutan");
        (
            await reader.PostAsync(
                network.ApplicationPage("Luleå"),
                ("Decision", "Admit"),
                ("Reason", ""),
                ("Version", $"{version}")
            )
        ).ShouldLeadTo(network.ApplicationPage("Luleå"));
        page = await reader.GetAsync(network.ApplicationPage("Luleå"));
        page.Heading.ShouldBe($"Luleå är antagen till omgång {network.Cohort.Name}");
        page.Html.ShouldContain($"ds-button\" href=\"{network.ApplicationPage("Boden")}\"");
        (await reader.GetAsync(network.CohortPage("/applications"))).Heading.ShouldBe(
            "En av två ansökningar är avgjord – en väntar på dig"
        );
    }
}

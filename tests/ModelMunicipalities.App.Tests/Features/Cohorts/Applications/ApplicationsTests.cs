using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

/// <summary>Applying to a cohort and being admitted, over the API.</summary>
public class ApplicationsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task An_organisation_applies_and_is_admitted_with_its_people_invited()
    {
        var network = await MakeAsync("Luleå");
        var api = network["Luleå", Function.Manager].Api;
        var before = (await api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk();
        (before["status"], before["version"]!.GetValue<int>(), before["may"]!["change"]!.GetValue<bool>()).ShouldBe(
            (null, 0, true)
        );

        await network.SubmitApplicationAsync("Luleå");
        var read = (await network.Coordinator.Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk();
        read["status"]!.ToString().ShouldBe("submitted");
        read["criteria"]!.AsArray().ShouldAllBe(c => c!["met"]!.GetValue<bool>());
        read["content"]!["motivation"]!.ToString().ShouldBe("Vi vill lära av andra.");
        read["content"]!["baseline"]!.AsArray().Select(s => s!.GetValue<int>()).ShouldBe([1, 2, 3, 1, 2, 3, 1, 2, 3, 1]);

        var decided = (await network.DecideAsync("Luleå", "admit", "Välkomna!")).ShouldBeOk();
        (decided["status"]!.ToString(), decided["invited"]!.GetValue<int>()).ShouldBe(("admitted", 3));
        var participation = await network.InDbAsync(db => db.Participations.SingleAsync());
        (participation.Role, participation.IsActive, participation.OrganisationId).ShouldBe(
            (CohortRole.Participant, true, network["Luleå"].Id)
        );
        participation.Focus.ShouldBe(["schools", "care"]);
        (
            await network.InDbAsync(db =>
                db.Invitations.OrderBy(i => i.Function)
                    .Select(i => new
                    {
                        i.Function,
                        i.OrganisationId,
                        i.Name,
                    })
                    .ToListAsync()
            )
        ).Select(i => (i.Function, i.OrganisationId, i.Name)).ShouldBe([(Function.Politician, network["Luleå"].Id, "Ny Politician"), (Function.Manager, network["Luleå"].Id, "Ny Manager"), (Function.KeyPerson, network["Luleå"].Id, "Ny KeyPerson")]);
        var own = (await api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk();
        (
            own["status"]!.ToString(),
            own["reason"]!.ToString(),
            own["takesPartAs"]!.ToString(),
            own["may"]!["change"]!.GetValue<bool>()
        ).ShouldBe(("admitted", "Välkomna!", "participant", false));
    }

    [Test]
    public async Task Any_of_the_three_may_write_submit_and_take_back()
    {
        foreach (var function in Assessment.Functions)
        {
            var network = await MakeAsync("Luleå");
            var api = network["Luleå", function].Api;
            (await api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())).ShouldBeOk();
            (await api.PostAsync(network.ApplicationOf("Luleå", "/submission"))).ShouldBeOk()["status"]!
                .ToString()
                .ShouldBe("submitted");
            (await api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeOk()["status"]!
                .ToString()
                .ShouldBe("withdrawn");
        }
    }

    [Test]
    public async Task Nobody_else_reads_or_writes_it()
    {
        var network = await MakeAsync("Luleå", "Boden");
        await network.SubmitApplicationAsync("Luleå");
        foreach (var other in new[] { network["Boden", Function.KeyPerson], network.Observer })
        {
            (await other.Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "OrganisationOnly"
            );
            (await other.Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "OrganisationOnly"
            );
            (await other.Api.PostAsync(network.ApplicationOf("Luleå", "/submission"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "OrganisationOnly"
            );
            (await other.Api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "OrganisationOnly"
            );
            (
                await other.Api.PostAsync(network.ApplicationOf("Luleå", "/decision"), new { decision = "admit", version = 2 })
            ).ShouldBeRefused(HttpStatusCode.Forbidden, "CoordinatorOnly");
            (await other.Api.GetAsync(network.InCohort("/applications"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "CoordinatorOnly"
            );
        }

        (await network.Coordinator.Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PostAsync(network.ApplicationOf("Luleå", "/decision"), new { decision = "admit", version = 2 })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "CoordinatorOnly");
    }

    [Test]
    public async Task The_coordinator_sees_of_a_draft_how_far_it_has_come_and_nothing_that_stands_in_it()
    {
        var network = await MakeAsync("Luleå");
        await network.SaveApplicationAsync(
            "Luleå",
            new()
            {
                ["motivation"] = "Hemligt än",
                ["contactName"] = "Hemlig Kontakt",
                ["focus"] = new[] { "violence" },
                ["willMentor"] = true,
            }
        );
        await HiddenAsync("draft");
        await network.SubmitApplicationAsync(
            "Luleå",
            network
                .Whole()
                .But("motivation", "Hemligt än")
                .But("contactName", "Hemlig Kontakt")
                .But("focus", new[] { "violence" })
        );
        (await network.Coordinator.Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk().Text.ShouldContain("Hemligt än");
        (await network.DecideAsync("Luleå", "sendBack", "Komplettera.")).ShouldBeOk();
        await HiddenAsync("sentBack");
        (await network["Luleå", Function.Politician].Api.PostAsync(network.ApplicationOf("Luleå", "/withdrawal"))).ShouldBeOk();
        await HiddenAsync("withdrawn");

        async Task HiddenAsync(string status)
        {
            var one = (await network.Coordinator.Api.GetAsync(network.ApplicationOf("Luleå"))).ShouldBeOk();
            one["status"]!.ToString().ShouldBe(status);
            one["content"].ShouldBeNull();
            one["criteria"]!.AsArray().ShouldAllBe(c => c!["met"] == null && c["evidence"]!.AsArray().Count == 0);
            one["parts"]!.AsArray().Count(p => p!["state"]!.ToString() == "filled").ShouldBeGreaterThan(1);
            var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications"))).ShouldBeOk();
            (
                list["items[0]"]!["met"],
                list["items[0]"]!["focus"]!.AsArray().Count,
                list["withUndecided"]!["organisations"]!.GetValue<int>()
            ).ShouldBe((null, 0, 0));
            var page = await (await network.Coordinator.ReaderAsync()).GetAsync(network.ApplicationPage("Luleå"));
            var listed = await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/applications"));
            foreach (var text in new[] { one.Text, list.Text, page.ShouldBeOk().Text, listed.ShouldBeOk().Text })
            {
                text.ShouldNotContain("Hemlig");
                text.ShouldNotContain("Mäns våld");
            }
        }
    }

    [Test]
    public async Task A_change_based_on_an_older_version_is_refused_with_both()
    {
        var network = await MakeAsync("Luleå");
        var first = await network.SaveApplicationAsync("Luleå", network.Whole().But("motivation", "Det första."));
        await network.SaveApplicationAsync("Luleå", network.Whole().But("motivation", "Det andra."));
        var stale = await network["Luleå", Function.Politician]
            .Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole().But("motivation", "Det tredje."), first);
        stale.ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        stale["current"]!["content"]!["motivation"]!.ToString().ShouldBe("Det andra.");
        stale["given"]!["motivation"]!.ToString().ShouldBe("Det tredje.");
        (
            await network["Luleå", Function.Politician]
                .Api.SendAsync(HttpMethod.Post, network.ApplicationOf("Luleå", "/submission"), null, r =>
                    r.Headers.TryAddWithoutValidation("If-Match", first)
                )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (
            await network["Luleå", Function.Politician]
                .Api.SendAsync(HttpMethod.Post, network.ApplicationOf("Luleå", "/withdrawal"), null, r =>
                    r.Headers.TryAddWithoutValidation("If-Match", first)
                )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (await network["Luleå", Function.Politician].Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole(), "\"2\""))
            .ShouldBeOk()
            .ETag.ShouldBe("\"3\"");
    }

    [Test]
    public async Task Two_who_begin_at_the_same_time_make_one_application()
    {
        var network = await MakeAsync("Luleå");
        var replies = await Task.WhenAll(
            Assessment.Functions.Select(f =>
                Task.Run(() => network["Luleå", f].Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole(), "\"0\""))
            )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            reply.ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        }

        (await network.InDbAsync(db => db.Applications.SingleAsync())).Version.ShouldBe(1);
        (await network.TrailAsync("ApplicationBegun")).Count.ShouldBe(1);
    }

    [TestCase(CohortStage.Planning, "TooEarlyStage")]
    [TestCase(CohortStage.Admission, "TooLateStage")]
    [TestCase(CohortStage.Closed, "TooLateStage")]
    public async Task Applications_are_taken_while_the_stage_allows(CohortStage stage, string rule)
    {
        var network = await BuildAsync(n => n.Outside("Luleå").Stage(stage));
        (
            await network["Luleå", Function.KeyPerson].Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())
        ).ShouldBeRefused(HttpStatusCode.Conflict, rule);
        (await network.InDbAsync(db => db.Applications.AnyAsync())).ShouldBeFalse();
    }

    [Test]
    public async Task One_that_is_in_the_cohort_cannot_apply_to_it()
    {
        var network = await BuildAsync(n =>
            n.Taking(CohortRole.Mentor, "Piteå").Taking(CohortRole.Participant, "Boden").Stage(CohortStage.Application)
        );
        (
            await network["Piteå", Function.KeyPerson]
                .Api.PutAsync(network.ApplicationOf("Piteå"), network.Whole().But("answers", null))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "MentorInCohort");
        (
            await network["Boden", Function.KeyPerson]
                .Api.PutAsync(network.ApplicationOf("Boden"), network.Whole().But("answers", null))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "TakesPartAlready");
        (await network["Boden", Function.KeyPerson].Api.PostAsync(network.ApplicationOf("Boden", "/submission"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TakesPartAlready"
        );
    }

    [Test]
    public async Task Submitting_names_what_must_be_there()
    {
        var network = await MakeAsync("Luleå");
        var api = network["Luleå", Function.KeyPerson].Api;
        (await api.PostAsync(network.ApplicationOf("Luleå", "/submission"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "ApplicationNotBegun"
        );
        await network.SaveApplicationAsync("Luleå", []);
        (await api.PostAsync(network.ApplicationOf("Luleå", "/submission"))).ShouldBeInvalid(
            "ContactMissing",
            "contactName",
            "contactEmail",
            "motivation"
        );
        (await network.MailsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Submitting_twice_does_it_once()
    {
        var network = await MakeAsync("Luleå");
        await network.SaveApplicationAsync("Luleå");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 3)
                .Select(_ =>
                    Task.Run(() =>
                        network["Luleå", Function.KeyPerson].Api.PostAsync(network.ApplicationOf("Luleå", "/submission"))
                    )
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var reply in replies.Where(r => r.Status != HttpStatusCode.OK))
        {
            reply.ShouldBeRefused(HttpStatusCode.Conflict, "ApplicationSubmittedAlready");
        }

        (await network.MailsAsync()).Select(m => m.To).ShouldBe([network.Coordinator.Email, network.Contact()]);
        (await network.TrailAsync("ApplicationSubmitted")).ShouldBe([
            (network["Luleå", Function.KeyPerson].Name, "Luleå", null, network.Cohort.Name),
        ]);
        (
            await network["Luleå", Function.KeyPerson].Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole())
        ).ShouldBeRefused(HttpStatusCode.Conflict, "ApplicationSubmittedAlready");
    }

    [Test]
    public async Task On_submission_the_coordinator_gets_a_mail_in_her_language_and_the_contact_a_receipt_in_both()
    {
        var network = await MakeAsync("Luleå");
        await network.ChangeAsync(async db => (await db.Users.SingleAsync(u => u.Id == network.Coordinator.Id)).Language = "en");
        await network.SubmitApplicationAsync("Luleå", network.Whole().But("willMentor", false));
        var mails = await network.MailsAsync();
        mails.Select(m => m.To).ShouldBe([network.Coordinator.Email, network.Contact()]);
        mails[0].Subject.ShouldContain("has applied to cohort");
        mails[0].Body.ShouldContain("Requirements that are not met: 1.");
        mails[0].Body.ShouldNotContain("Antal krav");
        mails[0].Body.ShouldContain($"{Server.Address.ToString().TrimEnd('/')}{network.ApplicationPage("Luleå")}");
        mails[1].Body.ShouldContain("kvitto");
        mails[1].Body.ShouldContain("receipt");
        mails[1].Body.ShouldContain("Åsa Kontakt");
    }

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
    public async Task The_list_shows_criteria_places_and_the_spread_as_it_is_and_would_be()
    {
        var network = await BuildAsync(n =>
            n.Outside("Luleå", "Boden", "Malmö", "Vännäs")
                .Taking(CohortRole.Mentor, "Piteå", "Umeå", "Örebro", "Eskilstuna")
                .Taking(CohortRole.Participant, "Kalmar")
                .Stage(CohortStage.Application)
        );
        await network.AskAsync();
        await network.ChangeAsync(async db =>
        {
            var mentors = await db.Participations.Where(p => p.Role == CohortRole.Mentor).OrderBy(p => p.Id).ToListAsync();
            mentors[0].Places = 3;
            mentors[1].Places = 2;
            (mentors[2].Places, mentors[2].IsUnavailable) = (4, true);
        });
        await network.SubmitApplicationAsync("Luleå");
        await network.SubmitApplicationAsync("Malmö", network.Whole().But("willMentor", false).But("stakeholders", null));
        await network.SubmitApplicationAsync("Boden");
        (await network.DecideAsync("Boden", "waitingList")).ShouldBeOk();
        await network.SaveApplicationAsync("Vännäs", []);

        var list = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications?sort=criteria"))).ShouldBeOk();
        list["items"]!.AsArray().Select(i => i!["name"]!.ToString()).ShouldBe(["Boden", "Luleå", "Malmö", "Vännäs"]);
        list["items"]!.AsArray().Select(i => i!["requiredLacking"]?.GetValue<int>()).ShouldBe([0, 0, 1, null]);
        list["items[2]"]!["met"]!.AsArray().Count(m => !m!.GetValue<bool>()).ShouldBe(2);
        (list["items[1]"]!["county"]!.ToString(), list["items[1]"]!["group"]!.ToString()).ShouldBe(("Norrbottens län", "b3"));
        (
            list["places"]!["places"]!.GetValue<int>(),
            list["places"]!["mentors"]!.GetValue<int>(),
            list["places"]!["unanswered"]!.GetValue<int>(),
            list["places"]!["unavailable"]!.GetValue<int>(),
            list["places"]!["participants"]!.GetValue<int>()
        ).ShouldBe((5, 2, 1, 1, 1));
        (
            list["standing"]!["undecided"]!.GetValue<int>(),
            list["standing"]!["waiting"]!.GetValue<int>(),
            list["standing"]!["writing"]!.GetValue<int>()
        ).ShouldBe((2, 1, 1));
        (
            list["admitted"]!["countiesRepresented"]!.GetValue<int>(),
            list["withUndecided"]!["countiesRepresented"]!.GetValue<int>()
        ).ShouldBe((1, 3));
        list["withUndecided"]!["countiesMissing"]!.AsArray().Count.ShouldBe(18);
        (await network.DecideAsync("Luleå", "admit")).ShouldBeOk();
        var after = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications"))).ShouldBeOk();
        (
            after["admitted"]!["organisations"]!.GetValue<int>(),
            after["withUndecided"]!["organisations"]!.GetValue<int>()
        ).ShouldBe((2, 3));
    }

    [Test]
    public async Task The_list_comes_in_pages_and_as_a_file()
    {
        var network = await MakeAsync("Luleå", "Boden", "Malmö");
        foreach (var organisation in new[] { "Luleå", "Boden", "Malmö" })
        {
            await network.SubmitApplicationAsync(organisation);
        }

        var page = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications?page=2&pageSize=2"))).ShouldBeOk();
        (page["items"]!.AsArray().Count, page["total"]!.GetValue<int>()).ShouldBe((1, 3));
        var csv = (await network.Coordinator.Api.GetAsync(network.InCohort("/applications.csv")))
            .ShouldBeOk()
            .Text.Split("\n", StringSplitOptions.RemoveEmptyEntries);
        csv.Length.ShouldBe(4);
        csv[0].ShouldContain("Har ni tid?");
        csv[1].ShouldStartWith("Boden");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage("/applications.xlsx"))).ShouldBeOk();
    }

    [TestCase("motivation", "a\0b", "motivation", "Unreadable")]
    [TestCase("contactEmail", "nobody", "contactEmail", "EmailNotValid")]
    [TestCase("contactName", "a\r\nBcc: x", "contactName", "Unreadable")]
    public async Task What_cannot_be_kept_is_refused_beside_its_field(string field, string value, string at, string rule)
    {
        var network = await MakeAsync("Luleå");
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.ApplicationOf("Luleå"), network.Whole().But(field, value))
        ).ShouldBeInvalid(rule, at);
        (await network.InDbAsync(db => db.Applications.AnyAsync())).ShouldBeFalse();
    }

    [TestCase("""{"team":[null]}""", "FunctionTwice", "team[0].function")]
    [TestCase("""{"focus":[null]}""", "FocusUnknown", "focus[0]")]
    [TestCase("""{"answers":[null]}""", "QuestionUnknown", "answers[0].criterion")]
    [TestCase("""{"baseline":[7]}""", "ScoreOutsideScale", "baseline[0]")]
    [TestCase("""{"cemr":"planned"}""", "CemrDateMissing", "cemrDate")]
    [TestCase("""{"cemr":3}""", "Unreadable", "cemr")]
    [TestCase("""{"cemrDate":"yesterday"}""", "Unreadable", "cemrDate")]
    public async Task A_body_that_makes_no_sense_is_refused(string body, string rule, string field)
    {
        var network = await MakeAsync("Luleå");
        (
            await network["Luleå", Function.KeyPerson].Api.SendTextAsync(HttpMethod.Put, network.ApplicationOf("Luleå"), body)
        ).ShouldBeInvalid(rule, field);
    }

    [Test]
    public async Task The_longest_texts_are_kept_and_hostile_text_stays_text()
    {
        var network = await MakeAsync("Luleå");
        var script = "<script>alert(1)</script> " + new string('å', 3900);
        await network.SubmitApplicationAsync(
            "Luleå",
            network.Whole().But("motivation", script).But("contactName", "<b>Åsa</b>").But("stakeholders", new string('ö', 4000))
        );
        (await network.DecideAsync("Luleå", "waitingList", "<img src=x> " + new string('ä', 980))).ShouldBeOk();
        foreach (
            var reader in new[]
            {
                await network.Coordinator.ReaderAsync(),
                await network["Luleå", Function.Manager].ReaderAsync(),
            }
        )
        {
            var page = (await reader.GetAsync(network.ApplicationPage("Luleå"))).ShouldBeOk();
            page.Html.ShouldNotContain("<script>alert");
            page.Html.ShouldNotContain("<img src=x");
            page.Html.ShouldNotContain("<b>Åsa</b>");
            page.Html.ShouldContain("&lt;script&gt;alert(1)");
        }
    }

    private async Task<TestNetwork> MakeAsync(params string[] organisations)
    {
        var network = await BuildAsync(n => n.Outside(organisations).Stage(CohortStage.Application));
        await network.AskAsync();
        return network;
    }
}

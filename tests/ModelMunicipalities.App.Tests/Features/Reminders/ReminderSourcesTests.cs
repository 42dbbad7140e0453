using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Reminders;
using Improvement = ModelMunicipalities.Domain.Improvements.Improvement;
using Meeting = ModelMunicipalities.Domain.Meetings.Meeting;

namespace ModelMunicipalities.App.Tests.Features.Reminders;

/// <summary>Whom each reason concerns: those who have not done it, and nobody else.</summary>
public class ReminderSourcesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Scores = "2222222222";

    [Test]
    public void Every_reason_has_one_rule_and_one_source()
    {
        using var scope = Server.Services.CreateScope();
        var reasons = Enum.GetValues<ReminderReason>();
        ReminderPlan.Standard.Rules.Select(r => r.Reason).ShouldBe(reasons, ignoreOrder: true);
        scope.ServiceProvider.GetServices<IReminderSource>().Select(s => s.Reason).ShouldBe(reasons, ignoreOrder: true);
    }

    [Test]
    public async Task Checklist_those_who_have_not_handed_in_and_the_key_person_when_all_have()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden", "Kalix")
                .HandedIn("Luleå", "bm1", Function.Politician, Scores)
                .HandedIn("Boden", "bm1", Function.Politician, Scores)
                .HandedIn("Boden", "bm1", Function.Manager, Scores)
                .HandedIn("Boden", "bm1", Function.KeyPerson, Scores)
                .Submitted("Kalix", "bm1", Scores)
        );
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.ChecklistDue);
        var mails = await network.RemindedAsync("2031-03-06 10:00");
        mails
            .Select(m => m.To)
            .ShouldBe(
                [
                    network["Luleå", Function.Manager].Email,
                    network["Luleå", Function.KeyPerson].Email,
                    network["Boden", Function.KeyPerson].Email,
                ],
                ignoreOrder: true
            );
        mails
            .Single(m => m.To == network["Luleå", Function.Manager].Email)
            .Body.ShouldContain("Du har inte lämnat in din skattning som chef i Luleå ännu.");
        mails
            .Single(m => m.To == network["Boden", Function.KeyPerson].Email)
            .Body.ShouldContain("Alla tre funktioner i Boden har lämnat in.");
        mails.ShouldAllBe(m => m.Topic == MailTopic.Assessment);
    }

    [Test]
    public async Task Checklist_not_those_whose_place_has_ended_whose_organisation_has_left_or_whose_cohort_is_closed()
    {
        var network = await BuildAsync(n => n.Peers("Luleå", "Boden"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.ChecklistDue);
        await network.EndAsync("Luleå", Function.Manager, "2031-03-01 10:00");
        await network.LeftAsync("Boden");
        (await network.RemindedAsync("2031-03-06 10:00"))
            .Select(m => m.To)
            .ShouldBe(
                [network["Luleå", Function.Politician].Email, network["Luleå", Function.KeyPerson].Email],
                ignoreOrder: true
            );
        await network.ChangeAsync(async db =>
        {
            var cohort = await db.Cohorts.SingleAsync();
            (cohort.Stage, cohort.ClosedAt) = (CohortStage.Closed, DateTimeOffset.UtcNow);
        });
        (await network.RemindAsync("2031-03-13 10:00")).ShouldBe(0);
    }

    [Test]
    public async Task Checklist_when_the_meeting_has_begun_only_the_coordinator_unless_it_was_opened_again()
    {
        var network = await BuildAsync(n => n.Peers("Luleå", "Boden"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.ChecklistDue);
        (await network.RemindedAsync("2031-03-25 10:00")).Select(m => m.To).ShouldBe([network.Coordinator.Email]);
        await network.ChangeAsync(db =>
        {
            db.Assessments.Add(
                new Assessment
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network["Luleå"].Id,
                    OccasionId = network.Cohort.Occasions.Single(o => o.Key == "bm1").Id,
                    Instrument = network.Cohort.Instrument,
                    ReopenedAt = Reminding.Local("2031-03-20 17:00"),
                }
            );
            return Task.CompletedTask;
        });
        (await network.RemindedAsync("2031-03-26 10:00"))
            .Select(m => m.To)
            .ShouldBe(Assessment.Functions.Select(f => network["Luleå", f].Email), ignoreOrder: true);
        (await network.RemindAsync("2031-03-31 10:00")).ShouldBe(0, "the round is over");
    }

    [Test]
    public async Task Poll_those_who_have_not_answered_every_time_by_a_link_of_her_own_and_with_reminders_by_hand_once_a_day()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.OnlyAsync(ReminderReason.PollUnanswered);
        var meeting = await network.PlannedAsync("Piteå", "bm1");
        var slots = await network.OpenPollAsync(meeting, "Luleå");
        await network.AnswerAsync(network["Luleå", Function.Manager], meeting, slots, "yyy");
        await network.AnswerAsync(network["Luleå", Function.Politician], meeting, slots, "y--");
        await network.EndAsync("Piteå", Function.Manager, "2031-01-01 10:00");
        await network.ChangeAsync(async db =>
        {
            var poll = await db.Polls.Include(p => p.Invitees).SingleAsync();
            (poll.DeadlineAt, poll.OpenedAt) = (Reminding.Local("2031-03-20 16:00"), Reminding.Local("2031-03-01 16:00"));
            poll.Invitees.Single(i => i.PersonId == network["Piteå", Function.Politician].Id).RemindedAt = Reminding.Local(
                "2031-03-17 12:00"
            );
        });

        (await network.RemindAsync("2031-03-16 10:00")).ShouldBe(0);
        var mails = await network.RemindedAsync("2031-03-17 13:00");
        mails
            .Select(m => m.To)
            .ShouldBe(
                [
                    network["Luleå", Function.Politician].Email,
                    network["Luleå", Function.KeyPerson].Email,
                    network["Piteå", Function.KeyPerson].Email,
                ],
                ignoreOrder: true
            );
        var mail = mails.Single(m => m.To == network["Luleå", Function.Politician].Email);
        Regex.Count(mail.Body, @"^- ", RegexOptions.Multiline).ShouldBe(2, "one is answered");
        var token = Regex.Match(mail.Body, "/polls/([A-Za-z0-9_-]+)").Groups[1].Value;
        (await Guest.GetAsync($"/api/v1/polls/{token}")).ShouldBeOk();

        // By hand the same day she is too soon; the one whom only a hand reminded comes with the next window.
        (await network.RemindAsync("2031-03-18 12:30")).ShouldBe(0, "what began before she was reminded by hand has been said");
        (
            await Clock.AtAsync(Reminding.Local("2031-03-17 13:30"), () =>
                network.InDbAsync(async db =>
                    (await db.PollInvitees.Where(i => i.RemindedAt != null).ToListAsync()).Count(i =>
                        !i.MayBeReminded(Reminding.Local("2031-03-17 13:30"))
                    )
                )
            )
        ).ShouldBe(4);
        (await network.RemindAsync("2031-03-19 13:30")).ShouldBe(4);
        (await network.RemindAsync("2031-03-20 16:00")).ShouldBe(0, "the deadline is over");
    }

    [Test]
    public async Task Preparation_the_key_person_of_who_has_not_done_it_until_the_meeting_begins()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.PreparationUndone);
        var meeting = await network.MeetingOfAsync("Piteå", "bm1");
        await network.ChangeAsync(db =>
        {
            db.Attachments.Add(
                new Attachment
                {
                    MeetingId = meeting,
                    OrganisationId = network["Boden"].Id,
                    Task = "presentation",
                    Name = "x.pdf",
                    Kind = FileKind.Pdf,
                    Size = 4,
                    UploadedBy = network.Coordinator.Id,
                    UploadedAt = DateTimeOffset.UtcNow,
                    Content = new AttachmentContent { Bytes = [1, 2, 3, 4] },
                }
            );
            return Task.CompletedTask;
        });

        // The presentation is due a week before, on Tuesday 18.
        var mails = await network.RemindedAsync("2031-03-11 10:00");
        mails
            .Select(m => m.To)
            .ShouldBe(
                [network["Luleå", Function.KeyPerson].Email, network["Piteå", Function.KeyPerson].Email],
                ignoreOrder: true
            );
        mails[0].Body.ShouldContain("- Presentation av ert styrsystem");
        (await network.RemindAsync("2031-03-17 10:00")).ShouldBe(2);
        (await network.RemindAsync("2031-03-19 10:00")).ShouldBe(2, "a day late");
        (await network.RemindAsync("2031-03-25 09:00")).ShouldBe(0, "the meeting has begun");
    }

    [Test]
    public async Task Preparation_is_not_asked_for_a_meeting_that_is_cancelled_or_only_planned()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.PreparationUndone);
        await network.ChangeAsync(async db =>
            (await db.Meetings.SingleAsync(m => m.Form == "bm1")).Status = MeetingStatus.Cancelled
        );
        (await network.RemindAsync("2031-03-11 10:00")).ShouldBe(0);
    }

    [Test]
    public async Task Meeting_tomorrow_everybody_who_is_called_with_place_and_file_also_on_a_sunday()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Boden", "Kalix"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.MeetingTomorrow);
        var id = await network.MeetingOfAsync("Piteå", "bm1");
        await network.ChangeAsync(async db =>
        {
            var meeting = await db.Meetings.SingleAsync(m => m.Id == id);
            (meeting.StartsAt, meeting.EndsAt, meeting.Link) = (
                Reminding.Local("2031-03-24 09:00"),
                Reminding.Local("2031-03-24 12:00"),
                "https://meet.example/abc"
            );
        });
        (await network.RemindAsync("2031-03-22 10:00")).ShouldBe(0);
        var mails = await network.RemindedAsync("2031-03-23 10:00");
        mails
            .Select(m => m.To)
            .ShouldBe(
                from o in new[] { "Piteå", "Luleå" }
                from f in Assessment.Functions
                select network[o, f].Email,
                ignoreOrder: true
            );
        mails[0].Subject.ShouldBe("Påminnelse: BM 1, gruppen Piteå är i morgon");
        mails[0].Body.ShouldContain("Stadshuset, Piteå");
        mails[0].Body.ShouldContain("https://meet.example/abc");
        mails[0].Body.ShouldContain($"/meetings/{id}/calendar.ics");
        (await network.RemindAsync("2031-03-24 08:00")).ShouldBe(6, "the other group's is tomorrow");
    }

    [Test]
    public async Task Meeting_tomorrow_not_whoever_was_called_today_and_again_when_it_is_moved()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.MeetingTomorrow);
        await MoveAsync("2031-03-25 09:00", "2031-03-24 10:00");
        (await network.RemindAsync("2031-03-24 12:00")).ShouldBe(0);
        await MoveAsync("2031-03-25 09:00", "2031-03-01 10:00");
        (await network.RemindAsync("2031-03-24 12:00")).ShouldBe(3);
        await MoveAsync("2031-04-08 09:00", "2031-03-24 13:00");
        (await network.RemindAsync("2031-04-07 12:00")).ShouldBe(3);

        Task MoveAsync(string to, string called) =>
            network.ChangeAsync(async db =>
            {
                var meeting = await db.Meetings.SingleAsync(m => m.Form == "bm1");
                (meeting.StartsAt, meeting.EndsAt, meeting.CalledAt) = (
                    Reminding.Local(to),
                    Reminding.Local(to).AddHours(3),
                    Reminding.Local(called)
                );
            });
    }

    [Test]
    public async Task Improvement_its_owner_or_the_key_person_when_nothing_has_been_written_since()
    {
        var network = await BuildAsync(n => n.Peers("Luleå", "Boden"));
        await network.OnlyAsync(ReminderReason.ImprovementOverdue);
        await network.ChangeAsync(db =>
        {
            Add("Ägd", "Luleå", network["Luleå", Function.Politician].Id);
            Add("Utan ägare", "Luleå", null);
            Add("Ägd av någon annanstans", "Boden", network["Luleå", Function.Manager].Id);
            Add("Klar", "Boden", null, ImprovementStatus.Done);
            Add("Nyss skriven i", "Boden", null, touched: "2031-03-21 09:00");
            return Task.CompletedTask;

            void Add(
                string title,
                string organisation,
                int? owner,
                ImprovementStatus status = ImprovementStatus.Active,
                string touched = "2031-01-01 10:00"
            ) =>
                db.Improvements.Add(
                    new Improvement
                    {
                        CohortId = network.Cohort.Id,
                        OrganisationId = network[organisation].Id,
                        Title = title,
                        OwnerId = owner,
                        Owner = owner is null ? null : "x",
                        DueOn = new DateOnly(2031, 3, 20),
                        Status = status,
                        TouchedAt = Reminding.Local(touched),
                        CreatedBy = network.Coordinator.Id,
                    }
                );
        });
        (await network.RemindAsync("2031-03-20 18:00")).ShouldBe(0, "the last day is a day");
        var mails = await network.RemindedAsync("2031-03-21 10:00");
        mails
            .Select(m => (m.To, m.Subject))
            .ShouldBe(
                [
                    (network["Luleå", Function.Politician].Email, "Påminnelse: Förbättring: Ägd, Luleå"),
                    (network["Luleå", Function.KeyPerson].Email, "Påminnelse: Förbättring: Utan ägare, Luleå"),
                    (network["Boden", Function.KeyPerson].Email, "Påminnelse: Förbättring: Ägd av någon annanstans, Boden"),
                ],
                ignoreOrder: true
            );
        (await network.RemindAsync("2031-04-03 10:00")).ShouldBe(4, "two weeks late, also what was written in since");
    }

    [Test]
    public async Task Vacancy_the_key_person_every_week_unless_somebody_is_invited_and_then_the_coordinator()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        await network.OnlyAsync(ReminderReason.FunctionVacant);
        (await network.RemindAsync("2031-03-06 10:00")).ShouldBe(0);
        await network.EndAsync("Luleå", Function.Politician, "2031-03-06 10:00");
        (await network.RemindAsync("2031-03-07 10:00")).ShouldBe(0);
        (await network.RemindedAsync("2031-03-13 10:00"))
            .Select(m => m.To)
            .ShouldBe([network["Luleå", Function.KeyPerson].Email]);
        await network.ChangeAsync(db =>
        {
            db.Invitations.Add(
                new Invitation
                {
                    Email = "ny@x.example",
                    Name = "Ny",
                    OrganisationId = network["Luleå"].Id,
                    Function = Function.Politician,
                    TokenHash = Guid.NewGuid().ToString("N"),
                    SentAt = Reminding.Local("2031-03-14 10:00"),
                    SentBy = network.Coordinator.Id,
                    ExpiresAt = Reminding.Local("2031-03-28 10:00"),
                }
            );
            return Task.CompletedTask;
        });
        (await network.RemindAsync("2031-03-20 10:00")).ShouldBe(0, "somebody is invited");
        (await network.RemindAsync("2031-03-28 11:00")).ShouldBe(1, "the invitation no longer holds");
        var last = await network.RemindedAsync("2031-04-03 10:00");
        last.Select(m => m.To)
            .ShouldBe([network["Luleå", Function.KeyPerson].Email, network.Coordinator.Email], ignoreOrder: true);
    }

    [Test]
    public async Task Vacancy_whoever_is_left_and_where_nobody_is_the_coordinator_alone()
    {
        var network = await BuildAsync(n => n.Peers("Luleå").Participants("Tom"));
        await network.OnlyAsync(ReminderReason.FunctionVacant);
        await network.EndAsync("Luleå", Function.KeyPerson, "2031-03-06 10:00");
        var mails = await network.RemindedAsync("2031-03-13 10:00");
        mails
            .Select(m => m.To)
            .ShouldBe(
                [
                    network["Luleå", Function.Politician].Email,
                    network["Luleå", Function.Manager].Email,
                    network.Coordinator.Email,
                ],
                ignoreOrder: true
            );
        mails.Single(m => m.To == network.Coordinator.Email).Body.ShouldContain("Tom saknar politiker");
    }
}

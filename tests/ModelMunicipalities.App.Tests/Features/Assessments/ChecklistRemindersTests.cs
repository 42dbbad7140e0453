using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ChecklistRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Scores = "2222222222";

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
}

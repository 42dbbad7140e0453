using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Reminders;
using Improvement = ModelMunicipalities.Domain.Improvements.Improvement;

namespace ModelMunicipalities.App.Tests.Features.Reminders;

/// <summary>What holds for every reminder: once, not at night, one mail, and the coordinator when nothing happens.</summary>
public class SendRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string FourteenBefore = "2031-03-06 10:00";

    [Test]
    public async Task Everybody_is_reminded_once_in_each_window_whatever_runs_again()
    {
        var network = await ChecklistsAsync();
        (await network.RemindAsync(FourteenBefore)).ShouldBe(3);
        (await network.RemindAsync(FourteenBefore)).ShouldBe(0);
        (await network.RemindAsync("2031-03-12 18:59")).ShouldBe(0, "still the window of fourteen days");
        (await network.RemindAsync("2031-03-13 07:00")).ShouldBe(3);
        (await network.RemindAsync("2031-03-19 12:00")).ShouldBe(3);
        (await network.RemindAsync("2031-03-20 15:59")).ShouldBe(0);
        (await network.RemindAsync("2031-03-21 10:00")).ShouldBe(3, "a day late");
        (await network.MailsAsync()).Count.ShouldBe(12);
        (await network.RemindersAsync())
            .GroupBy(r => r.Window)
            .Select(g => (g.Key, g.Count()))
            .ShouldBe([(-14, 3), (-7, 3), (-1, 3), (1, 3)]);
    }

    [Test]
    public async Task Nobody_is_reminded_at_night_nor_at_weekends_of_what_can_wait()
    {
        var network = await ChecklistsAsync();
        foreach (
            var quiet in new[]
            {
                "2031-03-06 06:59",
                "2031-03-06 19:00",
                "2031-03-06 23:30",
                "2031-03-08 10:00",
                "2031-03-09 10:00",
            }
        )
        {
            (await network.RemindAsync(quiet)).ShouldBe(0, quiet);
        }

        (await network.RemindAsync("2031-03-10 07:00")).ShouldBe(3, "Monday");
    }

    [Test]
    public async Task A_window_that_was_slept_through_is_not_sent_afterwards_only_the_one_that_it_is_now()
    {
        var network = await ChecklistsAsync();
        (await network.RemindAsync("2031-03-19 12:00")).ShouldBe(3);
        (await network.RemindersAsync()).ShouldAllBe(r => r.Window == -1);
    }

    [Test]
    public async Task A_deadline_that_moves_is_reminded_of_anew()
    {
        var network = await ChecklistsAsync();
        (await network.RemindAsync(FourteenBefore)).ShouldBe(3);
        await network.ChangeAsync(async db =>
        {
            var occasion = await db.Occasions.SingleAsync(o => o.Key == "bm1");
            (occasion.DueAt, occasion.StartsAt, occasion.EndsAt) = (
                Reminding.Local("2031-05-22 16:00"),
                Reminding.Local("2031-05-27 09:00"),
                Reminding.Local("2031-05-28 09:00")
            );
            var meeting = await db.Meetings.SingleAsync(m => m.OccasionId == occasion.Id);
            (meeting.StartsAt, meeting.EndsAt) = (occasion.StartsAt, occasion.EndsAt);
        });
        (await network.RemindAsync("2031-03-13 10:00")).ShouldBe(0);
        (await network.RemindAsync("2031-05-08 10:00")).ShouldBe(3);
    }

    [Test]
    public async Task Several_things_at_once_are_one_mail_in_the_readers_language_and_one_reminder_each()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        await network.InMarchAsync();
        var key = network["Luleå", Function.KeyPerson];
        await network.ReadsEnglishAsync(key);
        await network.ChangeAsync(db =>
        {
            db.Improvements.Add(
                new Improvement
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network["Luleå"].Id,
                    Title = "Hostile\r\nBcc: x@y <b>{0}</b>",
                    DueOn = new DateOnly(2031, 3, 18),
                    OwnerId = key.Id,
                    CreatedBy = key.Id,
                    Status = ImprovementStatus.Active,
                }
            );
            return Task.CompletedTask;
        });

        var mails = await network.RemindedAsync("2031-03-19 10:00");
        var mail = mails.Single(m => m.To == key.Email);
        mail.Subject.ShouldBe("Reminder of three things");
        mail.Language.ShouldBe("en");
        mail.PersonId.ShouldBe(key.Id);
        mail.Body.ShouldContain("2. Improvement: Hostile Bcc: x@y <b>{0}</b>, Luleå");
        mail.Body.ShouldContain("1. Preparations for BM 1, Luleå");
        mail.Body.ShouldContain("3. Self-assessment before BM 1, Luleå");
        mail.Body.ShouldContain(network.PageAt("Luleå", "bm1", "/mine"));
        mail.Body.ShouldNotContain("kl.");
        mail.Body.ShouldContain("Thu 20 March 2031, 16:00");
        mails
            .Single(m => m.To == network["Luleå", Function.Manager].Email)
            .Subject.ShouldBe("Påminnelse: Självskattning inför BM 1, Luleå");
        mails.Count.ShouldBe(3);
        (await network.RemindersAsync()).Count.ShouldBe(5);
        mails.ShouldAllBe(m => !m.Subject.Contains('\n') && !m.Subject.Contains('\r'));
    }

    [Test]
    public async Task What_somebody_wants_no_mail_about_is_left_out_and_is_not_told_later()
    {
        var network = await ChecklistsAsync();
        var politician = network["Luleå", Function.Politician];
        (
            await politician.Api.PutAsync(
                network.InNetwork("/mail-choices"),
                new { pace = "atOnce", topics = new[] { "meeting" } }
            )
        ).ShouldBeOk();
        (await network.RemindedAsync(FourteenBefore))
            .To()
            .ShouldBe([network["Luleå", Function.KeyPerson].Email, network["Luleå", Function.Manager].Email], ignoreOrder: true);
        (await network.RemindersAsync()).Count.ShouldBe(3);
        (await network.RemindedAsync("2031-03-06 11:00")).ShouldBeEmpty();
    }

    [Test]
    public async Task The_coordinator_is_told_once_of_what_stands_still_in_one_mail_a_day()
    {
        var network = await BuildAsync(n => n.Peers("Luleå", "Boden"));
        await network.InMarchAsync();
        await network.OnlyAsync(ReminderReason.ChecklistDue);
        (await network.RemindedAsync("2031-03-21 10:00")).ShouldAllBe(m => m.To != network.Coordinator.Email);
        var told = (await network.RemindedAsync("2031-03-24 10:00"))
            .Where(m => m.To == network.Coordinator.Email)
            .ShouldHaveSingleItem();
        told.Subject.ShouldBe("Två saker står still");
        told.Body.ShouldContain("Självskattning inför BM 1, Luleå, sedan 20 mars 2031");
        told.Body.ShouldContain("Självskattning inför BM 1, Boden");
        (await network.RemindedAsync("2031-03-24 11:00")).ShouldBeEmpty();

        // Something more stands still the same day: it waits for the next.
        await network.ChangeAsync(db =>
            db.ReminderSettings.Where(s => s.Reason == ReminderReason.FunctionVacant)
                .ForEachAsync(s => (s.IsOn, s.Every, s.EscalateAfter) = (true, 7, 28))
        );
        await network.EndAsync("Boden", Function.Politician, "2031-01-01 10:00");
        (await network.RemindedAsync("2031-03-24 12:00")).ShouldAllBe(m => m.To != network.Coordinator.Email);
        (await network.RemindedAsync("2031-03-25 08:00"))
            .Where(m => m.To == network.Coordinator.Email)
            .ShouldHaveSingleItem()
            .Body.ShouldContain("Boden saknar politiker");
        (await network.RemindersAsync()).Count(r => r.Window == Reminder.Escalated).ShouldBe(3);
    }

    [Test]
    public async Task Another_network_is_left_alone_and_a_rule_that_is_off_reminds_nobody()
    {
        var other = await ChecklistsAsync();
        var network = await ChecklistsAsync();
        await network.ChangeAsync(db =>
        {
            db.ReminderSettings.Add(
                new ReminderSetting
                {
                    Reason = ReminderReason.ChecklistDue,
                    IsOn = false,
                    Version = 1,
                }
            );
            return Task.CompletedTask;
        });
        (await network.RemindAsync(FourteenBefore)).ShouldBe(0);
        (await other.RemindersAsync()).ShouldBeEmpty();
        (await other.RemindAsync(FourteenBefore)).ShouldBe(3);
        (await network.RemindersAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task Two_nodes_at_once_remind_everybody_once()
    {
        var network = await BuildAsync(n => n.Peers([.. Enumerable.Range(0, 40).Select(i => $"Kommun {i}")]));
        await network.InMarchAsync();
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => network.RemindAsync(FourteenBefore))));
        counts.Sum().ShouldBe(120);
        (await network.MailsAsync()).GroupBy(m => m.To).Select(g => g.Count()).Distinct().ShouldBe([1]);
        (await network.RemindersAsync()).Count.ShouldBe(120);
    }

    [Test]
    public async Task A_network_of_many_takes_no_more_questions_than_one_of_few()
    {
        var few = await CountAsync(3);
        (await CountAsync(40)).ShouldBe(few);
        few.ShouldBeLessThan(45);

        async Task<int> CountAsync(int organisations)
        {
            var network = await BuildAsync(n => n.Peers([.. Enumerable.Range(0, organisations).Select(i => $"Kommun {i}")]));
            await network.InMarchAsync();
            var (sent, sql) = await SqlLog.CountAsync(() => network.RemindAsync("2031-03-06 10:00"));
            sent.ShouldBe(organisations * 3);
            return sql.Count(s => s.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase));
        }
    }

    private async Task<TestNetwork> ChecklistsAsync()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        await network.InMarchAsync();
        foreach (var reason in new[] { ReminderReason.PreparationUndone, ReminderReason.MeetingTomorrow })
        {
            await network.ChangeAsync(db =>
            {
                db.ReminderSettings.Add(
                    new ReminderSetting
                    {
                        Reason = reason,
                        IsOn = false,
                        Version = 1,
                    }
                );
                return Task.CompletedTask;
            });
        }

        return network;
    }
}

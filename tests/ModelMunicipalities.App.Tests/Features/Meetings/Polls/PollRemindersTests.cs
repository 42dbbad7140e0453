using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class PollRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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
}

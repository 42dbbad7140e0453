using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class MeetingRemindersTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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
}

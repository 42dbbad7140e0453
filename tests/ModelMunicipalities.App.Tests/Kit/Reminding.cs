using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Reminders;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Reminders as the network's job sends them, at a time of the test's own.</summary>
internal static class Reminding
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>A time on Swedish walls: <c>2031-03-20 16:00</c>, a Thursday.</summary>
    public static DateTimeOffset Local(string text) =>
        LocalTime.At(DateTime.Parse(text, CultureInfo.InvariantCulture), Stockholm)!.Value;

    /// <summary>Sends what is due; the answer is how many things.</summary>
    public static async Task<int> RemindAsync(this TestNetwork network, string at) =>
        (await Clock.AtAsync(Local(at), () => network.AsJobAsync(new SendReminders.Command()))).Value;

    /// <summary>Sends what is due and tells whom it was written to about it, in order.</summary>
    public static async Task<IReadOnlyList<OutgoingMail>> RemindedAsync(this TestNetwork network, string at)
    {
        var before = (await network.MailsAsync()).Select(m => m.Id).ToHashSet();
        await network.RemindAsync(at);
        return [.. (await network.MailsAsync()).Where(m => !before.Contains(m.Id))];
    }

    public static Task<List<Reminder>> RemindersAsync(this TestNetwork network) =>
        network.InDbAsync(db => db.Reminders.OrderBy(r => r.Id).ToListAsync());

    /// <summary>
    /// Lays BM 1 in March 2031: scores are asked for by Thursday 20 at 16, the groups meet on Tuesday 25 at 9, the round ends on
    /// Friday 28.
    /// </summary>
    public static Task InMarchAsync(this TestNetwork network) =>
        network.ChangeAsync(async db =>
        {
            var occasion = await db.Occasions.SingleAsync(o => o.Key == "bm1");
            (occasion.OpensAt, occasion.DueAt, occasion.StartsAt, occasion.EndsAt) = (
                Local("2031-02-01 08:00"),
                Local("2031-03-20 16:00"),
                Local("2031-03-25 09:00"),
                Local("2031-03-28 17:00")
            );
            foreach (var meeting in await db.Meetings.Where(m => m.OccasionId == occasion.Id).ToListAsync())
            {
                (meeting.StartsAt, meeting.EndsAt, meeting.WindowFrom, meeting.WindowTo) = (
                    occasion.StartsAt,
                    occasion.StartsAt.AddHours(3),
                    occasion.StartsAt,
                    occasion.EndsAt
                );
                meeting.CalledAt = Local("2031-01-15 12:00");
            }
        });

    /// <summary>Turns every rule off but one.</summary>
    public static Task OnlyAsync(this TestNetwork network, ReminderReason reason) =>
        network.ChangeAsync(db =>
        {
            db.ReminderSettings.AddRange(
                ReminderPlan
                    .Standard.Rules.Where(r => r.Reason != reason)
                    .Select(r => new ReminderSetting
                    {
                        Reason = r.Reason,
                        IsOn = false,
                        Version = 1,
                    })
            );
            return Task.CompletedTask;
        });

    /// <summary>Ends a place.</summary>
    public static Task EndAsync(this TestNetwork network, string organisation, Function function, string at) =>
        network.ChangeAsync(async db =>
            (
                await db.Memberships.SingleAsync(m =>
                    m.PersonId == network[organisation, function].Id && m.OrganisationId == network[organisation].Id
                )
            ).EndedAt = Local(at)
        );

    public static Task LeftAsync(this TestNetwork network, string organisation) =>
        network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network[organisation].Id)).WithdrawnAt =
                DateTimeOffset.UtcNow
        );
}

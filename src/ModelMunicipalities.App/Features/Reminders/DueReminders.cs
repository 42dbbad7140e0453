using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Reminding;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Reminders;

namespace ModelMunicipalities.App.Features.Reminders;

/// <summary>
/// Something not done, in the window that it is in. Told to a coordinator, its window is <see cref="Reminder.Escalated"/>.
/// </summary>
internal sealed record DueNow(ReminderReason Reason, ReminderWindow Window, Due Due)
{
    public SentKey KeyOf(int person) => new(person, Reason, Due.Subject, Window.Day, Window.From);
}

/// <summary>What makes a reminder the same reminder.</summary>
internal readonly record struct SentKey(int PersonId, ReminderReason Reason, string Subject, int Window, DateOnly From);

/// <summary>Finds who is to be reminded of what: the rules in force, put to every source.</summary>
internal sealed class DueReminders(AppDb db, Moments moments, IEnumerable<IReminderSource> sources)
{
    /// <param name="People">What people are to be reminded of and have not been.</param>
    /// <param name="Invited">What people without an account are to be, who have an invitation.</param>
    /// <param name="Stuck">What the coordinators are to know, each once; some may know it.</param>
    public sealed record Found(IReadOnlyList<DueNow> People, IReadOnlyList<DueNow> Invited, IReadOnlyList<DueNow> Stuck)
    {
        public IEnumerable<DueNow> All => People.Concat(Invited);
    }

    /// <summary>
    /// The rules in force, in the order to show them, each with the version of what the network has decided on it.
    /// </summary>
    public async Task<IReadOnlyList<(ReminderRule Rule, int Version)>> RulesAsync(CancellationToken ct)
    {
        var settings = await db.ReminderSettings.AsNoTracking().ToDictionaryAsync(s => s.Reason, ct);
        return
        [
            .. ReminderPlan.Standard.Rules.Select(r =>
                settings.TryGetValue(r.Reason, out var own) ? (own.On(r), own.Version) : (r, 0)
            ),
        ];
    }

    /// <summary>What is due at a time. At night nobody is reminded of anything, at weekends only of what cannot wait.</summary>
    public async Task<Found> FindAsync(DateTimeOffset now, CancellationToken ct)
    {
        var (people, invited, stuck) = (new List<DueNow>(), new List<DueNow>(), new List<DueNow>());
        if (ReminderPlan.Standard.QuietHours.IsQuiet(now, moments.Zone))
        {
            return new Found(people, invited, stuck);
        }

        var isWeekend = QuietHours.IsWeekend(now, moments.Zone);
        foreach (var (rule, _) in (await RulesAsync(ct)).Where(r => r.Rule.IsOn && !(isWeekend && r.Rule.WaitsForWeekday)))
        {
            var due = await sources.Single(s => s.Reason == rule.Reason).FindAsync(rule, now, ct);
            var begun = due.Select(d => InWindow(rule, d, now)).OfType<DueNow>().ToLookup(d => d.Due.Person is not null);
            people.AddRange(begun[true]);
            invited.AddRange(begun[false]);
            stuck.AddRange(
                due.DistinctBy(d => d.Subject)
                    .Where(d => rule.IsStuck(d.Since > d.Deadline ? d.Since.Value : d.Deadline, now, moments.Zone))
                    .Select(d => new DueNow(rule.Reason, new ReminderWindow(Reminder.Escalated, moments.DayOf(d.Deadline)), d))
            );
        }

        if (people.Count > 0)
        {
            var sent = await SentAsync(0, int.MaxValue, people.Min(d => d.Window.From), ct);
            people.RemoveAll(d => sent.Contains(d.KeyOf(d.Due.Person!.PersonId)));
        }

        return new Found(people, invited, stuck);
    }

    /// <summary>What people of these identities have been reminded of in windows that began on a day or later.</summary>
    public async Task<IReadOnlySet<SentKey>> SentAsync(int firstPerson, int lastPerson, DateOnly from, CancellationToken ct) =>
        (
            await db
                .Reminders.Where(r => r.WindowFrom >= from && r.PersonId >= firstPerson && r.PersonId <= lastPerson)
                .Select(r => new SentKey(r.PersonId, r.Reason, r.Subject, r.Window, r.WindowFrom))
                .ToListAsync(ct)
        ).ToHashSet();

    private DueNow? InWindow(ReminderRule rule, Due due, DateTimeOffset now) =>
        (due.Person is not null || due.InvitationId is not null)
        && rule.WindowAt(due.Deadline, now, moments.Zone) is { } window
        && (due.Since is not { } since || window.From > moments.DayOf(since))
            ? new DueNow(rule.Reason, window, due)
            : null;
}

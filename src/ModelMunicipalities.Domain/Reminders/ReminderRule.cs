using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Reminders;

/// <summary>
/// When somebody is reminded for one reason. Days are of the network's calendar and counted from the day of the deadline;
/// for a vacant function that is the day since which it is.
/// </summary>
/// <param name="Reason">The reason.</param>
/// <param name="Until">What its deadline is, for those who are told when they are reminded.</param>
/// <param name="Before">How many days before the deadline, each once: 14, 7, 1. Descending, 1 to <see cref="MostDays"/>.</param>
/// <param name="Overdue">How many days after the deadline, each once: 1, 7. Ascending, 1 to <see cref="MostDays"/>.</param>
/// <param name="Every">
/// After the deadline again and again, with so many days between, 1 to <see cref="MostDays"/>; null for not.
/// </param>
/// <param name="EscalateAfter">
/// How many days after the deadline, or after something last happened, the coordinator is told that nothing does. After the
/// last of <paramref name="Overdue"/>, at most <see cref="MostDays"/>; null for never.
/// </param>
/// <param name="WaitsForWeekday">True when nothing is lost by waiting over a weekend.</param>
/// <param name="IsOn">False while the network has turned it off.</param>
public sealed record ReminderRule(
    ReminderReason Reason,
    ReminderDeadline Until,
    IReadOnlyList<int> Before,
    IReadOnlyList<int> Overdue,
    int? Every,
    int? EscalateAfter,
    bool WaitsForWeekday,
    bool IsOn = true
)
{
    /// <summary>The most days before or after a deadline.</summary>
    public const int MostDays = 90;

    /// <summary>The most windows before a deadline, and the most after it.</summary>
    public const int MostWindows = 5;

    /// <summary>
    /// The window that a deadline is in: the last that has begun. Before the deadline those before count, after it those
    /// after; null while none has begun.
    /// </summary>
    /// <param name="deadline">The deadline.</param>
    /// <param name="now">When.</param>
    /// <param name="zone">The network's time zone.</param>
    public ReminderWindow? WindowAt(DateTimeOffset deadline, DateTimeOffset now, TimeZoneInfo zone)
    {
        var due = LocalTime.DayOf(deadline, zone);
        var past = LocalTime.DayOf(now, zone).DayNumber - due.DayNumber;
        int? day =
            now < deadline
                ? Before.Where(b => b >= -past).Select(b => (int?)-b).Max()
                : Overdue
                    .Where(o => o <= past)
                    .Append(Every is { } every ? past / every * every : 0)
                    .Where(o => o > 0)
                    .Select(o => (int?)o)
                    .Max();
        return day is { } d ? new ReminderWindow(d, due.AddDays(d)) : null;
    }

    /// <summary>True from the day on which the coordinator is told that nothing happens.</summary>
    /// <param name="deadline">The deadline, or when something last happened if that is later.</param>
    /// <param name="now">When.</param>
    /// <param name="zone">The network's time zone.</param>
    public bool IsStuck(DateTimeOffset deadline, DateTimeOffset now, TimeZoneInfo zone) =>
        EscalateAfter is { } days && LocalTime.DayOf(now, zone).DayNumber - LocalTime.DayOf(deadline, zone).DayNumber >= days;

    /// <summary>
    /// No deadline after this instant is in a window yet: what reads deadlines from the database need not read later ones.
    /// </summary>
    public DateTimeOffset LatestDeadline(DateTimeOffset now) => now.AddDays(Before.Append(0).Max() + 2);

    /// <summary>What is wrong with its days, field by field.</summary>
    /// <param name="original">The rule as the product has it: a network changes days, and takes none to what has no such.</param>
    public IReadOnlyList<Refusal> Check(ReminderRule original)
    {
        ArgumentNullException.ThrowIfNull(original);
        var wrong = new List<Refusal>();
        Days("before", Before, original.Before.Count > 0);
        Days("overdue", Overdue, original.Overdue.Count > 0);
        if (Every is { } every && (original.Every is null || every is < 1 or > MostDays))
        {
            wrong.Add(
                original.Every is null
                    ? Refusal.Invalid("ReminderDaysNone", "every")
                    : Refusal.Invalid("ReminderDaysOutside", "every", MostDays)
            );
        }

        var least = Overdue.Append(0).Max() + 1;
        if (EscalateAfter is { } after && (original.EscalateAfter is null || after < least || after > MostDays))
        {
            wrong.Add(
                original.EscalateAfter is null
                    ? Refusal.Invalid("ReminderDaysNone", "escalateAfter")
                    : Refusal.Invalid("ReminderEscalationOutside", "escalateAfter", least, MostDays)
            );
        }

        if (wrong.Count == 0 && IsOn && Before.Count == 0 && Overdue.Count == 0 && Every is null)
        {
            wrong.Add(
                Refusal.Invalid(
                    "ReminderNoDays",
                    original.Before.Count > 0 ? "before"
                        : original.Overdue.Count > 0 ? "overdue"
                        : "every"
                )
            );
        }

        return wrong;

        void Days(string field, IReadOnlyList<int> days, bool isMeant)
        {
            if (days.Count == 0)
            {
                return;
            }

            if (!isMeant)
            {
                wrong.Add(Refusal.Invalid("ReminderDaysNone", field));
            }
            else if (days.Any(d => d is < 1 or > MostDays))
            {
                wrong.Add(Refusal.Invalid("ReminderDaysOutside", field, MostDays));
            }
            else if (days.Count > MostWindows)
            {
                wrong.Add(Refusal.Invalid("ReminderDaysMany", field, MostWindows));
            }
        }
    }
}

/// <summary>What the days of a rule are counted to.</summary>
public enum ReminderDeadline
{
    /// <summary>The last day for something.</summary>
    Deadline,

    /// <summary>The meeting itself.</summary>
    Meeting,
}

/// <summary>The time from which somebody is to be reminded once, until the next begins.</summary>
/// <param name="Day">How many days from the day of the deadline it begins: -14, -1, 7.</param>
/// <param name="From">The day on which it begins.</param>
public readonly record struct ReminderWindow(int Day, DateOnly From);

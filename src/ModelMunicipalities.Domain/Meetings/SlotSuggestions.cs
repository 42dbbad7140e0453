using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>Times to begin from when a meeting's time is to be asked for.</summary>
public static class SlotSuggestions
{
    /// <summary>How soon after today the first is suggested, in days: people need to answer, and to keep the day free.</summary>
    private const int Ahead = 7;

    /// <summary>How many days from the first day are tried when the window is about to pass.</summary>
    private const int Otherwise = 21;

    /// <summary>
    /// Some times on weekdays inside a window, spread over it: afternoons, and mornings too where the days are few. After a
    /// window that has passed, or is about to, the weeks that follow.
    /// </summary>
    /// <param name="from">When the window opens.</param>
    /// <param name="to">When it closes.</param>
    /// <param name="minutes">How long the meeting takes.</param>
    /// <param name="zone">The network's time zone.</param>
    /// <param name="now">When it is asked for.</param>
    /// <param name="most">The most times.</param>
    public static IReadOnlyList<ProposedTime> For(
        DateTimeOffset from,
        DateTimeOffset to,
        int minutes,
        TimeZoneInfo zone,
        DateTimeOffset now,
        int most
    )
    {
        ArgumentNullException.ThrowIfNull(zone);
        var soonest = Day(now, zone).AddDays(Ahead);
        var (first, last) = (Day(from, zone) is var opens && opens > soonest ? opens : soonest, Day(to, zone));
        var days = Weekdays(first, last);
        if (days.Count == 0)
        {
            days = Weekdays(first, first.AddDays(Otherwise));
        }

        int[] hours =
            minutes > 4 * 60 ? [9]
            : days.Count * 2 <= most ? [9, 13]
            : [13];
        var times = days.SelectMany(d => hours.Select(h => Slot(d.AddHours(h), minutes, zone)))
            .OfType<ProposedTime>()
            .Where(t => t.StartsAt > now)
            .ToList();
        return times.Count <= most ? times : [.. Enumerable.Range(0, most).Select(i => times[i * times.Count / most])];
    }

    private static List<DateTime> Weekdays(DateTime first, DateTime last)
    {
        var days = new List<DateTime>();
        for (var day = first; day <= last && days.Count < 400; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                days.Add(day);
            }
        }

        return days;
    }

    private static DateTime Day(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).Date;

    private static ProposedTime? Slot(DateTime local, int minutes, TimeZoneInfo zone) =>
        LocalTime.At(local, zone) is { } starts ? new ProposedTime(starts, starts.AddMinutes(minutes)) : null;
}

using System.Linq.Expressions;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Reports;

/// <summary>Which reports are due by themselves. After each occasion, each quarter and each year.</summary>
public static class ReportSchedule
{
    /// <summary>
    /// How long after its end an occasion still makes reports due: older ones were before this network's schedule.
    /// </summary>
    public static readonly TimeSpan Recent = TimeSpan.FromDays(30);

    /// <summary>
    /// The occasions whose end makes reports of the cohort, its groups and its organisations due: those that ended lately.
    /// </summary>
    /// <param name="occasions">The cohort's.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<Occasion> Closed(IEnumerable<Occasion> occasions, DateTimeOffset now) =>
        occasions.Where(o => o.EndsAt <= now && o.EndsAt > now - Recent);

    /// <summary>The quarter that ended last before a day: <c>2027-q3</c> from 1 October to 31 December 2027.</summary>
    /// <param name="today">The day in the network's time zone.</param>
    public static string Quarter(DateOnly today)
    {
        var last = today.AddMonths(-3);
        return FormattableString.Invariant($"{last.Year}-q{((last.Month - 1) / 3) + 1}");
    }

    /// <summary>The cohorts that went on in a year: begun before its end, and not closed before its start.</summary>
    /// <param name="year">The year, 1 to 9998.</param>
    /// <param name="zone">The network's time zone, which decides when it begins and ends.</param>
    public static Expression<Func<Cohort, bool>> WentOnIn(int year, TimeZoneInfo zone)
    {
        var (from, to) = (Start(year, zone), Start(year + 1, zone));
        return c =>
            c.Stage >= CohortStage.Running && (c.ClosedAt == null || c.ClosedAt >= from) && c.Occasions.Any(o => o.OpensAt < to);
    }

    /// <summary>The year whose annual report is due on a day: the one before.</summary>
    /// <param name="today">The day in the network's time zone.</param>
    public static int Year(DateOnly today) => today.Year - 1;

    private static DateTimeOffset Start(int year, TimeZoneInfo zone) =>
        LocalTime.At(new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified), zone)!.Value;
}

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>What must not be shown beside what is shown, since a subtraction would tell the answers of a few.</summary>
public static class Suppression
{
    /// <summary>
    /// Whether the change among those who answered both times may stand beside the two means. Not when those who answered
    /// only one of the times are too few, and not, with two such changes in a row, when those who answered only the first or
    /// the last of three could be.
    /// </summary>
    /// <param name="both">How many answered both times.</param>
    /// <param name="once">How many answered only one of the times. With none of them the change tells no more than the means do.</param>
    /// <param name="chained">True when such a change is shown for the time before, with others than the same.</param>
    /// <param name="minimum">The fewest that may be told of.</param>
    public static bool AllowsChangeOfBoth(int both, int once, bool chained, int minimum) =>
        both >= minimum && (once == 0 || (once >= minimum && !chained));

    /// <summary>
    /// Which parts of a whole that is shown may be shown too: those that are large enough, and of them so few that what is
    /// left of the whole is nobody or enough. The smallest are left out first.
    /// </summary>
    /// <param name="parts">The parts with how many each is; together all of the whole.</param>
    /// <param name="minimum">The fewest that may be told of.</param>
    public static IReadOnlySet<T> PartsToShow<T>(IEnumerable<(T Part, int Count)> parts, int minimum)
        where T : notnull
    {
        var all = parts.ToList();
        var shown = all.Where(p => p.Count >= minimum).OrderByDescending(p => p.Count).ToList();
        while (shown.Count > 0 && all.Sum(p => p.Count) - shown.Sum(p => p.Count) is > 0 and var left && left < minimum)
        {
            shown.RemoveAt(shown.Count - 1);
        }

        return shown.Select(p => p.Part).ToHashSet();
    }
}

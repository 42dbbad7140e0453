namespace ModelMunicipalities.Domain.Surveys;

/// <summary>
/// How few a figure tells of when it stands beside others: the fewest persons of whom something is left when it is added to or
/// subtracted from them, each taken any number of times.
/// </summary>
public static class Suppression
{
    /// <summary>
    /// Which parts of a whole that is shown may be shown too: the largest first, as long as each is of enough and what is left
    /// of the whole is nobody or enough.
    /// </summary>
    /// <param name="parts">The parts with how many each is; together all of the whole.</param>
    /// <param name="minimum">The fewest that may be told of.</param>
    /// <returns>The parts with the fewest that each tells of beside the whole and those before it.</returns>
    public static IReadOnlyList<(T Part, int Fewest)> Parts<T>(IEnumerable<(T Part, int Count)> parts, int minimum)
    {
        var shown = new List<(T Part, int Fewest)>();
        var all = parts.OrderByDescending(p => p.Count).ToList();
        var (left, fewest) = (all.Sum(p => p.Count), int.MaxValue);
        foreach (var (part, count) in all)
        {
            left -= count;
            fewest = Math.Min(fewest, Math.Min(count, left == 0 ? int.MaxValue : left));
            if (fewest < minimum)
            {
                break;
            }

            shown.Add((part, fewest));
        }

        return shown;
    }

    /// <summary>
    /// The fewest that the change among those who answered both times tells of beside both totals and their parts that are
    /// shown. Some parts of either time can be taken away from it, and nothing else is of use: then those are left who answered
    /// both times and are not taken away both times, and those who answered once and are.
    /// </summary>
    /// <param name="people">
    /// Everybody, by the part that she was in each time: null when she did not answer, the same number for all whose part is
    /// not shown.
    /// </param>
    /// <returns>0 when the change tells no more than the parts do.</returns>
    public static int FewestOfChange(IEnumerable<(int? Then, int? Now)> people)
    {
        var alike = people.GroupBy(p => p).Select(g => (g.Key.Then, g.Key.Now, Count: g.Count())).ToList();
        return (
            from then in Choices(alike.Select(p => p.Then))
            from now in Choices(alike.Select(p => p.Now))
            select alike.Where(p => IsLeft(p.Then, p.Now, then, now)).Sum(p => p.Count)
        ).Min();

        static bool IsLeft(int? then, int? now, HashSet<int> awayThen, HashSet<int> awayNow) =>
            (then, now) switch
            {
                ({ } t, { } n) => !(awayThen.Contains(t) && awayNow.Contains(n)),
                ({ } t, null) => awayThen.Contains(t),
                (null, { } n) => awayNow.Contains(n),
                _ => false,
            };
    }

    /// <summary>All ways to choose some of the parts.</summary>
    private static List<HashSet<int>> Choices(IEnumerable<int?> parts)
    {
        var all = parts.OfType<int>().Distinct().ToList();
        return [.. Enumerable.Range(0, 1 << all.Count).Select(c => all.Where((_, i) => ((c >> i) & 1) == 1).ToHashSet())];
    }
}

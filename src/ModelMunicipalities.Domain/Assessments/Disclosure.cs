namespace ModelMunicipalities.Domain.Assessments;

/// <summary>Organisations that the same totals count in the same way.</summary>
/// <param name="Size">How many they are; 0 for one whose answers the reader may know anyhow or may not.</param>
/// <param name="Columns">For each answer that one of them has given, its factor in each total: 1, 0 or -1.</param>
public sealed record Alike(int Size, IReadOnlyList<int[]> Columns);

/// <summary>
/// The one rule of what may stand beside what: no sum of the totals that somebody has read, each taken any number of times,
/// may leave the answers of fewer organisations than the minimum. It is decided exactly: such a sum exists when striking out
/// some few organisations makes the totals depend on each other that did not before.
/// </summary>
public static class Disclosure
{
    private const long Prime = 1_000_000_007;

    /// <summary>True when the totals may all be read by the same person.</summary>
    /// <param name="organisations">Whose answers they are made of; what the reader knows anyhow is left out of them.</param>
    /// <param name="totals">The places of the totals in the columns.</param>
    /// <param name="minimum">The fewest organisations that may be told of, at least 1.</param>
    public static bool IsSafe(IEnumerable<Alike> organisations, IReadOnlyList<int> totals, int minimum)
    {
        ArgumentNullException.ThrowIfNull(organisations);
        ArgumentNullException.ThrowIfNull(totals);
        var sizes = new Dictionary<string, int>();
        foreach (var (size, columns) in organisations)
        {
            if (Key(columns, totals) is { Length: > 0 } key)
            {
                sizes[key] = sizes.GetValueOrDefault(key) + size;
            }
        }

        // The many alike are never struck out. What she may know counts when something is left of it alone, and costs
        // nothing to strike out.
        var (rest, all) = (new Span(totals.Count), new Span(totals.Count));
        var few = new List<(int Size, List<long[]> Columns)>();
        foreach (var (key, size) in sizes.OrderByDescending(s => s.Value))
        {
            var columns = Columns(key, totals.Count);
            all.Add(columns);
            if (size >= minimum)
            {
                rest.Add(columns);
            }
            else if (size > 0 && rest.Left(columns) is { Count: > 0 } left)
            {
                few.Add((size, left));
            }
        }

        return IsSafe(few, 0, rest, minimum - 1, all.Rank);
    }

    /// <param name="classes">The organisations, the many alike first.</param>
    /// <param name="next">The first that is not decided on.</param>
    /// <param name="rest">What the organisations span that are not struck out; as it was when this returns.</param>
    /// <param name="budget">How many organisations may still be struck out.</param>
    /// <param name="rank">What all of them span.</param>
    private static bool IsSafe(List<(int Size, List<long[]> Columns)> classes, int next, Span rest, int budget, int rank)
    {
        var before = rest.Rank;
        if (before == rank)
        {
            return true;
        }

        for (; next < classes.Count; next++)
        {
            // One that adds nothing to the rest need not be struck out.
            var (size, columns) = classes[next];
            rest.Add(columns);
            if (rest.Rank > before)
            {
                var isSafe = IsSafe(classes, next + 1, rest, budget, rank);
                rest.Rank = before;
                return isSafe && (size > budget || IsSafe(classes, next + 1, rest, budget - size, rank));
            }
        }

        return false;
    }

    /// <summary>
    /// The different columns of some organisations as the totals see them, in order, as characters; what counts in none of
    /// them is left out.
    /// </summary>
    private static string Key(IReadOnlyList<int[]> columns, IReadOnlyList<int> totals)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (totals.Any(t => column[t] != 0))
            {
                keys.Add(string.Create(totals.Count, (column, totals), static (characters, of) =>
                    {
                        for (var i = 0; i < characters.Length; i++)
                        {
                            characters[i] = (char)('1' + of.column[of.totals[i]]);
                        }
                    }));
            }
        }

        return string.Concat(keys);
    }

    private static List<long[]> Columns(string key, int totals) =>
        [.. key.Chunk(totals).Select(c => Array.ConvertAll(c, x => (x - '1' + Prime) % Prime))];

    /// <summary>
    /// What some columns span, by elimination modulo a prime that is far larger than what factors of 1 can come to.
    /// </summary>
    private sealed class Span(int totals)
    {
        private readonly List<(int Pivot, long[] Column)> _basis = [];

        /// <summary>How many columns it takes to span it. It can be set back to what it was.</summary>
        public int Rank
        {
            get => _basis.Count;
            set => _basis.RemoveRange(value, _basis.Count - value);
        }

        public void Add(IEnumerable<long[]> columns)
        {
            foreach (var column in columns)
            {
                if (Rank < totals && Left(column) is { } left)
                {
                    var at = Array.FindIndex(left, x => x != 0);
                    var inverse = Power(left[at], Prime - 2);
                    _basis.Add((at, Array.ConvertAll(left, x => x * inverse % Prime)));
                }
            }
        }

        /// <summary>What is left of some columns beside what is spanned: nothing of those in it.</summary>
        public List<long[]> Left(IEnumerable<long[]> columns) => [.. columns.Select(Left).OfType<long[]>()];

        private long[]? Left(long[] column)
        {
            var left = column;
            foreach (var (pivot, by) in _basis)
            {
                if (left[pivot] is not 0 and var factor)
                {
                    left = left == column ? (long[])column.Clone() : left;
                    for (var i = 0; i < left.Length; i++)
                    {
                        left[i] = (left[i] - (factor * by[i] % Prime) + Prime) % Prime;
                    }
                }
            }

            return Array.TrueForAll(left, x => x == 0) ? null : left;
        }

        private static long Power(long of, long exponent)
        {
            if (of is 1 or Prime - 1)
            {
                return of;
            }

            var result = 1L;
            for (; exponent > 0; exponent >>= 1, of = of * of % Prime)
            {
                result = (exponent & 1) == 1 ? result * of % Prime : result;
            }

            return result;
        }
    }
}

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>Organisations that the same totals count in the same way.</summary>
/// <param name="Size">How many they are.</param>
/// <param name="Columns">For each answer that one of them has given, its factor in each total.</param>
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
        var merged = new Dictionary<string, (int Size, List<long[]> Columns)>();
        foreach (var (size, columns) in organisations)
        {
            var left = columns.Select(c => totals.Select(t => c[t]).ToArray()).Where(c => c.Any(x => x != 0)).ToList();
            if (size > 0 && left.Count > 0)
            {
                var key = string.Join(';', left.Select(c => string.Join(',', c)).Distinct().Order(StringComparer.Ordinal));
                merged[key] = merged.TryGetValue(key, out var there)
                    ? (there.Size + size, there.Columns)
                    : (size, left.ConvertAll(c => c.Select(x => (x + Prime) % Prime).ToArray()));
            }
        }

        var classes = merged.Values.OrderByDescending(c => c.Size).ToList();
        var rank = classes.Aggregate(new Span(), (span, c) => span.With(c.Columns)).Rank;
        return IsSafe(classes, 0, new Span(), minimum - 1, rank);
    }

    /// <param name="classes">The organisations, the many alike first.</param>
    /// <param name="next">The first that is not decided on.</param>
    /// <param name="rest">What the organisations span that are not struck out.</param>
    /// <param name="budget">How many organisations may still be struck out.</param>
    /// <param name="rank">What all of them span.</param>
    private static bool IsSafe(List<(int Size, List<long[]> Columns)> classes, int next, Span rest, int budget, int rank)
    {
        if (rest.Rank == rank)
        {
            return true;
        }

        for (; next < classes.Count; next++)
        {
            // One that adds nothing to the rest need not be struck out.
            var with = rest.With(classes[next].Columns);
            if (with.Rank > rest.Rank)
            {
                return IsSafe(classes, next + 1, with, budget, rank)
                    && (classes[next].Size > budget || IsSafe(classes, next + 1, rest, budget - classes[next].Size, rank));
            }
        }

        return false;
    }

    /// <summary>What some columns span, by elimination modulo a prime that is far larger than what factors of 1 can come to.</summary>
    private sealed class Span
    {
        private readonly List<(int Pivot, long[] Column)> _basis;

        public Span() => _basis = [];

        private Span(List<(int, long[])> basis) => _basis = basis;

        public int Rank => _basis.Count;

        public Span With(IEnumerable<long[]> columns)
        {
            var basis = new List<(int Pivot, long[] Column)>(_basis);
            foreach (var column in columns)
            {
                var left = (long[])column.Clone();
                foreach (var (pivot, by) in basis)
                {
                    if (left[pivot] is not 0 and var factor)
                    {
                        for (var i = 0; i < left.Length; i++)
                        {
                            left[i] = (left[i] - (factor * by[i] % Prime) + Prime) % Prime;
                        }
                    }
                }

                var at = Array.FindIndex(left, x => x != 0);
                if (at >= 0)
                {
                    var inverse = Power(left[at], Prime - 2);
                    basis.Add((at, [.. left.Select(x => x * inverse % Prime)]));
                }
            }

            return new Span(basis);
        }

        private static long Power(long of, long exponent)
        {
            var result = 1L;
            for (; exponent > 0; exponent >>= 1, of = of * of % Prime)
            {
                result = (exponent & 1) == 1 ? result * of % Prime : result;
            }

            return result;
        }
    }
}

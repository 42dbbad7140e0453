using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Tests.Assessments;

/// <summary>One answer that somebody has given: another value is another answer.</summary>
internal sealed record Answer(int Organisation, int Occasion, int Who, char Value, int Step);

/// <summary>One who reads all she may and forgets nothing.</summary>
/// <param name="own">The organisations that she belongs to.</param>
internal sealed class Attacker(IReadOnlyList<int> own)
{
    public IReadOnlyList<int> Own => own;

    /// <summary>What she saw when she last looked, and at which moment: nothing new is read while nothing has happened.</summary>
    public FigureSight? Sight { get; set; }

    public string? Moment { get; set; }

    /// <summary>Every figure that she has read, by what it is of, as what it adds up.</summary>
    public Dictionary<(Basis, int), List<Dictionary<Answer, int>>> Readings { get; } = [];

    /// <summary>The answers that she has read beside the figures.</summary>
    public HashSet<Answer> Knows { get; } = [];

    public void Read(Basis basis, int step, Dictionary<Answer, int> terms)
    {
        var those = Readings.TryGetValue((basis, step), out var there) ? there : Readings[(basis, step)] = [];
        if (!those.Exists(r => r.Count == terms.Count && terms.All(t => r.GetValueOrDefault(t.Key) == t.Value)))
        {
            those.Add(terms);
        }
    }

    /// <summary>
    /// True when no sum of her figures, however many and each taken any number of times, leaves the answers of fewer
    /// organisations than some number, when what she knows is taken away.
    /// </summary>
    public bool LearnsNothingOfFewerThan(int minimum) =>
        Readings.Values.All(figures =>
        {
            var organisations =
                from answer in figures.SelectMany(f => f.Keys).Where(a => !Knows.Contains(a)).Distinct()
                group figures.ConvertAll(f => f.GetValueOrDefault(answer)).ToArray() by answer.Organisation into hers
                select new Alike(1, [.. hers]);
            return Disclosure.IsSafe(organisations, [.. Enumerable.Range(0, figures.Count)], minimum);
        });

    /// <summary>
    /// The fewest organisations whose answers are left when she adds and subtracts up to three of her figures, and takes away
    /// what she knows; null when all that is left is always nothing.
    /// </summary>
    public int? Fewest()
    {
        int? fewest = null;
        foreach (var figures in Readings.Values)
        {
            var unknown = figures.SelectMany(f => f.Keys).Where(a => !Knows.Contains(a)).Distinct().ToList();
            var rows = figures.ConvertAll(f => unknown.Select(a => f.GetValueOrDefault(a)).ToArray());
            var bits = unknown.Select(a => a.Organisation).Distinct().Select((o, i) => (o, i)).ToDictionary(o => o.o, o => o.i);
            var masks = unknown.ConvertAll(a => 1UL << bits[a.Organisation]);
            foreach (var (i, a) in rows.Index())
            {
                Try(a, a, 0, a, 0);
                for (var j = 0; j < i; j++)
                {
                    Try(a, rows[j], -1, a, 0);
                    Try(a, rows[j], 1, a, 0);
                    for (var k = 0; k < j; k++)
                    {
                        Try(a, rows[j], 1, rows[k], 1);
                        Try(a, rows[j], 1, rows[k], -1);
                        Try(a, rows[j], -1, rows[k], 1);
                        Try(a, rows[j], -1, rows[k], -1);
                    }
                }
            }

            void Try(int[] a, int[] b, int timesB, int[] c, int timesC)
            {
                var left = 0UL;
                for (var i = 0; i < a.Length; i++)
                {
                    if (a[i] + (timesB * b[i]) + (timesC * c[i]) != 0)
                    {
                        left |= masks[i];
                    }
                }

                if (left != 0)
                {
                    fewest = Math.Min(fewest ?? int.MaxValue, System.Numerics.BitOperations.PopCount(left));
                }
            }
        }

        return fewest;
    }
}

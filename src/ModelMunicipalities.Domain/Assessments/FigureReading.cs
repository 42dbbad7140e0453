namespace ModelMunicipalities.Domain.Assessments;

/// <summary>
/// The totals of a step that somebody has read, which are safe together, as places among <see cref="FigureColumn.Totals"/>.
/// </summary>
internal sealed class FigureReading(FigureColumn column)
{
    private readonly List<int> _totals = [];

    // For each answer of each pattern a number: the same for those that all totals here count alike, 0 for those that none
    // counts.
    private readonly int[] _alike = new int[column.Answers];

    // When a total was refused: it is again, as long as she has read no more and knows no more of what it is made of.
    private readonly Dictionary<int, (int Totals, int Knows, int Minimum)> _refused = [];

    public FigureColumn Column => column;

    public IReadOnlyList<int> Totals => _totals;

    public void Add(int total)
    {
        _totals.Add(total);
        if (_totals.Exists(t => t != total && column.IsSame(t, total)))
        {
            return;
        }

        var numbers = new Dictionary<(int Number, int Factor), int> { [(0, 0)] = 0 };
        foreach (var pattern in column.Patterns)
        {
            for (var i = 0; i < pattern.All.Count; i++)
            {
                var (answer, at) = ((_alike[pattern.Start + i], pattern.All[i][total]), pattern.Start + i);
                _alike[at] = numbers.TryGetValue(answer, out var number) ? number : numbers[answer] = numbers.Count;
            }
        }
    }

    /// <summary>Whether a total may be read too: it tells the same as one of them, or all of them together are safe.</summary>
    public bool Stands(int total, Knowledge knows, int minimum)
    {
        var moment = (_totals.Count, knows.Count, minimum);
        if (_refused.GetValueOrDefault(total) == moment)
        {
            return false;
        }

        var stands =
            _totals.Exists(t => column.IsSame(t, total))
            || LeavesEnough(total, knows, minimum)
            || column.IsSafe([.. _totals, total], knows, minimum);
        if (!stands)
        {
            _refused[total] = moment;
        }

        return stands;
    }

    /// <summary>
    /// A quick proof that nothing can be told with a total that cannot be told without it: there are enough organisations, or
    /// pairs of them, of whom something is left whatever is added to it. Such is one with an answer that only this total counts,
    /// and two with an answer each that the others count alike and this one does not.
    /// </summary>
    private bool LeavesEnough(int total, Knowledge knows, int minimum)
    {
        var (known, patterns, proofs) = (column.Known(knows), column.Patterns, 0);
        var (free, counted) = (new int[patterns.Count], new Dictionary<int, List<int>>());
        for (var p = 0; p < free.Length && proofs < minimum; p++)
        {
            free[p] = patterns[p].Size - known.GetValueOrDefault(patterns[p]);
            for (var i = 0; i < patterns[p].All.Count && free[p] > 0; i++)
            {
                var number = _alike[patterns[p].Start + i];
                if (patterns[p].All[i][total] != 0 && number == 0)
                {
                    (proofs, free[p]) = (proofs + free[p], 0);
                }
                else if (patterns[p].All[i][total] != 0)
                {
                    (counted.TryGetValue(number, out var there) ? there : counted[number] = []).Add(p);
                }
            }
        }

        for (var p = 0; p < free.Length && proofs < minimum; p++)
        {
            for (var i = 0; i < patterns[p].All.Count && free[p] > 0; i++)
            {
                if (patterns[p].All[i][total] == 0 && counted.TryGetValue(_alike[patterns[p].Start + i], out var those))
                {
                    foreach (var other in those.Where(o => o != p))
                    {
                        var pairs = Math.Min(free[p], free[other]);
                        (proofs, free[p], free[other]) = (proofs + pairs, free[p] - pairs, free[other] - pairs);
                    }
                }
            }
        }

        return proofs >= minimum;
    }
}

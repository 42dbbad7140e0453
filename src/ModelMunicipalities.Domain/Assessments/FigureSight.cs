namespace ModelMunicipalities.Domain.Assessments;

/// <summary>What one reader may read of a cohort's figures.</summary>
public sealed class FigureSight
{
    private readonly IReadOnlyList<Edition> _editions;
    private readonly Dictionary<(Basis, int Step, int Occasion), Edition> _shown = [];
    private readonly HashSet<(Basis, int Step, Edition After, Edition Before)> _pairs = [];
    private readonly HashSet<(int Organisation, int Occasion)> _hidden = [];

    internal FigureSight(IReadOnlyList<Edition> editions) => _editions = editions;

    /// <summary>
    /// Submitted answers, as (organisation, occasion), that were not given when she came together with who gave them and that the
    /// figures would let too much be told of.
    /// </summary>
    public IReadOnlySet<(int Organisation, int Occasion)> Hidden => _hidden;

    /// <summary>The edition that a step's figures at an occasion are made of for her; null when they are withheld.</summary>
    /// <param name="basis">Whose answers.</param>
    /// <param name="step">The step's number; 0 for what is counted of whole profiles.</param>
    /// <param name="occasion">The occasion's identity.</param>
    public Edition? Shown(Basis basis, int step, int occasion) => _shown.GetValueOrDefault((basis, step, occasion));

    /// <summary>Whether the change of those who answered at both of two occasions may stand beside the figures of each.</summary>
    public bool ShowsBoth(Basis basis, int step, Edition before, Edition after) => _pairs.Contains((basis, step, after, before));

    internal FigureSight And(FigureSight other)
    {
        var both = new FigureSight(_editions);
        foreach (var (place, edition) in _shown.Where(s => other._shown.GetValueOrDefault(s.Key) == s.Value))
        {
            both._shown.Add(place, edition);
        }

        both._pairs.UnionWith(_pairs.Intersect(other._pairs));
        both._hidden.UnionWith(_hidden.Union(other._hidden));
        return both;
    }

    internal void Hide(IEnumerable<(int, int)> answers) => _hidden.UnionWith(answers);

    internal void Show(FigureReading reading)
    {
        var column = reading.Column;
        foreach (var total in reading.Totals.Select(t => column.Totals[t]))
        {
            if (total.Before is { } before)
            {
                _pairs.Add((column.Basis, column.Step, _editions[total.Edition], _editions[before]));
            }
            else
            {
                _shown[(column.Basis, column.Step, _editions[total.Edition].OccasionId)] = _editions[total.Edition];
            }
        }
    }
}

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>How many took part in an occasion.</summary>
/// <param name="Key">The occasion's key.</param>
/// <param name="Answered">How many answered: organisations, or persons when the basis is persons.</param>
/// <param name="Asked">How many were asked.</param>
/// <param name="Withheld">
/// True when its figures are not published: it is still going on, and a mean that moves with each new answer would tell that
/// answer.
/// </param>
public sealed record OccasionCount(string Key, int Answered, int Asked, bool Withheld)
{
    /// <summary>Below this share of answers a mean is flagged: perhaps only the most positive answered.</summary>
    public const double LowRate = 0.5;

    /// <summary>True when it is not over and shown all the same, to the coordinator alone.</summary>
    public bool IsOpen { get; init; }

    /// <summary>True when it is over and its figures are about to be made.</summary>
    public bool IsPending { get; init; }

    /// <summary>The share that answered, 0–1; null when nobody was asked.</summary>
    public double? Rate => Asked == 0 ? null : (double)Answered / Asked;

    /// <summary>True when so few answered that the mean may say more about who answered.</summary>
    public bool HasLowRate => Rate < LowRate;
}

/// <summary>One cell of a benchmark: a step at an occasion, over all that answered.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Occasion">The occasion's key.</param>
/// <param name="N">How many answered the step; null when suppressed.</param>
/// <param name="Mean">Their mean; null when suppressed or nobody answered.</param>
/// <param name="Distribution">How many gave each score; null when suppressed.</param>
/// <param name="Change">
/// The difference to the mean at the occasion before; null at the first and when either is suppressed.
/// </param>
/// <param name="ChangeBoth">
/// The mean change since the occasion before among those who answered both times; null as above, and when it would tell of too
/// few.
/// </param>
/// <param name="NBoth">How many answered both times; null as above.</param>
/// <param name="Suppressed">True when the cell is made of too few organisations to be shown.</param>
public sealed record BenchmarkCell(
    int Step,
    string Occasion,
    int? N,
    double? Mean,
    IReadOnlyDictionary<int, int>? Distribution,
    double? Change,
    double? ChangeBoth,
    int? NBoth,
    bool Suppressed
);

/// <summary>Aggregates per step and occasion, for one reader: of what is published, as far as she may read it.</summary>
public static class Benchmark
{
    /// <summary>Makes the table.</summary>
    /// <param name="instrument">The instrument; its scale gives the distribution's columns.</param>
    /// <param name="occasions">The identities and keys of the occasions, in order.</param>
    /// <param name="sight">What the reader may read.</param>
    /// <param name="basis">Whose answers are counted.</param>
    public static IReadOnlyList<BenchmarkCell> Table(
        Instrument instrument,
        IReadOnlyList<(int Id, string Key)> occasions,
        FigureSight sight,
        Basis basis
    )
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(occasions);
        ArgumentNullException.ThrowIfNull(sight);
        var cells = new List<BenchmarkCell>();
        foreach (var step in instrument.Steps)
        {
            (Edition Edition, Dictionary<(int, int), int> Scores, double Mean)? before = null;
            var chained = false;
            foreach (var (id, key) in occasions)
            {
                if (sight.Shown(basis, step.Number, id) is not { } edition)
                {
                    cells.Add(new BenchmarkCell(step.Number, key, null, null, null, null, null, null, true));
                    (before, chained) = (null, false);
                    continue;
                }

                var scores = Scores(edition, basis, step.Number);
                var mean = (double)scores.Values.Sum() / scores.Count;
                var both =
                    before is { } b && sight.ShowsBoth(basis, step.Number, b.Edition, edition)
                        ? scores.Where(s => b.Scores.ContainsKey(s.Key)).Select(s => s.Value - b.Scores[s.Key]).ToList()
                        : null;

                // Not twice in a row with others than the same: who has not changed in between would be told all the same.
                var once = both is null ? 0 : scores.Count + before!.Value.Scores.Count - (2 * both.Count);
                both = once > 0 && chained ? null : both;
                chained = both is not null && (chained || once > 0);
                cells.Add(
                    new BenchmarkCell(
                        step.Number,
                        key,
                        scores.Count,
                        mean,
                        instrument.Scale.Levels.ToDictionary(l => l.Value, l => scores.Values.Count(s => s == l.Value)),
                        mean - before?.Mean,
                        both?.Average(),
                        both?.Count,
                        false
                    )
                );
                before = (edition, scores, mean);
            }
        }

        return cells;
    }

    private static Dictionary<(int Organisation, int Who), int> Scores(Edition edition, Basis basis, int step)
    {
        var scores = new Dictionary<(int, int), int>();
        foreach (var row in edition.Rows)
        {
            foreach (var (who, profile) in row.Answers(basis))
            {
                if (profile[step - 1] is not '0' and var digit)
                {
                    scores[(row.Organisation, who)] = digit - '0';
                }
            }
        }

        return scores;
    }
}

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>How many scored a step with a score at an occasion: what a database's GROUP BY gives.</summary>
/// <param name="Occasion">The occasion's key.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Score">The score.</param>
/// <param name="Count">How many gave it.</param>
public sealed record ScoreCount(string Occasion, int Step, int Score, int Count);

/// <summary>What those who answered at both of two occasions changed on a step.</summary>
/// <param name="Occasion">The later occasion's key.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Count">How many answered both times.</param>
/// <param name="Difference">The sum of their changes.</param>
public sealed record PairedCount(string Occasion, int Step, int Count, int Difference);

/// <summary>How many took part in an occasion.</summary>
/// <param name="Key">The occasion's key.</param>
/// <param name="Organisations">How many organisations the answers come from.</param>
/// <param name="Answered">How many answered: organisations, or persons when the basis is persons.</param>
/// <param name="Asked">How many were asked.</param>
/// <param name="OrganisationsBoth">How many organisations answered at this occasion and the one before.</param>
/// <param name="OrganisationsBefore">How many organisations answered at the one before.</param>
/// <param name="Withheld">True when the occasion is still going on: a mean that moves with each new answer would tell that answer.</param>
public sealed record OccasionCount(
    string Key, int Organisations, int Answered, int Asked, int OrganisationsBoth, int OrganisationsBefore, bool Withheld)
{
    /// <summary>Below this share of answers a mean is flagged: perhaps only the most positive answered.</summary>
    public const double LowRate = 0.5;

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
/// <param name="Change">The difference to the mean at the occasion before; null at the first and when either is suppressed.</param>
/// <param name="ChangeBoth">The mean change among those who answered both times; null as above.</param>
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
    bool Suppressed);

/// <summary>
/// Aggregates per step and occasion, with suppression. A cell made of fewer organisations than the network's minimum is
/// not shown, and neither is a change among those who answered both times when it, subtracted from what is shown, would
/// tell the answers of fewer than the minimum.
/// </summary>
public static class Benchmark
{
    /// <summary>Makes the table.</summary>
    /// <param name="instrument">The instrument; its scale gives the distribution's columns.</param>
    /// <param name="occasions">The occasions in order.</param>
    /// <param name="counts">The scores counted.</param>
    /// <param name="paired">The changes of those who answered at an occasion and at the one before.</param>
    /// <param name="minimumCell">The fewest organisations a shown cell is made of.</param>
    public static IReadOnlyList<BenchmarkCell> Table(
        Instrument instrument,
        IReadOnlyList<OccasionCount> occasions,
        IEnumerable<ScoreCount> counts,
        IEnumerable<PairedCount> paired,
        int minimumCell)
    {
        var byCell = counts.ToLookup(c => (c.Occasion, c.Step));
        var byPair = paired.ToDictionary(p => (p.Occasion, p.Step));
        var cells = new List<BenchmarkCell>();
        foreach (var step in instrument.Steps)
        {
            double? before = null;
            foreach (var occasion in occasions)
            {
                if (occasion.Withheld || occasion.Organisations < minimumCell)
                {
                    cells.Add(new BenchmarkCell(step.Number, occasion.Key, null, null, null, null, null, null, true));
                    before = null;
                    continue;
                }

                var cell = byCell[(occasion.Key, step.Number)].ToList();
                var n = cell.Sum(c => c.Count);
                double? mean = n == 0 ? null : (double)cell.Sum(c => c.Score * c.Count) / n;
                var distribution = instrument.Scale.Levels.ToDictionary(l => l.Value, l => cell.Where(c => c.Score == l.Value).Sum(c => c.Count));
                var both = before is not null && MayShowPaired(occasion, minimumCell)
                    ? byPair.GetValueOrDefault((occasion.Key, step.Number))
                    : null;
                cells.Add(new BenchmarkCell(
                    step.Number,
                    occasion.Key,
                    n,
                    mean,
                    distribution,
                    mean - before,
                    both is { Count: > 0 } ? (double)both.Difference / both.Count : null,
                    both?.Count,
                    false));
                before = mean;
            }
        }

        return cells;
    }

    private static bool MayShowPaired(OccasionCount occasion, int minimumCell)
    {
        var onlyOnce = occasion.Organisations + occasion.OrganisationsBefore - (2 * occasion.OrganisationsBoth);
        return occasion.OrganisationsBoth >= minimumCell && (onlyOnce == 0 || onlyOnce >= minimumCell);
    }
}

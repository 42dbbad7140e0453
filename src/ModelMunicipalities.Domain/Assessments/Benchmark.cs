namespace ModelMunicipalities.Domain.Assessments;

/// <summary>How many scored a step with a score at an occasion: what a database's GROUP BY gives.</summary>
/// <param name="Occasion">The occasion's key.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Score">The score.</param>
/// <param name="Count">How many gave it.</param>
public sealed record ScoreCount(string Occasion, int Step, int Score, int Count);

/// <summary>How many organisations the answers to a step at an occasion come from.</summary>
/// <param name="Occasion">The occasion's key.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Organisations">How many.</param>
public sealed record StepCount(string Occasion, int Step, int Organisations);

/// <summary>What those who answered at both of two occasions changed on a step.</summary>
/// <param name="Occasion">The later occasion's key.</param>
/// <param name="Step">The step's number.</param>
/// <param name="Count">How many answered both times.</param>
/// <param name="Organisations">How many organisations they come from.</param>
/// <param name="Difference">The sum of their changes.</param>
public sealed record PairedCount(string Occasion, int Step, int Count, int Organisations, int Difference);

/// <summary>How many took part in an occasion.</summary>
/// <param name="Key">The occasion's key.</param>
/// <param name="Answered">How many answered: organisations, or persons when the basis is persons.</param>
/// <param name="Asked">How many were asked.</param>
/// <param name="Withheld">True when the occasion is still going on: a mean that moves with each new answer would tell that answer.</param>
public sealed record OccasionCount(string Key, int Answered, int Asked, bool Withheld)
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
/// tell the answers of fewer than the minimum: of those who answered only one of the times or, by two such changes in a row,
/// of those who answered only the first or the last of three.
/// </summary>
public static class Benchmark
{
    /// <summary>Makes the table.</summary>
    /// <param name="instrument">The instrument; its scale gives the distribution's columns.</param>
    /// <param name="occasions">The occasions in order.</param>
    /// <param name="counts">The scores counted.</param>
    /// <param name="organisations">The organisations that they come from.</param>
    /// <param name="paired">The changes of those who answered at an occasion and at the one before.</param>
    /// <param name="minimumCell">The fewest organisations a shown cell is made of.</param>
    /// <param name="perOrganisation">The most answers that one organisation gives to a step at an occasion: 1, or 3 when persons are counted.</param>
    public static IReadOnlyList<BenchmarkCell> Table(
        Instrument instrument,
        IReadOnlyList<OccasionCount> occasions,
        IEnumerable<ScoreCount> counts,
        IEnumerable<StepCount> organisations,
        IEnumerable<PairedCount> paired,
        int minimumCell,
        int perOrganisation)
    {
        var byCell = counts.ToLookup(c => (c.Occasion, c.Step));
        var sizes = organisations.ToDictionary(o => (o.Occasion, o.Step), o => o.Organisations);
        var byPair = paired.ToDictionary(p => (p.Occasion, p.Step));
        var cells = new List<BenchmarkCell>();
        foreach (var step in instrument.Steps)
        {
            BenchmarkCell? before = null;
            var chained = false;
            foreach (var occasion in occasions)
            {
                if (occasion.Withheld || sizes.GetValueOrDefault((occasion.Key, step.Number)) < minimumCell)
                {
                    cells.Add(new BenchmarkCell(step.Number, occasion.Key, null, null, null, null, null, null, true));
                    before = null;
                    continue;
                }

                var scores = byCell[(occasion.Key, step.Number)].ToList();
                var n = scores.Sum(c => c.Count);
                var mean = (double)scores.Sum(c => c.Score * c.Count) / n;
                var both = before is null ? null : byPair.GetValueOrDefault((occasion.Key, step.Number));
                var once = both is null ? 0 : n + before!.N!.Value - (2 * both.Count);
                if (both is null || !MayShow(both, once, chained, minimumCell, perOrganisation))
                {
                    both = null;
                }

                chained = both is not null && (chained || once > 0);
                cells.Add(before = new BenchmarkCell(
                    step.Number,
                    occasion.Key,
                    n,
                    mean,
                    instrument.Scale.Levels.ToDictionary(l => l.Value, l => scores.Where(c => c.Score == l.Value).Sum(c => c.Count)),
                    mean - before?.Mean,
                    both is null ? null : (double)both.Difference / both.Count,
                    both?.Count,
                    false));
            }
        }

        return cells;
    }

    private static bool MayShow(PairedCount both, int once, bool chained, int minimumCell, int perOrganisation) =>
        // So many answers come from at least this many organisations.
        Suppression.AllowsChangeOfBoth(both.Organisations, (once + perOrganisation - 1) / perOrganisation, chained, minimumCell);
}

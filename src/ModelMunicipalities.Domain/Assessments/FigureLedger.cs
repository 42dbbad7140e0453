using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>An occasion as far as figures depend on it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="OpensAt">From when it was scored.</param>
/// <param name="EndsAt">When it was over.</param>
public sealed record FigureOccasion(int Id, DateTimeOffset OpensAt, DateTimeOffset EndsAt)
{
    /// <summary>A cohort's occasion so.</summary>
    public static FigureOccasion Of(Occasion occasion)
    {
        ArgumentNullException.ThrowIfNull(occasion);
        return new(occasion.Id, occasion.OpensAt, occasion.EndsAt);
    }
}

/// <summary>
/// An organisation whose submitted answers a reader can read, beside the figures: her own, one of her group, or one that lets all
/// see what it has moved.
/// </summary>
/// <param name="Organisation">Its identity.</param>
/// <param name="From">Since when; <see cref="DateTimeOffset.MinValue"/> from the beginning.</param>
/// <param name="Until">Until when; <see cref="DateTimeOffset.MaxValue"/> while it lasts.</param>
/// <param name="InPart">True when it is some of its answers, and nothing tells which.</param>
public sealed record Acquaintance(int Organisation, DateTimeOffset From, DateTimeOffset Until, bool InPart = false);

/// <summary>
/// All that has been published of a cohort, in order, and what of it one reader has read and may read. Every figure is a
/// total over organisations; which totals may be read by the same reader, beside the answers that she knows, is decided by
/// <see cref="Disclosure"/>. Nothing here is random or remembered: the same history gives the same answer.
/// </summary>
public sealed class FigureLedger
{
    private readonly IReadOnlyList<FigureOccasion> _occasions;
    private readonly IReadOnlyList<Edition> _editions;
    private readonly int[] _occasionOf;
    private readonly IReadOnlyList<FigureColumn> _columns;

    /// <param name="steps">How many steps the checklist has.</param>
    /// <param name="occasions">The occasions, in order.</param>
    /// <param name="editions">All editions of all of them.</param>
    public FigureLedger(int steps, IReadOnlyList<FigureOccasion> occasions, IEnumerable<Edition> editions)
    {
        ArgumentNullException.ThrowIfNull(occasions);
        ArgumentNullException.ThrowIfNull(editions);
        _occasions = occasions;
        var places = occasions.Select((o, i) => (o.Id, i)).ToDictionary(o => o.Id, o => o.i);
        _editions = [.. editions.OrderBy(e => e.PublishedAt).ThenBy(e => places[e.OccasionId]).ThenBy(e => e.Number)];
        _occasionOf = [.. _editions.Select(e => places[e.OccasionId])];
        var rows = new Dictionary<int, EditionRow?[]>();
        foreach (var (i, edition) in _editions.Index())
        {
            foreach (var row in edition.Rows)
            {
                (
                    rows.TryGetValue(row.Organisation, out var there)
                        ? there
                        : rows[row.Organisation] = new EditionRow?[_editions.Count]
                )[i] = row;
            }
        }

        _columns =
        [
            .. from basis in Enum.GetValues<Basis>()
            from step in Enumerable.Range(0, steps + 1)
            select new FigureColumn(basis, step, occasions.Count, _occasionOf, rows),
        ];
    }

    /// <summary>The newest edition of an occasion, or null.</summary>
    /// <param name="occasion">The occasion's identity.</param>
    public Edition? Newest(int occasion) => _editions.LastOrDefault(e => e.OccasionId == occasion);

    /// <summary>What one reader may read.</summary>
    /// <param name="known">What she knows anyhow.</param>
    /// <param name="minimum">The fewest organisations that a figure is made of now.</param>
    public FigureSight For(IReadOnlyCollection<Acquaintance> known, int minimum)
    {
        ArgumentNullException.ThrowIfNull(known);
        var (sight, knows) = (new FigureSight(_editions), new Knowledge());
        List<FigureReading> seen = [.. _columns.Select(c => new FigureReading(c))];
        var meetings = known.GroupBy(k => k.From).OrderBy(g => g.Key).ToList();
        var (next, lowest) = (0, int.MaxValue);
        for (var e = 0; e <= _editions.Count; e++)
        {
            var at = e < _editions.Count ? _editions[e].PublishedAt : DateTimeOffset.MaxValue;
            for (; next < meetings.Count && meetings[next].Key <= at; next++)
            {
                Meet(meetings[next], knows, seen, e == 0 ? minimum : _editions[e - 1].MinimumCell, sight);
            }

            if (e < _editions.Count)
            {
                lowest = Math.Min(lowest, _editions[e].MinimumCell);
                knows.ReadWhatIsNew(e, _occasionOf[e], known.Where(k => k.From <= at && at < k.Until && !k.InPart));
                Read(e, knows, seen, _editions[e].MinimumCell, lowest);
            }
        }

        // A higher minimum than there was shows less. A lower one shows more with the next edition, which records it.
        foreach (var read in seen)
        {
            var shown = lowest < minimum ? Still(read, knows, minimum) : read;
            sight.Show(shown);
        }

        return sight;
    }

    /// <summary>
    /// One reader of each kind. Those may read the same figures who know as much of as many organisations, when all totals count
    /// these alike: it is reckoned once for all of them, so that it takes as long for thousands of readers as for a few.
    /// </summary>
    /// <param name="readers">What each knows.</param>
    public IEnumerable<IReadOnlyCollection<Acquaintance>> Unlike(IEnumerable<IReadOnlyCollection<Acquaintance>> readers)
    {
        var counted = new Dictionary<int, string>();
        return readers.DistinctBy(Kind);

        string Kind(IReadOnlyCollection<Acquaintance> known)
        {
            var places = new Dictionary<int, int>();
            return string.Join(
                ';',
                known.Select(k =>
                {
                    var place = places.TryGetValue(k.Organisation, out var there) ? there : places[k.Organisation] = places.Count;
                    return $"{place} {Counted(k.Organisation)} {k.From.UtcTicks} {k.Until.UtcTicks} {k.InPart}";
                })
            );
        }

        string Counted(int organisation) =>
            counted.TryGetValue(organisation, out var there)
                ? there
                : counted[organisation] = string.Join(',', _columns.Select(c => c.NumberOf(organisation)));
    }

    /// <summary>What everybody may read, whoever she is: what stands in what many read.</summary>
    /// <param name="readers">What each knows; that somebody knows nothing is always reckoned with.</param>
    /// <param name="minimum">The fewest organisations that a figure is made of now.</param>
    public FigureSight ForAll(IEnumerable<IReadOnlyCollection<Acquaintance>> readers, int minimum)
    {
        ArgumentNullException.ThrowIfNull(readers);
        return readers.Aggregate(For([], minimum), (all, known) => all.And(For(known, minimum)));
    }

    /// <summary>
    /// She comes together with others. What they score from then on she reads; what they scored before only as long as it,
    /// taken out of the figures that she has read, leaves enough of each.
    /// </summary>
    private void Meet(
        IEnumerable<Acquaintance> meeting,
        Knowledge knows,
        List<FigureReading> seen,
        int minimum,
        FigureSight sight
    )
    {
        foreach (var (organisation, from, until, _) in meeting)
        {
            var old = new List<(int Organisation, int Occasion)>();
            foreach (var (i, occasion) in _occasions.Index())
            {
                if (
                    from == DateTimeOffset.MinValue
                        ? occasion.OpensAt < until
                        : occasion.EndsAt > from && occasion.OpensAt < until
                )
                {
                    knows.Add([(organisation, i)]);
                }
                else if (occasion.EndsAt <= from && !knows.MayKnow(organisation, i))
                {
                    old.Add((organisation, i));
                }
            }

            if (old.Count > 0)
            {
                var then = new Knowledge(knows, old);
                if (seen.TrueForAll(s => s.Column.IsSafe(s.Totals, then, minimum)))
                {
                    knows.Add(old);
                }
                else
                {
                    sight.Hide(old.Select(o => (o.Organisation, _occasions[o.Occasion].Id)));
                }
            }
        }
    }

    /// <summary>
    /// Reads what there is up to an edition, as far as it may stand beside what has been read. What was read under a lower
    /// minimum is remembered too: beside it the lower one holds.
    /// </summary>
    private static void Read(int edition, Knowledge knows, List<FigureReading> seen, int minimum, int lowest)
    {
        foreach (var read in seen)
        {
            var totals = read.Column.Totals;
            var still = lowest < minimum ? Still(read, knows, minimum) : read;
            for (var t = 0; t < totals.Count && totals[t].Since <= edition; t++)
            {
                if (
                    !read.Totals.Contains(t)
                    && (totals[t].Before is not { } before || (Has(before) && Has(totals[t].Edition)))
                    && still.Stands(t, knows, minimum)
                    && (lowest == minimum || read.Stands(t, knows, lowest))
                )
                {
                    read.Add(t);
                    if (still != read)
                    {
                        still.Add(t);
                    }
                }
            }

            bool Has(int whole) => read.Totals.Any(s => totals[s].Before is null && totals[s].Edition == whole);
        }
    }

    /// <summary>What of it may be read under another minimum.</summary>
    private static FigureReading Still(FigureReading read, Knowledge knows, int minimum)
    {
        var still = new FigureReading(read.Column);
        foreach (var total in read.Totals)
        {
            if (still.Stands(total, knows, minimum))
            {
                still.Add(total);
            }
        }

        return still;
    }
}

using System.Text;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>An occasion as far as figures depend on it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="OpensAt">From when it was scored.</param>
/// <param name="EndsAt">When it was over.</param>
public sealed record FigureOccasion(int Id, DateTimeOffset OpensAt, DateTimeOffset EndsAt);

/// <summary>An organisation whose submitted answers a reader can read, beside the figures: her own, or one of her group.</summary>
/// <param name="Organisation">Its identity.</param>
/// <param name="From">Since when; <see cref="DateTimeOffset.MinValue"/> from the beginning.</param>
/// <param name="Until">Until when; <see cref="DateTimeOffset.MaxValue"/> while it lasts.</param>
public sealed record Acquaintance(int Organisation, DateTimeOffset From, DateTimeOffset Until);

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
    private readonly Dictionary<(Basis Basis, int Step), Total[]> _totals = [];
    private readonly Dictionary<(Basis Basis, int Step), (IReadOnlyList<Pattern> All, Dictionary<int, Pattern> Of)> _patterns = [];
    private readonly Dictionary<int, EditionRow?[]> _rows = [];
    private readonly int _steps;

    /// <param name="steps">How many steps the checklist has.</param>
    /// <param name="occasions">The occasions, in order.</param>
    /// <param name="editions">All editions of all of them.</param>
    public FigureLedger(int steps, IReadOnlyList<FigureOccasion> occasions, IEnumerable<Edition> editions)
    {
        ArgumentNullException.ThrowIfNull(occasions);
        ArgumentNullException.ThrowIfNull(editions);
        (_steps, _occasions) = (steps, occasions);
        var places = occasions.Select((o, i) => (o.Id, i)).ToDictionary(o => o.Id, o => o.i);
        _editions = [.. editions.OrderBy(e => e.PublishedAt).ThenBy(e => places[e.OccasionId]).ThenBy(e => e.Number)];
        _occasionOf = [.. _editions.Select(e => places[e.OccasionId])];
        foreach (var (i, edition) in _editions.Index())
        {
            foreach (var row in edition.Rows)
            {
                (_rows.TryGetValue(row.Organisation, out var there) ? there : _rows[row.Organisation] = new EditionRow?[_editions.Count])[i] = row;
            }
        }
    }

    /// <summary>The steps by number; 0 stands for what is counted of whole profiles, such as who reaches a status.</summary>
    private IEnumerable<(Basis Basis, int Step)> All =>
        from basis in Enum.GetValues<Basis>() from step in Enumerable.Range(0, _steps + 1) select (basis, step);

    /// <summary>The newest edition of an occasion, or null.</summary>
    /// <param name="occasion">The occasion's identity.</param>
    public Edition? Newest(int occasion) => _editions.LastOrDefault(e => e.OccasionId == occasion);

    /// <summary>What one reader may read.</summary>
    /// <param name="known">What she knows anyhow.</param>
    /// <param name="minimum">The fewest organisations that a figure is made of now.</param>
    public FigureSight For(IReadOnlyCollection<Acquaintance> known, int minimum)
    {
        ArgumentNullException.ThrowIfNull(known);
        var (sight, knows) = (new FigureSight(_editions), new HashSet<(int Organisation, int Occasion)>());
        var seen = All.ToDictionary(c => c, _ => new List<int>());
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
                Read(e, knows, seen, _editions[e].MinimumCell, lowest);
            }
        }

        // A higher minimum than there was shows less. A lower one shows more with the next edition, which records it.
        foreach (var column in All)
        {
            var shown = lowest < minimum ? Still(column, seen[column], knows, minimum) : seen[column];
            sight.Show(column, shown.Select(t => Totals(column)[t]));
        }

        return sight;
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
        IGrouping<DateTimeOffset, Acquaintance> meeting, HashSet<(int Organisation, int Occasion)> knows, Dictionary<(Basis, int), List<int>> seen, int minimum, FigureSight sight)
    {
        foreach (var (organisation, from, until) in meeting)
        {
            var old = new List<(int, int)>();
            foreach (var (i, occasion) in _occasions.Index())
            {
                if (from == DateTimeOffset.MinValue ? occasion.OpensAt < until : occasion.EndsAt > from && occasion.OpensAt < until)
                {
                    knows.Add((organisation, i));
                }
                else if (occasion.EndsAt <= from && !knows.Contains((organisation, i)))
                {
                    old.Add((organisation, i));
                }
            }

            HashSet<(int, int)> then = [.. knows, .. old];
            if (old.Count > 0 && All.All(c => seen[c].Count == 0 || IsSafe(c, seen[c], then, minimum)))
            {
                knows.UnionWith(old);
            }
            else
            {
                sight.Hide(old.Select(o => (o.Item1, _occasions[o.Item2].Id)));
            }
        }
    }

    /// <summary>
    /// Reads what there is up to an edition, as far as it may stand beside what has been read. What was read under a lower
    /// minimum is remembered too: beside it the lower one holds.
    /// </summary>
    private void Read(int edition, HashSet<(int Organisation, int Occasion)> knows, Dictionary<(Basis Basis, int Step), List<int>> seen, int minimum, int lowest)
    {
        foreach (var column in All)
        {
            var (totals, read) = (Totals(column), seen[column]);
            var still = lowest < minimum ? Still(column, read, knows, minimum) : read;
            for (var t = 0; t < totals.Length && totals[t].Since <= edition; t++)
            {
                var isCovered = totals[t].Before is not { } before
                    || (read.Exists(s => totals[s] == new Total(before, null, before)) && read.Exists(s => totals[s] == new Total(totals[t].Edition, null, totals[t].Edition)));
                if (!read.Contains(t) && isCovered && IsSafe(column, [.. still, t], knows, minimum) && (lowest == minimum || IsSafe(column, [.. read, t], knows, lowest)))
                {
                    read.Add(t);
                    if (still != read)
                    {
                        still.Add(t);
                    }
                }
            }
        }
    }

    /// <summary>What of it may be read under another minimum.</summary>
    private List<int> Still((Basis Basis, int Step) column, List<int> read, HashSet<(int Organisation, int Occasion)> knows, int minimum) =>
        read.Aggregate(new List<int>(), (still, total) =>
        {
            if (IsSafe(column, [.. still, total], knows, minimum))
            {
                still.Add(total);
            }

            return still;
        });

    /// <summary>Whether some totals may be read by who knows some answers: each is of enough others, and so is whatever comes of adding and subtracting them.</summary>
    private bool IsSafe((Basis Basis, int Step) column, IReadOnlyList<int> totals, HashSet<(int Organisation, int Occasion)> knows, int minimum)
    {
        var (patterns, of) = Patterns(column);
        var known = knows.Select(k => k.Organisation).Distinct().Where(of.ContainsKey).ToList();
        var less = known.CountBy(o => of[o]).ToDictionary(p => p.Key, p => p.Value);
        List<Alike> unknown =
        [
            .. patterns.Select(p => new Alike(p.Size - less.GetValueOrDefault(p), [.. p.Columns.Select(c => c.Column)])),
            .. known.Select(o => new Alike(1, [.. of[o].Columns.Where(c => !knows.Contains((o, c.Occasion))).Select(c => c.Column)])),
        ];
        return totals.All(t => unknown.Where(a => a.Columns.Any(c => c[t] != 0)).Sum(a => a.Size) >= minimum) && Disclosure.IsSafe(unknown, totals, minimum);
    }

    /// <summary>Each edition of an occasion, and each pair of editions of neighbours that stood beside each other.</summary>
    private Total[] Totals((Basis Basis, int Step) column)
    {
        if (_totals.TryGetValue(column, out var there))
        {
            return there;
        }

        var (totals, newest) = (new List<Total>(), new int?[_occasions.Count]);
        for (var e = 0; e < _editions.Count; e++)
        {
            var o = _occasionOf[e];
            newest[o] = e;
            totals.Add(new Total(e, null, e));
            if (column.Step > 0 && o > 0 && newest[o - 1] is { } before)
            {
                totals.Add(new Total(e, before, e));
            }

            if (column.Step > 0 && o + 1 < newest.Length && newest[o + 1] is { } after)
            {
                totals.Add(new Total(after, e, e));
            }
        }

        return _totals[column] = [.. totals];
    }

    /// <summary>Which organisations the totals of a step count in the same way.</summary>
    private (IReadOnlyList<Pattern> All, Dictionary<int, Pattern> Of) Patterns((Basis Basis, int Step) column)
    {
        if (_patterns.TryGetValue(column, out var there))
        {
            return there;
        }

        var (byKey, patterns, whos) = (new Dictionary<string, Pattern>(), new Dictionary<int, Pattern>(), EditionRow.Whos(column.Basis));
        foreach (var (organisation, rows) in _rows)
        {
            var key = Key(rows, whos, column.Step);
            if (!byKey.TryGetValue(key, out var pattern))
            {
                byKey[key] = pattern = new Pattern(Columns(key, whos.Count, Totals(column)));
            }

            pattern.Size++;
            patterns[organisation] = pattern;
        }

        return _patterns[column] = ([.. byKey.Values], patterns);
    }

    /// <summary>For each edition and each whose: a dot for no answer, else which of the answers that it has had for the occasion.</summary>
    private string Key(EditionRow?[] rows, IReadOnlyList<int> whos, int step)
    {
        var key = new StringBuilder(rows.Length * whos.Count);
        for (var e = 0; e < rows.Length; e++)
        {
            foreach (var who in whos)
            {
                var version = '.';
                if (Has(rows[e], who, step))
                {
                    version = (char)('a' + e);
                    for (var earlier = 0; earlier < e && version == 'a' + e; earlier++)
                    {
                        if (_occasionOf[earlier] == _occasionOf[e] && IsSame(rows[earlier], rows[e]!, who, step))
                        {
                            version = (char)('a' + earlier);
                        }
                    }
                }

                key.Append(version);
            }
        }

        return key.ToString();
    }

    /// <summary>The answers of an organisation with such a key: each with its occasion and its factor in each total.</summary>
    private List<(int Occasion, int[] Column)> Columns(string key, int whos, Total[] totals)
    {
        var columns = new Dictionary<(int Occasion, int Who, char Version), int[]>();
        for (var t = 0; t < totals.Length; t++)
        {
            for (var who = 0; who < whos; who++)
            {
                var (e, before) = (totals[t].Edition, totals[t].Before);
                var now = key[(e * whos) + who];
                if (now != '.' && (before is null || key[(before.Value * whos) + who] != '.'))
                {
                    Of(e, who, now)[t] = 1;
                    if (before is { } b)
                    {
                        Of(b, who, key[(b * whos) + who])[t] = -1;
                    }
                }
            }
        }

        return [.. columns.Select(c => (c.Key.Occasion, c.Value))];

        int[] Of(int edition, int who, char version)
        {
            var answer = (_occasionOf[edition], who, version);
            return columns.TryGetValue(answer, out var column) ? column : columns[answer] = new int[totals.Length];
        }
    }

    private static bool Has(EditionRow? row, int who, int step) => row?.Of(who) is { } profile && (step == 0 || profile[step - 1] != '0');

    private static bool IsSame(EditionRow? earlier, EditionRow row, int who, int step) =>
        earlier?.Of(who) is { } before && row.Of(who) is { } profile && (step == 0 ? before == profile : before[step - 1] == profile[step - 1]);

    /// <param name="Edition">Whose answers are added up.</param>
    /// <param name="Before">Of the occasion before: then it is the change of those that stand in both. Else null.</param>
    /// <param name="Since">The edition with which it could be read.</param>
    internal sealed record Total(int Edition, int? Before, int Since);

    private sealed class Pattern(IReadOnlyList<(int Occasion, int[] Column)> columns)
    {
        public IReadOnlyList<(int Occasion, int[] Column)> Columns { get; } = columns;

        public int Size { get; set; }
    }
}

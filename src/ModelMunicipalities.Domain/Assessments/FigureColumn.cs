using System.Text;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>A figure that is published: a total over organisations.</summary>
/// <param name="Edition">Whose answers are added up.</param>
/// <param name="Before">Of the occasion before: then it is the change of those that stand in both. Else null.</param>
/// <param name="Since">The edition with which it could be read.</param>
internal sealed record FigureTotal(int Edition, int? Before, int Since);

/// <summary>All totals of one step by one basis, in the order in which they could be read, and which organisations they count alike.</summary>
internal sealed class FigureColumn
{
    private readonly IReadOnlyList<int> _occasionOf;
    private readonly IReadOnlyList<int> _whos;
    private readonly int[] _same;
    private readonly Dictionary<string, Pattern> _patterns = [];
    private readonly Dictionary<int, Pattern> _of = [];

    /// <param name="basis">Whose answers.</param>
    /// <param name="step">The step's number; 0 for what is counted of whole profiles.</param>
    /// <param name="occasions">How many occasions there are.</param>
    /// <param name="occasionOf">Of each edition, in order, the place of its occasion.</param>
    /// <param name="rows">Of each organisation its row in each edition.</param>
    public FigureColumn(Basis basis, int step, int occasions, IReadOnlyList<int> occasionOf, Dictionary<int, EditionRow?[]> rows)
    {
        (Basis, Step, _occasionOf, _whos) = (basis, step, occasionOf, EditionRow.Whos(basis));
        Totals = [.. Published(occasions)];
        int[][] earlier = [.. occasionOf.Select((o, e) => Enumerable.Range(0, e).Where(i => occasionOf[i] == o).ToArray())];
        foreach (var (organisation, those) in rows)
        {
            var key = Key(those, earlier);
            var pattern = _patterns.TryGetValue(key, out var there) ? there : _patterns[key] = new Pattern(Columns(key));
            pattern.Size++;
            _of[organisation] = pattern;
        }

        List<int[]> columns = [.. _patterns.Values.SelectMany(p => p.Columns).Select(c => c.Column)];
        _same = [.. Totals.Select((_, t) => Enumerable.Range(0, t).FirstOrDefault(s => columns.TrueForAll(c => c[s] == c[t]), t))];
    }

    public Basis Basis { get; }

    public int Step { get; }

    /// <summary>Each edition of an occasion, and each pair of editions of neighbours that stood beside each other.</summary>
    public IReadOnlyList<FigureTotal> Totals { get; }

    /// <summary>Whether a total may be read beside others: it tells the same as one of them, or all of them together are safe.</summary>
    public bool IsSafeBeside(IReadOnlyList<int> others, int total, Knowledge knows, int minimum) =>
        others.Any(o => _same[o] == _same[total]) || IsSafe([.. others, total], knows, minimum);

    /// <summary>Whether some totals may be read by who knows some answers: each is of enough others, and so is whatever comes of adding and subtracting them.</summary>
    public bool IsSafe(IEnumerable<int> read, Knowledge knows, int minimum)
    {
        int[] totals = [.. read.Select(t => _same[t]).Distinct()];
        var known = knows.Organisations.Where(_of.ContainsKey).ToList();
        var less = known.CountBy(o => _of[o]).ToDictionary(p => p.Key, p => p.Value);
        var others = new List<Alike>(_patterns.Count + (2 * known.Count));
        foreach (var pattern in _patterns.Values)
        {
            if (pattern.Size - less.GetValueOrDefault(pattern) is > 0 and var size)
            {
                others.Add(new Alike(size, pattern.All));
            }
        }

        foreach (var organisation in known)
        {
            var may = _of[organisation].Columns.ToLookup(c => knows.MayKnow(organisation, c.Occasion));
            others.Add(new Alike(1, [.. may[false].Select(c => c.Column)]));
            others.Add(new Alike(0, [.. may[true].Where(c => !knows.IsSure(Basis, organisation, c.First)).Select(c => c.Column)]));
        }

        return Array.TrueForAll(totals, t => others.Where(a => a.Columns.Any(c => c[t] != 0)).Sum(a => a.Size) >= minimum)
            && Disclosure.IsSafe(others, totals, minimum);
    }

    private IEnumerable<FigureTotal> Published(int occasions)
    {
        var newest = new int?[occasions];
        for (var e = 0; e < _occasionOf.Count; e++)
        {
            var o = _occasionOf[e];
            newest[o] = e;
            yield return new FigureTotal(e, null, e);
            if (Step > 0 && o > 0 && newest[o - 1] is { } before)
            {
                yield return new FigureTotal(e, before, e);
            }

            if (Step > 0 && o + 1 < newest.Length && newest[o + 1] is { } after)
            {
                yield return new FigureTotal(after, e, e);
            }
        }
    }

    /// <summary>For each edition and each whose: a dot for no answer, else which of the answers that it has had for the occasion.</summary>
    private string Key(EditionRow?[] rows, int[][] earlier)
    {
        var key = new StringBuilder(rows.Length * _whos.Count);
        for (var e = 0; e < rows.Length; e++)
        {
            foreach (var who in _whos)
            {
                var answer = Of(rows[e], who);
                key.Append(answer.IsEmpty ? '.' : (char)('a' + First(answer, e, who)));
            }
        }

        return key.ToString();

        int First(ReadOnlySpan<char> answer, int edition, int who)
        {
            foreach (var e in earlier[edition])
            {
                if (answer.SequenceEqual(Of(rows[e], who)))
                {
                    return e;
                }
            }

            return edition;
        }
    }

    /// <summary>What somebody has answered that the totals count; empty for nothing.</summary>
    private ReadOnlySpan<char> Of(EditionRow? row, int who) => row?.Of(who) switch
    {
        null => [],
        { } profile when Step == 0 => profile,
        { } profile => profile[Step - 1] == '0' ? [] : profile.AsSpan(Step - 1, 1),
    };

    /// <summary>The answers of an organisation with such a key.</summary>
    private List<(int Occasion, int First, int[] Column)> Columns(string key)
    {
        var columns = new Dictionary<(int Occasion, int Who, int First), int[]>();
        for (var t = 0; t < Totals.Count; t++)
        {
            for (var who = 0; who < _whos.Count; who++)
            {
                var (e, before) = (Totals[t].Edition, Totals[t].Before);
                var now = key[(e * _whos.Count) + who];
                if (now != '.' && (before is null || key[(before.Value * _whos.Count) + who] != '.'))
                {
                    Of(e, who, now)[t] = 1;
                    if (before is { } b)
                    {
                        Of(b, who, key[(b * _whos.Count) + who])[t] = -1;
                    }
                }
            }
        }

        return [.. columns.Select(c => (c.Key.Occasion, c.Key.First, c.Value))];

        int[] Of(int edition, int who, char version)
        {
            var answer = (_occasionOf[edition], who, version - 'a');
            return columns.TryGetValue(answer, out var column) ? column : columns[answer] = new int[Totals.Count];
        }
    }

    /// <summary>How all totals count an organisation.</summary>
    private sealed class Pattern(IReadOnlyList<(int Occasion, int First, int[] Column)> columns)
    {
        /// <summary>For each answer its occasion, the edition that it first stood in, and its factor in each total.</summary>
        public IReadOnlyList<(int Occasion, int First, int[] Column)> Columns { get; } = columns;

        public IReadOnlyList<int[]> All { get; } = [.. columns.Select(c => c.Column)];

        /// <summary>How many organisations they count so.</summary>
        public int Size { get; set; }
    }
}

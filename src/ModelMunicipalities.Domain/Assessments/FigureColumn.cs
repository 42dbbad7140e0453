using System.Text;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>A figure that is published: a total over organisations.</summary>
/// <param name="Edition">Whose answers are added up.</param>
/// <param name="Before">Of the occasion before: then it is the change of those that stand in both. Else null.</param>
/// <param name="Since">The edition with which it could be read.</param>
internal sealed record FigureTotal(int Edition, int? Before, int Since);

/// <summary>How all totals of a step count an organisation.</summary>
/// <param name="start">The place of its first answer among those of all patterns.</param>
/// <param name="columns">For each answer its occasion, the edition that it first stood in, and its factor in each total.</param>
internal sealed class FigurePattern(int start, IReadOnlyList<(int Occasion, int First, int[] Column)> columns)
{
    public int Start => start;

    public IReadOnlyList<(int Occasion, int First, int[] Column)> Columns => columns;

    public IReadOnlyList<int[]> All { get; } = [.. columns.Select(c => c.Column)];

    /// <summary>Its place among the patterns of its step.</summary>
    public required int Number { get; init; }

    /// <summary>How many organisations they count so.</summary>
    public int Size { get; set; }
}

/// <summary>
/// All totals of one step by one basis, in the order in which they could be read, and which organisations they count alike.
/// </summary>
internal sealed class FigureColumn
{
    private readonly IReadOnlyList<int> _occasionOf;
    private readonly IReadOnlyList<int> _whos;
    private readonly int[] _same;
    private readonly Dictionary<int, FigurePattern> _of = [];

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
        var patterns = new Dictionary<string, FigurePattern>();
        foreach (var (organisation, those) in rows)
        {
            var key = Key(those, earlier);
            if (!patterns.TryGetValue(key, out var pattern))
            {
                patterns[key] = pattern = new FigurePattern(Answers, Columns(key)) { Number = patterns.Count };
                Answers += pattern.Columns.Count;
            }

            pattern.Size++;
            _of[organisation] = pattern;
        }

        Patterns = [.. patterns.Values];
        List<int[]> columns = [.. Patterns.SelectMany(p => p.All)];
        _same =
        [
            .. Totals.Select((_, t) => Enumerable.Range(0, t).FirstOrDefault(s => columns.TrueForAll(c => c[s] == c[t]), t)),
        ];
    }

    public Basis Basis { get; }

    public int Step { get; }

    /// <summary>Each edition of an occasion, and each pair of editions of neighbours that stood beside each other.</summary>
    public IReadOnlyList<FigureTotal> Totals { get; }

    /// <summary>The ways in which organisations are counted.</summary>
    public IReadOnlyList<FigurePattern> Patterns { get; }

    /// <summary>How many answers all patterns have together.</summary>
    public int Answers { get; }

    /// <summary>Whether two totals count the same.</summary>
    public bool IsSame(int total, int other) => _same[total] == _same[other];

    /// <summary>The number of the pattern by which an organisation is counted; null when it stands in no edition.</summary>
    public int? NumberOf(int organisation) => _of.GetValueOrDefault(organisation)?.Number;

    /// <summary>Of each pattern, how many organisations somebody may know something of.</summary>
    public Dictionary<FigurePattern, int> Known(Knowledge knows)
    {
        var known = new Dictionary<FigurePattern, int>();
        foreach (var organisation in knows.Organisations)
        {
            if (_of.TryGetValue(organisation, out var pattern))
            {
                known[pattern] = known.GetValueOrDefault(pattern) + 1;
            }
        }

        return known;
    }

    /// <summary>
    /// Whether some totals may be read by who knows some answers: each is of enough others, and so is whatever comes of
    /// adding and subtracting them.
    /// </summary>
    public bool IsSafe(IEnumerable<int> read, Knowledge knows, int minimum)
    {
        int[] totals = [.. read.Select(t => _same[t]).Distinct()];
        if (totals.Length == 0)
        {
            return true;
        }

        var (less, others) = (Known(knows), new List<Alike>());
        foreach (var pattern in Patterns)
        {
            if (pattern.Size - less.GetValueOrDefault(pattern) is > 0 and var size)
            {
                others.Add(new Alike(size, pattern.All));
            }
        }

        foreach (var organisation in knows.Organisations.Where(_of.ContainsKey))
        {
            var may = _of[organisation].Columns.ToLookup(c => knows.MayKnow(organisation, c.Occasion));
            others.Add(new Alike(1, [.. may[false].Select(c => c.Column)]));
            var unsure = may[true].Where(c => !knows.IsSure(Basis, organisation, c.First));
            others.Add(new Alike(0, [.. unsure.Select(c => c.Column)]));
        }

        return Array.TrueForAll(totals, IsOfEnough) && Disclosure.IsSafe(others, totals, minimum);

        bool IsOfEnough(int total)
        {
            var left = minimum;
            for (var i = 0; left > 0 && i < others.Count; i++)
            {
                left -= others[i].Columns.Any(c => c[total] != 0) ? others[i].Size : 0;
            }

            return left <= 0;
        }
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

    /// <summary>
    /// For each edition and each whose: a dot for no answer, else which of the answers that it has had for the occasion.
    /// </summary>
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
    private ReadOnlySpan<char> Of(EditionRow? row, int who) =>
        row?.Of(who) switch
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
}

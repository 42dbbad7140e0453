using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>A text of a sheet and the column that it stands in; none for what holds for a whole sheet or column.</summary>
internal readonly record struct SheetCell(string Text, int? Column = null);

/// <summary>An answer as a sheet has it, whatever the layout: where it stands, and what it is said to be about.</summary>
/// <param name="Row">The row.</param>
/// <param name="Organisation">What is said of the organisation.</param>
/// <param name="Occasion">What is said of the occasion.</param>
/// <param name="Step">What is said of the step.</param>
/// <param name="Score">The column of the score.</param>
/// <param name="Comment">The column of the comment, if there is one.</param>
/// <param name="Head">The heading of the score's column, where a row has several.</param>
internal sealed record SheetEntry(
    SheetRow Row,
    SheetCell Organisation,
    SheetCell Occasion,
    SheetCell Step,
    int Score,
    int? Comment,
    string? Head = null
);

/// <summary>
/// How answers are laid out in a sheet: a row for each (with the columns <see cref="AnswerSheet.Columns"/>), a row for each
/// organisation with the steps across, or as the printed list has them, steps down and occasions or organisations across.
/// </summary>
internal sealed class AnswerLayout
{
    private readonly SheetTable _table;

    private readonly int _head;

    private readonly Func<SheetRow, IEnumerable<SheetEntry>> _entries;

    private AnswerLayout(SheetTable table, int head, bool isOfOneOrganisation, Func<SheetRow, IEnumerable<SheetEntry>> entries) =>
        (_table, _head, IsOfOneOrganisation, _entries) = (table, head, isOfOneOrganisation, entries);

    /// <summary>True for the printed list of one organisation: a workbook has a sheet for each.</summary>
    public bool IsOfOneOrganisation { get; }

    public IEnumerable<SheetEntry> Entries => _table.Rows.Skip(_head + 1).SelectMany(_entries);

    /// <summary>The cells of a row that stand under no heading.</summary>
    public bool HasStrayCells(SheetRow row) => row.Cells.Skip(_table.Rows[_head].Cells.Count).Any(c => c.Length > 0);

    /// <summary>True when some layout is found in the first rows, whatever else its heading has.</summary>
    public static bool Fits(IReadOnlyList<SheetRow> rows, SheetNames names) =>
        Find(new SheetTable(null, rows), names, null, orWhy: false) is not null;

    /// <summary>The layout of a table, or what its heading lacks.</summary>
    /// <param name="table">The table.</param>
    /// <param name="names">What names mean.</param>
    /// <param name="chosen">The occasion that holds where the sheet tells none.</param>
    public static Outcome<AnswerLayout> Find(SheetTable table, SheetNames names, string? chosen) =>
        Find(table, names, chosen, orWhy: true)!;

    private static Outcome<AnswerLayout>? Find(SheetTable table, SheetNames names, string? chosen, bool orWhy)
    {
        var (best, most) = (0, 0);
        for (var head = 0; head < Math.Min(table.Rows.Count, SheetReading.HeadRows); head++)
        {
            var known = AnswerColumns.Known(table.Rows[head], names);
            if (known.Contains("organisation") && known.Contains("step") && known.Contains("score"))
            {
                return LongOrWhy(table, head, names, chosen);
            }

            if (known.Contains("organisation") && known.Count(k => int.TryParse(k, out _)) > 1)
            {
                return Wide(table, head, names, chosen);
            }

            if (Printed(table, head, names, chosen) is { } printed)
            {
                return printed;
            }

            (best, most) = known.Count > most ? (head, known.Count) : (best, most);
        }

        return orWhy ? LongOrWhy(table, best, names, chosen) : null;
    }

    private static Outcome<AnswerLayout> LongOrWhy(SheetTable table, int head, SheetNames names, string? chosen)
    {
        var (columns, refusals) = (new Dictionary<string, int>(), new List<Refusal>());
        foreach (var (i, name) in table.Rows[head].Cells.Index().Where(c => c.Item.Length > 0))
        {
            if (!AnswerColumns.ColumnByName.TryGetValue(SheetNames.Key(name), out var column))
            {
                refusals.Add(Refusal.Invalid("ImportColumnUnknown", "file", AnswerSheet.Short(name)));
            }
            else if (!columns.TryAdd(column, i))
            {
                refusals.Add(Refusal.Invalid("ImportColumnTwice", "file", AnswerSheet.Short(name)));
            }
        }

        var missing = AnswerSheet.Columns.Where(c => c is not ("comment" or "occasion") && !columns.ContainsKey(c)).ToList();
        if (missing.Count > 0)
        {
            refusals.Insert(0, Refusal.Invalid("ImportColumnMissing", "file", Named(missing), Named(AnswerSheet.Columns)));
        }

        if (refusals.Count > 0)
        {
            return refusals;
        }

        var occasion = OccasionOf(table, head, names, chosen);
        return new AnswerLayout(table, head, false, row =>
            [
                new SheetEntry(
                    row,
                    At(row, columns["organisation"]),
                    OccasionIn(row, columns, occasion),
                    At(row, columns["step"]),
                    columns["score"],
                    columns.TryGetValue("comment", out var comment) ? comment : null
                ),
            ]
        );
    }

    private static string Named(IEnumerable<string> columns) => string.Join(", ", columns.Select(AnswerColumns.Named));

    private static Outcome<AnswerLayout> Wide(SheetTable table, int head, SheetNames names, string? chosen)
    {
        var (columns, refusals) = (new Dictionary<string, int>(), new List<Refusal>());
        foreach (
            var (i, name) in table
                .Rows[head]
                .Cells.Index()
                .Where(c => c.Item.Length > 0 && !AnswerColumns.Derived.Contains(SheetNames.Key(c.Item)))
        )
        {
            if (AnswerColumns.NameOf(name, names) is not { } column)
            {
                refusals.Add(Refusal.Invalid("ImportColumnUnknown", "file", AnswerSheet.Short(name)));
            }
            else if (!columns.TryAdd(column, i))
            {
                refusals.Add(Refusal.Invalid("ImportColumnTwice", "file", AnswerSheet.Short(name)));
            }
        }

        if (refusals.Count > 0)
        {
            return refusals;
        }

        var steps = columns.Where(c => int.TryParse(c.Key, out _)).Select(c => (Step: c.Key, Column: c.Value)).ToList();
        var occasion = OccasionOf(table, head, names, chosen);
        return new AnswerLayout(table, head, false, row =>
            AnswerColumns.Derived.Contains(SheetNames.Key(row[columns["organisation"]]))
                ? []
                : steps.Select(s => new SheetEntry(
                    row,
                    At(row, columns["organisation"]),
                    OccasionIn(row, columns, occasion),
                    new SheetCell(s.Step),
                    s.Column,
                    columns.TryGetValue("comment " + s.Step, out var comment) ? comment : null,
                    table.Rows[head][s.Column]
                ))
        );
    }

    /// <summary>Steps down: known by the steps below, and by what stands above their columns.</summary>
    private static AnswerLayout? Printed(SheetTable table, int head, SheetNames names, string? chosen)
    {
        var below = table.Rows.Skip(head + 1).Take(4).ToList();
        var cells = table.Rows[head].Cells;
        if (
            below.Count == 0
            || Enumerable.Range(0, 2).FirstOrDefault(c => below.All(r => names.Step(r[c]) is not null), -1)
                is not (>= 0 and var steps)
        )
        {
            return null;
        }

        var across = cells
            .Index()
            .Where(c => c.Index > steps && c.Item.Length > 0 && names.Occasion(c.Item) is not null)
            .Select(c => (c.Index, c.Item))
            .ToList();
        var areOccasions = across.Count > 0;
        if (!areOccasions)
        {
            across =
            [
                .. cells
                    .Index()
                    .Where(c => c.Index > steps && names.Organisation(c.Item).Count > 0)
                    .Select(c => (c.Index, c.Item)),
            ];
        }

        var comments = cells
            .Index()
            .Where(c => AnswerColumns.CommentOn().IsMatch(c.Item))
            .ToDictionary(c => c.Index, c => SheetNames.Key(AnswerColumns.CommentOn().Match(c.Item).Groups[1].Value));
        if (
            across.Count == 0
            || cells
                .Index()
                .Any(c =>
                    c.Index > steps
                    && c.Item.Length > 0
                    && !across.Exists(a => a.Index == c.Index)
                    && !comments.ContainsKey(c.Index)
                    && !AnswerColumns.Derived.Contains(SheetNames.Key(c.Item))
                    && !AnswerColumns.ColumnByName.ContainsKey(SheetNames.Key(c.Item))
                )
        )
        {
            return null;
        }

        var titles = Titles(table, head);
        var whole = areOccasions
            ? titles.SelectMany(t => new[] { t, t.Split(',')[0].Trim() }).FirstOrDefault(t => names.Organisation(t).Count > 0)
                ?? titles.FirstOrDefault(t => t.Length > 0)
                ?? ""
            : OccasionOf(table, head, names, chosen);
        return new AnswerLayout(table, head, areOccasions, row => names.Step(row[steps]) is null
            && (AnswerColumns.Derived.Contains(SheetNames.Key(row[steps])) || across.All(a => row[a.Index].Length == 0))
                ? []
                : across.Select(a =>
                {
                    int? comment = comments.FirstOrDefault(c => c.Value == SheetNames.Key(a.Item)) is { Value: not null } found
                        ? found.Key
                        : null;
                    return new SheetEntry(
                        row,
                        new SheetCell(areOccasions ? whole : a.Item),
                        new SheetCell(areOccasions ? a.Item : whole),
                        At(row, steps),
                        a.Index,
                        comment,
                        a.Item
                    );
                }));
    }

    /// <summary>The occasion of a whole sheet: as it was chosen, or as the sheet or a line above the heading is called.</summary>
    private static string OccasionOf(SheetTable table, int head, SheetNames names, string? chosen) =>
        chosen
        ?? Titles(table, head)
            .SelectMany(t => t.Split(',', '–', ':').Append(t))
            .Select(t => t.Trim())
            .FirstOrDefault(t => names.Occasion(t) is not null)
        ?? "";

    /// <summary>What a sheet is called: in the corner of its heading, above it, and on its tab.</summary>
    private static List<string> Titles(SheetTable table, int head) =>
        [
            table.Rows[head][0],
            .. table.Rows.Take(head).Reverse().SelectMany(r => r.Cells.Where(c => c.Length > 0).Take(3)),
            table.Name ?? "",
        ];

    private static SheetCell OccasionIn(SheetRow row, Dictionary<string, int> columns, string whole) =>
        columns.TryGetValue("occasion", out var column) && (row[column].Length > 0 || whole.Length == 0)
            ? At(row, column)
            : new SheetCell(whole);

    private static SheetCell At(SheetRow row, int column) => new(row[column], column);
}

using System.Globalization;
using System.Text.RegularExpressions;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// A document's tables for spreadsheets: figures as figures, a sheet for each table, or all of them below each other as CSV.
/// </summary>
internal static partial class DocumentSheets
{
    public static byte[] Write(Document document, ReportFormat format) =>
        format == ReportFormat.Xlsx
            ? Sheets.WriteXlsx([Front(document), .. document.Tables.Select(ToSheet)])
            : Sheets.WriteCsv(Joined(document), document.Language);

    /// <summary>What the report is, and what to think of when reading it.</summary>
    private static Sheet Front(Document document) =>
        new(
            document.Title,
            [40, 80],
            [
                [document.Title, document.Context],
                [document.Words.DataFrom, document.DataAt],
                [null, document.Lede],
                .. document.Figures.Select(f => (IReadOnlyList<object?>)[f.Label, Figure(f.Value, document.Language)]),
                .. document.Sections.SelectMany(s =>
                    s.Blocks.Where(b => b.Notice is not null).Select(b => (IReadOnlyList<object?>)[s.Heading, b.Notice])
                ),
                .. document.Notes.Select((n, i) => (IReadOnlyList<object?>)[i == 0 ? document.Words.Notes : null, n]),
            ]
        );

    private static Sheet ToSheet(DataTable table) => new(table.Caption, [44, 16], [.. Lines(table)]);

    private static Sheet Joined(Document document) =>
        new(
            document.Title,
            [44, 16],
            [
                [document.Title, document.Context, document.DataAt],
                .. document.Tables.SelectMany(t =>
                    (IReadOnlyList<object?>[])
                        [
                            [],
                            [t.Caption],
                            .. Lines(t),
                        ]
                ),
                [],
                .. document.Notes.Select(n => (IReadOnlyList<object?>)[n]),
            ]
        );

    /// <summary>
    /// Figures by themselves: the number of answers that stands beside one in print has a column of its own here.
    /// </summary>
    private static IEnumerable<IReadOnlyList<object?>> Lines(DataTable table)
    {
        var all = table.Rows.Concat(table.Foot).ToList();
        var counted = Enumerable
            .Range(0, table.Columns.Count)
            .Where(i => all.Exists(r => r[i].Value is not null && Numbers().IsMatch(r[i].Text)))
            .ToHashSet();
        yield return
        [
            .. table.Columns.SelectMany((c, i) => counted.Contains(i) ? (object?[])[c.Head, c.Head + ", n"] : [c.Head]),
        ];
        foreach (var row in all)
        {
            yield return
            [
                .. row.SelectMany(
                    (c, i) => counted.Contains(i) ? (object?[])[Value(c), c.Value is null ? null : Count(c)] : [Value(c)]
                ),
            ];
        }
    }

    private static object Value(Cell cell) =>
        cell.Value is not { } value ? cell.Text
        : cell.Text.EndsWith('%') ? new Share(value)
        : value;

    private static int? Count(Cell cell) =>
        Numbers().Match(cell.Text) is { Success: true } found
            ? int.Parse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;

    /// <summary>One of the largest figures, which a document keeps as it is written only.</summary>
    private static object Figure(string text, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language == "sv" ? "sv-SE" : "en-GB");
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c))).Replace('−', '-');
        var share = plain.EndsWith('%');
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        (format.NegativeSign, format.NumberGroupSeparator) = ("-", language == "sv" ? "'" : ",");
        return !double.TryParse(plain.TrimEnd('%'), NumberStyles.Float | NumberStyles.AllowThousands, format, out var value)
                ? text
            : share ? new Share(value / 100)
            : value;
    }

    [GeneratedRegex(@"\(n (\d{1,9})\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}

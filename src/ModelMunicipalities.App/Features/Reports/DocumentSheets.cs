using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>A document's tables for spreadsheets: figures as figures, a sheet for each table, or all of them below each other as CSV.</summary>
internal static class DocumentSheets
{
    public static byte[] Write(Document document, ReportFormat format) => format == ReportFormat.Xlsx
        ? Sheets.WriteXlsx([Front(document), .. document.Tables.Select(ToSheet)])
        : Sheets.WriteCsv(Joined(document), document.Language == "sv" ? ';' : ',');

    /// <summary>What the report is, and what to think of when reading it.</summary>
    private static Sheet Front(Document document) => new(
        document.Title,
        [40, 80],
        [
            [document.Title, document.Context],
            [document.Words.DataFrom, document.DataAt],
            [null, document.Lede],
            .. document.Figures.Select(f => (IReadOnlyList<object?>)[f.Label, f.Value]),
            .. document.Sections.SelectMany(s => s.Blocks.Where(b => b.Notice is not null).Select(b => (IReadOnlyList<object?>)[s.Heading, b.Notice])),
            .. document.Notes.Select((n, i) => (IReadOnlyList<object?>)[i == 0 ? document.Words.Notes : null, n]),
        ]);

    private static Sheet ToSheet(DataTable table) => new(table.Caption, [44, 16], [Head(table), .. table.Rows.Concat(table.Foot).Select(Row)]);

    private static Sheet Joined(Document document) => new(
        document.Title,
        [44, 16],
        [
            [document.Title, document.Context, document.DataAt],
            .. document.Tables.SelectMany(t => (IReadOnlyList<object?>[])[[], [t.Caption], Head(t), .. t.Rows.Concat(t.Foot).Select(Row)]),
            [],
            .. document.Notes.Select(n => (IReadOnlyList<object?>)[n]),
        ]);

    private static IReadOnlyList<object?> Head(DataTable table) => [.. table.Columns.Select(c => (object?)c.Head)];

    /// <summary>A figure that is written with more beside it, such as its n, stays as it is written.</summary>
    private static IReadOnlyList<object?> Row(IReadOnlyList<Cell> cells) => [.. cells.Select(c => c.Value is { } value && !c.Text.Contains('(', StringComparison.Ordinal) ? value : (object?)c.Text)];
}

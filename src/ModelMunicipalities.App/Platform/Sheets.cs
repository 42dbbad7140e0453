using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;
using System.Xml;
using CsvHelper;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform;

/// <summary>The two forms in which tables come in and go out.</summary>
public enum SheetFormat
{
    Csv,
    Xlsx,
}

/// <summary>A row as it was read. The number is the one that a spreadsheet shows beside it; blank rows are left out.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells)
{
    public string this[int column] => column < Cells.Count ? Cells[column] : "";
}

/// <summary>A table to be written, its first row the heading.</summary>
/// <param name="Name">The sheet's name; made to fit where a workbook does not allow it.</param>
/// <param name="Widths">The columns' widths in characters; the last holds for the columns after it.</param>
/// <param name="Rows">Each cell a text, a number or null.</param>
public sealed record Sheet(string Name, IReadOnlyList<int> Widths, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>
/// Reads and writes CSV and XLSX. What a file is shows in its content, not in the name or the type that it came with. In
/// CSV a text that a spreadsheet would take for a formula gets an apostrophe in front, which reading takes away again; in
/// XLSX a text is marked as text.
/// </summary>
public static class Sheets
{
    public const string CsvType = "text/csv";

    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The largest workbook once unpacked: a small file can hold an enormous one.</summary>
    private const int MostMegabytesUnpacked = 32;

    /// <summary>Cells further to the right are taken together: no row of ours is that wide.</summary>
    private const int MostColumns = 50;

    /// <summary>Where fields are parted by semicolons, a decimal comma is expected.</summary>
    private static readonly CultureInfo Swedish = CultureInfo.GetCultureInfo("sv-SE");

    private static readonly Refusal Unreadable = Refusal.Invalid("SheetUnreadable", "file");

    private static readonly Refusal Protected = Refusal.Invalid("SheetProtected", "file");

    /// <summary>Reads the rows of the first sheet, the heading included, or says why not. Stops at more than a number of rows.</summary>
    public static Outcome<IReadOnlyList<SheetRow>> Read(byte[] file, int mostRows)
    {
        var rows = new RowList(mostRows);
        var refusal = file.AsSpan() switch
        {
            [] => Refusal.Invalid("SheetEmpty", "file"),
            [(byte)'P', (byte)'K', 3, 4, ..] => ReadXlsx(file, rows),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Protected,
            _ => ReadCsv(file, rows),
        };
        return refusal is not null ? refusal
            : rows.Full ? Refusal.Invalid("SheetTooManyRows", "file", mostRows)
            : rows.Rows.Count == 0 ? Refusal.Invalid("SheetEmpty", "file")
            : rows.Rows;
    }

    /// <summary>The sheets as a file to be saved by the reader; as CSV the only one, in the manner of her language's Excel.</summary>
    public static IResult File(IReadOnlyList<Sheet> sheets, SheetFormat format, string name, Show show) => format == SheetFormat.Csv
        ? Results.File(WriteCsv(sheets[0], show.Language == "sv" ? ';' : ','), CsvType + "; charset=utf-8", name + ".csv")
        : Results.File(WriteXlsx(sheets), XlsxType, name + ".xlsx");

    private static Refusal? ReadCsv(byte[] file, RowList rows)
    {
        // Excel's "Unicode text" is UTF-16 and says so; its plain CSV is UTF-8 or, in Sweden, Windows-1252, and says nothing.
        var wide = file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        if (!wide && file.Any(b => b < ' ' && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n')))
        {
            return Unreadable;
        }

        try
        {
            using var reader = CsvReader.Create(file, CsvReaderOptions.Default with
            {
                HasHeader = false,
                SkipEmptyLines = false,
                Encoding = wide || Utf8.IsValid(file) ? null : CodePagesEncodingProvider.Instance.GetEncoding(1252),
                MalformedData = CsvMalformedDataHandling.Throw,
            });
            while (!rows.Full && reader.Read())
            {
                rows.Add((int)reader.RowNumber, [.. Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(i => Unguard(reader.GetString(i)))]);
            }

            return null;
        }
        catch (CsvFormatException e)
        {
            // A quotation mark that is never closed takes in the rows after it; nothing from there on can be trusted.
            return Refusal.Invalid("SheetQuotes", $"rows[{e.RecordNumber}]", e.RecordNumber);
        }
    }

    private static Refusal? ReadXlsx(byte[] file, RowList rows)
    {
        try
        {
            using var stream = new MemoryStream(file, writable: false);
            using (var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
            {
                // The sizes are what the archive states, but nothing is unpacked beyond them.
                const long most = MostMegabytesUnpacked * 1024L * 1024;
                if (zip.Entries.Sum(e => Math.Clamp(e.Length, 0, most + 1)) > most)
                {
                    return Refusal.Invalid("SheetTooLarge", "file", MostMegabytesUnpacked);
                }
            }

            using var document = SpreadsheetDocument.Open(stream, isEditable: false);
            var workbook = document.WorkbookPart;
            var sheet = Elements<DocumentFormat.OpenXml.Spreadsheet.Sheet>(workbook).FirstOrDefault(s => s.State is null || s.State == SheetStateValues.Visible);
            if (sheet?.Id?.Value is not { } id || !workbook!.TryGetPartById(id, out var part) || part is not WorksheetPart)
            {
                return Unreadable;
            }

            var texts = Elements<SharedStringItem>(workbook.SharedStringTablePart).Select(s => s.InnerText).ToList();
            ReadRows(part, texts, rows);
            return null;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or XmlException or OpenXmlPackageException
            or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // All of these are how the two libraries say that a package is not in order.
            return Unreadable;
        }
    }

    private static void ReadRows(OpenXmlPart part, List<string> texts, RowList rows)
    {
        using var reader = OpenXmlReader.Create(part);
        var (number, cells) = (0, new List<string>());
        while (!rows.Full && reader.Read())
        {
            if (reader.ElementType == typeof(Row))
            {
                if (reader.IsEndElement)
                {
                    rows.Add(number, cells);
                    continue;
                }

                number = int.TryParse(reader.Attributes.FirstOrDefault(a => a.LocalName == "r").Value, CultureInfo.InvariantCulture, out var stated) ? stated : number + 1;
                cells = [];
            }
            else if (reader.ElementType == typeof(Cell) && reader.LoadCurrentElement() is Cell cell && Text(cell, texts) is { Length: > 0 } text)
            {
                var column = cell.CellReference?.Value is { } at ? Column(at) : cells.Count;
                while (cells.Count <= column)
                {
                    cells.Add("");
                }

                cells[column] = Unguard(text);
            }
        }
    }

    private static IEnumerable<T> Elements<T>(OpenXmlPart? part)
        where T : OpenXmlElement
    {
        if (part is null)
        {
            yield break;
        }

        // Element by element: a part as a whole takes many times its size in memory.
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(T) && reader.LoadCurrentElement() is T element)
            {
                yield return element;
            }
        }
    }

    private static string Text(Cell cell, List<string> texts)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value ?? CellValues.Number;
        return type switch
        {
            CellValues.SharedString => int.TryParse(value, CultureInfo.InvariantCulture, out var i) && i >= 0 && i < texts.Count ? texts[i] : "",
            CellValues.InlineString => cell.InlineString?.InnerText ?? "",
            CellValues.Boolean => value == "1" ? "TRUE" : "FALSE",
            CellValues.Number when double.TryParse(value, CultureInfo.InvariantCulture, out var n) && n == Math.Truncate(n) => n.ToString("F0", CultureInfo.InvariantCulture),
            _ => value,
        };
    }

    /// <summary>The column of a cell by its reference, from 0: 27 for AB4.</summary>
    private static int Column(string reference)
    {
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetter))
        {
            column = Math.Min((26 * column) + (letter & 31), MostColumns);
        }

        return Math.Max(column, 1) - 1;
    }

    /// <summary>A sheet as CSV.</summary>
    public static byte[] WriteCsv(Sheet sheet, char separator)
    {
        using var stream = new MemoryStream();
        var columns = sheet.Rows.Max(r => r.Count);
        using (var csv = CsvWriter.Create(stream, CsvWriterOptions.Default with { Separator = separator, WriteByteOrderMark = true }))
        {
            foreach (var row in sheet.Rows)
            {
                csv.WriteRecord([.. Enumerable.Range(0, columns).Select(i => Written(i < row.Count ? row[i] : null))]);
            }
        }

        return stream.ToArray();

        string? Written(object? cell) =>
            cell is string text ? Clean(text) is var clean && Guarded(clean) ? "'" + clean : clean : Convert.ToString(cell, separator == ';' ? Swedish : CultureInfo.InvariantCulture);
    }

    /// <summary>Sheets as a workbook.</summary>
    public static byte[] WriteXlsx(IReadOnlyList<Sheet> sheets)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles.Make();
            var list = new DocumentFormat.OpenXml.Spreadsheet.Sheets();
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "History" };
            foreach (var sheet in sheets)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                WriteSheet(part, sheet);
                list.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet
                {
                    Id = workbook.GetIdOfPart(part),
                    SheetId = (uint)list.ChildElements.Count + 1,
                    Name = SheetName(sheet.Name, taken),
                });
            }

            workbook.Workbook = new Workbook(list);
        }

        return stream.ToArray();
    }

    private static void WriteSheet(WorksheetPart part, Sheet sheet)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(
            new Pane { HorizontalSplit = 1, VerticalSplit = 1, TopLeftCell = "B2", ActivePane = PaneValues.BottomRight, State = PaneStateValues.Frozen })
        {
            WorkbookViewId = 0,
        }));
        var columns = Math.Max(1, sheet.Rows.Max(r => r.Count));
        writer.WriteElement(new Columns(Enumerable.Range(1, columns).Select(c => new Column
        {
            Min = (uint)c,
            Max = (uint)c,
            Width = sheet.Widths[Math.Min(c, sheet.Widths.Count) - 1],
            CustomWidth = true,
        })));
        writer.WriteStartElement(new SheetData());
        foreach (var (i, row) in sheet.Rows.Index())
        {
            writer.WriteStartElement(new Row());
            foreach (var cell in row)
            {
                writer.WriteElement(cell switch
                {
                    null => new Cell(),
                    double number => new Cell { CellValue = new CellValue(number), StyleIndex = i == 0 ? Styles.Heading : Styles.Plain },
                    int number => new Cell { CellValue = new CellValue(number), StyleIndex = i == 0 ? Styles.Heading : Styles.Plain },
                    _ => TextCell(Clean(cell.ToString()!), i == 0),
                });
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell TextCell(string text, bool heading) => new()
    {
        DataType = CellValues.InlineString,
        InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }),
        StyleIndex = heading ? Styles.Heading : Guarded(text) ? Styles.Quoted : Styles.Plain,
    };

    /// <summary>A name that a workbook allows: at most 31 characters, none of those that formulas use, and not one taken.</summary>
    private static string SheetName(string wanted, HashSet<string> taken)
    {
        const int most = 31;
        var name = new string([.. Clean(wanted).Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\t' or '\r' or '\n' ? ' ' : c)]).Trim(' ', '\'');
        var fitted = Fit("");
        for (var n = 2; !taken.Add(fitted); n++)
        {
            fitted = Fit($" ({n})");
        }

        return fitted;

        string Fit(string suffix) => (name.Length == 0 ? "1" : Clean(name[..Math.Min(name.Length, most - suffix.Length)]).Trim(' ', '\'')) + suffix;
    }

    /// <summary>Without the characters that a workbook cannot hold and that make a text file look like something else.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(r => r.Value is >= ' ' or '\t' or '\r' or '\n' and not (0xFFFE or 0xFFFF)))
        {
            clean.Append(rune);
        }

        return clean.ToString();
    }

    /// <summary>True for what a spreadsheet would take for a formula, and for what would be taken for a guarded one when read.</summary>
    private static bool Guarded(string text) => text.TrimStart('\'') is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    private static string Unguard(string text) => text is ['\'', ..] && Guarded(text) ? text[1..] : text;

    private sealed class RowList(int most)
    {
        public List<SheetRow> Rows { get; } = [];

        /// <summary>True with more rows than may be, the heading not counted.</summary>
        public bool Full => Rows.Count > most + 1;

        public void Add(int number, List<string> cells)
        {
            if (cells.Exists(c => !string.IsNullOrWhiteSpace(c)))
            {
                // Excel for Mac writes å as a and a ring.
                Rows.Add(new SheetRow(number, cells.ConvertAll(c => c.Trim().Normalize())));
            }
        }
    }

    private static class Styles
    {
        public const uint Plain = 1;
        public const uint Heading = 2;
        public const uint Quoted = 3;

        public static Stylesheet Make() => new(
            new Fonts(Font(), Font(new Bold())),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(new CellFormat(), Format(0, false), Format(1, false), Format(0, true)));

        private static Font Font(params OpenXmlElement[] first) => new([.. first, new FontSize { Val = 11 }, new FontName { Val = "Calibri" }]);

        private static CellFormat Format(uint font, bool quoted) =>
            new(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true }) { FontId = font, ApplyFont = true, ApplyAlignment = true, QuotePrefix = quoted ? true : null };
    }
}

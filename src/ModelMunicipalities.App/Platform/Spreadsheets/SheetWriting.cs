using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// Writes CSV and XLSX. Every figure is a figure to whoever opens it, a share is a percentage. In CSV a text that a
/// spreadsheet would take for a formula gets an apostrophe in front, which reading takes away again; in XLSX a text is marked
/// as text.
/// </summary>
internal static class SheetWriting
{
    /// <summary>
    /// Where fields are parted by semicolons, a decimal comma is expected; a minus is the sign that spreadsheets know.
    /// </summary>
    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = ",", NegativeSign = "-" };

    /// <summary>A sheet as CSV.</summary>
    public static byte[] ToCsv(Sheet sheet, char separator)
    {
        var columns = sheet.Rows.Max(r => r.Count);
        var text = new StringBuilder("\uFEFF");
        foreach (var row in sheet.Rows)
        {
            text.AppendJoin(separator, Enumerable.Range(0, columns).Select(i => Field(i < row.Count ? row[i] : null)))
                .Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        string Field(object? cell) =>
            cell switch
            {
                null => "",
                Share share => Math.Round(100 * share.Value, 2).ToString(Numbers()) + "%",
                double or int or long or decimal => ((IFormattable)cell).ToString(null, Numbers()),
                _ => Quoted(SheetText.Clean(cell.ToString()!)),
            };

        NumberFormatInfo Numbers() => separator == ';' ? Comma : NumberFormatInfo.InvariantInfo;

        string Quoted(string clean)
        {
            var guarded = SheetText.IsGuarded(clean) ? "'" + clean : clean;
            return
                guarded.AsSpan().ContainsAny(separator, '"', '\n')
                || guarded.Contains('\r', StringComparison.Ordinal)
                || guarded != guarded.Trim()
                ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                : guarded;
        }
    }

    /// <summary>Sheets as a workbook.</summary>
    public static byte[] ToXlsx(IReadOnlyList<Sheet> sheets)
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
                Write(part, sheet);
                list.Append(
                    new DocumentFormat.OpenXml.Spreadsheet.Sheet
                    {
                        Id = workbook.GetIdOfPart(part),
                        SheetId = (uint)list.ChildElements.Count + 1,
                        Name = SheetName(sheet.Name, taken),
                    }
                );
            }

            workbook.Workbook = new Workbook(list);
        }

        return stream.ToArray();
    }

    private static void Write(WorksheetPart part, Sheet sheet)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(
            new SheetViews(
                new SheetView(
                    new Pane
                    {
                        HorizontalSplit = 1,
                        VerticalSplit = 1,
                        TopLeftCell = "B2",
                        ActivePane = PaneValues.BottomRight,
                        State = PaneStateValues.Frozen,
                    }
                )
                {
                    WorkbookViewId = 0,
                }
            )
        );
        var columns = Math.Max(1, sheet.Rows.Max(r => r.Count));
        writer.WriteElement(
            new Columns(
                Enumerable
                    .Range(1, columns)
                    .Select(c => new Column
                    {
                        Min = (uint)c,
                        Max = (uint)c,
                        Width = sheet.Widths[Math.Min(c, sheet.Widths.Count) - 1],
                        CustomWidth = true,
                    })
            )
        );
        writer.WriteStartElement(new SheetData());
        foreach (var (i, row) in sheet.Rows.Index())
        {
            writer.WriteStartElement(new Row());
            foreach (var cell in row)
            {
                writer.WriteElement(
                    cell switch
                    {
                        null => new Cell(),
                        Share share => Number(share.Value, Styles.Percent),
                        double or int or long or decimal => Number(
                            Convert.ToDouble(cell, CultureInfo.InvariantCulture),
                            i == 0 ? Styles.Heading : Styles.Plain
                        ),
                        _ => TextCell(SheetText.Clean(cell.ToString()!), i == 0),
                    }
                );
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static Cell Number(double value, uint style) => new() { CellValue = new CellValue(value), StyleIndex = style };

    private static Cell TextCell(string text, bool heading) =>
        new()
        {
            DataType = CellValues.InlineString,
            InlineString = new InlineString(new Text(XlsxTexts.Encode(text)) { Space = SpaceProcessingModeValues.Preserve }),
            StyleIndex =
                heading ? Styles.Heading
                : SheetText.IsGuarded(text) ? Styles.Quoted
                : Styles.Plain,
        };

    /// <summary>
    /// A name that a workbook allows: at most 31 characters, none of those that formulas use, and not one taken.
    /// </summary>
    private static string SheetName(string wanted, HashSet<string> taken)
    {
        const int most = 31;
        var name = new string([
            .. SheetText
                .Clean(wanted)
                .Select(c => c is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\t' or '\r' or '\n' ? ' ' : c),
        ]).Trim(' ', '\'');
        var fitted = Fit("");
        for (var n = 2; !taken.Add(fitted); n++)
        {
            fitted = Fit($" ({n})");
        }

        return fitted;

        string Fit(string suffix) =>
            (name.Length == 0 ? "1" : SheetText.Clean(name[..Math.Min(name.Length, most - suffix.Length)]).Trim(' ', '\''))
            + suffix;
    }

    private static class Styles
    {
        public const uint Plain = 1;
        public const uint Heading = 2;
        public const uint Quoted = 3;
        public const uint Percent = 4;

        /// <summary>The built-in format of whole percentages.</summary>
        private const uint WholePercent = 9;

        public static Stylesheet Make() =>
            new(
                new Fonts(Font(), Font(new Bold())),
                new Fills(
                    new Fill(new PatternFill { PatternType = PatternValues.None }),
                    new Fill(new PatternFill { PatternType = PatternValues.Gray125 })
                ),
                new Borders(
                    new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())
                ),
                new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), Format(0), Format(1), Format(0, quoted: true), Format(0, number: WholePercent))
            );

        private static Font Font(params OpenXmlElement[] first) =>
            new([.. first, new FontSize { Val = 11 }, new FontName { Val = "Calibri" }]);

        private static CellFormat Format(uint font, bool quoted = false, uint number = 0) =>
            new(new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true })
            {
                FontId = font,
                ApplyFont = true,
                ApplyAlignment = true,
                QuotePrefix = quoted ? true : null,
                NumberFormatId = number,
                ApplyNumberFormat = number > 0 ? true : null,
            };
    }
}

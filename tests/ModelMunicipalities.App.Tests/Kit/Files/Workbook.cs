using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Spreadsheets as people send them.</summary>
internal static class Workbook
{
    /// <summary>A workbook with one sheet: numbers as numbers, texts as shared or inline ones.</summary>
    public static byte[] Xlsx(params IReadOnlyList<object?>[] rows)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var shared = workbook.AddNewPart<SharedStringTablePart>();
            shared.SharedStringTable = new SharedStringTable();
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(
                new SheetData(
                    rows.Select(
                        (row, r) =>
                            new Row(row.Select((cell, c) => Cell(cell, r, c, shared.SharedStringTable)))
                            {
                                RowIndex = (uint)r + 1,
                            }
                    )
                )
            );
            workbook.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(
                new Sheets(
                    new Sheet
                    {
                        Id = workbook.GetIdOfPart(part),
                        SheetId = 1,
                        Name = "Blad1",
                    }
                )
            );
        }

        return stream.ToArray();
    }

    /// <summary>A small file that unpacks into a large one.</summary>
    public static byte[] Bomb(int megabytes)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++)
            {
                entry.Write(zeros);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The cells of every sheet of a workbook, read by a plain reader.</summary>
    public static Dictionary<string, List<List<string>>> Read(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var workbook = document.WorkbookPart!;
        return workbook
            .Workbook.Descendants<Sheet>()
            .ToDictionary(
                s => s.Name!.Value!,
                s =>
                    ((WorksheetPart)workbook.GetPartById(s.Id!.Value!))
                        .Worksheet.Descendants<Row>()
                        .Select(r =>
                            r.Elements<Cell>().Select(c => c.InlineString?.InnerText ?? c.CellValue?.Text ?? "").ToList()
                        )
                        .ToList()
            );
    }

    public static byte[] Csv(string text) => Encoding.UTF8.GetBytes(text);

    private static Cell Cell(object? value, int row, int column, SharedStringTable shared)
    {
        var at = $"{(char)('A' + column)}{row + 1}";
        if (value is string text)
        {
            shared.AppendChild(new SharedStringItem(new Text(text)));
            return new Cell
            {
                CellReference = at,
                DataType = CellValues.SharedString,
                CellValue = new CellValue((shared.ChildElements.Count - 1).ToString(CultureInfo.InvariantCulture)),
            };
        }

        return value is int number
            ? new Cell { CellReference = at, CellValue = new CellValue(number) }
            : new Cell { CellReference = at };
    }
}

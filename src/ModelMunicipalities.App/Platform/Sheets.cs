using System.Xml;
using ModelMunicipalities.App.Platform.Spreadsheets;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform;

/// <summary>The two forms in which tables come in and go out.</summary>
public enum SheetFormat
{
    Csv,
    Xlsx,
}

/// <summary>A row as it was read. The number is the one that a spreadsheet shows beside it; blank rows are left out.</summary>
public sealed class SheetRow(int number, List<string> cells, IReadOnlyDictionary<int, CellFault>? faults = null)
{
    private HashSet<int>? _merged;

    public int Number { get; } = number;

    public IReadOnlyList<string> Cells => cells;

    public string this[int column] => column < cells.Count ? cells[column] : "";

    /// <summary>Why a cell has no value that can be read; null when it has, or is blank.</summary>
    public CellFault? Fault(int column) => faults?.GetValueOrDefault(column);

    /// <summary>True when a cell's value stands in a merged cell that begins on a row above.</summary>
    public bool IsMerged(int column) => _merged?.Contains(column) == true;

    internal void Fill(int column, string text)
    {
        cells.AddRange(Enumerable.Repeat("", Math.Max(0, column + 1 - cells.Count)));
        cells[column] = text;
        (_merged ??= []).Add(column);
    }
}

/// <summary>A cell without a value that can be read.</summary>
/// <param name="Rule">The rule that it breaks.</param>
/// <param name="Args">What the rule's sentence is filled in with, after the row's number.</param>
public sealed record CellFault(string Rule, params object[] Args);

/// <summary>A table as it was read.</summary>
/// <param name="Name">The worksheet's name; null in CSV.</param>
/// <param name="Rows">Its rows.</param>
public sealed record SheetTable(string? Name, IReadOnlyList<SheetRow> Rows);

/// <summary>What is looked for in a file.</summary>
/// <param name="MostRows">The most rows of a sheet, the heading not counted.</param>
/// <param name="Fits">Tells of the first rows of a worksheet whether it is one that is looked for.</param>
/// <param name="Encoding">How its letters are written, one of <see cref="TextEncodings.Names"/>; null to find out.</param>
/// <param name="Words">What is likely to stand in it: a word that only one encoding gives tells which it is.</param>
public sealed record SheetReading(
    int MostRows,
    Func<IReadOnlyList<SheetRow>, bool> Fits,
    string? Encoding = null,
    IEnumerable<string>? Words = null
)
{
    /// <summary>The heading stands on one of so many rows.</summary>
    public const int HeadRows = 30;
}

/// <summary>A share of one, to be written as a percentage.</summary>
public readonly record struct Share(double Value);

/// <summary>A table to be written, its first row the heading.</summary>
/// <param name="Name">The sheet's name; made to fit where a workbook does not allow it.</param>
/// <param name="Widths">The columns' widths in characters; the last holds for the columns after it.</param>
/// <param name="Rows">Each cell a text, a number, a <see cref="Share"/> or null.</param>
public sealed record Sheet(string Name, IReadOnlyList<int> Widths, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>
/// Reads and writes CSV and XLSX. What a file is shows in its content, not in the name or the type that it came with.
/// </summary>
public static class Sheets
{
    public const string CsvType = "text/csv";

    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>How many files are read at once: each may take up to a hundred megabytes while it is read.</summary>
    private const int AtOnce = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly SemaphoreSlim Turns = new(AtOnce);

    /// <summary>As <see cref="Read"/>, when there is a turn for it.</summary>
    public static async Task<Outcome<IReadOnlyList<SheetTable>>> ReadAsync(
        byte[] file,
        SheetReading reading,
        CancellationToken ct
    )
    {
        if (!await Turns.WaitAsync(Patience, ct))
        {
            return Refusal.Conflict("SheetBusy");
        }

        try
        {
            return Read(file, reading, new ReadingWork(ct));
        }
        finally
        {
            Turns.Release();
        }
    }

    /// <summary>
    /// Reads the tables that fit, headings included, or says why not. Of CSV, and where none fits, the first that has anything.
    /// </summary>
    public static Outcome<IReadOnlyList<SheetTable>> Read(byte[] file, SheetReading reading, ReadingWork work)
    {
        try
        {
            var tables = file.AsSpan() switch
            {
                [] => [],
                [(byte)'P', (byte)'K', 3, 4, ..] => XlsxReader.Read(file, reading, work),
                [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new ReadingStopped(Refusal.Invalid("SheetProtected", "file")),
                _ => TextEncodings.Decode(file, reading.Encoding, reading.Words ?? [], out var text) is { } refusal
                    ? throw new ReadingStopped(refusal)
                    : [CsvSheet.Read(text, reading, work)],
            };
            tables.RemoveAll(t => t.Rows.Count == 0);
            return tables.Count > 0 ? tables : Refusal.Invalid("SheetEmpty", "file");
        }
        catch (ReadingStopped e)
        {
            return e.Refusal;
        }
        catch (Exception e)
            when (e
                    is FormatException
                        or InvalidDataException
                        or XmlException
                        or ArgumentException
                        or InvalidOperationException
                        or NotSupportedException
                        or IOException
            )
        {
            // All of these are how the libraries below say that a package is not in order.
            return Refusal.Invalid("SheetUnreadable", "file");
        }
    }

    /// <summary>The ways in which a file's letters may have been written, each with a line of it.</summary>
    public static IReadOnlyList<EncodingSample> Samples(byte[] file) => TextEncodings.Samples(file);

    /// <summary>
    /// The sheets as a file to be saved by the reader; as CSV the only one, in the manner of her language's Excel.
    /// </summary>
    public static IResult File(IReadOnlyList<Sheet> sheets, SheetFormat format, string name, Show show) =>
        format == SheetFormat.Csv
            ? Results.File(WriteCsv(sheets[0], show.Language), CsvType + "; charset=utf-8", name + ".csv")
            : Results.File(WriteXlsx(sheets), XlsxType, name + ".xlsx");

    /// <summary>A sheet as CSV: in Swedish parted by semicolons, with decimal commas.</summary>
    public static byte[] WriteCsv(Sheet sheet, string language) => SheetWriting.ToCsv(sheet, language == "sv" ? ';' : ',');

    /// <summary>Sheets as a workbook.</summary>
    public static byte[] WriteXlsx(IReadOnlyList<Sheet> sheets) => SheetWriting.ToXlsx(sheets);
}

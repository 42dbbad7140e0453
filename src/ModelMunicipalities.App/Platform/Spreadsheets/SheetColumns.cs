using System.Globalization;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>Columns by their letters, as spreadsheets show them.</summary>
internal static class SheetColumns
{
    /// <summary>The most columns that are read: each of three hundred municipalities, and comments beside.</summary>
    public const int Most = 400;

    /// <summary>
    /// The column of a cell by its reference, from 0: 27 for AB4. Those that are not read have one number together.
    /// </summary>
    public static int Column(string reference)
    {
        var column = 0;
        foreach (var letter in reference)
        {
            if (!char.IsAsciiLetter(letter))
            {
                break;
            }

            column = Math.Min((26 * column) + (letter & 31), Most + 1);
        }

        return Math.Max(column, 1) - 1;
    }

    /// <summary>The row of a cell by its reference: 4 for AB4; null when it tells none.</summary>
    public static int? Row(string reference) =>
        int.TryParse(
            reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var row
        )
            ? row
            : null;

    /// <summary>The letters of a column: AB for 27.</summary>
    public static string Name(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Name((column / 26) - 1) + (char)('A' + (column % 26));
}

/// <summary>A row while it is read: where its next cell stands, and what it holds so far.</summary>
internal sealed class RowReading(int number, ReadingWork work)
{
    private readonly List<string> _cells = [];

    private Dictionary<int, CellFault>? _faults;

    private int _next;

    private bool _hasText;

    public int Number { get; } = number;

    /// <summary>
    /// The column of the next cell: its reference, or the one after the last, whether that held anything or not.
    /// </summary>
    public int Place(string? reference)
    {
        var column = reference is { Length: > 0 } && char.IsAsciiLetter(reference[0]) ? SheetColumns.Column(reference) : _next;
        _next = Math.Min(column + 1, SheetColumns.Most);
        return column;
    }

    public void Put(int column, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (column >= SheetColumns.Most)
        {
            throw new ReadingStopped(Refusal.Invalid("SheetTooWide", $"rows[{Number}]", Number, SheetColumns.Most));
        }

        while (_cells.Count <= column)
        {
            work.Cell();
            _cells.Add("");
        }

        // The same cell twice would be one thing to one program and another to the next.
        _cells[column] = _cells[column].Length == 0 ? text : throw ReadingStopped.Unreadable();
        work.Keep(text.Length);
        _hasText = true;
    }

    public void Fault(int column, CellFault fault)
    {
        (_faults ??= [])[column] = fault;
        work.Cell();
        _hasText = true;
    }

    public SheetRow? ToRow() => _hasText ? new SheetRow(Number, _cells, _faults) : null;
}

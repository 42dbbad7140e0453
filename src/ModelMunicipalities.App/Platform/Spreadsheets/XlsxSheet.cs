using System.Globalization;
using System.Text;
using System.Xml;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// Reads one worksheet from its first row to its last, holding no more of it than the row at hand and the rows it keeps.
/// </summary>
internal sealed class XlsxSheet(XlsxPackage package, XmlReader reader, SharedTexts texts, XlsxDates dates, ReadingWork work)
{
    private const int MostMerged = 20_000;

    private readonly StringBuilder _value = new();

    private readonly char[] _buffer = new char[1024];

    private readonly List<(int Column, int First, int Last)> _merged = [];

    private RowReading? _row;

    private CellReading? _cell;

    private bool _within;

    private int _pronounced;

    private int _number;

    /// <summary>Reads it, and tells whether it fits. One that does not is left as soon as that is certain.</summary>
    public (SheetTable Table, bool Fits) Read(string name, SheetReading reading)
    {
        var (rows, fits) = (new List<SheetRow>(), false);
        while (package.Next(reader))
        {
            if (Take() is not { } row)
            {
                continue;
            }

            rows.Add(row);
            if (rows.Count == SheetReading.HeadRows && !(fits = reading.Fits(rows)))
            {
                return (new SheetTable(name, rows), false);
            }

            if (rows.Count > reading.MostRows + 1)
            {
                throw new ReadingStopped(Refusal.Invalid("SheetTooManyRows", "file", reading.MostRows));
            }
        }

        FillMerged(rows);
        return (new SheetTable(name, rows), fits || reading.Fits(rows));
    }

    /// <summary>What a node means; the row when it was its end, and the row has anything.</summary>
    private SheetRow? Take()
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                return Start();
            case XmlNodeType.EndElement:
                return End(reader.LocalName);
            case XmlNodeType.Text
            or XmlNodeType.CDATA
            or XmlNodeType.Whitespace
            or XmlNodeType.SignificantWhitespace when _within:
                XlsxTexts.Append(_value, reader, _buffer);
                return null;
            default:
                return null;
        }
    }

    private SheetRow? Start()
    {
        var (name, empty) = (reader.LocalName, reader.IsEmptyElement);
        switch (name)
        {
            case "row":
                _number =
                    int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated)
                    && stated is > 0 and <= 1_048_576
                        ? stated
                        : _number + 1;
                _row = new RowReading(_number, work);
                break;
            case "c" when _row is not null:
                _value.Clear();
                _cell = new CellReading(_row.Place(reader.GetAttribute("r")), reader.GetAttribute("t"), reader.GetAttribute("s"));
                break;
            case "f" when _cell is not null:
                _cell.HasFormula = true;
                break;
            case "v" when _cell is not null:
                _cell.HasValue = !empty || _cell.Type == "str";
                _within = !empty;
                break;
            case "t" when _cell is not null:
                _within = !empty && _pronounced == 0;
                break;
            case "rPh" when !empty:
                _pronounced++;
                break;
            case "mergeCell":
                AddMerged(reader.GetAttribute("ref"));
                break;
        }

        return empty ? End(name) : null;
    }

    private SheetRow? End(string name)
    {
        switch (name)
        {
            case "v" or "t":
                _within = false;
                break;
            case "rPh" when _pronounced > 0:
                _pronounced--;
                break;
            case "c" when _cell is not null && _row is not null:
                EndCell(_row, _cell);
                _cell = null;
                break;
            case "row" when _row is not null:
                var row = _row.ToRow();
                _row = null;
                return row;
        }

        return null;
    }

    private void EndCell(RowReading row, CellReading cell)
    {
        var value = _value.ToString();
        if (cell.HasFormula && !(cell.HasValue && (value.Length > 0 || cell.Type == "str")))
        {
            row.Fault(cell.Column, new CellFault("ImportFormula", Name(cell.Column)));
        }
        else if (cell.Type == "e")
        {
            row.Fault(cell.Column, new CellFault("ImportCellError", Name(cell.Column), SheetText.Read(value)));
        }
        else if (value.Length > 0)
        {
            row.Put(
                cell.Column,
                SheetText.Read(
                    cell.Type switch
                    {
                        "s" => texts[value],
                        "inlineStr" or "str" => XlsxTexts.Decode(value),
                        "b" => value == "1" ? "TRUE" : "FALSE",
                        null or "n" => dates.Number(value, cell.Style),
                        _ => value,
                    }
                )
            );
        }

        string Name(int column) => SheetColumns.Name(column) + _number.ToString(CultureInfo.InvariantCulture);
    }

    private void AddMerged(string? range)
    {
        if (
            range?.Split(':') is not [var from, var to]
            || SheetColumns.Row(from) is not { } first
            || SheetColumns.Row(to) is not { } last
            || last <= first
        )
        {
            return;
        }

        _merged.Add((SheetColumns.Column(from), first, last));
        if (_merged.Count > MostMerged)
        {
            throw ReadingStopped.TooComplex();
        }
    }

    /// <summary>What is written once for several rows holds for each of them, and is marked where it was filled in.</summary>
    private void FillMerged(List<SheetRow> rows)
    {
        var at = new Dictionary<int, SheetRow>();
        foreach (var row in rows)
        {
            at.TryAdd(row.Number, row);
        }

        var end = at.Count == 0 ? 0 : at.Keys.Max();
        foreach (var (column, first, last) in _merged)
        {
            var text = at.TryGetValue(first, out var top) ? top[column] : "";
            for (var number = first + 1; text.Length > 0 && number <= Math.Min(last, end); number++)
            {
                work.Cell();
                if (at.TryGetValue(number, out var row) && row[column].Length == 0)
                {
                    row.Fill(column, text);
                }
            }
        }
    }

    private sealed class CellReading(int column, string? type, string? style)
    {
        public int Column { get; } = column;

        public string? Type { get; } = type;

        public string? Style { get; } = style;

        public bool HasFormula { get; set; }

        public bool HasValue { get; set; }
    }
}

using System.Xml;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// Reads the worksheets of a workbook that have what is looked for, in the order of their tabs: what is hidden is passed
/// over, and so are charts and sheets that are about something else.
/// </summary>
internal sealed class XlsxReader : IDisposable
{
    private const int MostSheets = 100;

    private const string Fallback = "xl/workbook.xml";

    private readonly XlsxPackage _package;

    private readonly ReadingWork _work;

    private readonly SheetReading _reading;

    private readonly string _workbook;

    private readonly Dictionary<string, XlsxPackage.Relationship> _relationships;

    private readonly SharedTexts _texts;

    private readonly XlsxDates _dates;

    private XlsxReader(byte[] file, SheetReading reading, ReadingWork work)
    {
        (_work, _reading) = (work, reading);
        _package = new XlsxPackage(file, work);
        var main = _package.RelationshipsOf("").Values.FirstOrDefault(r => r.Kind == "officeDocument")?.Target;
        _workbook = main is not null && _package.Has(main) ? main : Fallback;
        _relationships = _package.RelationshipsOf(_workbook);
        _texts = new SharedTexts(_package, PartOf("sharedStrings"), work);
        _dates = XlsxDates.Read(_package, PartOf("styles"));
    }

    /// <summary>The sheets that fit; when none does, the first that has anything, so that it can be said what it lacks.</summary>
    /// <exception cref="ReadingStopped">The file goes beyond a bound, or is no workbook.</exception>
    /// <exception cref="XmlException">A part is not well-formed.</exception>
    /// <exception cref="InvalidDataException">The package is not in order.</exception>
    public static List<SheetTable> Read(byte[] file, SheetReading reading, ReadingWork work)
    {
        using var reader = new XlsxReader(file, reading, work);
        return reader.Read();
    }

    public void Dispose()
    {
        _texts.Dispose();
        _package.Dispose();
    }

    private List<SheetTable> Read()
    {
        var (fitting, rest) = (new List<SheetTable>(), (SheetTable?)null);
        foreach (var (name, part) in Sheets())
        {
            using var xml = _package.Open(part) ?? throw ReadingStopped.Unreadable();
            var (table, fits) = new XlsxSheet(_package, xml, _texts, _dates, _work).Read(name, _reading);
            if (fits)
            {
                fitting.Add(table);
            }
            else if (table.Rows.Count > 0)
            {
                rest ??= table;
            }
        }

        return fitting.Count > 0 ? fitting
            : rest is not null ? [rest]
            : [];
    }

    /// <summary>The worksheets that are seen, by name, with the part that holds each.</summary>
    private List<(string Name, string Part)> Sheets()
    {
        var (sheets, isWorkbook) = (new List<(string, string)>(), false);
        using var reader = _package.Open(_workbook) ?? throw ReadingStopped.Unreadable();
        while (_package.Next(reader))
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            isWorkbook |= reader is { LocalName: "workbook", Depth: 0 };
            if (reader is { LocalName: "workbookPr" })
            {
                _dates.From1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (
                reader is { LocalName: "sheet" }
                && reader.GetAttribute("state") is null or "visible"
                && sheets.Count < MostSheets
                && IdOf(reader) is { } id
                && _relationships.TryGetValue(id, out var to)
                && to.Kind == "worksheet"
            )
            {
                sheets.Add((SheetText.Read(reader.GetAttribute("name") ?? ""), to.Target));
            }
        }

        return isWorkbook ? sheets : throw ReadingStopped.Unreadable();
    }

    /// <summary>
    /// The relationship's id: an attribute of the namespace of relationships, whichever of the two standards it is.
    /// </summary>
    private static string? IdOf(XmlReader reader)
    {
        string? id = null;
        for (var has = reader.MoveToFirstAttribute(); has; has = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == "id" && reader.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
            {
                id = reader.Value;
            }
        }

        reader.MoveToElement();
        return id;
    }

    private string? PartOf(string kind) => _relationships.Values.FirstOrDefault(r => r.Kind == kind)?.Target;
}

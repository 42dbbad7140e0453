using System.IO.Compression;
using System.Security;
using System.Text;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Workbooks part by part, as other programs write them: what no library of ours would let us write.</summary>
internal sealed class RawWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, string Kind, string Xml, string? State, string Target)> _sheets = [];

    private readonly List<(string Name, string Content)> _parts = [];

    private string? _shared;

    private string? _styles;

    public static string Heading { get; } = Row("organisation", "occasion", "step", "score", "comment");

    /// <summary>A row of texts and numbers without references; null is an empty cell.</summary>
    public static string Row(params object?[] cells) => $"<row>{string.Concat(cells.Select(Cell))}</row>";

    public static string Cell(object? value) =>
        value switch
        {
            null => "<c/>",
            int number => $"<c><v>{number}</v></c>",
            _ => $"""<c t="inlineStr"><is><t xml:space="preserve">{SecurityElement.Escape(value.ToString())}</t></is></c>""",
        };

    /// <summary>A workbook of one sheet.</summary>
    public static byte[] Of(string rows, string after = "", string? shared = null, string? styles = null) =>
        new RawWorkbook().Shared(shared).Styles(styles).Sheet("Svar", rows, after).ToArray();

    public RawWorkbook Shared(string? items)
    {
        _shared = items;
        return this;
    }

    public RawWorkbook Styles(string? xml)
    {
        _styles = xml;
        return this;
    }

    public RawWorkbook Sheet(
        string name,
        string rows,
        string after = "",
        string? state = null,
        string kind = "worksheet",
        string? target = null
    )
    {
        var xml =
            kind == "worksheet"
                ? $"""<worksheet xmlns="{Main}" xmlns:r="{Relationships}"><sheetData>{rows}</sheetData>{after}</worksheet>"""
                : $"""<chartsheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>""";
        _sheets.Add((name, kind, xml, state, target ?? $"{kind}s/sheet{_sheets.Count + 1}.xml"));
        return this;
    }

    public RawWorkbook Part(string name, string content)
    {
        _parts.Add((name, content));
        return this;
    }

    public byte[] ToArray(string main = Main, string relationships = Relationships)
    {
        List<(string Name, string Content)> all =
        [
            (
                "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"""
            ),
            ("_rels/.rels", Rels(("rId1", "officeDocument", "xl/workbook.xml"))),
            (
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Relationships}"><sheets>{string.Concat(_sheets.Select((s, i) =>
                $"""<sheet name="{s.Name}" sheetId="{i + 1}" {(s.State is null ? "" : $"state=\"{s.State}\" ")}r:id="rId{i + 9}"/>"""))}</sheets></workbook>"""
            ),
            (
                "xl/_rels/workbook.xml.rels",
                Rels([
                    ("rId1", "sharedStrings", "sharedStrings.xml"),
                    ("rId2", "styles", "styles.xml"),
                    .. _sheets.Select((s, i) => ($"rId{i + 9}", s.Kind, s.Target)),
                ])
            ),
            .. _sheets.Select(s => (s.Target.StartsWith('/') ? s.Target[1..] : "xl/" + s.Target, s.Xml)),
        ];
        if (_shared is not null)
        {
            all.Add(("xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{_shared}</sst>"""));
        }

        if (_styles is not null)
        {
            all.Add(("xl/styles.xml", _styles));
        }

        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in all.Concat(_parts))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(
                    Encoding.UTF8.GetBytes(
                        content
                            .Replace(Main, main, StringComparison.Ordinal)
                            .Replace(Relationships, relationships, StringComparison.Ordinal)
                    )
                );
            }
        }

        return stream.ToArray();
    }

    private static string Rels(params IEnumerable<(string Id, string Kind, string Target)> rels) =>
        $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(rels.Select(r =>
            $"""<Relationship Id="{r.Id}" Type="{Relationships}/{r.Kind}" Target="{r.Target}"/>"""))}</Relationships>""";
}

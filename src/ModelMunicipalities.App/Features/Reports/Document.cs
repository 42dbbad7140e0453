using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// A report as it was made: every word and figure of it, in one language. The page, the PDF, the workbook and the CSV file
/// are made from this and from nothing else, so they tell the same.
/// </summary>
/// <param name="Title">What the report is of.</param>
/// <param name="Context">The network and the cohort or year.</param>
/// <param name="Language"><c>sv</c> or <c>en</c>.</param>
/// <param name="DataAt">The day that the figures are from, in words.</param>
/// <param name="Lede">What it comes to, in a sentence or two.</param>
/// <param name="Figures">The largest figures, at most four.</param>
/// <param name="Sections">The rest.</param>
/// <param name="Notes">Where the figures come from and what to think of when reading them.</param>
/// <param name="Words">The words round the content, in its language.</param>
public sealed record Document(
    string Title,
    string Context,
    string Language,
    string DataAt,
    string Lede,
    IReadOnlyList<KeyFigure> Figures,
    IReadOnlyList<Section> Sections,
    IReadOnlyList<string> Notes,
    DocumentWords Words
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Every table, in order.</summary>
    [JsonIgnore]
    public IEnumerable<DataTable> Tables => Sections.SelectMany(s => s.Blocks).Select(b => b.Table).OfType<DataTable>();

    public static Document Parse(string json) => JsonSerializer.Deserialize<Document>(json, Json)!;

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>
/// The words of the template: <c>Page {0} of {1}</c>, <c>Contents</c>, <c>Data from</c>, <c>Notes</c>, and the product's own
/// line.
/// </summary>
public sealed record DocumentWords(string PageOf, string Contents, string DataFrom, string Notes, string MadeBy);

/// <param name="Value">The figure, as it is written.</param>
/// <param name="Label">What it is.</param>
public sealed record KeyFigure(string Value, string Label);

/// <param name="Heading">Its heading.</param>
/// <param name="Blocks">What stands under it, in order.</param>
public sealed record Section(string Heading, IReadOnlyList<Block> Blocks);

/// <summary>One of: a text, a note that must not be overlooked, a table, a chart.</summary>
public sealed record Block
{
    public string? Text { get; init; }

    public string? Notice { get; init; }

    public DataTable? Table { get; init; }

    public Chart? Chart { get; init; }

    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator Block?(string? text) => text is null ? null : new() { Text = text };

    [return: NotNullIfNotNull(nameof(table))]
    public static implicit operator Block?(DataTable? table) => table is null ? null : new() { Table = table };

    [return: NotNullIfNotNull(nameof(chart))]
    public static implicit operator Block?(Chart? chart) => chart is null ? null : new() { Chart = chart };

    public static Block ToNotice(string text) => new() { Notice = text };
}

/// <param name="Caption">What it shows.</param>
/// <param name="Columns">Its columns; the first holds the rows' headings.</param>
/// <param name="Rows">Its rows, each as long as the columns.</param>
/// <param name="Foot">Rows that sum up the others.</param>
[method: JsonConstructor]
public sealed record DataTable(
    string Caption,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<IReadOnlyList<Cell>> Rows,
    IReadOnlyList<IReadOnlyList<Cell>> Foot
)
{
    public DataTable(string caption, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<Cell>> rows)
        : this(caption, columns, [.. rows], []) { }
}

/// <param name="Head">Its heading.</param>
/// <param name="IsNumber">True for figures, which are set to the right.</param>
/// <param name="Narrow">True for a column of a heat map: as narrow as its figures.</param>
public sealed record Column(string Head, bool IsNumber = true, bool Narrow = false)
{
    public static Column Words(string head) => new(head, IsNumber: false);
}

/// <summary>A cell: its text as it is written and, for a figure, its value for spreadsheets.</summary>
/// <param name="Text">The text.</param>
/// <param name="Value">The figure; null for words.</param>
/// <param name="Shade">For a score: how far up its scale it is, 0–100, which shades the cell; null for no shade.</param>
public sealed record Cell(string Text, double? Value = null, int? Shade = null)
{
    public static implicit operator Cell(string? text) => new(text ?? "");

    public static implicit operator Cell(int value) => new(Platform.Show.Whole(value), value);
}

/// <param name="Svg">
/// The picture. Its colours are attributes, for a reader without style sheets; its classes give them in the portal.
/// </param>
/// <param name="Alt">What it shows, in words.</param>
/// <param name="Caption">Its caption.</param>
public sealed record Chart(string Svg, string Alt, string Caption);

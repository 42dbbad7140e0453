using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// How a workbook writes texts: shared ones by their number, and characters that XML cannot hold as <c>_x000D_</c>.
/// </summary>
internal static partial class XlsxTexts
{
    /// <summary>A text as a reader of the workbook sees it.</summary>
    public static string Decode(string text) =>
        !text.Contains("_x", StringComparison.Ordinal)
            ? text
            : Escapes()
                .Replace(text, m =>
                    ((char)int.Parse(m.ValueSpan[2..6], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
                );

    /// <summary>A text so that <see cref="Decode"/> gives it back: what looks like an escape is no escape.</summary>
    public static string Encode(string text) =>
        !text.Contains("_x", StringComparison.Ordinal) ? text : BeforeEscape().Replace(text, "_x005F_");

    /// <summary>Appends the value of a text node, no more of it than a cell holds.</summary>
    public static void Append(StringBuilder text, XmlReader reader, char[] buffer)
    {
        int read;
        while ((read = reader.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
        {
            text.Append(buffer, 0, Math.Min(read, SheetText.LongestCell + 1 - Math.Min(text.Length, SheetText.LongestCell + 1)));
        }
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();

    /// <summary>The first character of what looks like an escape; two may share one.</summary>
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeEscape();
}

/// <summary>
/// The texts that cells share, read as far as the cells ask for them: a table of which nothing is used costs nothing.
/// </summary>
internal sealed class SharedTexts(XlsxPackage package, string? part, ReadingWork work) : IDisposable
{
    private const int Most = 300_000;

    private readonly XmlReader? _reader = part is null ? null : package.Open(part);

    private readonly List<string> _texts = [];

    private readonly char[] _buffer = new char[1024];

    /// <summary>The text of a number; empty when there is none of it.</summary>
    public string this[string number] =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && ReadTo(at) ? _texts[at] : "";

    public void Dispose() => _reader?.Dispose();

    private bool ReadTo(int at)
    {
        while (_texts.Count <= at)
        {
            if (_reader is null || Read(_reader) is not { } text)
            {
                return false;
            }

            if (_texts.Count == Most)
            {
                throw ReadingStopped.TooComplex();
            }

            work.Keep(text.Length + 8);
            _texts.Add(text);
        }

        return true;
    }

    /// <summary>The next text: its runs one after the other, without how it is pronounced.</summary>
    private string? Read(XmlReader reader)
    {
        var (text, within, pronounced) = (new StringBuilder(), false, 0);
        while (package.Next(reader))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader is { LocalName: "si", IsEmptyElement: true }:
                    return "";
                case XmlNodeType.Element when reader is { LocalName: "rPh", IsEmptyElement: false }:
                    pronounced++;
                    break;
                case XmlNodeType.Element when reader is { LocalName: "t", IsEmptyElement: false }:
                    within = pronounced == 0;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "rPh":
                    pronounced--;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "t":
                    within = false;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "si":
                    return XlsxTexts.Decode(text.ToString());
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace when within:
                    XlsxTexts.Append(text, reader, _buffer);
                    break;
            }
        }

        return null;
    }
}

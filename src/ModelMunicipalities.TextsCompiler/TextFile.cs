using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ModelMunicipalities.TextsCompiler;

/// <summary>A .resx: the texts of an area in one language.</summary>
internal sealed class TextFile
{
    private readonly SourceText _content;
    private readonly string _path;

    private TextFile(string path, SourceText content)
    {
        (_path, _content) = (path, content);
        Name = Path.GetFileName(path);
        IsEnglish = Name.EndsWith(".en.resx", StringComparison.Ordinal);
        Area = Name.Substring(0, Name.Length - (IsEnglish ? ".en.resx" : ".resx").Length);
    }

    public string Name { get; }

    public string Area { get; }

    public bool IsEnglish { get; }

    public ImmutableArray<TextEntry> Texts { get; private set; } = [];

    /// <summary>Why the file cannot be read; null when it can.</summary>
    public Diagnostic? Unreadable { get; private set; }

    public static TextFile Read(string path, SourceText content)
    {
        var file = new TextFile(path, content);
        try
        {
            file.Texts =
            [
                .. XDocument
                    .Parse(content.ToString(), LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace)
                    .Root.Elements("data")
                    .Select(d => new TextEntry(
                        file,
                        (string?)d.Attribute("name") ?? "",
                        (string?)d.Element("value") ?? "",
                        ((IXmlLineInfo)d).LineNumber - 1
                    )),
            ];
        }
        catch (XmlException e)
        {
            file.Unreadable = Fault.At(file.Line(Math.Max(0, e.LineNumber - 1)), $"{file.Name} is no XML: {e.Message}");
        }

        return file;
    }

    public Location Line(int line)
    {
        var span = _content.Lines[line].Span;
        return Location.Create(_path, span, _content.Lines.GetLinePositionSpan(span));
    }
}

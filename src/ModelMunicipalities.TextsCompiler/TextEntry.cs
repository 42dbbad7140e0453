using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace ModelMunicipalities.TextsCompiler;

/// <summary>A text in one language: <c>Tabell: {0}</c>.</summary>
internal sealed class TextEntry
{
    private static readonly Regex Brace = new(@"\{\{|\}\}|\{(\d+)(?:[,:][^{}]*)?\}|[{}]");

    private readonly int _line;

    public TextEntry(TextFile file, string name, string value, int line)
    {
        (File, Name, Value, _line) = (file, name, value, line);
        var braces = Brace.Matches(value).Cast<Match>().Select(m => m.Value).ToList();
        HasLooseBrace = braces.Any(b => b is "{" or "}");
        Places =
        [
            .. Brace
                .Matches(value)
                .Cast<Match>()
                .Where(m => m.Groups[1].Success)
                .Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)),
        ];
    }

    public TextFile File { get; }

    public string Name { get; }

    public string Value { get; }

    /// <summary>The numbers of its places to fill in, in order.</summary>
    public ImmutableSortedSet<int> Places { get; }

    public bool HasLooseBrace { get; }

    public Location Location => File.Line(_line);
}

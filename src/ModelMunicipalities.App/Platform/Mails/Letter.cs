using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Platform;

/// <summary>What a part of a letter is; its first letter stands for it in an outline.</summary>
public enum LetterPartKind
{
    /// <summary>Text, with what people have written in it.</summary>
    Paragraph,

    /// <summary>Lines that begin with a hyphen.</summary>
    List,

    /// <summary>A line, and equals signs below it.</summary>
    Heading,

    /// <summary>The address of the portal where the reader does what the letter is about.</summary>
    Address,

    /// <summary>Stands between the two languages of a letter.</summary>
    Rule,
}

/// <summary>A part of a letter. A string is a paragraph; an empty one is left out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As plain text shows it.</param>
public sealed record LetterPart(LetterPartKind Kind, string Text)
{
    public static readonly LetterPart Rule = new(LetterPartKind.Rule, "----");

    public static implicit operator LetterPart?(string? text) => FromString(text);

    public static LetterPart? FromString(string? text) => string.IsNullOrEmpty(text) ? null : new(LetterPartKind.Paragraph, text);

    public static LetterPart List(IEnumerable<string> items) =>
        new(LetterPartKind.List, string.Join('\n', items.Select(i => "- " + i.ReplaceLineEndings(" "))));

    public static LetterPart Heading(string line)
    {
        line = line.ReplaceLineEndings(" ");
        return new(LetterPartKind.Heading, $"{line}\n{new string('=', line.Length)}");
    }
}

/// <summary>
/// A letter in its parts. It is kept as its plain text and an outline, <c>P12A40</c>: what each part is and how long. So nothing
/// is guessed from what people have written.
/// </summary>
public sealed partial class Letter(IEnumerable<LetterPart?> parts)
{
    private const string Between = "\n\n";

    public IReadOnlyList<LetterPart> Parts { get; } = [.. parts.OfType<LetterPart>()];

    /// <summary>The plain text: the parts with an empty line between.</summary>
    public string Text => string.Join(Between, Parts.Select(p => p.Text));

    public string Outline =>
        string.Concat(Parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Kind.ToString()[0]}{p.Text.Length}")));

    /// <summary>Reads one that was kept; without an outline that fits, all of it is paragraphs.</summary>
    public static Letter Read(string text, string? outline)
    {
        var (parts, at) = (new List<LetterPart>(), 0);
        foreach (Match part in OfOutline().Matches(outline ?? ""))
        {
            var (kind, length) = (part.Groups[1].Value[0], int.Parse(part.Groups[2].Value, CultureInfo.InvariantCulture));
            if (length > text.Length - at)
            {
                break;
            }

            parts.Add(
                new LetterPart(Enum.GetValues<LetterPartKind>().Single(k => k.ToString()[0] == kind), text.Substring(at, length))
            );
            at += length + Between.Length;
        }

        return new Letter(at == text.Length + Between.Length ? parts : text.Split(Between).Select(LetterPart.FromString));
    }

    [GeneratedRegex("([PLHAR])([0-9]{1,6})")]
    private static partial Regex OfOutline();
}

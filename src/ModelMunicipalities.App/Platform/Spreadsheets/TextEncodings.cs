using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>A way in which letters may have been written, and the line of a file that shows whether they were.</summary>
/// <param name="Encoding">Its name, to be sent back as the choice.</param>
/// <param name="Sample">A line of the file, read in that way.</param>
public sealed record EncodingSample(string Encoding, string Sample);

/// <summary>
/// How the letters of a text file were written, which most files do not say. What is certain is read; between ways that
/// each give words, the one who knows what the file says chooses by a sample line.
/// </summary>
internal static partial class TextEncodings
{
    /// <summary>Stands for what is no letter in the file's encoding; no text has it.</summary>
    public const char NoLetter = '\uFDD0';

    private static readonly string[] Old = ["windows-1252", "macintosh", "ibm850"];

    private static readonly DecoderReplacementFallback Mark = new(NoLetter.ToString());

    /// <summary>Every name that may be chosen.</summary>
    public static IReadOnlyList<string> Names { get; } = ["utf-8", "utf-16", .. Old];

    /// <summary>
    /// The file's text, with <see cref="NoLetter"/> where its encoding has no letter; or why it cannot be told.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="chosen">The encoding's name; null to find out.</param>
    /// <param name="words">What is likely to stand in it.</param>
    /// <param name="text">The text, when it can be told.</param>
    public static Refusal? Decode(byte[] file, string? chosen, IEnumerable<string> words, out string text)
    {
        text = "";
        if (chosen is not null && !Names.Contains(chosen, StringComparer.OrdinalIgnoreCase))
        {
            return Refusal.Invalid("SheetEncodingUnknown", "encoding", string.Join(", ", Names));
        }

        if (LooksBinary(file))
        {
            return Refusal.Invalid("SheetUnreadable", "file");
        }

        if ((chosen?.ToLowerInvariant() ?? Find(file) ?? FindByWords(file, words)) is not { } name)
        {
            return Refusal.Invalid("SheetEncoding", "encoding");
        }

        // Two bytes a letter come in two orders, which the file's mark or its zeros tell.
        var high = name == "utf-16" && (file is [0xFE, 0xFF, ..] || Zeros(file) is false);
        text = Get(high ? "utf-16BE" : name).GetString(file).TrimStart('\uFEFF');
        return null;
    }

    /// <summary>The line that tells the ways apart best, read in each of them.</summary>
    public static IReadOnlyList<EncodingSample> Samples(byte[] file)
    {
        var (best, most, start) = (0..0, 0, 0);
        for (var at = 0; at <= file.Length; at++)
        {
            if (at == file.Length || file[at] is (byte)'\r' or (byte)'\n')
            {
                var foreign = file.AsSpan(start, at - start).Count(IsForeign);
                (best, most) = foreign > most ? (start..at, foreign) : (best, most);
                start = at + 1;
            }
        }

        var line = file.AsSpan(best);
        var first = Math.Max(0, line.IndexOfAnyInRange((byte)0x80, (byte)0xFF) - 60);
        var part = line[first..Math.Min(line.Length, first + 110)].ToArray();
        return [.. Old.Select(name => new EncodingSample(name, SheetText.Read(Get(name).GetString(part))))];
    }

    /// <summary>
    /// The encoding when it is certain, else null. A file that is UTF-8 but for a byte or two is UTF-8 with a fault.
    /// </summary>
    private static string? Find(byte[] file) =>
        file is [0xEF, 0xBB, 0xBF, ..] ? "utf-8"
        : file is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] || Zeros(file) is not null ? "utf-16"
        : Utf8.IsValid(file) || IsBrokenUtf8(file) ? "utf-8"
        : FindOld(file);

    private static Encoding Get(string name) =>
        name.StartsWith("utf", StringComparison.Ordinal)
            ? Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, Mark)
            : CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, Mark)!;

    private static bool LooksBinary(byte[] file) =>
        file
            is [0x89, (byte)'P', (byte)'N', (byte)'G', ..]
                or [0xFF, 0xD8, 0xFF, ..]
                or [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..]
                or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..]
        || (
            Zeros(file) is null
            && file is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            && file.AsSpan().Count(IsControl) is > 2 and var controls
            && controls * 20 > file.Length
        );

    /// <summary>
    /// Where the zeros of a text of two bytes a letter stand: true when second (the low byte first), false when first.
    /// </summary>
    private static bool? Zeros(byte[] file)
    {
        var (even, odd) = (0, 0);
        for (var at = 0; at < file.Length; at++)
        {
            (even, odd) =
                file[at] != 0 ? (even, odd)
                : at % 2 == 0 ? (even + 1, odd)
                : (even, odd + 1);
        }

        return file.Length < 8 || file.Length % 2 != 0 ? null
            : odd * 10 > file.Length * 3 && even * 100 < file.Length ? true
            : even * 10 > file.Length * 3 && odd * 100 < file.Length ? false
            : null;
    }

    /// <summary>
    /// True when more is UTF-8 beyond ASCII than is not, or any of it is one of our letters: no other encoding has words with
    /// those bytes.
    /// </summary>
    private static bool IsBrokenUtf8(ReadOnlySpan<byte> file)
    {
        var (right, wrong) = (0, 0);
        while (file.Length > 0)
        {
            var status = Rune.DecodeFromUtf8(file, out var rune, out var length);
            if (status == System.Buffers.OperationStatus.Done && rune.Value is 'å' or 'ä' or 'ö' or 'Å' or 'Ä' or 'Ö' or 'é')
            {
                return true;
            }

            (right, wrong) =
                status != System.Buffers.OperationStatus.Done ? (right, wrong + 1)
                : rune.IsAscii ? (right, wrong)
                : (right + 1, wrong);
            file = file[length..];
        }

        return right > wrong;
    }

    private static string? FindOld(byte[] file)
    {
        var total = file.AsSpan().Count(IsForeign);
        var wrong = Old.Select(name => (Name: name, Wrong: LetterFit.Wrong(Get(name).GetString(file))))
            .OrderBy(w => w.Wrong)
            .ToList();
        return wrong[0].Wrong * 50 <= total && wrong[1].Wrong > wrong[0].Wrong && wrong[1].Wrong * 4 >= total
            ? wrong[0].Name
            : null;
    }

    /// <summary>The encoding in which the file has one of the words, when no other gives any of them.</summary>
    private static string? FindByWords(byte[] file, IEnumerable<string> words)
    {
        const int least = 3;
        var foreign = words
            .SelectMany(w => Letters().Matches(w).Select(m => m.Value))
            .Where(w => w.Length >= least && w.Any(c => c >= 0x80))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return foreign.Count > 0 && Old.Where(name => HasAny(Get(name).GetString(file), foreign)).ToList() is [var only]
            ? only
            : null;
    }

    private static bool HasAny(string text, HashSet<string> words)
    {
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var word in Letters().EnumerateMatches(text))
        {
            if (lookup.Contains(text.AsSpan(word.Index, word.Length)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsForeign(byte b) => b >= 0x80;

    private static bool IsControl(byte b) => b < ' ' && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0B or 0x0C or 0x1A);

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Letters();

    private static int Count(this ReadOnlySpan<byte> bytes, Func<byte, bool> which)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            count += which(b) ? 1 : 0;
        }

        return count;
    }

    private static int Count(this Span<byte> bytes, Func<byte, bool> which) => Count((ReadOnlySpan<byte>)bytes, which);
}

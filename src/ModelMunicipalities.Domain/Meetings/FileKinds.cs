using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>A file that may be kept: what it is by its content, and a name that says so.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">
/// Its name: no folder, no character that is not seen, at most <see cref="Attachment.LongestName"/> characters.
/// </param>
public sealed record UploadedFile(FileKind Kind, string Name);

/// <summary>
/// Tells by its content what a file is; its name proves nothing. Of a packed file only the directory and the one small
/// entry that tells what it is are read, so nothing is unpacked. What may hold a program is refused.
/// </summary>
public static class FileKinds
{
    /// <summary>The most that is read of the entry that tells what a packed file is, in bytes.</summary>
    private const int LongestEntry = 1024 * 1024;

    private const string Ooxml = "application/vnd.openxmlformats-officedocument.";

    private static readonly Dictionary<FileKind, (string Type, string[] Endings)> All = new()
    {
        [FileKind.Pdf] = ("application/pdf", ["pdf"]),
        [FileKind.Docx] = (Ooxml + "wordprocessingml.document", ["docx"]),
        [FileKind.Pptx] = (Ooxml + "presentationml.presentation", ["pptx"]),
        [FileKind.Xlsx] = (Ooxml + "spreadsheetml.sheet", ["xlsx"]),
        [FileKind.Odt] = ("application/vnd.oasis.opendocument.text", ["odt"]),
        [FileKind.Odp] = ("application/vnd.oasis.opendocument.presentation", ["odp"]),
        [FileKind.Ods] = ("application/vnd.oasis.opendocument.spreadsheet", ["ods"]),
        [FileKind.Png] = ("image/png", ["png"]),
        [FileKind.Jpeg] = ("image/jpeg", ["jpg", "jpeg"]),
    };

    private static readonly (string Type, FileKind Kind)[] MainParts =
    [
        (Ooxml + "wordprocessingml.document.main+xml", FileKind.Docx),
        (Ooxml + "presentationml.presentation.main+xml", FileKind.Pptx),
        (Ooxml + "spreadsheetml.sheet.main+xml", FileKind.Xlsx),
    ];

    /// <summary>Every ending that a name may have, in the order of the kinds.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. All.Values.SelectMany(k => k.Endings)];

    private static ReadOnlySpan<byte> PngStart => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The ending of its names, without the dot.</summary>
    public static string Ending(this FileKind kind) => All[kind].Endings[0];

    /// <summary>Its media type.</summary>
    public static string MediaType(this FileKind kind) => All[kind].Type;

    /// <summary>Why a file cannot be kept; null when it can.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">Its name, as the browser gave it.</param>
    /// <param name="file">What it is, when it can be kept.</param>
    public static Refusal? WhyNot(byte[] content, string? name, out UploadedFile? file)
    {
        ArgumentNullException.ThrowIfNull(content);
        file = null;
        if (content.Length == 0)
        {
            return Refusal.Invalid("FileEmpty", "file");
        }

        if (content.Length > Attachment.LargestBytes)
        {
            return Refusal.Invalid("FileTooLarge", "file", Attachment.LargestMegabytes);
        }

        var (kind, hasMacros) = Recognise(content);
        if (hasMacros)
        {
            return Refusal.Invalid("FileHasMacros", "file");
        }

        if (kind is not { } known)
        {
            return Refusal.Invalid("FileKindUnknown", "file");
        }

        if (WhyNot(known, content) is { } more)
        {
            return more;
        }

        var (stem, ending) = Split(Clean(name));
        if (ending is not null && !All[known].Endings.Contains(ending))
        {
            return Refusal.Invalid("FileNamedOtherwise", "file", ending, known.Ending());
        }

        file = new UploadedFile(known, Name(stem, ending ?? known.Ending()));
        return null;
    }

    /// <summary>What a file of a kind may not hold: a program, or another file behind it.</summary>
    private static Refusal? WhyNot(FileKind kind, ReadOnlySpan<byte> content) =>
        kind switch
        {
            FileKind.Pdf => PdfContent.WhyNot(content),
            FileKind.Png => Pictures.EndOfPng(content) is { } end && end == content.Length
                ? null
                : Refusal.Invalid("FileHasMore", "file"),
            FileKind.Jpeg => Pictures.EndOfJpeg(content) is { } end && !content[end..].ContainsAnyExcept(" \t\r\n\0"u8)
                ? null
                : Refusal.Invalid("FileHasMore", "file"),
            _ => null,
        };

    /// <summary>What a file is; null when it is none of the kinds. A packed file with a program inside is told apart.</summary>
    private static (FileKind? Kind, bool HasMacros) Recognise(byte[] content)
    {
        ReadOnlySpan<byte> bytes = content;
        if (bytes.StartsWith("PK\x03\x04"u8))
        {
            return Packed(content);
        }

        // A packed file that something else was put in front of is two files in one.
        if (EndsAsPacked(bytes))
        {
            return (null, false);
        }

        return bytes.StartsWith("%PDF-"u8) && bytes[^Math.Min(bytes.Length, 2048)..].LastIndexOf("%%EOF"u8) >= 0
                ? (FileKind.Pdf, false)
            : bytes.StartsWith(PngStart) ? (FileKind.Png, false)
            : bytes.Length > 4
            && bytes[0] == 0xFF
            && bytes[1] == 0xD8
            && bytes[2] == 0xFF
            && bytes.LastIndexOf([(byte)0xFF, (byte)0xD9]) > 0
                ? (FileKind.Jpeg, false)
            : (null, false);
    }

    /// <summary>True when a directory of packed files ends just where the file does.</summary>
    private static bool EndsAsPacked(ReadOnlySpan<byte> bytes)
    {
        const int directoryEnd = 22;
        for (var at = bytes.Length - directoryEnd; at >= 0 && at >= bytes.Length - directoryEnd - ushort.MaxValue; at--)
        {
            if (
                bytes[at..].StartsWith("PK\x05\x06"u8)
                && at + directoryEnd + BitConverter.ToUInt16(bytes[(at + 20)..]) == bytes.Length
            )
            {
                return true;
            }
        }

        return false;
    }

    private static (FileKind? Kind, bool HasMacros) Packed(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            var names = zip.Entries.Select(e => e.FullName.Replace('\\', '/').TrimStart('/', '.')).ToList();

            // Two entries of one name would be read as one thing by one program and as another by the next.
            if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
            {
                return (null, false);
            }

            var (kind, hasMacros) =
                zip.GetEntry("[Content_Types].xml") is { } types ? Office(types)
                : zip.Entries[0] is { FullName: "mimetype" } type ? (OpenDocument(type), false)
                : (null, false);
            return (kind, kind is not null && (hasMacros || names.Exists(IsProgram)));
        }
        catch (Exception e)
            when (e is InvalidDataException or XmlException or ArgumentException or NotSupportedException or IOException)
        {
            return (null, false);
        }
    }

    private static bool IsProgram(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("vbaData.xml", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase);

    private static (FileKind? Kind, bool HasMacros) Office(ZipArchiveEntry entry)
    {
        var types = new List<string>();
        using (
            var reader = XmlReader.Create(
                new MemoryStream(Read(entry)),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            )
        )
        {
            while (reader.Read())
            {
                if (
                    reader is { NodeType: XmlNodeType.Element, LocalName: "Override" or "Default" }
                    && reader.GetAttribute("ContentType") is { } type
                )
                {
                    types.Add(type.Trim());
                }
            }
        }

        // One with macros says so in place of its kind.
        if (
            types.Exists(t =>
                t.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
                || t.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            return (FileKind.Docx, true);
        }

        var kinds = MainParts.Where(m => types.Contains(m.Type, StringComparer.OrdinalIgnoreCase)).Select(m => m.Kind).ToList();
        return (kinds is [var only] ? only : null, false);
    }

    private static FileKind? OpenDocument(ZipArchiveEntry entry)
    {
        var type = Encoding.ASCII.GetString(Read(entry)).Trim();
        return All.Where(k => k.Value.Type == type && k.Key is FileKind.Odt or FileKind.Odp or FileKind.Ods)
            .Select(k => (FileKind?)k.Key)
            .FirstOrDefault();
    }

    /// <summary>An entry, as long as it is small: whatever it says of its size, no more than that is unpacked.</summary>
    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[LongestEntry + 1];
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read > LongestEntry ? throw new InvalidDataException() : bytes[..read];
    }

    /// <summary>
    /// The last part of a path, without what is not seen, turns the direction of reading, or means something to a file system.
    /// </summary>
    private static string Clean(string? name)
    {
        var last = (name ?? "").Replace('\\', '/').Split('/')[^1];
        var clean = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
        {
            if (
                rune == Rune.ReplacementChar
                || Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                        or UnicodeCategory.PrivateUse
                        or UnicodeCategory.OtherNotAssigned
                        or UnicodeCategory.Surrogate
            )
            {
                continue;
            }

            clean.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' or '%' ? "-" : rune.ToString());
        }

        return clean.ToString().Normalize().TrimEnd(' ', '.', '\u00A0').TrimStart(' ', '\u00A0');
    }

    /// <summary>
    /// The name without what says its kind, and that in small letters: at most five letters and digits, a letter first.
    /// </summary>
    private static (string Stem, string? Ending) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        var ending = dot < 0 ? "" : name[(dot + 1)..];
        return ending.Length is >= 1 and <= 5 && char.IsAsciiLetter(ending[0]) && ending.All(char.IsAsciiLetterOrDigit)
            ? (name[..dot].Trim(' ', '.'), ending.ToLowerInvariant())
            : (name.Trim('.'), null);
    }

    private static string Name(string stem, string ending)
    {
        var room = Attachment.LongestName - ending.Length - 1;
        if (stem.Length > room)
        {
            stem = stem[..(char.IsHighSurrogate(stem[room - 1]) ? room - 1 : room)].TrimEnd(' ', '.');
        }

        return $"{(stem.Length == 0 ? "dokument" : stem)}.{ending}";
    }
}

using System.IO.Compression;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>
/// What a PDF holds beside pages. A program in one is named in its objects, which stand in the file as they are or packed
/// together in object streams; names may be written with their letters as numbers. Both are read, with bounds.
/// </summary>
internal static class PdfContent
{
    /// <summary>The most that is unpacked of a file, in bytes; what holds more cannot be checked.</summary>
    private const int MostUnpacked = 32 * 1024 * 1024;

    /// <summary>How far before its content the dictionary of a stream may begin, in bytes.</summary>
    private const int LongestDictionary = 4096;

    private const int LongestName = 20;

    /// <summary>What runs a program, starts one, sends something away or carries a file along.</summary>
    private static readonly HashSet<string> Programs =
    [
        "JavaScript",
        "Launch",
        "Rendition",
        "RichMedia",
        "ImportData",
        "SubmitForm",
        "EmbeddedFile",
        "EmbeddedFiles",
        "XFA",
    ];

    /// <summary>Why a PDF cannot be kept; null when it can.</summary>
    public static Refusal? WhyNot(ReadOnlySpan<byte> file)
    {
        if (!EndsAsOne(file))
        {
            return Refusal.Invalid("FileHasMore", "file");
        }

        if (Names(file, shortToo: false))
        {
            return Refusal.Invalid("FileHasProgram", "file");
        }

        var (unpacked, before) = (0, 0);
        for (var at = Next(file, 0); at >= 0; at = Next(file, at))
        {
            // Between streams stand the objects as they are.
            var dictionary = file[before..at];
            if (Names(dictionary, shortToo: true))
            {
                return Refusal.Invalid("FileHasProgram", "file");
            }

            dictionary = dictionary[^Math.Min(dictionary.Length, LongestDictionary)..];
            dictionary = dictionary[Math.Max(0, dictionary.LastIndexOf("obj"u8))..];
            var content = file[Math.Min(file.Length, at + "stream"u8.Length)..];
            content = content[(content is [(byte)'\r', (byte)'\n', ..] ? 2 : Math.Min(1, content.Length))..];
            var start = file.Length - content.Length;
            var length = content.IndexOf("endstream"u8);
            content = length < 0 ? content : content[..length];
            var packsObjects = Has(dictionary, "ObjStm");
            if (packsObjects || !Has(dictionary, "Image"))
            {
                var size = Unpack(content, MostUnpacked - unpacked, out var hasProgram);
                if (hasProgram)
                {
                    return Refusal.Invalid("FileHasProgram", "file");
                }

                if (size > MostUnpacked - unpacked || (packsObjects && size < 0 && Has(dictionary, "Filter")))
                {
                    return Refusal.Invalid("FileNotChecked", "file");
                }

                unpacked += Math.Max(0, size);
            }

            at = before = start + content.Length;
        }

        return Names(file[before..], shortToo: true) ? Refusal.Invalid("FileHasProgram", "file") : null;
    }

    /// <summary>
    /// True when each end of the document is followed by more of it, as a change saved at its end, and the last by nothing.
    /// </summary>
    private static bool EndsAsOne(ReadOnlySpan<byte> file)
    {
        var found = file.IndexOf("%%EOF"u8);
        var whole = found >= 0;
        while (whole && found >= 0)
        {
            file = file[(found + 5)..];
            var next = file.TrimStart(" \t\r\n\f\0"u8);
            found = file.IndexOf("%%EOF"u8);
            whole = found < 0 ? next.Length == 0 : next[0] is (byte)'%' or (byte)'x' or (>= (byte)'0' and <= (byte)'9');
        }

        return whole;
    }

    /// <summary>Where the next stream begins: the word after the end of a dictionary.</summary>
    private static int Next(ReadOnlySpan<byte> file, int from)
    {
        while (from < file.Length && file[from..].IndexOf("stream"u8) is >= 0 and var found)
        {
            var at = from + found;
            if (file[..at].TrimEnd(" \t\r\n\f\0"u8).EndsWith(">>"u8))
            {
                return at;
            }

            from = at + "stream"u8.Length;
        }

        return -1;
    }

    /// <summary>
    /// Unpacks content and looks for programs; its size, one more than the most when it is larger, -1 when it is not packed in
    /// the usual way.
    /// </summary>
    private static int Unpack(ReadOnlySpan<byte> content, int most, out bool hasProgram)
    {
        hasProgram = false;
        if (content.Length < 2 || (content[0] & 0x0F) != 8 || ((content[0] << 8) + content[1]) % 31 != 0)
        {
            return -1;
        }

        var (buffer, kept, size) = (new byte[64 * 1024], 0, 0);
        try
        {
            using var unpacking = new ZLibStream(
                new MemoryStream(content.ToArray(), writable: false),
                CompressionMode.Decompress
            );
            int read;
            while (size <= most && !hasProgram && (read = unpacking.Read(buffer, kept, buffer.Length - kept)) > 0)
            {
                size += read;
                var piece = buffer.AsSpan(0, kept + read);
                hasProgram = Names(piece, shortToo: true);

                // A name may stand across the border of two pieces.
                var rest = piece[^Math.Min(piece.Length, LongestName * 3)..];
                rest.CopyTo(buffer);
                kept = rest.Length;
            }
        }
        catch (InvalidDataException)
        {
            // What is broken from here on no reader unpacks either.
        }

        return Math.Min(size, most + 1);
    }

    private static bool Has(ReadOnlySpan<byte> bytes, string name) => Find(bytes, n => n == name);

    private static bool Names(ReadOnlySpan<byte> bytes, bool shortToo) =>
        Find(bytes, n => Programs.Contains(n) || (shortToo && n == "JS"));

    private static bool Find(ReadOnlySpan<byte> bytes, Func<string, bool> wanted)
    {
        Span<char> name = stackalloc char[LongestName + 1];
        for (var at = bytes.IndexOf((byte)'/'); at >= 0; )
        {
            var (length, from) = (0, at + 1);
            while (from < bytes.Length && length <= LongestName && !IsEnd(bytes[from]))
            {
                var escaped =
                    bytes[from] == '#'
                    && from + 2 < bytes.Length
                    && char.IsAsciiHexDigit((char)bytes[from + 1])
                    && char.IsAsciiHexDigit((char)bytes[from + 2]);
                name[length++] = escaped ? (char)((Digit(bytes[from + 1]) << 4) + Digit(bytes[from + 2])) : (char)bytes[from];
                from += escaped ? 3 : 1;
            }

            if (length is > 1 and <= LongestName && char.IsAsciiLetterUpper(name[0]) && wanted(new string(name[..length])))
            {
                return true;
            }

            var next = bytes[(at + 1)..].IndexOf((byte)'/');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static int Digit(byte hex) => hex <= '9' ? hex - '0' : (hex & 0x0F) + 9;

    private static bool IsEnd(byte b) =>
        b <= ' '
        || b
            is (byte)'/'
                or (byte)'<'
                or (byte)'>'
                or (byte)'['
                or (byte)']'
                or (byte)'('
                or (byte)')'
                or (byte)'{'
                or (byte)'}'
                or (byte)'%';
}

using System.Buffers.Binary;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>Where pictures end, by their own parts: what stands behind that is something else.</summary>
internal static class Pictures
{
    private const int PngHead = 8;

    private const byte Marker = 0xFF;

    private const byte Start = 0xD8;

    private const byte End = 0xD9;

    private const byte Scan = 0xDA;

    /// <summary>Where a PNG picture ends; null when it is cut off.</summary>
    public static int? EndOfPng(ReadOnlySpan<byte> file)
    {
        // Each part: its length, its name, its content, a check sum.
        const int around = 12;
        for (var at = PngHead; at + around <= file.Length; )
        {
            var (length, isEnd) = (BinaryPrimitives.ReadUInt32BigEndian(file[at..]), file[(at + 4)..].StartsWith("IEND"u8));
            if (length > file.Length - at - around)
            {
                return null;
            }

            at += around + (int)length;
            if (isEnd)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Where a JPEG picture ends, with the further ones that cameras put behind it; null when it is cut off.</summary>
    public static int? EndOfJpeg(ReadOnlySpan<byte> file)
    {
        int? end = null;
        for (var at = 0; at + 2 < file.Length && file[at] == Marker && file[at + 1] == Start; )
        {
            if (EndOfOne(file, at + 2) is not { } next)
            {
                break;
            }

            end = next;
            var padding = file[next..].IndexOfAnyExcept((byte)0);
            at = padding < 0 ? file.Length : next + padding;
        }

        return end;
    }

    private static int? EndOfOne(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length)
        {
            if (file[at] != Marker)
            {
                return null;
            }

            var marker = file[at + 1];
            if (marker == End)
            {
                return at + 2;
            }

            if (marker == Marker || marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += marker == Marker ? 1 : 2;
                continue;
            }

            if (at + 4 > file.Length)
            {
                return null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            while (marker == Scan && at + 1 < file.Length && (file[at] != Marker || file[at + 1] is 0 or (>= 0xD0 and <= 0xD7)))
            {
                at++;
            }
        }

        return null;
    }
}

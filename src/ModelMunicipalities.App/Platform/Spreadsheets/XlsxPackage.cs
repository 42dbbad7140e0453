using System.IO.Compression;
using System.Xml;

namespace ModelMunicipalities.App.Platform.Spreadsheets;

/// <summary>
/// A workbook's parts, each read forward only and as XML that cannot reach outside itself. A relationship that leads
/// nowhere, such as the malformed hyperlinks that Excel writes, is of no concern: only those that are asked for are followed.
/// </summary>
internal sealed class XlsxPackage : IDisposable
{
    private const int MostEntries = 20_000;

    private const int MostRelationships = 2_000;

    private const int MostDepth = 64;

    private readonly ZipArchive _zip;

    private readonly ReadingWork _work;

    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);

    public XlsxPackage(byte[] file, ReadingWork work)
    {
        _zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        _work = work;
        if (_zip.Entries.Count > MostEntries)
        {
            throw ReadingStopped.TooComplex();
        }

        // What the archive states is believed when it says that there is too much of it, and only then.
        const long most = ReadingWork.MostMegabytes * 1024L * 1024;
        if (_zip.Entries.Sum(e => Math.Clamp(e.Length, 0, most + 1)) > most)
        {
            throw ReadingStopped.TooLarge();
        }

        foreach (var entry in _zip.Entries)
        {
            // Two parts of one name would be read as one thing by one program and as another by the next.
            if (!_parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
            {
                throw ReadingStopped.Unreadable();
            }
        }
    }

    /// <param name="Kind">The last part of its type: <c>worksheet</c>, <c>sharedStrings</c>.</param>
    /// <param name="Target">The part that it leads to.</param>
    internal sealed record Relationship(string Kind, string Target);

    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>A part to be read with <see cref="Next"/>; null when there is none of the name.</summary>
    public XmlReader? Open(string part) =>
        !_parts.TryGetValue(part, out var entry)
            ? null
            : XmlReader.Create(
                new CountingStream(entry.Open(), _work),
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    IgnoreComments = true,
                    IgnoreProcessingInstructions = true,
                    CheckCharacters = false,
                    NameTable = new FewNames(),
                    CloseInput = true,
                }
            );

    /// <summary>The next node, counted; false at the end.</summary>
    public bool Next(XmlReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.NodeType == XmlNodeType.Element)
        {
            _work.Element();
            if (reader.Depth > MostDepth)
            {
                throw ReadingStopped.TooComplex();
            }
        }

        return true;
    }

    /// <summary>The relationships of a part inside the package by their ids.</summary>
    public Dictionary<string, Relationship> RelationshipsOf(string part)
    {
        var found = new Dictionary<string, Relationship>(StringComparer.Ordinal);
        var slash = part.LastIndexOf('/') + 1;
        using var reader = Open($"{part[..slash]}_rels/{part[slash..]}.rels");
        while (reader is not null && Next(reader))
        {
            if (
                reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && !string.Equals(reader.GetAttribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase)
                && reader.GetAttribute("Id") is { } id
                && reader.GetAttribute("Type") is { } type
                && reader.GetAttribute("Target") is { } target
            )
            {
                found.TryAdd(id, new Relationship(type[(type.LastIndexOf('/') + 1)..], Resolve(part[..slash], target)));
                if (found.Count > MostRelationships)
                {
                    throw ReadingStopped.TooComplex();
                }
            }
        }

        return found;
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>The name of the part that a target means, seen from a folder; from the root with a slash before it.</summary>
    private static string Resolve(string folder, string target)
    {
        target = Uri.UnescapeDataString(target.Replace('\\', '/'));
        var path = new List<string>();
        foreach (var name in (target.StartsWith('/') ? target : folder + target).Split('/').Where(n => n is not ("" or ".")))
        {
            if (name != "..")
            {
                path.Add(name);
            }
            else if (path.Count > 0)
            {
                path.RemoveAt(path.Count - 1);
            }
        }

        return string.Join('/', path);
    }

    /// <summary>Names are kept for as long as a part is read, so a part of nothing but new names would fill the memory.</summary>
    private sealed class FewNames : NameTable
    {
        private const int Most = 2_000;

        private int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) => ++_count > Most ? throw ReadingStopped.TooComplex() : name;
    }

    /// <summary>Counts what is unpacked, and the bytes without a new tag: an element is held in memory as a whole.</summary>
    private sealed class CountingStream(Stream packed, ReadingWork work) : Stream
    {
        /// <summary>The longest text of a cell, each character written as its number, and a tag.</summary>
        private const int MostBetweenTags = 320 * 1024;

        private int _since;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = packed.Read(buffer);
            work.Unpack(count);
            var read = buffer[..count];
            var (first, last) = (read.IndexOf((byte)'<'), read.LastIndexOf((byte)'<'));
            if (_since + (first < 0 ? count : first) > MostBetweenTags)
            {
                throw ReadingStopped.TooComplex();
            }

            _since = last < 0 ? _since + count : count - last;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            packed.Dispose();
            base.Dispose(disposing);
        }
    }
}

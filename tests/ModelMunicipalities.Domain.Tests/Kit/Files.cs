using System.IO.Compression;
using System.Text;

namespace ModelMunicipalities.Domain.Tests.Kit;

/// <summary>Small files as programs write them, and as those who mean harm do.</summary>
internal static class Files
{
    public static byte[] Pdf =>
        Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    /// <summary>A PDF of some objects.</summary>
    public static byte[] PdfOf(params IEnumerable<byte[]> objects) =>
        [
            .. "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"u8,
            .. objects.SelectMany(o => o),
            .. "trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"u8,
        ];

    /// <summary>An object of a PDF as it stands in the file.</summary>
    public static byte[] PdfObject(string content) => Encoding.Latin1.GetBytes($"7 0 obj{content}endobj\n");

    /// <summary>A stream of a PDF, packed.</summary>
    public static byte[] PdfStream(string dictionary, string content)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            packing.Write(Encoding.Latin1.GetBytes(content));
        }

        return
        [
            .. Encoding.Latin1.GetBytes($"8 0 obj<<{dictionary}/Filter/FlateDecode/Length {packed.Length}>>stream\n"),
            .. packed.ToArray(),
            .. "\nendstream endobj\n"u8,
        ];
    }

    public static byte[] Png =>
        Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        );

    public static byte[] Jpeg => [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, .. "JFIF\0"u8, 0x01, 0x01, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xD9];

    public static byte[] Docx => Office("wordprocessingml.document", "word/document.xml");

    public static byte[] Pptx => Office("presentationml.presentation", "ppt/presentation.xml");

    public static byte[] Xlsx => Office("spreadsheetml.sheet", "xl/workbook.xml");

    /// <summary>A Word document that has a program and says so.</summary>
    public static byte[] Docm =>
        Zip(
            (
                "[Content_Types].xml",
                """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"""
            ),
            ("word/document.xml", "<w/>"),
            ("word/vbaProject.bin", "x")
        );

    /// <summary>One that has a program and says that it is without.</summary>
    public static byte[] HiddenMacro =>
        Zip(
            ("[Content_Types].xml", Types("wordprocessingml.document", "word/document.xml")),
            ("word/document.xml", "<w/>"),
            ("word/VBAPROJECT.BIN", "x")
        );

    public static byte[] Elf => [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[60]];

    public static byte[] Exe => [.. "MZ"u8, .. new byte[58], 0x40, 0, 0, 0, .. "PE\0\0"u8, .. new byte[64]];

    public static byte[] Html => Encoding.ASCII.GetBytes("<!doctype html><script>alert(1)</script>");

    public static byte[] OpenDocument(string kind, params (string Name, string Content)[] more) =>
        Zip([("mimetype", $"application/vnd.oasis.opendocument.{kind}"), ("content.xml", "<x/>"), .. more]);

    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var writer = new StreamWriter(
                    zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open(),
                    new UTF8Encoding(false)
                );
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A document whose list of contents unpacks into many megabytes.</summary>
    public static byte[] Bomb(int megabytes) =>
        Zip(
            (
                "[Content_Types].xml",
                Types("wordprocessingml.document", "word/document.xml") + new string(' ', megabytes * 1024 * 1024)
            ),
            ("word/document.xml", "<w/>")
        );

    /// <summary>A document with a part that unpacks into many megabytes; the part that tells what it is, is small.</summary>
    public static byte[] LargeInside(int megabytes) =>
        Zip(
            ("[Content_Types].xml", Types("wordprocessingml.document", "word/document.xml")),
            ("word/document.xml", new string(' ', megabytes * 1024 * 1024))
        );

    public static string Types(string kind, string part) =>
        $"""<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>""";

    private static byte[] Office(string kind, string part) =>
        Zip(("[Content_Types].xml", Types(kind, part)), ("_rels/.rels", "<r/>"), (part, "<w/>"));
}

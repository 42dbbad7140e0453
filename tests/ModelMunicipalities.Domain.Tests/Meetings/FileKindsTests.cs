using System.Text;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class FileKindsTests
{
    private static readonly TestCaseData[] Known =
    [
        Case(Files.Pdf, FileKind.Pdf),
        Case(Files.Png, FileKind.Png),
        Case(Files.Jpeg, FileKind.Jpeg),
        Case(Files.Docx, FileKind.Docx),
        Case(Files.Pptx, FileKind.Pptx),
        Case(Files.Xlsx, FileKind.Xlsx),
        Case(Files.OpenDocument("text"), FileKind.Odt),
        Case(Files.OpenDocument("presentation"), FileKind.Odp),
        Case(Files.OpenDocument("spreadsheet"), FileKind.Ods),
        Case(
                Files.PdfOf(
                    Files.PdfObject("<</OpenAction[3 0 R/Fit]/Names 4 0 R>>"),
                    Files.PdfStream("/Type/ObjStm", "1 0 <</S/GoTo>>")
                ),
                FileKind.Pdf
            )
            .SetArgDisplayNames("a pdf that opens at a page"),
        Case([.. Files.Pdf, .. "7 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\r\n\0"u8], FileKind.Pdf)
            .SetArgDisplayNames("a pdf with a change at its end"),
        Case([.. Files.Jpeg, 0, 0, .. Files.Jpeg], FileKind.Jpeg)
            .SetArgDisplayNames("a picture with another as cameras make them"),
        Case(Files.LargeInside(50), FileKind.Docx).SetArgDisplayNames("large inside"),
    ];

    [TestCaseSource(nameof(Known))]
    public void A_file_is_what_its_content_says(byte[] content, FileKind kind)
    {
        FileKinds.WhyNot(content, "underlag", out var file).ShouldBeNull();
        file.ShouldBe(new UploadedFile(kind, "underlag." + kind.Ending()));
        kind.MediaType().ShouldContain('/');
    }

    private static readonly TestCaseData[] Refused =
    [
        Case(Files.Elf, "x.pdf", "FileKindUnknown").SetArgDisplayNames("a program named pdf"),
        Case(Files.Exe, "x.pdf", "FileKindUnknown").SetArgDisplayNames("a program of Windows named pdf"),
        Case(Files.Html, "x.png", "FileKindUnknown").SetArgDisplayNames("a page named png"),
        Case(Encoding.ASCII.GetBytes("%PDF-"), "x.pdf", "FileKindUnknown").SetArgDisplayNames("half a pdf"),
        Case([.. Files.Elf, .. Files.Pdf], "x.pdf", "FileKindUnknown").SetArgDisplayNames("a program with a pdf behind"),
        Case([.. Files.Pdf, .. Files.Zip(("x.exe", "MZ"))], "x.pdf", "FileKindUnknown")
            .SetArgDisplayNames("a pdf with packed files behind"),
        Case([.. Files.Png, .. Files.Docm], "x.png", "FileKindUnknown").SetArgDisplayNames("a picture with a document behind"),
        Case([.. Files.Exe, .. Files.Docx], "x.docx", "FileKindUnknown").SetArgDisplayNames("a program with a document behind"),
        Case(Files.Zip(("x.txt", "a")), "x.docx", "FileKindUnknown").SetArgDisplayNames("packed files"),
        Case(Files.Zip(), "x.docx", "FileKindUnknown").SetArgDisplayNames("nothing packed"),
        Case(Files.Zip(("[Content_Types].xml", "<Types"), ("word/document.xml", "")), "x.docx", "FileKindUnknown")
            .SetArgDisplayNames("a list that cannot be read"),
        Case(
                Files.Zip(("[Content_Types].xml", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Types>&a;</Types>")),
                "x.docx",
                "FileKindUnknown"
            )
            .SetArgDisplayNames("a list that reads another file"),
        Case(
                Files.Zip(
                    ("[Content_Types].xml", Files.Types("wordprocessingml.document", "a")),
                    ("[content_types].xml", "<x/>")
                ),
                "x.docx",
                "FileKindUnknown"
            )
            .SetArgDisplayNames("two lists"),
        Case(Files.Bomb(50), "x.docx", "FileKindUnknown").SetArgDisplayNames("a list that unpacks into much"),
        Case(Files.Docm, "x.docx", "FileHasMacros").SetArgDisplayNames("macros"),
        Case(Files.Docm, "x.docm", "FileHasMacros").SetArgDisplayNames("macros by name"),
        Case(Files.HiddenMacro, "x.docx", "FileHasMacros").SetArgDisplayNames("macros that are hidden"),
        Case(Files.OpenDocument("text", ("Basic/Standard/Module1.xml", "<x/>")), "x.odt", "FileHasMacros")
            .SetArgDisplayNames("basic"),
        Case(Files.OpenDocument("text", ("Scripts/python/a.py", "x")), "x.odt", "FileHasMacros").SetArgDisplayNames("scripts"),
        Case(Files.OpenDocument("text", ("./Scripts\\python\\a.py", "x")), "x.odt", "FileHasMacros")
            .SetArgDisplayNames("scripts by another way"),
        Case(Files.OpenDocument("graphics"), "x.odg", "FileKindUnknown").SetArgDisplayNames("a drawing"),
        Case(Files.Pdf, "x.exe", "FileNamedOtherwise").SetArgDisplayNames("a pdf named exe"),
        Case(Files.Pdf, "x.docx", "FileNamedOtherwise").SetArgDisplayNames("a pdf named docx"),
        Case(Files.Pdf, "x.pdf\0.exe", "FileNamedOtherwise").SetArgDisplayNames("an ending behind what no name has"),
        Case(Files.Pdf, "rapport\u202Efdp.exe", "FileNamedOtherwise").SetArgDisplayNames("an ending read backwards"),
        Case([.. Files.Pdf, .. Files.Html], "x.pdf", "FileHasMore").SetArgDisplayNames("a pdf with a page behind"),
        Case([.. Files.Pdf, .. Files.Exe, .. "%%EOF"u8], "x.pdf", "FileHasMore")
            .SetArgDisplayNames("a pdf with a program between two ends"),
        Case([.. Files.Png, .. Files.Html], "x.png", "FileHasMore").SetArgDisplayNames("a picture with a page behind"),
        Case(Files.Png[..^4], "x.png", "FileHasMore").SetArgDisplayNames("a picture cut off"),
        Case([.. Files.Jpeg, .. Files.Exe, 0xFF, 0xD9], "x.jpg", "FileHasMore")
            .SetArgDisplayNames("a photo with a program behind"),
        Case(Files.PdfOf(Files.PdfObject("<</S/JavaScript/JS(app.alert(1))>>")), "x.pdf", "FileHasProgram")
            .SetArgDisplayNames("javascript"),
        Case(Files.PdfOf(Files.PdfObject("<</S/J#61va#53cript>>")), "x.pdf", "FileHasProgram")
            .SetArgDisplayNames("javascript in numbers"),
        Case(Files.PdfOf(Files.PdfObject("<</S/Rendition/JS 4 0 R>>")), "x.pdf", "FileHasProgram")
            .SetArgDisplayNames("a script of a rendition"),
        Case(Files.PdfOf(Files.PdfObject("<</AA<</O<</JS(x)>>>>>>")), "x.pdf", "FileHasProgram")
            .SetArgDisplayNames("a script by its short name"),
        Case(Files.PdfOf(Files.PdfObject("<</S/Launch/F(cmd.exe)>>")), "x.pdf", "FileHasProgram")
            .SetArgDisplayNames("a program that is started"),
        Case(Files.PdfOf(Files.PdfStream("/Type/EmbeddedFile", "MZ")), "x.pdf", "FileHasProgram")
            .SetArgDisplayNames("a file inside"),
        Case(Files.PdfOf(Files.PdfStream("/Type/ObjStm/N 1/First 4", "1 0 <</S/JavaScript/JS(x)>>")), "x.pdf", "FileHasProgram")
            .SetArgDisplayNames("javascript packed"),
        Case(
                Files.PdfOf(Files.PdfStream("/Type/Obj#53tm/N 1/First 4", new string(' ', 65_500) + "<</S/J#61vaScript>>")),
                "x.pdf",
                "FileHasProgram"
            )
            .SetArgDisplayNames("javascript packed across two pieces"),
        Case(
                Files.PdfOf(
                    Encoding.ASCII.GetBytes("8 0 obj<</Type/ObjStm/Filter/ASCII85Decode>>stream\nabc\nendstream endobj\n")
                ),
                "x.pdf",
                "FileNotChecked"
            )
            .SetArgDisplayNames("objects packed in another way"),
        Case(Files.PdfOf(Files.PdfStream("/Type/ObjStm", new string(' ', 40_000_000))), "x.pdf", "FileNotChecked")
            .SetArgDisplayNames("a pdf that unpacks into much"),
        Case([], "x.pdf", "FileEmpty").SetArgDisplayNames("nothing"),
        Case(new byte[Attachment.LargestBytes + 1], "x.pdf", "FileTooLarge").SetArgDisplayNames("too large"),
    ];

    [TestCaseSource(nameof(Refused))]
    public void What_is_something_else_is_refused(byte[] content, string name, string rule)
    {
        var refusal = FileKinds.WhyNot(content, name, out var file)!;
        (refusal.Rule, refusal.Field, file).ShouldBe((rule, "file", null));
    }

    [TestCase("Underlag BM 2.pdf", "Underlag BM 2.pdf")]
    [TestCase("UNDERLAG.PDF", "UNDERLAG.pdf")]
    [TestCase("../../x.pdf", "x.pdf")]
    [TestCase("..\\..\\x.pdf", "x.pdf")]
    [TestCase("C:\\x.pdf", "x.pdf")]
    [TestCase("/etc/passwd", "passwd.pdf")]
    [TestCase("C:x.pdf", "C-x.pdf")]
    [TestCase("x\0.pdf", "x.pdf")]
    [TestCase("x\r\nSet-Cookie: a.pdf", "xSet-Cookie- a.pdf")]
    [TestCase("rapport\u202Efdp.pdf", "rapportfdp.pdf")]
    [TestCase("a\u200Bb\uFEFF.pdf", "ab.pdf")]
    [TestCase("..", "dokument.pdf")]
    [TestCase("...pdf", "dokument.pdf")]
    [TestCase(".pdf", "dokument.pdf")]
    [TestCase("", "dokument.pdf")]
    [TestCase(null, "dokument.pdf")]
    [TestCase("Bokslut 2.0", "Bokslut 2.0.pdf")]
    [TestCase("a\"b<c>d%2e.pdf", "a-b-c-d-2e.pdf")]
    [TestCase("a\u030A.pdf", "å.pdf")]
    public void A_name_is_cleaned(string? name, string expected)
    {
        FileKinds.WhyNot(Files.Pdf, name, out var file).ShouldBeNull();
        file!.Name.ShouldBe(expected);
    }

    [Test]
    public void A_long_name_is_cut_between_characters()
    {
        FileKinds
            .WhyNot(Files.Pdf, new string('a', 145) + string.Concat(Enumerable.Repeat("😀", 20)) + ".pdf", out var file)
            .ShouldBeNull();
        file!.Name.Length.ShouldBeLessThanOrEqualTo(Attachment.LongestName);
        file.Name.ShouldEndWith("a.pdf");
        char.IsSurrogate(file.Name[^5]).ShouldBeFalse();
    }

    [Test]
    public void A_picture_may_be_called_jpeg_or_jpg()
    {
        FileKinds.WhyNot(Files.Jpeg, "foto.jpeg", out var file).ShouldBeNull();
        file!.Name.ShouldBe("foto.jpeg");
    }

    [Test]
    public void Every_kind_has_an_ending_and_a_type_of_its_own()
    {
        Enum.GetValues<FileKind>().Select(k => k.Ending()).ShouldBeUnique();
        Enum.GetValues<FileKind>().Select(k => k.MediaType()).ShouldBeUnique();
    }

    private static TestCaseData Case(byte[] content, FileKind kind) =>
        new TestCaseData(content, kind).SetArgDisplayNames($"{kind}");

    private static TestCaseData Case(byte[] content, string name, string rule) => new(content, name, rule);
}

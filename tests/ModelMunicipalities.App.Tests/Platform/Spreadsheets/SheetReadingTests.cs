using System.Text;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Spreadsheets;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>Files as spreadsheets and exports write them are read, and what none of them writes costs next to nothing.</summary>
public class SheetReadingTests
{
    /// <summary>What reading may allocate altogether, most of it let go of at once: a hundred megabytes are never held.</summary>
    private const long MostAllocated = 250L * 1024 * 1024;

    private static readonly (string What, byte[] File, string? Rule)[] Heavy =
    [
        (
            "a hundred thousand elements in each other",
            RawWorkbook.Of($"<row><c t=\"inlineStr\">{Repeat("<is>", 100_000)}{Repeat("</is>", 100_000)}</c></row>"),
            "SheetTooComplex"
        ),
        ("cells in one row", RawWorkbook.Of($"<row>{Repeat("<c><v>1</v></c>", 300_000)}</row>"), "SheetTooWide"),
        ("empty cells in one row", RawWorkbook.Of($"<row>{Repeat("<c/>", 400_000)}</row>{RawWorkbook.Heading}"), null),
        (
            "the same cell many times",
            RawWorkbook.Of($"<row>{Repeat("<c r=\"A1\"><v>1</v></c>", 100_000)}</row>"),
            "SheetUnreadable"
        ),
        (
            "the last column of many rows",
            RawWorkbook.Of(RawWorkbook.Heading + Repeat("<row><c r=\"OJ1\"><v>1</v></c></row>", 19_000)),
            "SheetTooComplex"
        ),
        (
            "runs in each other in a shared text",
            RawWorkbook.Of(
                "<row><c t=\"s\"><v>0</v></c></row>",
                shared: $"<si>{Repeat("<r>", 50_000)}{Repeat("</r>", 50_000)}</si>"
            ),
            "SheetTooComplex"
        ),
        (
            "runs after each other in a shared text",
            RawWorkbook.Of("<row><c t=\"s\"><v>0</v></c></row>", shared: $"<si>{Repeat("<r><t>abcdefgh</t></r>", 400_000)}</si>"),
            null
        ),
        (
            "many shared texts",
            RawWorkbook.Of("<row><c t=\"s\"><v>499999</v></c></row>", shared: Repeat("<si><t>a</t></si>", 500_000)),
            "SheetTooComplex"
        ),
        (
            "shared texts that nothing asks for",
            RawWorkbook.Of(RawWorkbook.Heading, shared: Repeat("<si><t>a</t></si>", 1_500_000)),
            null
        ),
        ("one attribute", RawWorkbook.Of($"<row a=\"{new string('a', 20_000_000)}\"/>"), "SheetTooComplex"),
        (
            "many attributes",
            RawWorkbook.Of($"<row {string.Join(' ', Enumerable.Range(0, 60_000).Select(i => $"a{i}=\"\""))}/>"),
            "SheetTooComplex"
        ),
        (
            "nothing but new names",
            RawWorkbook.Of(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"<a{i}/>"))),
            "SheetTooComplex"
        ),
        ("rows without anything", RawWorkbook.Of(Repeat("<row/>", 1_600_000)), "SheetTooComplex"),
        ("rows of a workbook", RawWorkbook.Of(RawWorkbook.Heading + Repeat(RawWorkbook.Row(1), 20_001)), "SheetTooManyRows"),
        ("many parts", Parts(20_001), "SheetTooComplex"),
        (
            "many merged cells",
            RawWorkbook.Of(RawWorkbook.Heading, $"<mergeCells>{Repeat("<mergeCell ref=\"A1:A1048576\"/>", 30_000)}</mergeCells>"),
            "SheetTooComplex"
        ),
        ("a long text", RawWorkbook.Of(RawWorkbook.Row(new string('a', 10_000_000))), "SheetTooComplex"),
        ("many sheets", Sheets(200), null),
        (
            "relationships",
            new RawWorkbook()
                .Sheet("Svar", RawWorkbook.Heading, target: "/x.xml")
                .Part("xl/worksheets/_rels/x.xml.rels", Repeat("<r/>", 100_000))
                .ToArray(),
            null
        ),
        ("fields in one row of CSV", Encoding.UTF8.GetBytes(Repeat("a;", 2_000_000)), "SheetTooWide"),
        ("separators in one row of CSV", Encoding.UTF8.GetBytes(Repeat(";", 4_000_000) + "\nscore"), null),
        ("a field of CSV as long as the file", Encoding.UTF8.GetBytes(new string('a', 4_900_000)), null),
        ("quotation marks", Encoding.UTF8.GetBytes(new string('"', 4_900_001)), "SheetQuotes"),
        ("quotation marks in twos", Encoding.UTF8.GetBytes(Repeat("\"\" ", 1_600_000)), null),
        ("quotation marks in every field", Encoding.UTF8.GetBytes(Repeat("\"a\"b;", 980_000)), "SheetTooWide"),
        ("rows of CSV", Encoding.UTF8.GetBytes(Repeat("a\n", 2_400_000)), "SheetTooManyRows"),
        ("blank rows of CSV", Encoding.UTF8.GetBytes(Repeat("\n", 4_900_000) + "a"), "SheetTooManyRows"),
        ("letters of no encoding", [.. Enumerable.Range(0, 4_900_000).Select(i => (byte)(0x80 + (i % 0x80)))], "SheetEncoding"),
    ];

    private static readonly TestCaseData[] EachHeavy =
    [
        .. Heavy.Select(h => new TestCaseData(h.File, h.Rule).SetArgDisplayNames(h.What)),
    ];

    [TestCaseSource(nameof(EachHeavy))]
    public void Whatever_a_file_holds_reading_it_ends_within_its_bounds(byte[] file, string? rule)
    {
        var work = new ReadingWork();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = Read(file, work);
        work.Steps.ShouldBeLessThanOrEqualTo(ReadingWork.MostSteps + (ReadingWork.MostMegabytes * 1024 * 1024));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostAllocated);
        outcome.Refusals.Select(r => r.Rule).ShouldBe(rule is null ? [] : [rule]);
    }

    [Test]
    public void Nobody_who_waits_no_more_is_read_for()
    {
        var file = RawWorkbook.Of(Repeat(RawWorkbook.Row("a", 1), 1000));
        Should.Throw<OperationCanceledException>(() => Read(file, new ReadingWork(new CancellationToken(canceled: true))));
    }

    [Test]
    public void Cells_without_a_reference_stand_where_they_stand_empty_ones_too() =>
        Cells(RawWorkbook.Of(RawWorkbook.Row("organisation", "comment", "score") + RawWorkbook.Row("lulea", null, 3)))
            .ShouldBe([
                ["organisation", "comment", "score"],
                ["lulea", "", "3"],
            ]);

    [Test]
    public void Escapes_of_a_workbook_are_read_as_what_they_stand_for() =>
        Cells(
                RawWorkbook.Of(
                    "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c></row>",
                    shared: "<si><t>Rad ett_x000D_\nRad två</t></si><si><t>_x005F_x0041_</t></si><si><r><t>Lu</t></r><r><t>leå</t></r><rPh><t>ljud</t></rPh></si>"
                )
            )
            .ShouldBe([
                ["Rad ett\nRad två", "_x0041_", "Luleå"],
            ]);

    [Test]
    public void Values_of_every_kind_are_read() =>
        Cells(
                RawWorkbook.Of(
                    "<row><c><v>2.0</v></c><c><v>2.9999999999999996</v></c><c t=\"b\"><v>1</v></c><c s=\"1\"><v>46023</v></c><c t=\"d\"><v>2027-03-01</v></c><c t=\"str\"><f>A1</f><v>x</v></c></row>",
                    styles: "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
                )
            )
            .ShouldBe([
                ["2", "3", "TRUE", "2026-01-01", "2027-03-01", "x"],
            ]);

    [Test]
    public void A_formula_without_a_value_and_an_error_are_no_blank_cells()
    {
        var row = Read(RawWorkbook.Of("<row><c><f>1+1</f></c><c t=\"e\"><v>#REF!</v></c><c><f>1+1</f><v>2</v></c></row>"))
            .Value![0]
            .Rows[0];
        (row.Fault(0)!.Rule, row.Fault(1)!.Rule, row.Fault(2), row[2]).ShouldBe(("ImportFormula", "ImportCellError", null, "2"));
    }

    [Test]
    public void A_merged_cell_holds_for_each_of_its_rows_and_says_so()
    {
        var rows = Read(
            RawWorkbook.Of(
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>score</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>7</v></c><c r=\"B2\"><v>1</v></c></row><row r=\"3\"><c r=\"B3\"><v>2</v></c></row>",
                "<mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells>"
            )
        )
            .Value![0]
            .Rows;
        (rows[2][0], rows[2].IsMerged(0), rows[2].IsMerged(1), rows[1].IsMerged(0)).ShouldBe(("7", true, false, false));
    }

    [Test]
    public void The_first_seen_sheets_that_fit_are_read_wherever_they_are_kept()
    {
        var book = new RawWorkbook()
            .Sheet("Diagram", "", kind: "chartsheet")
            .Sheet("Läs mig", RawWorkbook.Row("Så fyller du i"))
            .Sheet("Gammalt", RawWorkbook.Heading, state: "hidden")
            .Sheet("Svar", RawWorkbook.Heading, target: "/xl/annat/blad.xml")
            .Part(
                "xl/worksheets/_rels/sheet9.xml.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"x/hyperlink\" Target=\"mailto:a@\" TargetMode=\"External\"/></Relationships>"
            );
        Read(book.ToArray()).Value!.Select(t => t.Name).ShouldBe(["Svar"]);
        Read(
            book.ToArray(
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
                "http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
        )
            .Value!.Select(t => t.Name)
            .ShouldBe(["Svar"]);
    }

    [Test]
    public void A_link_of_a_sheet_that_is_no_address_is_of_no_concern()
    {
        var book = new RawWorkbook()
            .Sheet("Svar", RawWorkbook.Heading, "<hyperlinks><hyperlink ref=\"A1\" r:id=\"a\"/></hyperlinks>")
            .Part(
                "xl/worksheets/_rels/sheet1.xml.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"x/hyperlink\" Target=\"http://[lulea\" TargetMode=\"External\"/></Relationships>"
            );
        Read(book.ToArray()).Value!.Select(t => t.Name).ShouldBe(["Svar"]);
    }

    [Test]
    public void Two_parts_of_one_name_are_no_workbook() =>
        Read(new RawWorkbook().Sheet("Svar", RawWorkbook.Heading).Part("XL/worksheets/sheet1.xml", "<a/>").ToArray())
            .Refusals.Single()
            .Rule.ShouldBe("SheetUnreadable");

    [Test]
    public async Task Two_files_are_read_at_once_and_the_next_waits_for_its_turn()
    {
        using var goOn = new ManualResetEventSlim();
        var file = RawWorkbook.Of(RawWorkbook.Heading);
        var begun = Enumerable.Range(0, 2).Select(_ => new TaskCompletionSource()).ToList();
        var two = begun.ConvertAll(b => Task.Run(() => ReadInTurnAsync(() => b.TrySetResult() && Wait(goOn))));
        var (next, isRead) = ((Task?)null, false);
        try
        {
            await Task.WhenAll(begun.Select(b => b.Task));
            next = ReadInTurnAsync(() => isRead = true);
            (next.IsCompleted, isRead).ShouldBe((false, false));
        }
        finally
        {
            goOn.Set();
            await Task.WhenAll([.. two, next ?? Task.CompletedTask]);
        }

        isRead.ShouldBeTrue();

        Task ReadInTurnAsync(Func<bool> fits) =>
            App.Platform.Sheets.ReadAsync(file, Reading with { Fits = _ => fits() }, CancellationToken.None);

        static bool Wait(ManualResetEventSlim until)
        {
            until.Wait();
            return true;
        }
    }

    [TestCase("score;a\n1;x\vy\n", "x\ny")]
    [TestCase("score;a\n1;x\fy\n", "x\ny")]
    [TestCase("score;a\n1;x\0y\n", "xy")]
    [TestCase("\uFEFF\uFEFFscore;a\n1;x\n", "x")]
    [TestCase("score\ta\n1\tx\n", "x")]
    [TestCase("score|a\n1|x\n", "x")]
    [TestCase("sep=,\r\nscore,a\r\n1,x\r\n", "x")]
    [TestCase("sep=|\nscore|a\n1|x;y\n", "x;y")]
    [TestCase("score,a\n1,\"x, y\"\n", "x, y")]
    [TestCase("score;a\r1;x\r", "x")]
    [TestCase("score;a\n1;Boken \"Makt\" är läst\n", "Boken \"Makt\" är läst")]
    [TestCase("score;a\n1;\"Makt\" är läst\n", "\"Makt\" är läst")]
    [TestCase("score;a\n1;Skärm 24\" och 27\"\n", "Skärm 24\" och 27\"")]
    [TestCase("score;a\n1;\"två \"\"ord\"\" och\nrad\"\n", "två \"ord\" och\nrad")]
    [TestCase("score;a\n1;\u00A0Kommentar\u00A0\n", "Kommentar")]
    public void CSV_is_read_as_people_have_it(string text, string cell)
    {
        var rows = Read(Encoding.UTF8.GetBytes(text)).Value![0].Rows;
        (rows[0][0], rows[1][0], rows[1][1]).ShouldBe(("score", "1", cell));
    }

    private const string Swedish =
        "organisation;score;comment\nMalmö;1;Nämnden följer upp åtgärder\nÖrebro;2;På gång – ”snart” i Ängelholm\n";

    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    [TestCase("windows-1252")]
    [TestCase("macintosh")]
    public void Letters_are_read_right_in_whatever_encoding(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        Text(Read(encoding.GetBytes(Swedish))).ShouldBe(Text(Read(Encoding.UTF8.GetBytes(Swedish))));
        Text(Read(encoding.GetBytes(Swedish.Replace('\n', '\r')))).ShouldContain("Nämnden följer upp åtgärder");
    }

    [TestCase("ibm850")]
    [TestCase("ibm437")]
    public void Letters_of_DOS_are_read_right(string name) =>
        Text(
                Read(
                    CodePagesEncodingProvider
                        .Instance.GetEncoding(name)!
                        .GetBytes("organisation;score;comment\nMalmö;1;Nämnden följer upp åtgärder i Örebro och på Åland\n")
                )
            )
            .ShouldContain("Nämnden följer upp åtgärder i Örebro och på Åland");

    [Test]
    public void Where_letters_may_be_read_in_two_ways_it_is_asked_with_a_line_of_each()
    {
        var file = CodePagesEncodingProvider.Instance.GetEncoding("ibm850")!.GetBytes("organisation;score\nMalmö;1\n");
        Read(file).Refusals.Single().Rule.ShouldBe("SheetEncoding");
        var samples = App.Platform.Sheets.Samples(file);
        samples.Select(s => s.Encoding).ShouldBe(["windows-1252", "macintosh", "ibm850"]);
        samples[2].Sample.ShouldBe("Malmö;1");
        Text(App.Platform.Sheets.Read(file, Reading with { Encoding = "ibm850" }, new ReadingWork())).ShouldContain("Malmö");
    }

    [Test]
    public void One_byte_that_is_no_letter_is_refused_with_its_row()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes("organisation;score;comment\nlulea;1;Nämnden\nlulea;2;K"), 0xF6, .. "n\n"u8];
        var refusal = Read(file).Refusals.Single();
        (refusal.Rule, refusal.Field).ShouldBe(("SheetLetter", "rows[3]"));
    }

    [Test]
    public void What_is_written_is_read_again_as_it_was()
    {
        string[] texts =
        [
            "_x0041_",
            "_x005F_x0041_",
            "'=1",
            "=1+1",
            "-5",
            "a;b,c\td",
            "\"citat\"",
            "rad\nrad",
            "Å é 👩‍👧",
            "'x",
        ];
        var sheet = new Sheet(
            "Svar",
            [10],
            [
                ["score", "a"],
                .. texts.Select(t => (IReadOnlyList<object?>)[1, t]),
            ]
        );
        foreach (
            var file in new[]
            {
                App.Platform.Sheets.WriteXlsx([sheet]),
                App.Platform.Sheets.WriteCsv(sheet, "sv"),
                App.Platform.Sheets.WriteCsv(sheet, "en"),
            }
        )
        {
            Cells(file).Skip(1).Select(r => r[1]).ShouldBe(texts);
        }
    }

    [Test]
    public void Numbers_are_numbers_and_shares_are_percentages()
    {
        var sheet = new Sheet(
            "Svar",
            [10],
            [
                ["a", "b", "c", "d"],
                [-0.5, -2, new Share(0.625), "-0,5"],
            ]
        );
        Encoding.UTF8.GetString(App.Platform.Sheets.WriteCsv(sheet, "sv")).ShouldEndWith("-0,5;-2;62,5%;'-0,5\r\n");
        Encoding.UTF8.GetString(App.Platform.Sheets.WriteCsv(sheet, "en")).ShouldEndWith("-0.5,-2,62.5%,\"'-0,5\"\r\n");
        Workbook.Read(App.Platform.Sheets.WriteXlsx([sheet]))["Svar"][1].ShouldBe(["-0.5", "-2", "0.625", "-0,5"]);
    }

    private static SheetReading Reading { get; } = new(20_000, rows => rows.Any(r => r.Cells.Contains("score")));

    internal static Outcome<IReadOnlyList<SheetTable>> Read(byte[] file, ReadingWork? work = null) =>
        App.Platform.Sheets.Read(file, Reading, work ?? new ReadingWork());

    private static IReadOnlyList<IReadOnlyList<string>> Cells(byte[] file) => [.. Read(file).Value![0].Rows.Select(r => r.Cells)];

    private static string Text(Outcome<IReadOnlyList<SheetTable>> outcome) =>
        string.Join('\n', outcome.Value![0].Rows.Select(r => string.Join('|', r.Cells)));

    private static string Repeat(string text, int times) =>
        new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static byte[] Parts(int count)
    {
        var book = new RawWorkbook().Sheet("Svar", RawWorkbook.Heading);
        for (var i = 0; i < count; i++)
        {
            book.Part($"{i}", "");
        }

        return book.ToArray();
    }

    private static byte[] Sheets(int count)
    {
        var book = new RawWorkbook();
        for (var i = 0; i < count; i++)
        {
            book.Sheet($"Blad{i}", RawWorkbook.Row("a"));
        }

        return book.ToArray();
    }
}

using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class AnswerLayoutTests(DatabaseProvider provider) : ImportTest(provider)
{
    private static readonly (string What, byte[] File, string Occasion)[] Right =
    [
        (
            "a row for each municipality",
            Workbook.Csv("Kommun;Tillfälle;1;2;Kommentar 1;Summa\nLuleå kommun;BM1;3;1;Beslutat;4\n"),
            ""
        ),
        ("steps called steps", Workbook.Csv("Kommun;Steg 1;Steg 2;Kommentar steg 1\nLULEÅ STAD;3;1;Beslutat\n"), "bm1"),
        (
            "steps in words",
            Workbook.Csv("municipality,1. Beslut,2. Uppföljning,\"Comment, step 1\"\nLulea,3,1,Beslutat\n"),
            "bm1"
        ),
        ("a line above the heading", Workbook.Csv("BM 1;;;\n\nKommun;1;2;Kommentar 1\nLuleå;3,0;1.0;Beslutat\n"), ""),
        (
            "the printed list of one",
            Workbook.Csv(
                "Luleå, Omgång 2027;BM 1;Kommentar, BM 1\n1. Ett;3;Beslutat\n2. Två;1;\n3. Tre;;\n4. Fyra;;\nSumma;4;\n\n1 = ej påbörjat\n"
            ),
            ""
        ),
        (
            "the printed list of several",
            Workbook.Csv("Steg;Luleå;Boden;Kommentar Luleå\n1;3;;Beslutat\n2;1;;\n3;;;\n4;;;\n"),
            "bm1"
        ),
        (
            "words of others",
            Workbook.Csv(
                "Kommun|Träff|Steg|Bedömning|Motivering\nLuleå kommun|Benchmarking 1|Steg 1| 3 |Beslutat\nLuleå|bm-1|2. Två|1,0|\n"
            ),
            ""
        ),
        (
            "letters as keyboards lack them",
            Workbook.Csv("kommun;tillfälle;steg;poäng;kommentar\nLuleaa;BM\u00A01;1;3;Beslutat\nLulea kommun;BM\u20111;2;1;\n"),
            ""
        ),
        (
            "spaces and hyphens as word processors write them",
            Workbook.Csv(
                "Kommun;Tillfälle;Steg;Svar;Kommentar\nLuleå\u00A0kommun;BM1;1;3;Beslutat\nLuleå kommun;BM1;2;1;\nLuleå kommun;BM1;3;\u2013;\n"
            ),
            ""
        ),
        (
            "a workbook with a sheet to read first",
            new RawWorkbook()
                .Sheet("Läs mig", RawWorkbook.Row("Fyll i"))
                .Sheet(
                    "Svar",
                    RawWorkbook.Row("kommun", "steg", "poäng", "kommentar")
                        + RawWorkbook.Row("Luleå", 1, 3, "Beslutat")
                        + RawWorkbook.Row(2580, 2, 1, null)
                )
                .ToArray(),
            "bm1"
        ),
        (
            "the occasion on the tab",
            new RawWorkbook()
                .Sheet("BM 1", RawWorkbook.Row("Kommun", 1, 2, "Kommentar 1") + RawWorkbook.Row("Luleå", 3, 1, "Beslutat"))
                .ToArray(),
            ""
        ),
        (
            "merged organisation and occasion",
            RawWorkbook.Of(
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>organisation</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>occasion</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>step</t></is></c>"
                    + "<c r=\"D1\" t=\"inlineStr\"><is><t>score</t></is></c><c r=\"E1\" t=\"inlineStr\"><is><t>comment</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>lulea</t></is></c>"
                    + "<c r=\"B2\" t=\"inlineStr\"><is><t>bm1</t></is></c><c r=\"C2\"><v>1</v></c><c r=\"D2\"><v>3</v></c><c r=\"E2\" t=\"inlineStr\"><is><t>Beslutat</t></is></c></row>"
                    + "<row r=\"3\"><c r=\"C3\"><v>2</v></c><c r=\"D3\"><v>1</v></c></row>",
                "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>"
            ),
            ""
        ),
    ];

    private static readonly TestCaseData[] EachRight =
    [
        .. Right.Select(r => new TestCaseData(r.File, r.Occasion).SetArgDisplayNames(r.What)),
    ];

    [TestCaseSource(nameof(EachRight))]
    public async Task Answers_are_found_however_they_are_laid_out(byte[] file, string occasion)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await UploadAsync(network, file, $"?occasion={occasion}")).ShouldBeOk()["assessments"]!.AsArray().Count.ShouldBe(1);
        (await network.InDbAsync(db => db.Assessments.Select(a => a.Profile).SingleAsync())).ShouldBe("3100000000");
        (await network.InDbAsync(db => db.ConsensusScores.Where(c => c.Step == 1).Select(c => c.Comment).SingleAsync())).ShouldBe(
            "Beslutat"
        );
    }

    private static readonly (string What, byte[] File, string Rule, string[] Fields)[] Wrong =
    [
        ("no occasion told", Workbook.Csv("kommun;1;2\nLuleå;3;1\nBoden;1;1\n"), "ImportOccasionMissing", ["occasion"]),
        (
            "a score that is none, by its heading",
            Workbook.Csv("kommun;tillfälle;1;2\nLuleå;bm1;3;9\n"),
            "ImportScoreUnder",
            ["rows[2].score"]
        ),
        (
            "a column that there is none of",
            Workbook.Csv("kommun;tillfälle;1;2;färg\nLuleå;bm1;3;1;röd\n"),
            "ImportColumnUnknown",
            ["file"]
        ),
        (
            "an organisation that may be two",
            Workbook.Csv(WithSemicolons + "Gotlands kommun;bm1;1;3;\n"),
            "ImportOrganisationSeveral",
            ["rows[2].organisation"]
        ),
        (
            "a formula without a value",
            RawWorkbook.Of(
                RawWorkbook.Heading
                    + "<row>"
                    + RawWorkbook.Cell("lulea")
                    + RawWorkbook.Cell("bm1")
                    + RawWorkbook.Cell(1)
                    + "<c><f>1+1</f></c></row>"
            ),
            "ImportFormula",
            ["rows[2].score"]
        ),
        (
            "an error for a value",
            RawWorkbook.Of(
                RawWorkbook.Heading
                    + "<row>"
                    + RawWorkbook.Cell("lulea")
                    + RawWorkbook.Cell("bm1")
                    + RawWorkbook.Cell(1)
                    + "<c t=\"e\"><v>#N/A</v></c></row>"
            ),
            "ImportCellError",
            ["rows[2].score"]
        ),
        (
            "merged scores",
            RawWorkbook.Of(
                RawWorkbook.Heading + RawWorkbook.Row("lulea", "bm1", 1, 3) + RawWorkbook.Row("lulea", "bm1", 2),
                "<mergeCells><mergeCell ref=\"D2:D3\"/></mergeCells>"
            ),
            "ImportMerged",
            ["rows[3].score"]
        ),
        (
            "one byte that is no letter",
            [.. Encoding.UTF8.GetBytes(WithSemicolons + "lulea;bm1;1;2;Nämnden\nlulea;bm1;2;2;K"), 0xF6, .. "n\n"u8],
            "SheetLetter",
            ["rows[3]"]
        ),
        (
            "an encoding in doubt",
            [.. Encoding.ASCII.GetBytes(WithSemicolons + "lulea;bm1;1;2;Malm"), 0x94, .. "\n"u8],
            "SheetEncoding",
            ["encoding"]
        ),
    ];

    private static readonly TestCaseData[] EachWrong =
    [
        .. Wrong.Select(w => new TestCaseData(w.File, w.Rule, w.Fields).SetArgDisplayNames(w.What)),
    ];

    [TestCaseSource(nameof(EachWrong))]
    public async Task What_cannot_be_read_for_certain_is_asked_or_refused_and_nothing_is_kept(
        byte[] file,
        string rule,
        string[] fields
    )
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden", "Gotland"));
        await network.ChangeAsync(db =>
            Task.FromResult(
                db.Organisations.Add(new Domain.Networks.Organisation { Name = "Gotlands stad", Slug = "gotlands-stad" })
            )
        );
        (await UploadAsync(network, file)).ShouldBeInvalid(rule, fields);
        (await network.InDbAsync(db => db.Assessments.CountAsync())).ShouldBe(0);
    }

    [TestCase("sv", "steg (step), svar (score)", "rubrikerna ")]
    [TestCase("en", "step, score", "headings ")]
    public async Task Missing_columns_are_named_as_the_reader_calls_them_and_those_names_are_read(
        string language,
        string missing,
        string before
    )
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reply = await UploadAsync(network, Workbook.Csv("kommun;tillfälle\nLuleå;bm1\n"), language: language);
        var detail = reply.ShouldBeInvalid("ImportColumnMissing", "file")["detail"]!.ToString();
        detail.ShouldContain($": {missing}.");
        var names = detail[(detail.IndexOf(before, StringComparison.Ordinal) + before.Length)..].TrimEnd('.').Split(", ");
        foreach (var heading in new[] { names.Select(n => n.Split(" (")[0]), names.Select(n => n.Split(" (")[^1].TrimEnd(')')) })
        {
            var file = Workbook.Csv($"{string.Join(';', heading)}\nlulea;bm1;1;2;Beslutat\n");
            (await UploadAsync(network, file, "?preview=true")).ShouldBeOk()["samples[0].comment"]!
                .ToString()
                .ShouldBe("Beslutat");
        }
    }

    [Test]
    public async Task Occasions_to_choose_among_are_named_as_the_reader_calls_them_and_may_be_chosen_so()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var file = Workbook.Csv("kommun;1;2\nLuleå;3;1\n");
        var asked = (await UploadAsync(network, file)).ShouldBeInvalid("ImportOccasionMissing", "occasion");
        asked["detail"]!.ToString().Replace('\u00A0', ' ').ShouldContain("Uppstart, BM 1, BM 2, BM 3, Resultatkonferens");
        (await UploadAsync(network, file, "?occasion=BM%201")).ShouldBeOk()["assessments[0].occasion"]!
            .ToString()
            .ShouldBe("bm1");
    }

    [Test]
    public async Task A_workbook_of_printed_lists_is_read_sheet_by_sheet()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "2222222222")
                .Submitted("Boden", "startup", "1111111111")
        );
        var file = await (await network.Coordinator.Api.GetAsync(network.InCohort("/assessments.xlsx")))
            .ShouldBeOk()
            .Message.Content.ReadAsByteArrayAsync();
        var empty = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await UploadAsync(empty, file)).ShouldBeOk()["assessments"]!
            .AsArray()
            .Select(a => a!["name"]!.ToString())
            .ShouldBe(["Boden", "Luleå"]);
    }

    [Test]
    public async Task What_is_wrong_in_a_workbook_is_told_with_the_sheet_that_it_stands_on()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        static string Printed(string name, int second) =>
            RawWorkbook.Row(name, "BM 1")
            + RawWorkbook.Row("1. Ett", 3)
            + RawWorkbook.Row("2. Två", second)
            + RawWorkbook.Row("3. Tre", null)
            + RawWorkbook.Row("4. Fyra", null);
        var lists = new RawWorkbook().Sheet("Boden", Printed("Boden", 1)).Sheet("Luleå", Printed("Luleå", 9));
        (await UploadAsync(network, lists.ToArray())).ShouldBeInvalid("ImportScoreUnder", ["rows[3].score"])["detail"]!
            .ToString()
            .ShouldContain("Rad 3 på bladet ”Luleå”");

        var other = new RawWorkbook().Sheet("Deltagare", RawWorkbook.Row("kommun", "telefon"));
        (await UploadAsync(network, other.ToArray())).ShouldBeInvalid("ImportColumnMissing", ["file"])["detail"]!
            .ToString()
            .ShouldContain("bladet ”Deltagare”");
    }
}

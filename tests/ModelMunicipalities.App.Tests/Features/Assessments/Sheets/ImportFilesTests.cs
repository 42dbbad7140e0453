using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

/// <summary>The files that coordinators have: other layouts, other words, other programs.</summary>
public class ImportFilesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Heading = "organisation;occasion;step;score;comment\n";

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
        (await ImportAsync(network, file, $"?occasion={occasion}")).ShouldBeOk()["assessments"]!.AsArray().Count.ShouldBe(1);
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
            Workbook.Csv(Heading + "Gotlands kommun;bm1;1;3;\n"),
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
            [.. Encoding.UTF8.GetBytes(Heading + "lulea;bm1;1;2;Nämnden\nlulea;bm1;2;2;K"), 0xF6, .. "n\n"u8],
            "SheetLetter",
            ["rows[3]"]
        ),
        (
            "an encoding in doubt",
            [.. Encoding.ASCII.GetBytes(Heading + "lulea;bm1;1;2;Malm"), 0x94, .. "\n"u8],
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
        (await ImportAsync(network, file)).ShouldBeInvalid(rule, fields);
        (await network.InDbAsync(db => db.Assessments.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task An_encoding_in_doubt_is_asked_for_with_samples_and_then_used()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        byte[] file = [.. Encoding.ASCII.GetBytes(Heading + "lulea;bm1;1;2;Malm"), 0x94, .. "\n"u8];
        var asked = await ImportAsync(network, file);
        asked["encodings[2].encoding"]!.ToString().ShouldBe("ibm850");
        asked["encodings[2].sample"]!.ToString().ShouldContain("Malmö");
        (await ImportAsync(network, file, "?encoding=ibm850")).ShouldBeOk()["samples[0].comment"]!.ToString().ShouldBe("Malmö");
        (await ImportAsync(network, file, "?encoding=klingon")).ShouldBeInvalid("SheetEncodingUnknown", "encoding");
    }

    [Test]
    public async Task A_name_of_the_network_tells_how_the_letters_are_written()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Malmö"));
        byte[] file = [.. Encoding.ASCII.GetBytes(Heading + "Malm"), 0x94, .. ";bm1;1;2;Efter semestern\n"u8];
        (await ImportAsync(network, file)).ShouldBeOk()["assessments[0].name"]!.ToString().ShouldBe("Malmö");

        // In a network that knows of no such place it may be anything.
        var elsewhere = await BuildAsync(n => n.Group("Piteå", "Boden"));
        (await ImportAsync(elsewhere, file)).ShouldBeInvalid("SheetEncoding", "encoding");
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
        var reply = await ImportAsync(network, Workbook.Csv("kommun;tillfälle\nLuleå;bm1\n"), language: language);
        var detail = reply.ShouldBeInvalid("ImportColumnMissing", "file")["detail"]!.ToString();
        detail.ShouldContain($": {missing}.");
        var names = detail[(detail.IndexOf(before, StringComparison.Ordinal) + before.Length)..].TrimEnd('.').Split(", ");
        foreach (var heading in new[] { names.Select(n => n.Split(" (")[0]), names.Select(n => n.Split(" (")[^1].TrimEnd(')')) })
        {
            var file = Workbook.Csv($"{string.Join(';', heading)}\nlulea;bm1;1;2;Beslutat\n");
            (await ImportAsync(network, file, "?preview=true")).ShouldBeOk()["samples[0].comment"]!
                .ToString()
                .ShouldBe("Beslutat");
        }
    }

    [Test]
    public async Task Occasions_to_choose_among_are_named_as_the_reader_calls_them_and_may_be_chosen_so()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var file = Workbook.Csv("kommun;1;2\nLuleå;3;1\n");
        var asked = (await ImportAsync(network, file)).ShouldBeInvalid("ImportOccasionMissing", "occasion");
        asked["detail"]!.ToString().Replace('\u00A0', ' ').ShouldContain("Uppstart, BM 1, BM 2, BM 3, Resultatkonferens");
        (await ImportAsync(network, file, "?occasion=BM%201")).ShouldBeOk()["assessments[0].occasion"]!
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
        (await ImportAsync(empty, file)).ShouldBeOk()["assessments"]!
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
        (await ImportAsync(network, lists.ToArray())).ShouldBeInvalid("ImportScoreUnder", ["rows[3].score"])["detail"]!
            .ToString()
            .ShouldContain("Rad 3 på bladet ”Luleå”");

        var other = new RawWorkbook().Sheet("Deltagare", RawWorkbook.Row("kommun", "telefon"));
        (await ImportAsync(network, other.ToArray())).ShouldBeInvalid("ImportColumnMissing", ["file"])["detail"]!
            .ToString()
            .ShouldContain("bladet ”Deltagare”");
    }

    [Test]
    public async Task A_comment_that_is_replaced_is_told_beforehand_and_stays_in_the_trail()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (await ImportAsync(network, Workbook.Csv(Heading + "lulea;bm1;1;2;Beslutat i maj\n"))).ShouldBeOk();
        var file = Workbook.Csv(Heading + "lulea;bm1;1;2;Beslutat i juni\n");
        var lines = (await ImportAsync(network, file, "?preview=true")).ShouldBeOk()["assessments"]!.AsArray();
        lines[0]!["before"]!["comments"]!.ToJsonString().ShouldBe("""{"1":"Beslutat i maj"}""");
        (await ImportAsync(network, file)).ShouldBeOk();
        (await network.TrailAsync("AssessmentImported")).Select(t => t.Detail).ShouldContain("1: ”Beslutat i maj” →");
    }

    [Test]
    public async Task A_preview_says_whose_answers_are_replaced_and_what_stood_there()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "2222222222")
                .HandedIn("Boden", "bm1", Function.Manager, "3333333333")
        );
        var file = Workbook.Csv(Heading + "lulea;startup;7;3;\nboden;bm1;1;2;\npitea;bm1;1;2;\n");
        var lines = (await ImportAsync(network, file, "?preview=true")).ShouldBeOk()["assessments"]!.AsArray();
        lines[0]!["before"]!["handedIn"]!.AsArray().Select(f => f!.ToString()).ShouldBe(["manager"]);
        lines[0]!["before"]!["submitted"]!.GetValue<bool>().ShouldBeFalse();
        lines[1]!["before"]!["moved"]!.AsArray().Count.ShouldBe(10, "nine steps are no longer scored, and one is raised");
        lines[2]!["before"].ShouldBeNull();
        (await network.MailsAsync()).ShouldBeEmpty();

        var page = await (await network.Coordinator.ReaderAsync()).PostFileAsync(
            network.CohortPage("/imports"),
            "file",
            file,
            "svar.csv"
        );
        page.Text.ShouldContain("chef har lämnat in egna svar");
        page.Text.ShouldContain("7: 2 → 3");
    }

    [Test]
    public async Task A_preview_names_the_occasions_that_have_not_opened_and_they_are_taken_in_all_the_same()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var file = Workbook.Csv(Heading + "lulea;bm3;1;2;\nlulea;bm1;1;2;\n");
        (await ImportAsync(network, file, "?preview=true")).ShouldBeOk()["notOpenYet"]!
            .AsArray()
            .Select(o => o!.ToString())
            .ShouldBe(["bm3"]);
        var reader = await network.Coordinator.ReaderAsync();
        var page = (await reader.PostFileAsync(network.CohortPage("/imports"), "file", file, "svar.csv")).ShouldBeOk();
        page.Text.Replace('\u00A0', ' ').ShouldContain("BM 3 har inte öppnat ännu.");
        (await ImportAsync(network, file)).ShouldBeOk()["assessments"]!.AsArray().Count.ShouldBe(2);
        (
            await reader.PostFileAsync(
                network.CohortPage("/imports"),
                "file",
                Workbook.Csv(Heading + "lulea;bm1;1;2;\n"),
                "svar.csv"
            )
        ).Text.ShouldNotContain("har inte öppnat");
    }

    [Test]
    public async Task Those_whose_answers_are_replaced_get_one_mail_and_the_trail_says_what_stood_there()
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden").Submitted("Luleå", "startup", "2222222222").Submitted("Luleå", "bm1", "2222222222")
        );
        var rows = string.Concat(
            Enumerable.Range(1, 10).Select(s => $"lulea;startup;{s};{(s == 7 ? 3 : 2)};\nlulea;bm1;{s};{(s == 2 ? 1 : 2)};\n")
        );
        (await ImportAsync(network, Workbook.Csv(Heading + rows))).ShouldBeOk();
        var mails = await network.MailsAsync();
        mails
            .To()
            .ShouldBe([.. Domain.Assessments.Assessment.Functions.Select(f => network["Luleå", f].Email)], ignoreOrder: true);
        mails.ShouldAllBe(m => m.Body.Contains("7: 2 → 3") && m.Body.Contains("2: 2 → 1") && m.Body.Contains("/assessments/bm1"));
        (await network.TrailAsync("AssessmentImported"))
            .Select(t => t.Detail)
            .ShouldBe(["7: 2 → 3", "2: 2 → 1"], ignoreOrder: true);

        (await ImportAsync(network, Workbook.Csv(Heading + rows))).ShouldBeOk();
        (await network.MailsAsync()).Count.ShouldBe(mails.Count, "the same answers again change nothing");
        (await network.TrailAsync("AssessmentImported")).Count.ShouldBe(2);
    }

    [Test]
    public async Task What_changed_since_the_preview_is_shown_anew_and_not_replaced()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var file = Workbook.Csv(Heading + "lulea;startup;7;3;\n");
        var basis = (await ImportAsync(network, file, "?preview=true")).ShouldBeOk()["basis"]!.ToString();
        (
            await network.Coordinator.Api.PostAsync(network.At("Luleå", "startup", "/reopening"), new { reason = "Fel" })
        ).ShouldBeOk();
        (await ImportAsync(network, file, "?basis=" + basis)).ShouldBeRefused(HttpStatusCode.Conflict, "ImportStale");
        (await network.InDbAsync(db => db.Assessments.Select(a => a.SubmittedAt).SingleAsync())).ShouldBeNull();

        var again = (await ImportAsync(network, file, "?preview=true")).ShouldBeOk()["basis"]!.ToString();
        (await ImportAsync(network, file, "?basis=" + again)).ShouldBeOk();
        (await ImportAsync(network, file, "?basis=" + again)).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_page_asks_with_the_file_kept()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        byte[] file = [.. Encoding.ASCII.GetBytes("kommun;1;2;kommentar 1\nLulea;3;1;Malm"), 0x94, .. "\n"u8];
        var asked = (await reader.PostFileAsync(network.CohortPage("/imports"), "file", file, "svar.csv")).ShouldBe(
            HttpStatusCode.BadRequest
        );
        asked.Text.ShouldContain("Malmö");
        var sheet = WebUtility.HtmlDecode(
            System.Text.RegularExpressions.Regex.Match(asked.Html, "name=\"Sheet\" value=\"([^\"]+)\"").Groups[1].Value
        );
        var when = (
            await reader.PostAsync(network.CohortPage("/imports") + "?handler=Read", ("Sheet", sheet), ("Encoding", "ibm850"))
        ).ShouldBe(HttpStatusCode.BadRequest);
        when.Html.ShouldContain("<option value=\"bm1\">");
        var preview = (
            await reader.PostAsync(
                network.CohortPage("/imports") + "?handler=Read",
                ("Sheet", sheet),
                ("Encoding", "ibm850"),
                ("Occasion", "bm1")
            )
        ).ShouldBeOk();
        preview.Text.ShouldContain("Malmö");
        (
            await reader.PostAsync(
                network.CohortPage("/imports") + "?handler=Save",
                ("Sheet", sheet),
                ("Encoding", "ibm850"),
                ("Occasion", "bm1")
            )
        ).ShouldBeOk();
        (await network.InDbAsync(db => db.ConsensusScores.Where(c => c.Step == 1).Select(c => c.Comment).SingleAsync())).ShouldBe(
            "Malmö"
        );
    }

    private static Task<Reply> ImportAsync(TestNetwork network, byte[] file, string query = "", string language = "sv") =>
        network.Coordinator.Api.SendAsync(
            HttpMethod.Post,
            network.InCohort("/imports/assessments" + query),
            new ByteArrayContent(file) { Headers = { ContentType = new("text/csv") } },
            r => r.Headers.Add("Accept-Language", language)
        );
}

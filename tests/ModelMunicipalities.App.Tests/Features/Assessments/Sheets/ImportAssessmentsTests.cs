using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Assessments;

public class ImportAssessmentsTests(DatabaseProvider provider) : ImportTest(provider)
{
    [Test]
    public async Task A_comment_that_is_replaced_is_told_beforehand_and_stays_in_the_trail()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (await UploadAsync(network, Workbook.Csv(WithSemicolons + "lulea;bm1;1;2;Beslutat i maj\n"))).ShouldBeOk();
        var file = Workbook.Csv(WithSemicolons + "lulea;bm1;1;2;Beslutat i juni\n");
        var lines = (await UploadAsync(network, file, "?preview=true")).ShouldBeOk()["assessments"]!.AsArray();
        lines[0]!["before"]!["comments"]!.ToJsonString().ShouldBe("""{"1":"Beslutat i maj"}""");
        (await UploadAsync(network, file)).ShouldBeOk();
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
        var file = Workbook.Csv(WithSemicolons + "lulea;startup;7;3;\nboden;bm1;1;2;\npitea;bm1;1;2;\n");
        var lines = (await UploadAsync(network, file, "?preview=true")).ShouldBeOk()["assessments"]!.AsArray();
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
        var file = Workbook.Csv(WithSemicolons + "lulea;bm3;1;2;\nlulea;bm1;1;2;\n");
        (await UploadAsync(network, file, "?preview=true")).ShouldBeOk()["notOpenYet"]!
            .AsArray()
            .Select(o => o!.ToString())
            .ShouldBe(["bm3"]);
        var reader = await network.Coordinator.ReaderAsync();
        var page = (await reader.PostFileAsync(network.CohortPage("/imports"), "file", file, "svar.csv")).ShouldBeOk();
        page.Text.Replace('\u00A0', ' ').ShouldContain("BM 3 har inte öppnat ännu.");
        (await UploadAsync(network, file)).ShouldBeOk()["assessments"]!.AsArray().Count.ShouldBe(2);
        (
            await reader.PostFileAsync(
                network.CohortPage("/imports"),
                "file",
                Workbook.Csv(WithSemicolons + "lulea;bm1;1;2;\n"),
                "svar.csv"
            )
        ).Text.ShouldNotContain("har inte öppnat");
    }

    [Test]
    public async Task What_changed_since_the_preview_is_shown_anew_and_not_replaced()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var file = Workbook.Csv(WithSemicolons + "lulea;startup;7;3;\n");
        var basis = (await UploadAsync(network, file, "?preview=true")).ShouldBeOk()["basis"]!.ToString();
        (
            await network.Coordinator.Api.PostAsync(network.At("Luleå", "startup", "/reopening"), new { reason = "Fel" })
        ).ShouldBeOk();
        (await UploadAsync(network, file, "?basis=" + basis)).ShouldBeRefused(HttpStatusCode.Conflict, "ImportStale");
        (await network.InDbAsync(db => db.Assessments.Select(a => a.SubmittedAt).SingleAsync())).ShouldBeNull();

        var again = (await UploadAsync(network, file, "?preview=true")).ShouldBeOk()["basis"]!.ToString();
        (await UploadAsync(network, file, "?basis=" + again)).ShouldBeOk();
        (await UploadAsync(network, file, "?basis=" + again)).ShouldBe(HttpStatusCode.OK);
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

    private const string Heading = "organisation,occasion,step,score,comment\n";

    private static readonly (string What, byte[] File, string Rule, string[] Fields)[] Wrong =
    [
        ("nothing", [], "SheetEmpty", ["file"]),
        ("blank rows", Workbook.Csv("\n\n ,,\n"), "SheetEmpty", ["file"]),
        ("a heading alone", Workbook.Csv(Heading), "ImportNoScores", ["file"]),
        ("nothing scored", Workbook.Csv(Heading + "lulea,bm1,1,,\nlulea,bm1,2,0,\n"), "ImportNoScores", ["file"]),
        ("no heading", Workbook.Csv("lulea,bm1,1,2\n"), "ImportColumnMissing", ["file"]),
        ("a column missing", Workbook.Csv("organisation,occasion,step\nlulea,bm1,1\n"), "ImportColumnMissing", ["file"]),
        (
            "a column too many",
            Workbook.Csv("organisation,occasion,step,score,colour\nlulea,bm1,1,2,red\n"),
            "ImportColumnUnknown",
            ["file"]
        ),
        (
            "a column twice",
            Workbook.Csv("organisation,occasion,step,score,score\nlulea,bm1,1,2,2\n"),
            "ImportColumnTwice",
            ["file"]
        ),
        (
            "a cell outside the columns",
            Workbook.Csv("organisation,occasion,step,score\nlulea,bm1,1,2,stray\n"),
            "ImportCells",
            ["rows[2]"]
        ),
        (
            "an organisation that there is none of",
            Workbook.Csv(Heading + "atlantis,bm1,1,2,\n"),
            "ImportOrganisation",
            ["rows[2].organisation"]
        ),
        ("no organisation", Workbook.Csv(Heading + ",bm1,1,2,\n"), "ImportOrganisation", ["rows[2].organisation"]),
        (
            "an organisation outside the cohort",
            Workbook.Csv(Heading + "umea,bm1,1,2,\n"),
            "ImportNotInCohort",
            ["rows[2].organisation"]
        ),
        ("an occasion that there is none of", Workbook.Csv(Heading + "lulea,bm9,1,2,\n"), "ImportOccasion", ["rows[2].occasion"]),
        ("step 11", Workbook.Csv(Heading + "lulea,bm1,11,2,\n"), "ImportStep", ["rows[2].step"]),
        ("step 0", Workbook.Csv(Heading + "lulea,bm1,0,2,\n"), "ImportStep", ["rows[2].step"]),
        ("step one", Workbook.Csv(Heading + "lulea,bm1,one,2,\n"), "ImportStep", ["rows[2].step"]),
        ("score 4", Workbook.Csv(Heading + "lulea,bm1,1,4,\n"), "ImportScore", ["rows[2].score"]),
        ("score -1", Workbook.Csv(Heading + "lulea,bm1,1,-1,\n"), "ImportScore", ["rows[2].score"]),
        ("score 2.5", Workbook.Csv(Heading + "lulea,bm1,1,2.5,\n"), "ImportScore", ["rows[2].score"]),
        ("score two", Workbook.Csv(Heading + "lulea,bm1,1,two,\n"), "ImportScore", ["rows[2].score"]),
        (
            "a comment too long",
            Workbook.Csv(Heading + $"lulea,bm1,1,2,{new string('k', 2001)}\n"),
            "ImportComment",
            ["rows[2].comment"]
        ),
        (
            "the same answer twice",
            Workbook.Csv(Heading + "lulea,bm1,1,2,\nlulea,bm1,2,2,\nLULEA,BM1,1,3,\n"),
            "ImportTwice",
            ["rows[4].step"]
        ),
        (
            "several wrong rows",
            Workbook.Csv(Heading + "lulea,bm1,1,2,\nlulea,bm1,2,9,\natlantis,bm1,3,2,\n"),
            "ImportScore",
            ["rows[3].score", "rows[4].organisation"]
        ),
        (
            "a quotation mark never closed",
            Workbook.Csv(Heading + "lulea,bm1,1,2,\"so it goes\nlulea,bm1,2,2,\n"),
            "SheetQuotes",
            ["rows[2]"]
        ),
        (
            "a picture",
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D],
            "SheetUnreadable",
            ["file"]
        ),
        ("a zip that is no workbook", [(byte)'P', (byte)'K', 3, 4, 1, 2, 3, 4, 5, 6, 7, 8], "SheetUnreadable", ["file"]),
        ("an old or protected workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "SheetProtected", ["file"]),
        ("a small file that unpacks into a large one", Workbook.Bomb(40), "SheetTooLarge", ["file"]),
        (
            "a hundred thousand rows",
            Workbook.Csv(Heading + string.Concat(Enumerable.Repeat("lulea,bm1,1,2,\n", 100_000))),
            "SheetTooManyRows",
            ["file"]
        ),
        (
            "a workbook with a wrong score",
            Workbook.Xlsx(["organisation", "occasion", "step", "score"], ["lulea", "bm1", 1, 2], ["lulea", "bm1", 2, 4]),
            "ImportScore",
            ["rows[3].score"]
        ),
    ];

    private static readonly TestCaseData[] EachWrong =
    [
        .. Wrong.Select(w => new TestCaseData(w.File, w.Rule, w.Fields).SetArgDisplayNames(w.What)),
    ];

    [TestCaseSource(nameof(EachWrong))]
    public async Task A_sheet_that_is_not_in_order_is_refused_with_where_and_nothing_of_it_is_kept(
        byte[] file,
        string rule,
        string[] fields
    )
    {
        var network = await MakeAsync();
        (await ImportAsync(network, file)).ShouldBeInvalid(rule, fields);
        (await network.InDbAsync(async db => (await db.Assessments.CountAsync(), await db.AuditEntries.CountAsync()))).ShouldBe(
            (0, 0)
        );
    }

    private static readonly (string What, byte[] File)[] Right =
    [
        ("commas", Workbook.Csv("organisation,occasion,step,score,comment\nlulea,bm1,1,3,Beslutat\nlulea,bm1,2,1,\n")),
        ("semicolons", Workbook.Csv("organisation;occasion;step;score;comment\nlulea;bm1;1;3;Beslutat\nlulea;bm1;2;1;\n")),
        (
            "a byte order mark and other line endings",
            [
                0xEF,
                0xBB,
                0xBF,
                .. Workbook.Csv("organisation,occasion,step,score,comment\r\nlulea,bm1,1,3,Beslutat\r\nlulea,bm1,2,1,"),
            ]
        ),
        (
            "other order, other case, spaces",
            Workbook.Csv("Score, STEP ,Occasion,Organisation,Comment\n3, 1 ,BM1,Lulea,Beslutat\n1,2,bm1,LULEA,\n")
        ),
        ("swedish words", Workbook.Csv("Organisation;Tillfälle;Steg;Svar;Kommentar\nLuleå;BM 1;1;3;Beslutat\nLuleå;bm1;2;1;\n")),
        (
            "the municipality's code",
            Workbook.Csv("organisation,occasion,step,score,comment\n2580,bm1,1,3,Beslutat\n2580,bm1,2,1,\n")
        ),
        ("without comments", Workbook.Csv("organisation,occasion,step,score\nlulea,bm1,1,3\nlulea,bm1,2,1\n")),
        (
            "as Excel in Sweden writes it",
            Encoding.Latin1.GetBytes("organisation;occasion;step;score;comment\nLuleå;bm1;1;3;Beslutat\nLuleå;bm1;2;1;\n")
        ),
        (
            "as Excel's Unicode text",
            [
                .. Encoding.Unicode.GetPreamble(),
                .. Encoding.Unicode.GetBytes(
                    "organisation\toccasion\tstep\tscore\tcomment\nLuleå\tbm1\t1\t3\tBeslutat\nLuleå\tbm1\t2\t1\t\n"
                ),
            ]
        ),
        (
            "blank rows between",
            Workbook.Csv("organisation,occasion,step,score,comment\n\nlulea,bm1,1,3,Beslutat\n,,,,\nlulea,bm1,2,1,\n\n")
        ),
        (
            "a workbook",
            Workbook.Xlsx(
                ["organisation", "occasion", "step", "score", "comment"],
                ["lulea", "bm1", 1, 3, "Beslutat"],
                ["Luleå", "BM 1", "2", "1", null]
            )
        ),
    ];

    private static readonly TestCaseData[] EachRight =
    [
        .. Right.Select(r => new TestCaseData(r.File).SetArgDisplayNames(r.What)),
    ];

    [TestCaseSource(nameof(EachRight))]
    public async Task A_sheet_is_read_in_whatever_way_it_was_written(byte[] file)
    {
        var network = await MakeAsync();
        var imported = (await ImportAsync(network, file)).ShouldBeOk();
        (imported["rows"]!.GetValue<int>(), imported["assessments"]!.AsArray().Count).ShouldBe((2, 1));
        (
            imported["assessments[0].organisation"]!.ToString(),
            imported["assessments[0].occasion"]!.ToString(),
            imported["assessments[0].scored"]!.GetValue<int>(),
            imported["assessments[0].sum"]!.GetValue<int>()
        ).ShouldBe(("lulea", "bm1", 2, 4));
        (await network.InDbAsync(db => db.Assessments.Select(a => a.Profile).SingleAsync())).ShouldBe("3100000000");
        (await network.TrailAsync("AssessmentImported")).ShouldBe([(network.Coordinator.Name, "Luleå", "bm1", "2")]);
    }

    [Test]
    public async Task What_is_imported_is_submitted_and_moves_from_the_occasion_before()
    {
        var network = await MakeAsync();
        var rows = string.Concat(Enumerable.Range(1, 10).Select(s => $"lulea,bm1,{s},3,\nlulea,startup,{s},2,\n"));
        (await ImportAsync(network, Workbook.Csv(Heading + rows))).ShouldBeOk()["assessments"]!.AsArray().Count.ShouldBe(2);

        var seen = (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1"))).ShouldBeOk();
        (seen["status"]!.ToString(), seen["sum"]!.GetValue<int>(), seen["previous.occasion"]!.ToString()).ShouldBe(
            ("submitted", 30, "startup")
        );
        seen["consensus"]!.AsArray().ShouldAllBe(c => c!["cause"] == null);
        (
            await network["Luleå", Function.KeyPerson].Api.PutAsync(network.At("Luleå", "bm1", "/mine"), Body.Score(1, 1))
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Submitted");
    }

    [Test]
    public async Task A_preview_tells_what_would_be_done_and_saves_nothing()
    {
        var network = await MakeAsync();
        var reply = await network.Coordinator.Api.SendAsync(
            HttpMethod.Post,
            network.InCohort("/imports/assessments?preview=true"),
            Content(Workbook.Csv(Heading + "lulea,bm1,1,3,\n"))
        );
        reply.ShouldBeOk()["assessments[0].replaces"]!.GetValue<bool>().ShouldBeFalse();
        (await network.InDbAsync(db => db.Assessments.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task What_was_there_is_replaced_and_the_trail_tells_what_moved()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var rows = string.Concat(Enumerable.Range(1, 10).Select(s => $"lulea,startup,{s},{(s == 7 ? 3 : 2)},\n"));
        (await ImportAsync(network, Workbook.Csv(Heading + rows))).ShouldBeOk()["assessments[0].replaces"]!
            .GetValue<bool>()
            .ShouldBeTrue();
        (await network.TrailAsync("AssessmentImported")).Single().Detail.ShouldBe("7: 2 → 3");
        (await network.InDbAsync(db => db.ConsensusScores.CountAsync())).ShouldBe(10);
    }

    [Test]
    public async Task An_occasion_with_nothing_scored_is_passed_over()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        (await ImportAsync(network, Workbook.Csv(Heading + "lulea,startup,1,,\nlulea,bm1,1,2,\n"))).ShouldBeOk()["assessments"]!
            .AsArray()
            .Select(a => a!["occasion"]!.ToString())
            .ShouldBe(["bm1"]);
        (await network.Coordinator.Api.GetAsync(network.At("Luleå", "startup")))["sum"]!.GetValue<int>().ShouldBe(20);
    }

    [Test]
    public async Task A_closed_cohort_takes_nothing_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Closed());
        (await ImportAsync(network, Workbook.Csv(Heading + "lulea,bm1,1,3,\n"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "CohortClosed"
        );
    }

    [Test]
    public async Task Another_networks_organisation_is_not_known()
    {
        var (own, other) = (await MakeAsync(), await BuildAsync(n => n.Group("Malmö", "Halmstad")));
        foreach (var name in new[] { other["Halmstad"].Slug, "Halmstad", other["Halmstad"].Code! })
        {
            (await ImportAsync(own, Workbook.Csv($"{Heading}{name},bm1,1,3,\n"))).ShouldBeInvalid(
                "ImportOrganisation",
                "rows[2].organisation"
            );
        }
    }

    [Test]
    public async Task A_file_is_taken_as_a_form_too_and_only_one()
    {
        var network = await MakeAsync();
        var one = new MultipartFormDataContent
        {
            { new ByteArrayContent(Workbook.Csv(Heading + "lulea,bm1,1,3,\n")), "file", "svar.csv" },
        };
        (await network.Coordinator.Api.SendAsync(HttpMethod.Post, network.InCohort("/imports/assessments"), one)).ShouldBeOk();
        var two = new MultipartFormDataContent
        {
            { new ByteArrayContent([1]), "a", "a.csv" },
            { new ByteArrayContent([1]), "b", "b.csv" },
        };
        (await network.Coordinator.Api.SendAsync(HttpMethod.Post, network.InCohort("/imports/assessments"), two)).ShouldBeInvalid(
            "ImportOneFile",
            "file"
        );
    }

    [Test]
    public async Task Two_imports_at_the_same_time_leave_one_answer_to_each_step()
    {
        var network = await MakeAsync();
        var rows = string.Concat(Enumerable.Range(1, 10).Select(s => $"lulea,bm1,{s},2,\n"));
        await network.Coordinator.Api.GetAsync("/api/v1/me/places");
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => ImportAsync(network, Workbook.Csv(Heading + rows))))
        );
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.OK);
        (
            await network.InDbAsync(async db => (await db.Assessments.CountAsync(), await db.ConsensusScores.CountAsync()))
        ).ShouldBe((1, 10));
    }

    [TestCase("sv")]
    [TestCase("en")]
    public async Task What_goes_out_comes_in_again_and_changes_nothing(string language)
    {
        var network = await BuildAsync(n =>
            n.Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "2222222222")
                .Submitted("Boden", "startup", "1230321321")
        );
        await network.AllHandInAsync("Luleå", "bm1", "2222222222");
        var comments = new
        {
            scores = Enumerable
                .Range(1, 10)
                .Select(s => new
                {
                    step = s,
                    score = s % 3 + 1,
                    comment = Comment(s),
                    shared = s % 2 == 0,
                    target = (int?)(s == 4 ? 3 : null),
                }),
        };
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PutAsync(network.At("Luleå", "bm1", "/consensus"), comments, await network.VersionAsync("Luleå", "bm1"))
        ).ShouldBeOk();
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();

        var exported = (
            await network.Coordinator.Api.GetAsync(network.InCohort("/assessments.csv"), r =>
                r.Headers.TryAddWithoutValidation("Accept-Language", language)
            )
        ).ShouldBeOk();
        exported.Message.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        exported.Message.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("2027.csv");
        var before = await SeenAsync(network);
        (await ImportAsync(network, await exported.Message.Content.ReadAsByteArrayAsync())).ShouldBeOk()["assessments"]!
            .AsArray()
            .Count.ShouldBe(3);
        (await SeenAsync(network)).ShouldBe(before);

        var empty = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await ImportAsync(empty, await exported.Message.Content.ReadAsByteArrayAsync())).ShouldBeOk();
        (
            await empty.InDbAsync(db =>
                db.ConsensusScores.OrderBy(c => c.AssessmentId)
                    .ThenBy(c => c.Step)
                    .Select(c => c.Comment)
                    .Where(c => c != null)
                    .ToListAsync()
            )
        ).ShouldBe(Enumerable.Range(1, 10).Select(s => (string?)Comment(s)).Where(c => c is not null));
    }

    [Test]
    public async Task A_sheet_is_looked_at_before_it_is_saved()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        var path = network.CohortPage("/imports");
        var preview = (
            await reader.PostFileAsync(
                path,
                "file",
                Workbook.Csv("organisation;occasion;step;score\nlulea;bm1;1;3\n"),
                "svar.csv"
            )
        ).ShouldBeOk();
        preview.Text.ShouldContain("Luleå");
        (await network.InDbAsync(db => Task.FromResult(db.Assessments.Count()))).ShouldBe(0);

        var sheet = System.Text.RegularExpressions.Regex.Match(preview.Html, "name=\"Sheet\" value=\"([^\"]+)\"").Groups[1].Value;
        (await reader.PostAsync(path + "?handler=Save", ("Sheet", WebUtility.HtmlDecode(sheet)))).ShouldBeOk();
        (await network.InDbAsync(db => Task.FromResult(db.Assessments.Count(a => a.SubmittedAt != null)))).ShouldBe(1);

        var refused = (
            await reader.PostFileAsync(
                path,
                "file",
                Workbook.Csv("organisation;occasion;step;score\natlantis;bm1;1;3\n"),
                "svar.csv"
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("atlantis");
        (await reader.PostAsync(path + "?handler=Save", ("Sheet", "not base64!"))).ShouldBe(HttpStatusCode.BadRequest);
        (await reader.PostAsync(path)).ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>Comments that a spreadsheet could take for something else.</summary>
    private static string? Comment(int step) =>
        step switch
        {
            1 => "=1+1",
            2 => "'=2+2",
            3 => "-5 % av budgeten",
            4 => "@samordnaren; \"citat\", och komma",
            5 => "två\nrader",
            6 => "+46 920 45 30 00",
            7 => "Å ä ö é 👩‍👧",
            8 => "'apostrof",
            _ => null,
        };

    private async Task<TestNetwork> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.ChangeAsync(db =>
            Task.FromResult(db.Organisations.Add(new Domain.Networks.Organisation { Name = "Umeå", Slug = "umea" }))
        );
        return network;
    }

    private static Task<Reply> ImportAsync(TestNetwork network, byte[] file) =>
        network.Coordinator.Api.SendAsync(HttpMethod.Post, network.InCohort("/imports/assessments"), Content(file));

    private static ByteArrayContent Content(byte[] file) => new(file) { Headers = { ContentType = new("text/csv") } };

    private static async Task<string> SeenAsync(TestNetwork network)
    {
        var seen = new List<string>();
        foreach (var (organisation, occasion) in new[] { ("Luleå", "startup"), ("Luleå", "bm1"), ("Boden", "startup") })
        {
            seen.AddRange(
                (await network.Coordinator.Api.GetAsync(network.At(organisation, occasion))).ShouldBeOk()["consensus"]!
                    .AsArray()
                    .Select(c =>
                    {
                        var answer = (JsonObject)c!.DeepClone();
                        answer.Remove("changedAt");
                        return answer.ToJsonString();
                    })
            );
        }

        return string.Join("\n", seen);
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Tests.Features.Reports;

public class ReportsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_report_is_asked_for_made_told_of_and_fetched_any_number_of_times()
    {
        var network = await ScoredAsync();
        var address = await network.AskAsync(
            network.Coordinator,
            new
            {
                kind = "cohort",
                format = "pdf",
                language = "sv",
            }
        );
        var queued = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        (queued["status"]!.ToString(), queued["progress"]!.GetValue<int>(), queued["error"]).ShouldBe(("queued", 0, null));
        (await network.Coordinator.Api.GetAsync(address + "/file")).ShouldBeRefused(HttpStatusCode.Conflict, "ReportNotReady");

        (await network.MakeReportsAsync()).ShouldBe(1);
        var ready = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        (ready["status"]!.ToString(), ready["progress"]!.GetValue<int>(), ready["title"]!.ToString()).ShouldBe(
            ("ready", 100, "Så går det i omgång " + network.Cohort.Name)
        );
        var (first, second) = (
            await network.FileAsync(network.Coordinator, address),
            await network.FileAsync(network.Coordinator, address)
        );
        second.ShouldBe(first);
        var info = await PdfReader.ReadInfoAsync(first);
        (info["Tagged"], info["Title"], PdfReader.ReadLanguage(first), PdfReader.IsUniversallyAccessible(first)).ShouldBe(
            ("yes", "Så går det i omgång " + network.Cohort.Name, "sv", true)
        );

        var mail = (await network.MailsAsync()).ShouldHaveSingleItem();
        (mail.To, mail.Topic).ShouldBe((network.Coordinator.Email, MailTopic.Report));
        mail.Body.ShouldContain($"{Server.Address.ToString().TrimEnd('/')}/{network.Slug}/reports/");
    }

    [TestCase("cohort", null)]
    [TestCase("municipality", "lulea")]
    [TestCase("mentor", "pitea")]
    [TestCase("group", "lulea")]
    public async Task The_page_the_PDF_and_the_sheets_tell_the_same_figures(string kind, string? organisation)
    {
        var network = await ScoredAsync();
        await network.ImproveAsync("Luleå");
        var pdf = await network.ReportAsync(
            network.Coordinator,
            new
            {
                kind,
                organisation,
                format = "pdf",
                language = "sv",
            }
        );
        var document = await network.DocumentAsync(pdf);
        var text = (await PdfReader.ReadTextAsync(await network.FileAsync(network.Coordinator, pdf))).Squeezed();
        var page = await (await network.Coordinator.ReaderAsync()).GetAsync(
            "/" + network.Slug + "/reports/" + pdf.Split('/')[^1]
        );
        var csv = System.Text.Encoding.UTF8.GetString(
            await network.FileAsync(
                network.Coordinator,
                await network.ReportAsync(
                    network.Coordinator,
                    new
                    {
                        kind,
                        organisation,
                        format = "csv",
                        language = "sv",
                    }
                )
            )
        );
        document.Tables.ShouldNotBeEmpty();
        foreach (
            var cell in document.Tables.SelectMany(t => t.Rows.Concat(t.Foot)).SelectMany(r => r).Where(c => c.Text.Length > 0)
        )
        {
            text.ShouldContain(cell.Text.Squeezed());
            page.Text.Squeezed().ShouldContain(cell.Text.Squeezed());
            csv.ShouldContain(
                cell.Value is not { } value ? cell.Text
                : cell.Text.EndsWith('%') ? (100 * value).ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',') + "%"
                : value.ToString(CultureInfo.InvariantCulture).Replace('.', ',')
            );
        }

        // A figure that no spreadsheet can calculate with is no figure.
        csv.ShouldNotContain("−");
        csv.Split(';', '\r', '\n').ShouldAllBe(c => !c.StartsWith("'-") && !c.EndsWith(" %"));

        foreach (var figure in document.Figures)
        {
            text.ShouldContain(figure.Value.Squeezed());
            page.Text.Squeezed().ShouldContain(figure.Value.Squeezed());
        }
    }

    [Test]
    public async Task Names_and_titles_that_look_like_markup_stay_text()
    {
        const string hostile = "#eval(\"1\") <script>alert(1)</script> $x$ ] \\ @ref *b*";
        var network = await ScoredAsync();
        await network.ImproveAsync("Luleå", new { title = hostile, steps = new[] { 1 } });
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Id == network["Luleå"].Id)).Name = "Luleå #panic() $ <b>"
        );
        var address = await network.ReportAsync(
            network.Coordinator,
            new
            {
                kind = "municipality",
                organisation = "lulea",
                format = "pdf",
                language = "sv",
            }
        );
        var pdf = await network.FileAsync(network.Coordinator, address);
        (await PdfReader.ReadInfoAsync(pdf))["Title"].ShouldBe("Luleå #panic() $ <b> i omgång " + network.Cohort.Name);
        (await PdfReader.ReadTextAsync(pdf)).Squeezed().ShouldContain(hostile.Squeezed());
        (
            await (await network.Coordinator.ReaderAsync()).GetAsync("/" + network.Slug + "/reports/" + address.Split('/')[^1])
        ).Html.ShouldNotContain("<script>alert");
        var csv = await network.FileAsync(
            network.Coordinator,
            await network.ReportAsync(
                network.Coordinator,
                new
                {
                    kind = "municipality",
                    organisation = "lulea",
                    format = "xlsx",
                    language = "en",
                }
            )
        );
        csv.Length.ShouldBeGreaterThan(1000);
    }

    [Test]
    public async Task The_same_asked_for_again_while_it_is_under_way_is_the_same_report_and_afterwards_a_new_version()
    {
        var network = await ScoredAsync();
        object body = new
        {
            kind = "cohort",
            format = "csv",
            language = "sv",
        };
        var asked = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => network.AskAsync(network.Coordinator, body)));
        asked.Distinct().ShouldHaveSingleItem();
        (await network.MakeReportsAsync()).ShouldBe(1);
        var again = await network.ReportAsync(network.Coordinator, body);
        again.ShouldNotBe(asked[0]);
        (await network.Coordinator.Api.GetAsync(again))["version"]!.GetValue<int>().ShouldBe(2);
        (await network.Coordinator.Api.GetAsync(asked[0] + "/file")).ShouldBeOk();
        var listed = (await network.Coordinator.Api.GetAsync(network.InCohort("/reports"))).ShouldBeOk();
        listed["total"]!.GetValue<int>().ShouldBe(2);
    }

    [Test]
    public async Task Two_nodes_make_each_report_once()
    {
        var network = await ScoredAsync();
        foreach (var name in Reporting.Names)
        {
            await network.AskAsync(
                network.Coordinator,
                new
                {
                    kind = "municipality",
                    organisation = network[name].Slug,
                    format = "csv",
                    language = "sv",
                }
            );
        }

        (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => network.MakeReportsAsync())))
            .Sum()
            .ShouldBe(Reporting.Names.Count);
        (await network.MailsAsync()).Count.ShouldBe(Reporting.Names.Count);
        (await network.InDbAsync(db => db.Reports.CountAsync(r => r.Status == ReportStatus.Ready && r.Tries == 1))).ShouldBe(
            Reporting.Names.Count
        );
    }

    [Test]
    public async Task A_report_whose_node_died_is_taken_over_and_in_the_end_given_up()
    {
        var network = await ScoredAsync();
        var address = await network.AskAsync(
            network.Coordinator,
            new
            {
                kind = "cohort",
                format = "csv",
                language = "sv",
            }
        );
        await LeaveAsync(DateTimeOffset.UtcNow.AddMinutes(4), 1);
        (await network.MakeReportsAsync()).ShouldBe(0);
        await LeaveAsync(DateTimeOffset.UtcNow.AddMinutes(-1), 1);
        (await network.MakeReportsAsync()).ShouldBe(1);
        (await network.Coordinator.Api.GetAsync(address))["status"]!.ToString().ShouldBe("ready");

        await LeaveAsync(DateTimeOffset.UtcNow.AddMinutes(-1), Report.MostTries);
        await network.MakeReportsAsync();
        var failed = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        failed["status"]!.ToString().ShouldBe("failed");
        failed["error"]!.ToString().ShouldNotBeEmpty();
        (await network.Coordinator.Api.PostAsync(address + "/retry")).ShouldBe(HttpStatusCode.NoContent);
        await network.MakeReportsAsync();
        (await network.Coordinator.Api.GetAsync(address))["status"]!.ToString().ShouldBe("ready");
        (await network.Coordinator.Api.PostAsync(address + "/retry")).ShouldBeRefused(HttpStatusCode.Conflict, "ReportIsReady");

        Task LeaveAsync(DateTimeOffset until, int tries) =>
            network.ChangeAsync(async db =>
            {
                var report = await db.Reports.SingleAsync();
                (report.Status, report.LeasedUntil, report.Tries) = (ReportStatus.Making, until, tries);
            });
    }

    [Test]
    public async Task Without_Node_the_report_says_why_and_is_there_as_a_page_and_as_sheets()
    {
        await using var server = Server.Start(Server.Provider, ("Reports:Node", "/nowhere/node"));
        var network = await new NetworkPlan()
            .Group("Piteå", "Luleå")
            .Submitted("Luleå", "startup", "2222222222")
            .BuildAsync(server);
        var address = await network.ReportAsync(
            network.Coordinator,
            new
            {
                kind = "municipality",
                organisation = "lulea",
                format = "pdf",
                language = "sv",
            }
        );
        var failed = (await network.Coordinator.Api.GetAsync(address)).ShouldBeOk();
        failed["status"]!.ToString().ShouldBe("failed");
        failed["error"]!.ToString().ShouldContain("Node.js");
        var page = await (await network.Coordinator.ReaderAsync()).GetAsync(
            "/" + network.Slug + "/reports/" + address.Split('/')[^1]
        );
        page.Text.ShouldContain("Summan är 20 av 30");
        page.Text.ShouldContain("skriva ut sidan");
        var sheet = await network.ReportAsync(
            network.Coordinator,
            new
            {
                kind = "municipality",
                organisation = "lulea",
                format = "xlsx",
                language = "sv",
            }
        );
        (await network.Coordinator.Api.GetAsync(sheet + "/file")).ShouldBeOk();
        (await new Api(server).GetAsync("/health/ready")).Text.ShouldContain("Node.js");
    }

    [Test]
    public async Task What_cannot_be_asked_for_is_refused_beside_its_field()
    {
        var network = await ScoredAsync();
        (await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), new { format = "csv" })).ShouldBeInvalid(
            "ReportKindMissing",
            "kind"
        );
        (await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), new { kind = "municipality" })).ShouldBeInvalid(
            "ReportOrganisation",
            "organisation"
        );
        (
            await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), new { kind = "mentor", organisation = "lulea" })
        ).ShouldBeInvalid("ReportNotMentor", "organisation");
        (
            await network.Coordinator.Api.PostAsync(
                network.InCohort("/reports"),
                new { kind = "municipality", organisation = "nowhere" }
            )
        ).ShouldBe(HttpStatusCode.NotFound);
        (
            await network.Coordinator.Api.PostAsync(network.InCohort("/reports"), new { kind = "cohort", language = "fi" })
        ).ShouldBeInvalid("LanguageUnknown", "language");
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/reports"), new { kind = "annual" })).ShouldBeInvalid(
            "ReportYear",
            "year"
        );
        (
            await network.Coordinator.Api.PostAsync(network.InNetwork("/reports"), new { kind = "annual", year = 1900 })
        ).ShouldBeInvalid("ReportYear", "year");
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PostAsync(network.InCohort("/reports"), new { kind = "municipality", organisation = "boden" })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "OrganisationOnly");

        var page = await (await network.Coordinator.ReaderAsync()).PostAsync(
            network.CohortPage("/reports"),
            ("Kind", "Municipality"),
            ("Format", "Xlsx"),
            ("Language", "en")
        );
        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("id=\"organisation\"");
        page.Html.ShouldMatch("value=\"Xlsx\" checked");
    }

    [Test]
    public async Task A_year_in_which_nothing_went_on_has_no_report_by_itself_and_promises_no_limit_in_one()
    {
        var network = await ScoredAsync();
        await OpenedAsync(network, DateTimeOffset.UtcNow.AddMonths(-1));
        var year = DateTimeOffset.UtcNow.Year - 5;
        var address = await network.ReportAsync(
            network.Coordinator,
            new
            {
                kind = "annual",
                year,
                language = "en",
            },
            network.InNetwork("/reports")
        );
        var page = (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/reports/" + address.Split('/')[^1])));
        page.ShouldBeOk().Text.ShouldContain($"No cohort went on in {year}");
        page.Text.ShouldNotContain("stand behind them");

        // A cohort that goes on now would be reported of next year.
        await Clock.AtAsync(new DateTimeOffset(year + 2, 1, 15, 8, 0, 0, TimeSpan.Zero), () =>
            network.AsJobAsync(new MakeDueReports.Command())
        );
        (await network.InDbAsync(db => db.Reports.CountAsync(r => r.Due == "year"))).ShouldBe(0);
    }

    [Test]
    public async Task The_file_for_the_coordinator_alone_says_so_in_its_name()
    {
        var network = await ScoredAsync();
        foreach (var (language, own) in new[] { ("sv", "Samordnarens rapport"), ("en", "The coordinator’s report") })
        {
            var address = await network.ReportAsync(
                network.Coordinator,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language,
                }
            );
            await network.ChangeAsync(async db => (await db.Reports.OrderBy(r => r.Id).LastAsync()).Title = "A: b/c?");
            (
                await network.Coordinator.Api.GetAsync(address + "/file")
            ).Message.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe($"A – b-c-, {own} (1).csv");
        }
    }

    [Test]
    public async Task A_format_that_there_is_not_is_refused_and_makes_no_report()
    {
        var network = await ScoredAsync();
        var reader = await network.Coordinator.ReaderAsync();
        foreach (var format in new[] { "exe", "7", "" })
        {
            (await reader.PostAsync(network.CohortPage("/reports"), ("Kind", "Cohort"), ("Format", format), ("Language", "sv")))
                .ShouldBe(HttpStatusCode.BadRequest)
                .Text.ShouldContain("Välj PDF, Excel eller CSV.");
        }

        (await network.InDbAsync(db => db.Reports.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task What_is_due_is_laid_out_once()
    {
        var network = await ScoredAsync();
        await network.ChangeAsync(async db =>
        {
            var startup = await db.Occasions.SingleAsync(o => o.Key == "startup");
            (startup.StartsAt, startup.EndsAt) = (DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(-1));
        });
        await OpenedAsync(network, DateTimeOffset.UtcNow.AddYears(-1));

        // Two of the cohort after the occasion and two for the quarter, three groups and mentors, six participants, and the year.
        var due = (await network.AsJobAsync(new MakeDueReports.Command())).Value;
        due.ShouldBe(2 + 2 + 3 + 3 + 6 + 1);
        (await network.AsJobAsync(new MakeDueReports.Command())).Value.ShouldBe(0);
        (await network.InDbAsync(db => db.Reports.CountAsync())).ShouldBe(due);
        (
            await network.InDbAsync(db =>
                db.Reports.CountAsync(r => r.RequestedBy == null && r.Language == "sv" && r.Format == ReportFormat.Pdf)
            )
        ).ShouldBe(due);
    }

    [Test]
    public async Task A_report_costs_the_same_questions_whatever_the_cohorts_size()
    {
        async Task<int> CountAsync(int organisations)
        {
            var network = await BuildAsync(n => n.Participants(Enumerable.Range(1, organisations).Select(i => $"Kommun {i:00}")));
            await network.AskAsync(
                network.Coordinator,
                new
                {
                    kind = "cohort",
                    format = "csv",
                    language = "sv",
                }
            );
            return (await SqlLog.CountAsync(network.MakeReportsAsync)).Sql.Count;
        }

        var few = await CountAsync(5);
        (await CountAsync(40)).ShouldBe(few);
    }

    /// <summary>Lets the cohort have begun at a time.</summary>
    private static Task OpenedAsync(TestNetwork network, DateTimeOffset at) =>
        network.ChangeAsync(async db => (await db.Occasions.SingleAsync(o => o.Key == "startup")).OpensAt = at);

    private Task<TestNetwork> ScoredAsync() => BuildAsync(Reporting.Scored);
}

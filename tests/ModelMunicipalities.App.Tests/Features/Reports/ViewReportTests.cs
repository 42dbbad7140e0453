using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Reports;

public class ViewReportTests(DatabaseProvider provider) : ReportTest(provider)
{
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
}

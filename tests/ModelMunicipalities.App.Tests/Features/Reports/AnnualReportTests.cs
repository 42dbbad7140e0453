using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Reports;

namespace ModelMunicipalities.App.Tests.Features.Reports;

public class AnnualReportTests(DatabaseProvider provider) : ReportTest(provider)
{
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
}

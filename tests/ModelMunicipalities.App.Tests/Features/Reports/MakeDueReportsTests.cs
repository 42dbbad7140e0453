using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Tests.Features.Reports;

public class MakeDueReportsTests(DatabaseProvider provider) : ReportTest(provider)
{
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
}

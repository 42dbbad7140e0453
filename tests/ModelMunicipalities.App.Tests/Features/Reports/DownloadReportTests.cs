using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Reports;

public class DownloadReportTests(DatabaseProvider provider) : ReportTest(provider)
{
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
}

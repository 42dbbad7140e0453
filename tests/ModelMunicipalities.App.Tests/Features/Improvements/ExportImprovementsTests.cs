using System.Text;

namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class ExportImprovementsTests(DatabaseProvider provider) : ImprovementTest(provider)
{
    [Test]
    public async Task The_files_hold_what_the_caller_may_see_and_no_formula()
    {
        var network = await MakeAsync();
        await network.ImproveAsync("Boden", new { title = "=HYPERLINK(\"http://x\")", aim = "<b>" });
        var text = (await network["Piteå", Function.Manager].Api.GetAsync(network.InCohort("/improvements.csv"))).ShouldBeOk();
        text.Message.Content.Headers.ContentDisposition!.FileName!.ShouldContain("2027-forbattringar.csv");
        text.Text.ShouldContain("'=HYPERLINK");
        text.Text.ShouldContain("Sen");
        text.Text.ShouldNotContain("Deras");
        text.Text.Split('\n')[0].ShouldContain("Organisation;Förbättring;Mål;");
        (await network.Coordinator.Api.GetAsync(network.InCohort("/improvements.csv"))).ShouldBeOk().Text.ShouldContain("Deras");
        var own = await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(
            network.PageOf("Luleå", "/improvements.xlsx")
        );
        own.ShouldBeOk().Message.Content.Headers.ContentType!.MediaType.ShouldBe(App.Platform.Sheets.XlsxType);
        Encoding.Latin1.GetBytes(own.Html[..2]).ShouldBe("PK"u8.ToArray());
    }
}

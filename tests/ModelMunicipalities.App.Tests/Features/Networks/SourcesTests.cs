using Microsoft.Extensions.DependencyInjection;

namespace ModelMunicipalities.App.Tests.Features.Networks;

public class SourcesTests : OnOneDatabase
{
    [Test]
    public async Task Every_checklist_is_named_with_its_source_in_both_languages_and_the_licences_are_there()
    {
        var guest = new Reader(Server);
        foreach (var language in new[] { "sv", "en" })
        {
            await guest.PostAsync("/language", ("language", language));
            var page = (await guest.GetAsync("/sources")).ShouldBeOk();
            foreach (var checklist in Server.Services.GetRequiredService<InstrumentCatalogue>().All)
            {
                var (title, source) =
                    language == "sv" ? (checklist.Title.Sv, checklist.Source.Sv) : (checklist.Title.En, checklist.Source.En);
                page.Text.ShouldContain(title);
                page.Text.ShouldContain(source);
            }

            page.Html.ShouldContain("href=\"/lib/licences.txt\"");
        }

        (await guest.GetAsync("/lib/licences.txt")).ShouldBeOk();
    }
}

using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Surveys;

public class ViewSurveyTests(DatabaseProvider provider) : SurveyTest(provider)
{
    [Test]
    public async Task Figures_are_shown_once_it_has_closed_and_texts_to_the_coordinator_alone()
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå");
        var people = new[] { "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f])).ToList();
        foreach (var (i, member) in people.Index())
        {
            var token = await network.SurveyTokenAsync(member);
            (
                await Guest.PutAsync(
                    $"/api/v1/surveys/{token}",
                    new
                    {
                        answers = new object[]
                        {
                            new { question = "meeting", values = new[] { i < 3 ? 3 : 4 } },
                            new { question = "next-time", text = $"Mer tid {i}" },
                        },
                        send = true,
                    }
                )
            ).ShouldBeOk();
        }

        (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk()["questions"]!
            .AsArray()
            .ShouldBeEmpty("it is open");
        await network.CloseAsync(survey);
        foreach (var reader in new[] { network.Coordinator, network.Observer, network["Vännäs", Function.Politician] })
        {
            var figure = await network.FigureAsync(reader, survey);
            (figure["n"]!.GetValue<int>(), figure["mean"]!.GetValue<double>()).ShouldBe((6, 3.5));
            figure["functions"]!.AsArray().ShouldBeEmpty("two of each are too few");
            (await network.FigureAsync(reader, survey, "use"))["suppressed"]!.GetValue<bool>().ShouldBeTrue();
            var results = (await reader.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk();
            (results["texts"] is null).ShouldBe(reader != network.Coordinator);
            var page = (await (await reader.ReaderAsync()).GetAsync(network.CohortPage($"/surveys/{survey}"))).ShouldBeOk();
            page.Heading.ShouldBe("6 av 9 svarade om BM 1 – träffen får 3,5 av 4");
            page.Html.ShouldContain("om BM&nbsp;1 –", Case.Sensitive, "no line ends between the two");
            page.Text.Contains("Mer tid 0", StringComparison.Ordinal).ShouldBe(reader == network.Coordinator);
        }

        var texts = (await network.Coordinator.Api.GetAsync(network.AtSurvey(survey, "/results")))["texts"]!.AsArray();
        (
            await network.Coordinator.Api.PostAsync(
                network.AtSurvey(survey, "/themes"),
                new { question = "next-time", name = "Tid" }
            )
        ).ShouldBeOk();
        (
            await network.Coordinator.Api.PostAsync(
                network.AtSurvey(survey, "/themes"),
                new { question = "next-time", name = "Tid" }
            )
        ).ShouldBeInvalid("SurveyThemeThere", "name");
        var theme = await network.InDbAsync(db => db.SurveyThemes.Select(t => t.Id).SingleAsync());
        foreach (var text in texts.Take(4))
        {
            (
                await network.Coordinator.Api.PutAsync(network.AtSurvey(survey, $"/texts/{text!["id"]}"), new { theme })
            ).ShouldBeOk();
        }

        (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results")))["themes"]!
            .AsArray()
            .ShouldBeEmpty("four are too few");
        (
            await network.Coordinator.Api.PutAsync(network.AtSurvey(survey, $"/texts/{texts[4]!["id"]}"), new { theme })
        ).ShouldBeOk();
        (
            await network.Coordinator.Api.PutAsync(network.AtSurvey(survey, $"/themes/{theme}"), new { name = "Mer tid" })
        ).ShouldBeOk();
        var shown = (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results")))["themes"]!.AsArray().Single()!;
        (shown["name"]!.ToString(), shown["count"]!.GetValue<int>()).ShouldBe(("Mer tid", 5));

        var file = await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results.csv"));
        file.ShouldBeOk().Text.ShouldContain("Hur bra var träffen som helhet?");
        file.Text.ShouldNotContain("Mer tid 0");
    }
}

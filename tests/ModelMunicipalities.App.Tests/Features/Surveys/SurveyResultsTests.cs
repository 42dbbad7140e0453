using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Features.Surveys;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Tests.Features.Surveys;

/// <summary>What is shown of what was counted, to whom, and what becomes of it when a survey is opened again.</summary>
public class SurveyResultsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private static readonly string[] Occasions = ["startup", "bm1", "bm2"];

    private static readonly object CohortReport = new
    {
        kind = "cohort",
        format = "csv",
        language = "sv",
    };

    private Task<TestNetwork> MakeAsync() => BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));

    [Test]
    public async Task Five_answers_are_shown_to_who_only_reads_and_to_nobody_who_was_asked_herself()
    {
        var network = await MakeAsync();
        var survey = await SurveyAsync(network, "bm1", (5, 3));
        foreach (var reader in new[] { network.Coordinator, network.Observer, network["Vännäs", Function.Politician] })
        {
            (await network.FigureAsync(reader, survey))["n"]!.GetValue<int>().ShouldBe(5);
            (await MeanAsync(network, reader)).ShouldBe(3);
        }

        // Luleå answered, Piteå's manager was asked and did not.
        foreach (var reader in new[] { network["Luleå", Function.Politician], network["Piteå", Function.Manager] })
        {
            (await network.FigureAsync(reader, survey))["suppressed"]!.GetValue<bool>().ShouldBeTrue();
            (await MeanAsync(network, reader)).ShouldBeNull();
            var page = (await (await reader.ReaderAsync()).GetAsync(network.CohortPage($"/surveys/{survey}"))).ShouldBeOk();
            page.Heading.ShouldBe("5 av 9 svarade om BM 1");
            page.Text.ShouldContain("Färre än 6 svarade");
            (await reader.Api.GetAsync(network.AtSurvey(survey, "/results.csv"))).ShouldBeOk().Text.ShouldNotContain(";5;3");
        }

        (await ReportedAsync(network, network.Coordinator)).ShouldContain("3,00 (n 5)");
        (await ReportedAsync(network, network.Observer)).ShouldNotContain(
            "(n 5)",
            Case.Sensitive,
            "also those read it who were asked"
        );
    }

    [Test]
    public async Task A_coordinator_who_was_asked_herself_is_held_to_the_same()
    {
        var network = await MakeAsync();
        var survey = await SurveyAsync(network, "bm1", (5, 3));
        var asked = new SurveyInvitee
        {
            SurveyId = survey,
            PersonId = network.Coordinator.Id,
            OrganisationId = network["Boden"].Id,
        };
        await network.ChangeAsync(db => Task.FromResult(db.SurveyInvitees.Add(asked)));
        (await network.FigureAsync(network.Coordinator, survey))["suppressed"]!.GetValue<bool>().ShouldBeTrue();
        (await ReportedAsync(network, network.Coordinator)).ShouldNotContain("(n 5)");
        (await network.FigureAsync(network.Observer, survey))["n"]!.GetValue<int>().ShouldBe(5);
    }

    [Test]
    public async Task While_a_survey_is_open_again_the_next_is_compared_with_no_other()
    {
        var network = await MakeAsync();
        var surveys = new List<int>();
        foreach (var (i, occasion) in Occasions.Index())
        {
            surveys.Add(await SurveyAsync(network, occasion, (9, i + 1)));
        }

        var before = (await network.FigureAsync(network.Observer, surveys[2])).ToJsonString();
        (await network.FigureAsync(network.Observer, surveys[2]))["nBoth"]!.GetValue<int>().ShouldBe(9);
        (await ReportedAsync(network, network.Observer)).ShouldContain("till BM 2");
        await network.ReopenAsync(surveys[1]);
        var figure = await network.FigureAsync(network.Observer, surveys[2]);
        (figure["mean"]!.GetValue<double>(), figure["change"], figure["changeBoth"], figure["nBoth"]).ShouldBe(
            (3, null, null, null)
        );
        (await ReportedAsync(network, network.Observer)).ShouldNotContain("till BM 2");
        await network.CloseAsync(surveys[1]);
        (await network.FigureAsync(network.Observer, surveys[2])).ToJsonString().ShouldBe(before);
    }

    [Test]
    public async Task Six_who_answer_otherwise_are_counted_anew_and_five_are_not()
    {
        var network = await MakeAsync();
        var survey = await SurveyAsync(network, "bm1", (9, 3));
        foreach (var (others, recounted) in new[] { (5, false), (6, true) })
        {
            await network.ReopenAsync(survey);
            await AnswerAsync(network, others, 1);
            await network.CloseAsync(survey);
            var results = (await network.Observer.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk();
            results["recounted"]!.GetValue<bool>().ShouldBe(recounted);
            results["questions"]![0]!["mean"]!.GetValue<double>().ShouldBe(recounted ? (6.0 + 9) / 9 : 3, 1e-9);
        }
    }

    [Test]
    public async Task Another_minimum_shows_no_more_of_what_has_been_counted()
    {
        var network = await MakeAsync();
        var survey = await SurveyAsync(network, "bm1", (4, 3));
        await LimitAsync(3);
        (await network.FigureAsync(network.Observer, survey))["suppressed"]!.GetValue<bool>().ShouldBeTrue();
        var next = await SurveyAsync(network, "bm2", (4, 3));
        (await network.FigureAsync(network.Observer, next))["n"]!.GetValue<int>().ShouldBe(4);
        await LimitAsync(5);
        (await network.FigureAsync(network.Observer, next))["suppressed"]!.GetValue<bool>().ShouldBeTrue();

        Task LimitAsync(int minimum) =>
            network.ChangeAsync(async db =>
            {
                var changed = await db.Networks.SingleAsync(n => n.Id == network.Network.Id);
                (changed.MinimumCell, changed.Stamp) = (minimum, Guid.NewGuid());
            });
    }

    [Test]
    public async Task What_was_counted_before_figures_were_kept_is_published_by_the_job_as_it_was_counted()
    {
        var network = await MakeAsync();
        var (first, second) = (await SurveyAsync(network, "startup", (9, 2)), await SurveyAsync(network, "bm1", (9, 3)));
        await network.ReopenAsync(first);
        await AnswerAsync(network, 1, 4, "startup");
        await network.ChangeAsync(db => db.Surveys.ForEachAsync(s => s.Published = null));
        var waiting = (await network.Observer.Api.GetAsync(network.AtSurvey(second, "/results"))).ShouldBeOk();
        waiting["questions"]!.AsArray().ShouldBeEmpty();
        (await network.SendSurveysAsync()).ShouldBe(2);
        (await network.SendSurveysAsync()).ShouldBe(0);
        await network.CloseAsync(first);
        (await network.FigureAsync(network.Observer, first))["mean"]!.GetValue<double>().ShouldBe(2);
        (await network.FigureAsync(network.Observer, second))["change"]!.GetValue<double>().ShouldBe(1);
        (await network.InDbAsync(db => db.Surveys.CountAsync(s => s.IsRecounted))).ShouldBe(0);
    }

    [TestCase(4, 0)]
    [TestCase(5, 1)]
    public async Task What_was_written_is_read_once_enough_have_answered_and_no_single_text_comes_later(int answered, int read)
    {
        var network = await MakeAsync();
        var survey = await network.SurveyAsync("Piteå", "bm1");
        await AnswerAsync(network, answered, 3);
        await WriteAsync(network["Luleå", Function.Politician], "Mer tid");
        await network.CloseAsync(survey);
        await ShouldReadAsync(read, "Färre än 5 svarade: visas inte.");

        await network.ReopenAsync(survey);
        await WriteAsync(network["Boden", Function.Politician], "Mer kaffe");
        await network.CloseAsync(survey);
        await ShouldReadAsync(read, answered == 4 ? "Färre än 5 svarade: visas inte." : "Mer tid");

        async Task WriteAsync(Member member, string text) =>
            (
                await new Api(Server).PutAsync(
                    $"/api/v1/surveys/{network.Server.Services.GetRequiredService<SurveySecrets>().TokenOf(survey, member.Id)}",
                    new { answers = new[] { new { question = "next-time", text } }, send = true }
                )
            ).ShouldBeOk();

        async Task ShouldReadAsync(int texts, string says)
        {
            (await network.Coordinator.Api.GetAsync(network.AtSurvey(survey, "/results"))).ShouldBeOk()["texts"]!
                .AsArray()
                .Count.ShouldBe(texts);
            var page = (
                await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage($"/surveys/{survey}"))
            ).ShouldBeOk();
            page.Text.ShouldNotContain("Mer kaffe");
            page.Text.ShouldContain(read > 0 ? "Mer tid" : says);
        }
    }

    /// <summary>A survey of the group of Piteå that some answer, and that closes.</summary>
    private static async Task<int> SurveyAsync(TestNetwork network, string occasion, (int Answers, int Score) of)
    {
        var survey = await network.SurveyAsync("Piteå", occasion);
        await AnswerAsync(network, of.Answers, of.Score, occasion);
        await network.CloseAsync(survey);
        return survey;
    }

    private static async Task AnswerAsync(TestNetwork network, int people, int score, string occasion = "bm1")
    {
        var secrets = network.Server.Services.GetRequiredService<SurveySecrets>();
        var survey = await network.InDbAsync(db =>
            (
                from s in db.Surveys
                join o in db.Occasions on s.OccasionId equals o.Id
                where o.Key == occasion
                select s.Id
            ).SingleAsync()
        );
        var members = new[] { "Luleå", "Boden", "Piteå" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f]));
        foreach (var link in members.Take(people).Select(m => $"/api/v1/surveys/{secrets.TokenOf(survey, m.Id)}"))
        {
            (await new Api(network.Server).PutAsync(link, Surveying.Answers(true, ("meeting", score)))).ShouldBeOk();
        }
    }

    private static async Task<double?> MeanAsync(TestNetwork network, Member reader) =>
        (await reader.Api.GetAsync(network.InCohort("/surveys"))).ShouldBeOk()["items"]!
            .AsArray()
            .Single()!["mean"]
            ?.GetValue<double>();

    private static async Task<string> ReportedAsync(TestNetwork network, Member reader) =>
        (await network.DocumentAsync(await network.ReportAsync(reader, CohortReport))).ToJson();
}

using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Abstractions.Serialization;
using Microsoft.Kiota.Http.HttpClientLibrary;
using Microsoft.Kiota.Http.HttpClientLibrary.Middleware.Options;
using ModelMunicipalities.ApiClient;
using ModelMunicipalities.ApiClient.Api.V1.Networks.Item.Cohorts.Item.Organisations.Item.Assessments.Item;
using ModelMunicipalities.ApiClient.Models;
using AssessmentStatus = ModelMunicipalities.ApiClient.Models.AssessmentStatus;
using Function = ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>The API through a client that is generated from its description and knows nothing else of it.</summary>
public class GeneratedClientTests : OnOneDatabase
{
    [Test]
    public async Task A_function_scores_hands_in_reads_the_benchmark_and_fetches_a_report()
    {
        var network = await BuildAsync(Reporting.ScoredByMany);
        var client = await SignInAsync(network["Luleå", Function.KeyPerson]);
        var cohort = client.Api.V1.Networks[network.Slug].Cohorts[network.Cohort.Slug];
        var assessment = Assessment(client, network);

        var saved = await assessment.Mine.PutAsync(Scores(3));
        (saved!.Answered, saved.Next).ShouldBe((10, null));
        var handedIn = await assessment.Mine.Handin.PostAsync();
        handedIn!.Functions!.KeyPerson!.HandedIn.ShouldBe(true);
        handedIn.Mine!.Select(answer => answer.Score).ShouldAllBe(score => score == 3);
        handedIn.Status.ShouldBe(AssessmentStatus.Scoring);

        var benchmark = await cohort.Benchmark.GetAsync();
        var cell = benchmark!.Items!.First(line => line.Occasion == "startup" && line.Step == 1);
        (cell.N, cell.Mean, cell.Suppressed).ShouldBe((8, 2, false));

        var asked = await cohort.Reports.PostAsync(
            new RequestReportBody
            {
                Kind = ReportKind.Municipality,
                Organisation = "lulea",
                Format = ReportFormat.Csv,
                Language = "en",
            }
        );
        await network.MakeReportsAsync();
        var report = client.Api.V1.Networks[network.Slug].Reports[asked!.Id!.Value];
        (await report.GetAsync())!.Status.ShouldBe(ReportStatus.Ready);
        using var file = new StreamReader((await report.File.GetAsync())!);
        (await file.ReadToEndAsync()).ShouldContain("Luleå");
    }

    [Test]
    public async Task What_breaks_a_rule_is_thrown_as_a_problem_with_the_message_beside_its_field()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var client = await SignInAsync(network["Luleå", Function.KeyPerson]);
        var mine = Assessment(client, network).Mine;

        var problem = await Should.ThrowAsync<Problem>(mine.PutAsync(Scores(7)));

        (problem.ResponseStatusCode, problem.Status, problem.Type).ShouldBe((400, 400, "urn:modellkommuner:ScoreOutsideScale"));
        problem.Message.ShouldBe(problem.Detail);
        Sentences(problem, "scores[0].score").ShouldHaveSingleItem().ShouldNotBeEmpty();
    }

    [Test]
    public async Task A_save_of_what_no_longer_holds_is_thrown_as_a_problem_with_what_holds()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var client = await SignInAsync(network["Luleå", Function.KeyPerson]);
        var mine = Assessment(client, network).Mine;
        var read = new HeadersInspectionHandlerOption { InspectResponseHeaders = true };
        await mine.PutAsync(Scores(1), request => request.Options.Add(read));
        var version = read.ResponseHeaders["ETag"].Single();
        await mine.PutAsync(Scores(2), request => request.Headers.Add("If-Match", version));

        var late = mine.PutAsync(Scores(3), request => request.Headers.Add("If-Match", version));
        var problem = await Should.ThrowAsync<Problem>(late);

        (problem.Status, problem.Type).ShouldBe((409, "urn:modellkommuner:Stale"));
        problem.Current!.AdditionalData["mineVersion"].ShouldBe(2);
        problem.Given!.AdditionalData.ShouldContainKey("scores");
    }

    [Test]
    public async Task Who_is_not_signed_in_and_who_may_not_are_told_so_by_the_same_type()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (await Should.ThrowAsync<Problem>(Client(null).Api.V1.Me.Places.GetAsync())).Status.ShouldBe(401);
        var client = await SignInAsync(network["Luleå", Function.KeyPerson]);
        (await Should.ThrowAsync<Problem>(client.Api.V1.Networks[network.Slug].Trail.GetAsync())).Status.ShouldBe(403);
        (await Should.ThrowAsync<Problem>(client.Api.V1.Networks["nobodys"].Cohorts.GetAsync())).Status.ShouldBe(404);
    }

    private static SaveScoringBody Scores(int score) =>
        new() { Scores = [.. Enumerable.Range(1, 10).Select(step => new ScoreBody { Step = step, Score = score })] };

    private static IEnumerable<string?> Sentences(Problem problem, string field) =>
        ((UntypedArray)problem.Errors!.AdditionalData[field]).GetValue().Cast<UntypedString>().Select(told => told.GetValue());

    private static WithOccasionItemRequestBuilder Assessment(PortalClient client, TestNetwork network) =>
        client.Api.V1.Networks[network.Slug].Cohorts[network.Cohort.Slug].Organisations["lulea"].Assessments["bm1"];

    private async Task<PortalClient> SignInAsync(Member member)
    {
        var who = new SignInBody { Email = member.Email, Password = Server.Password };
        var tokens = await Client(null).Api.V1.Auth.Login.PostAsync(who);
        return Client(tokens!.AccessToken);
    }

    private PortalClient Client(string? token)
    {
        IAuthenticationProvider known = token is null
            ? new AnonymousAuthenticationProvider()
            : new BaseBearerTokenAuthenticationProvider(new Token(token));
        var http = KiotaClientFactory.Create(new DescribedAnswers());
        var address = Server.Address.ToString().TrimEnd('/');
        return new PortalClient(new HttpClientRequestAdapter(known, httpClient: http) { BaseUrl = address });
    }

    private sealed class Token(string token) : IAccessTokenProvider
    {
        public AllowedHostsValidator AllowedHostsValidator { get; } = new();

        public Task<string> GetAuthorizationTokenAsync(
            Uri uri,
            Dictionary<string, object>? additionalAuthenticationContext = null,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(token);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Platform;

public class OpenApiTests
{
    private static Server Server => Server.On(DatabaseProvider.Sqlite);

    [Test]
    public async Task The_description_lists_every_route_with_what_it_does()
    {
        var document = (await new Api(Server).GetAsync("/openapi/v1.json")).ShouldBeOk();
        document["openapi"]!.ToString().ShouldStartWith("3.");
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (Route: $"{o.Key.ToUpperInvariant()} {path.Key}", o.Value))).ToList();
        operations.Select(o => o.Route).ShouldBe(Routes.OfApi(Server).Select(r => r.ToString()), ignoreOrder: true);
        operations.Where(o => o.Value!["summary"] is null || o.Value["tags"] is not JsonArray { Count: > 0 }).Select(o => o.Route).ShouldBeEmpty();
        foreach (var (route, operation) in operations)
        {
            var described = (operation!["parameters"]?.AsArray() ?? []).Where(p => p!["in"]!.ToString() == "path").Select(p => p!["name"]!.ToString());
            described.ShouldBe(Regex.Matches(route, @"\{(\w+)\}").Select(m => m.Groups[1].Value), ignoreOrder: true, route);
        }

        operations.Where(o => o.Value!["responses"]!.AsObject().Count == 0).Select(o => o.Route).ShouldBeEmpty();
    }

    [Test]
    public async Task Every_answer_is_as_it_is_described()
    {
        var document = (await new Api(Server).GetAsync("/openapi/v1.json")).ShouldBeOk();
        var network = await new NetworkPlan().Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222").BuildAsync(Server);
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3333333333");
        await network.ProposeAsync();
        var (planned, polled) = (await network.PlannedMeetingAsync("Luleå", "bm2"), await network.PlannedMeetingAsync("Luleå", "bm3"));
        await network.OpenPollAsync(polled, "Luleå");
        var token = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        var meeting = await network.MeetingOfAsync("Piteå", "bm1");
        var (improvement, report) = (await network.SomeImprovementAsync(), await network.SomeReportAsync());
        var survey = await network.WrittenSurveyAsync();
        var surveyToken = await network.SurveyTokenAsync(network["Piteå", Function.Manager]);
        var checkedRoutes = 0;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            if (methods!["get"]?["responses"]?["200"]?["content"]?["application/json"]?["schema"] is not { } schema)
            {
                continue;
            }

            var address = path.Replace("/surveys/{token}", $"/surveys/{surveyToken}").Replace("{survey}", $"{survey}").Replace("{id}/poll/suggestion", $"{planned}/poll/suggestion").Replace("{id}/poll", $"{polled}/poll").Replace("{token}", token).Replace("{network}", network.Slug).Replace("{cohort}", network.Cohort.Slug).Replace("/mentors/{organisation}", "/mentors/pitea").Replace("{organisation}", "lulea").Replace("{occasion}", "bm1").Replace("{id}", $"{meeting}").Replace("{number}", "1").Replace("{form}", "bm1").Replace("{improvement}", improvement).Replace("{report}", report);
            var caller = path.EndsWith("/mentees", StringComparison.Ordinal) || path.EndsWith("/mentors/{organisation}", StringComparison.Ordinal) ? network["Piteå", Function.Manager]
                : path.Contains("{organisation}") && !path.Contains("/pairing/") ? network["Luleå", Function.Manager]
                : path.EndsWith("{network}/meetings", StringComparison.Ordinal) ? network["Luleå", Function.KeyPerson]
                : network.Coordinator;
            Differences(document.Json, schema, (await caller.Api.GetAsync(address)).ShouldBeOk().Json, path).ShouldBeEmpty();
            checkedRoutes++;
        }

        checkedRoutes.ShouldBeGreaterThan(12);
    }

    [Test]
    public async Task Its_words_are_those_that_the_answers_use()
    {
        var schemas = (await new Api(Server).GetAsync("/openapi/v1.json")).ShouldBeOk()["components.schemas"]!.AsObject();
        schemas["Function"]!["enum"]!.AsArray().Select(v => v?.ToString()).OfType<string>().ShouldBe(["politician", "manager", "keyPerson"]);
        schemas["AssessmentView"]!["properties"]!.AsObject().Select(p => p.Key).ShouldContain("missingForStatus");
    }

    /// <summary>Properties that an answer has and its description has not, or the other way round, all the way down.</summary>
    private static IEnumerable<string> Differences(JsonNode document, JsonNode? schema, JsonNode? answer, string place)
    {
        schema = Resolve(document, schema);
        if (schema?["properties"] is JsonObject properties)
        {
            var (described, there) = (properties.Select(p => p.Key).ToHashSet(), answer!.AsObject().Select(p => p.Key).ToHashSet());
            return there.Except(described).Select(p => $"{place}.{p} is not described")
                .Concat(described.Except(there).Select(p => $"{place}.{p} is not there"))
                .Concat(described.Intersect(there).Where(p => answer[p] is not null).SelectMany(p => Differences(document, properties[p], answer[p], $"{place}.{p}")));
        }

        return answer is JsonArray array && schema?["items"] is { } item
            ? array.Where(a => a is not null).SelectMany(a => Differences(document, item, a, place + "[]"))
            : [];
    }

    private static JsonNode? Resolve(JsonNode document, JsonNode? schema) =>
        schema?["$ref"]?.ToString() is { } name ? document["components"]!["schemas"]![name.Split('/')[^1]]
        : schema?["oneOf"] is JsonArray choices ? Resolve(document, choices.FirstOrDefault(c => c!["$ref"] is not null))
        : schema;
}

using System.Diagnostics;
using System.Text.Json;
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
        var operations = document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(o => (Route: $"{o.Key.ToUpperInvariant()} {path.Key}", o.Value)))
            .ToList();
        operations.Select(o => o.Route).ShouldBe(Routes.OfApi(Server).Select(r => r.ToString()), ignoreOrder: true);
        operations
            .Where(o => o.Value!["summary"] is null || o.Value["tags"] is not JsonArray { Count: > 0 })
            .Select(o => o.Route)
            .ShouldBeEmpty();
        foreach (var (route, operation) in operations)
        {
            var described = (operation!["parameters"]?.AsArray() ?? [])
                .Where(p => p!["in"]!.ToString() == "path")
                .Select(p => p!["name"]!.ToString());
            described.ShouldBe(Regex.Matches(route, @"\{(\w+)\}").Select(m => m.Groups[1].Value), ignoreOrder: true, route);
        }

        operations.Where(o => o.Value!["responses"]!.AsObject().Count == 0).Select(o => o.Route).ShouldBeEmpty();
    }

    [Test]
    public async Task The_repository_keeps_it_as_it_is_served()
    {
        var served = (await new Api(Server).GetAsync("/openapi/v1.json")).ShouldBeOk().Text + "\n";
        if (served != await File.ReadAllTextAsync(Description.File))
        {
            var output = Directory.CreateDirectory(Path.Combine(Source.Root, "tests", "output"));
            await File.WriteAllTextAsync(Path.Combine(output.FullName, "openapi.json"), served);
            Assert.Fail(
                "The API's description has changed. Look at what differs, then: cp tests/output/openapi.json docs/openapi.json"
            );
        }
    }

    [Test]
    public async Task Redocly_finds_nothing_in_it()
    {
        var redocly = Path.Combine(Source.Root, "tests", "redocly");
        using var linter = new Process
        {
            StartInfo = new ProcessStartInfo(
                "node",
                ["node_modules/@redocly/cli/bin/cli.js", "lint", Description.File, "--config", "redocly.yaml", "--format", "json"]
            )
            {
                WorkingDirectory = redocly,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" },
            },
        };
        linter.Start();
        var (found, said) = (linter.StandardOutput.ReadToEndAsync(), linter.StandardError.ReadToEndAsync());
        await linter.WaitForExitAsync();
        var report = JsonNode.Parse(await found).ShouldNotBeNull(await said);
        report["problems"]!
            .AsArray()
            .Select(p => $"{p!["severity"]} {p["ruleId"]}: {p["message"]} {p["location"]![0]!["pointer"]}")
            .ShouldBeEmpty();
        linter.ExitCode.ShouldBe(0, await said);
    }

    [Test]
    public void Each_call_has_a_name_of_its_own_that_begins_with_what_it_does()
    {
        var names = Description.All.Select(call => call.Described.GetProperty("operationId").GetString()!).ToList();
        names.ShouldBeUnique();
        names.Where(name => !char.IsAsciiLetterLower(name[0]) || !name.All(char.IsAsciiLetterOrDigit)).ShouldBeEmpty();
        names.ShouldContain("saveScoring");
    }

    [Test]
    public async Task Every_property_and_parameter_is_told_of_in_words()
    {
        var document = (await new Api(Server).GetAsync("/openapi/v1.json")).ShouldBeOk();
        var properties =
            from schema in document["components.schemas"]!.AsObject()
            from property in schema.Value!["properties"]?.AsObject() ?? []
            where schema.Value["additionalProperties"] is null && property.Value!["description"] is null
            select $"{schema.Key}.{property.Key}";
        var parameters =
            from call in Description.All
            where call.Described.TryGetProperty("parameters", out _)
            from parameter in call.Described.GetProperty("parameters").EnumerateArray()
            where !parameter.TryGetProperty("description", out _)
            select $"{call}: {parameter.GetProperty("name")}";
        properties
            .Concat(parameters)
            .ShouldBeEmpty("say it in the record's comment, or in words.json where the name means the same everywhere");
    }

    [TestCase(
        "signIn",
        "saveScoring",
        "recordConsensus",
        "proposePairing",
        "importAssessments",
        "requestReport",
        "viewBenchmark",
        "viewAssessment",
        "viewReport"
    )]
    public void The_main_calls_have_examples(params string[] names)
    {
        var calls = Description.All.ToDictionary(call => call.Described.GetProperty("operationId").GetString()!);
        names.Where(name => !calls[name].Described.ToString().Contains("\"example\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [TestCase("""{"step":1,"score":2}""", null)]
    [TestCase("""{"step":0,"score":2}""", "below")]
    [TestCase("""{"step":"1","score":2}""", "is String")]
    [TestCase("""{"step":1.5,"score":2}""", "is Number")]
    [TestCase("""{"step":1,"score":2,"cause":"whim"}""", "none of")]
    [TestCase("""{"step":1,"score":2,"mood":"good"}""", "is not described")]
    [TestCase("[]", "is Array")]
    public void An_answer_that_is_not_as_described_is_seen(string answer, string? fault)
    {
        using var json = JsonDocument.Parse(answer);
        var schema = JsonDocument.Parse("""{"$ref":"#/components/schemas/ScoreBody"}""").RootElement;
        var faults = Description.Differences(json.RootElement, schema, "body").ToList();
        (faults.Count > 0).ShouldBe(fault is not null, string.Join(' ', faults));
        faults.ShouldAllBe(told => told.Contains(fault!, StringComparison.Ordinal));
    }

    [Test]
    public async Task Every_reading_call_is_answered_as_it_is_described()
    {
        var document = (await new Api(Server).GetAsync("/openapi/v1.json")).ShouldBeOk();
        var network = await new NetworkPlan()
            .Group("Piteå", "Luleå")
            .Submitted("Luleå", "startup", "2222222222")
            .BuildAsync(Server);
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3333333333");
        await network.ProposeAsync();
        var (planned, polled) = (
            await network.PlannedMeetingAsync("Luleå", "bm2"),
            await network.PlannedMeetingAsync("Luleå", "bm3")
        );
        await network.OpenPollAsync(polled, "Luleå");
        var token = await network.PollTokenAsync(network["Luleå", Function.Manager]);
        var meeting = await network.MeetingOfAsync("Piteå", "bm1");
        var (improvement, report) = (await network.SomeImprovementAsync(), await network.SomeReportAsync());
        var survey = await network.WrittenSurveyAsync();
        var surveyToken = await network.SurveyTokenAsync(network["Piteå", Function.Manager]);
        var checkedRoutes = 0;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            if (methods!["get"]?["responses"]?["200"]?["content"]?["application/json"] is null)
            {
                continue;
            }

            var address = path.Replace("/surveys/{token}", $"/surveys/{surveyToken}")
                .Replace("{survey}", $"{survey}")
                .Replace("{id}/poll/suggestion", $"{planned}/poll/suggestion")
                .Replace("{id}/poll", $"{polled}/poll")
                .Replace("{token}", token)
                .Replace("{network}", network.Slug)
                .Replace("{cohort}", network.Cohort.Slug)
                .Replace("/mentors/{organisation}", "/mentors/pitea")
                .Replace("{organisation}", "lulea")
                .Replace("{occasion}", "bm1")
                .Replace("{id}", $"{meeting}")
                .Replace("{number}", "1")
                .Replace("{form}", "bm1")
                .Replace("{improvement}", improvement)
                .Replace("{report}", report);
            var caller =
                path.EndsWith("/mentees", StringComparison.Ordinal)
                || path.EndsWith("/mentors/{organisation}", StringComparison.Ordinal)
                    ? network["Piteå", Function.Manager]
                : path.Contains("{organisation}") && !path.Contains("/pairing/") ? network["Luleå", Function.Manager]
                : path.EndsWith("{network}/meetings", StringComparison.Ordinal) ? network["Luleå", Function.KeyPerson]
                : network.Coordinator;
            // What it is answered is held to the description on its way here.
            (await caller.Api.GetAsync(address)).ShouldBeOk();
            checkedRoutes++;
        }

        checkedRoutes.ShouldBeGreaterThan(12);
    }

    [Test]
    public async Task Its_words_are_those_that_the_answers_use()
    {
        var schemas = (await new Api(Server).GetAsync("/openapi/v1.json")).ShouldBeOk()["components.schemas"]!.AsObject();
        schemas["Function"]!["enum"]!
            .AsArray()
            .Select(v => v?.ToString())
            .OfType<string>()
            .ShouldBe(["politician", "manager", "keyPerson"]);
        schemas["AssessmentView"]!["properties"]!.AsObject().Select(p => p.Key).ShouldContain("missingForStatus");
    }
}

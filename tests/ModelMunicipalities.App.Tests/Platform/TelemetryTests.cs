using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>What is measured reaches a collector that speaks OTLP.</summary>
public class TelemetryTests
{
    /// <summary>The program, a job's measure, and the framework's of a request, by its route.</summary>
    private static readonly string[] Expected =
    [
        "modellkommuner",
        "jobs.runs",
        "http.server.request.duration",
        "/api/v1/surveys/{token}",
    ];

    /// <summary>In a process of its own: measures are the process's, and a server that stops ends them for all in it.</summary>
    [Test]
    public async Task Measures_are_sent_to_the_collector_that_the_settings_name_and_hold_no_address()
    {
        var bodies = new ConcurrentQueue<string>();
        await using var collector = await CollectorAsync(bodies.Enqueue);
        var network = await new NetworkPlan().BuildAsync(Server.On(DatabaseProvider.Sqlite));
        using var node = Node.Measure(
            network,
            "/api/v1/surveys/my-own-secret",
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        );
        await node.EndAsync();
        var measures = string.Concat(bodies);
        Expected.ShouldAllBe(e => measures.Contains(e, StringComparison.Ordinal));
        measures.ShouldNotContain("my-own-secret");
        measures.ShouldNotContain(network.Slug);
    }

    private static async Task<WebApplication> CollectorAsync(Action<string> take)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/metrics", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            take(Encoding.UTF8.GetString(body.ToArray()));
        });
        await collector.StartAsync();
        return collector;
    }
}

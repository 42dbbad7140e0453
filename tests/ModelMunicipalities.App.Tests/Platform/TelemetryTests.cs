using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelMunicipalities.App.Platform.Jobs;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>What is measured reaches a collector that speaks OTLP.</summary>
public class TelemetryTests
{
    /// <summary>The program, a job's measure, and the framework's of a request, by its route.</summary>
    private static readonly string[] Expected = ["modellkommuner", "jobs.runs", "http.server.request.duration", "/api/v1/surveys/{token}"];

    [Test]
    public async Task Measures_are_sent_to_the_collector_that_the_settings_name_and_hold_no_address()
    {
        var arrived = new TaskCompletionSource<string>();
        await using var collector = await CollectorAsync(body =>
        {
            if (Expected.All(body.Contains))
            {
                arrived.TrySetResult(body);
            }
        });
        await using var server = Server.Start(
            DatabaseProvider.Sqlite, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"));
        var network = await new NetworkPlan().BuildAsync(server);
        await new Api(server).GetAsync("/api/v1/surveys/my-own-secret");
        await server.Services.GetRequiredService<JobRunner>().RunAsync(network.Slug, "digests", CancellationToken.None);
        var measures = await arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));
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

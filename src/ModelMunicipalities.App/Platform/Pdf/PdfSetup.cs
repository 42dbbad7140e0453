using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelMunicipalities.App.Platform.Jobs;

namespace ModelMunicipalities.App.Platform.Pdf;

/// <summary>The settings under <c>Reports</c>.</summary>
public sealed class PdfOptions
{
    /// <summary>The program that runs the worker.</summary>
    public string Node { get; set; } = "node";

    /// <summary>The longest that one document, or the start of the worker, may take, in seconds.</summary>
    public int Seconds { get; set; } = 30;

    /// <summary>The most memory of the worker, in megabytes; one that has more is replaced.</summary>
    public int Megabytes { get; set; } = 400;

    /// <summary>How many documents one process makes before it is replaced.</summary>
    public int PerProcess { get; set; } = 1000;
}

/// <summary>Registers the worker and what tells of it.</summary>
public static class PdfSetup
{
    public static void AddPdf(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<PdfOptions>()
            .BindConfiguration("Reports")
            .Validate(o => o.Node.Length > 0, "Reports__Node must name the program that runs Node.js.")
            .Validate(o => o.Seconds is >= 1 and <= 600, "Reports__Seconds must be 1–600.")
            .Validate(o => o.Megabytes is >= 100 and <= 4000, "Reports__Megabytes must be 100–4000.")
            .Validate(o => o.PerProcess is >= 1 and <= 100_000, "Reports__PerProcess must be 1–100 000.")
            .ValidateOnStart();
        builder.Services.AddSingleton<TypstWorker>();
        if (JobOptions.Read(builder.Configuration).Enabled)
        {
            builder.Services.AddHostedService<WorkerStart>();
        }

        builder.Services.AddHealthChecks().AddCheck<WorkerHealth>("reports");
    }

    /// <summary>
    /// Warms the worker beside the start of the program, and tries again while it cannot be started: it may be put right.
    /// </summary>
    private sealed class WorkerStart(TypstWorker worker, TimeProvider time) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
            do
            {
                await worker.StartAsync(stoppingToken);
            } while (worker.Problem is not null && await timer.WaitForNextTickAsync(stoppingToken));
        }
    }

    private sealed class WorkerHealth(TypstWorker worker) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(worker.Problem is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());
    }
}

using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Demo;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Platform;

/// <summary>The data folder, the database's schema, and what operations ask about both.</summary>
public static class Startup
{
    /// <summary>The product's version.</summary>
    public static string Version { get; } = typeof(Startup).Assembly.GetName().Version!.ToString(2);

    /// <summary>
    /// The folder for the embedded database and the mail that nobody fetches; <c>DATA_DIR</c>, else <c>.data</c>.
    /// </summary>
    public static string AddDataFolder(this WebApplicationBuilder builder)
    {
        var folder = Path.GetFullPath(builder.Configuration["DATA_DIR"] is { Length: > 0 } set ? set : ".data");
        builder.Services.AddSingleton(new DataFolder(folder));
        return folder;
    }

    /// <summary>
    /// Brings the schema up to date, when the database answers: it and the portal are often started together. Safe on several
    /// nodes at once: the migration takes a lock in the database.
    /// </summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        var patience = TimeSpan.FromSeconds(app.Services.GetRequiredService<DatabaseOptions>().WaitSeconds);
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await MigrateAsync(app);
                return;
            }
            catch (DbException e) when (Database.IsAway(e) && Stopwatch.GetElapsedTime(begun) < patience)
            {
                app.Logger.LogWarning("The database does not answer ({Fault}); it is tried again.", e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private static async Task MigrateAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<AppDb>().Database;

        // To migrate is to build the model of the last migration and compare it, also when there is nothing to do.
        if ((await database.GetPendingMigrationsAsync()).Any())
        {
            await database.MigrateAsync();
        }

        await app.EncryptKeysAsync();
    }

    /// <summary>Says in the log what an installation does without that holds true data. The demonstration holds none.</summary>
    public static async Task WarnAsync(this WebApplication app)
    {
        app.WarnOfProxies();
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        foreach (var warning in await SqlServerState.WarningsAsync(db))
        {
            app.Logger.LogWarning("{Warning}", warning);
        }

        if (app.Environment.IsDevelopment() || app.Services.GetService<DemoMode>() is not null)
        {
            return;
        }

        if (app.Services.GetRequiredService<KeyOptions>().Certificate is null)
        {
            app.Logger.LogWarning(
                "Keys__Certificate is not set: the keys of sign-ins and personal links lie readable in the database, and whoever reads it or a backup can make them."
            );
        }

        foreach (var file in Database.OpenFiles(db))
        {
            app.Logger.LogWarning(
                "Others on this machine may read {File}: give it to the account that the portal runs as, with mode 600.",
                file
            );
        }

        if (await db.Networks.AnyAsync(n => n.IsDemo))
        {
            app.Logger.LogWarning(
                "The database holds the demonstration's networks: everybody knows the passwords to them. Begin true work in a database of its own."
            );
        }
    }

    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder
            .Services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<OutboxHealth>("outbox")
            .AddCheck<SchedulerHealth>("scheduler");

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(
                new
                {
                    status = report.Status.ToString(),
                    checks = report.Entries.ToDictionary(
                        e => e.Key,
                        e => new { status = e.Value.Status.ToString(), e.Value.Description }
                    ),
                },
                JsonSerializerOptions.Web
            )
        );
    }

    private sealed class DatabaseHealth(AppDb db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) =>
            !await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Unhealthy("The database does not answer.")
            : (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? HealthCheckResult.Unhealthy("Migrations are pending.")
            : HealthCheckResult.Healthy();
    }

    private sealed class OutboxHealth(AppDb db, TimeProvider time) : IHealthCheck
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            var oldest = await db
                .OutgoingMails.Where(m => m.State == MailState.Written || m.State == MailState.Waiting)
                .MinAsync(m => (DateTimeOffset?)(m.Gathers ? m.DueAt : m.CreatedAt), cancellationToken);
            return time.GetUtcNow() - oldest > Patience
                ? HealthCheckResult.Degraded($"The oldest mail has waited since {oldest:u}.")
                : HealthCheckResult.Healthy();
        }
    }

    private sealed class SchedulerHealth(AppDb db, Schedule schedule, JobOptions jobs, TimeProvider time) : IHealthCheck
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            if (!jobs.Enabled)
            {
                return HealthCheckResult.Healthy("This node runs no jobs.");
            }

            // Numbers only, over all networks.
            var runs = db.JobRuns.IgnoreQueryFilters([AppDb.TenantFilter]);
            var last = runs.GroupBy(r => new { r.NetworkId, r.Job }).Select(g => g.Max(r => r.Id));
            var failed = await runs.CountAsync(
                r => last.Contains(r.Id) && (r.Result == JobResult.Failed || r.Result == JobResult.Refused),
                cancellationToken
            );
            return Overdue() switch
            {
                null => HealthCheckResult.Degraded("The scheduler does not run."),
                > 0 and var overdue => HealthCheckResult.Degraded($"{overdue} jobs are overdue."),
                _ when failed > 0 => HealthCheckResult.Degraded($"The last run of {failed} jobs failed."),
                _ => HealthCheckResult.Healthy(),
            };
        }

        /// <summary>Null too while the scheduler's store does not answer, which pages need not.</summary>
        private int? Overdue()
        {
            try
            {
                return schedule.Overdue(time.GetUtcNow() - Patience);
            }
            catch (DbException)
            {
                return null;
            }
        }
    }
}

/// <summary>Where this node keeps its files.</summary>
public sealed record DataFolder(string Path);

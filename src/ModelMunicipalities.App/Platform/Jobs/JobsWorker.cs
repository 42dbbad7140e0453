using Hangfire;
using Hangfire.AspNetCore;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>
/// Runs the scheduler for as long as the program runs, and keeps the jobs laid out: a network made on another node gets its
/// jobs within a minute. Begins once the portal answers, which waits for none of it, and begins again until the database lets it.
/// </summary>
internal sealed partial class JobsWorker(
    Schedule schedule,
    JobStorage storage,
    DatabaseOptions database,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime life,
    ILoggerFactory logs,
    TimeProvider time,
    ILogger<JobsWorker> log
) : BackgroundService
{
    private const int Workers = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await life.StartedAsync(stoppingToken))
        {
            return;
        }

        BackgroundJobServer? server = null;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var pause = Pause;
                try
                {
                    server ??= await BeginAsync(stoppingToken);
                    await schedule.LayOutAsync(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    LogFault(log, e);
                    pause = PauseAfterFault;
                }

                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (OperationCanceledException)
        {
            // It stops.
        }

        if (server is not null)
        {
            await EndAsync(server);
        }
    }

    private async Task<BackgroundJobServer> BeginAsync(CancellationToken ct)
    {
        await JobStore.PrepareAsync(database.Provider, database.ConnectionString!, ct);
        await schedule.LayOutAsync(ct);

        // One log for the whole process is how the scheduler has it.
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(new AspNetCoreLogProvider(logs));
        var server = new BackgroundJobServer(
            new BackgroundJobServerOptions { WorkerCount = Workers, Activator = new AspNetCoreJobActivator(scopes) },
            storage
        );
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            await schedule.MakeUpAsync(ct);
        }

        schedule.IsRunning = true;
        return server;
    }

    /// <summary>Runs that go on are told to stop, and are another node's as soon as they have.</summary>
    private async Task EndAsync(BackgroundJobServer server)
    {
        schedule.IsRunning = false;
        server.SendStop();
        await server.WaitForShutdownAsync(CancellationToken.None);
        server.Dispose();
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
    }

    [LoggerMessage(LogLevel.Error, "The scheduler could not be started or its jobs laid out; it is tried again.")]
    private static partial void LogFault(ILogger log, Exception e);
}

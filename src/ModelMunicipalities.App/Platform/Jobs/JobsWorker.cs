using Quartz;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>
/// Runs the scheduler for as long as the program runs, and keeps the jobs laid out: a network made on another node gets its
/// jobs within some minutes. Begins once the portal answers, which waits for none of it.
/// </summary>
internal sealed partial class JobsWorker(Schedule schedule, ISchedulerFactory factory, IHostApplicationLifetime life, TimeProvider time, ILogger<JobsWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await life.StartedAsync(stoppingToken))
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pause;
            try
            {
                await schedule.LayOutAsync(stoppingToken);
                await (await factory.GetScheduler(stoppingToken)).Start(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFault(log, e);
                pause = PauseAfterFault;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Runs that go on may end; what they did is recorded.
        await (await factory.GetScheduler(CancellationToken.None)).Shutdown(waitForJobsToComplete: true, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Error, "The jobs could not be laid out; it is tried again.")]
    private static partial void LogFault(ILogger log, Exception e);
}

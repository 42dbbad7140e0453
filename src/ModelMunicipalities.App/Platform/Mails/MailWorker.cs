using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform.Jobs;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Delivers mail for as long as the program runs: every few seconds, and more seldom while no mail is taken.</summary>
internal sealed class MailWorker(
    MailDelivery delivery,
    JobOptions jobs,
    IHostApplicationLifetime life,
    TimeProvider time,
    ILogger<MailDelivery> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!jobs.Enabled || !await life.StartedAsync(stoppingToken))
        {
            return;
        }

        var pause = Pause;
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                var round = await delivery.DeliverAsync(stoppingToken);
                more = round is { Found: MailDelivery.RoundSize, Closed: MailFault.None };
                pause =
                    round.Closed == MailFault.None ? Pause : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.RoundFailed(e);
            }

            if (!more)
            {
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}

using Hangfire;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Platform.Jobs;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// Lets a report that somebody waits for begin at once, on whichever node is free. What could not be told here is found by
/// the job that looks for queued reports.
/// </summary>
public sealed partial class ReportQueue(IBackgroundJobClient client, NetworkJobs jobs, ILogger<ReportQueue> log)
{
    /// <param name="network">The slug of a network that has a report to make, already saved.</param>
    public void Wake(string network)
    {
        try
        {
            client.Enqueue<ReportQueue>(q => q.MakeAsync(network, CancellationToken.None));
        }
        catch (BackgroundJobClientException e)
        {
            LogFailure(log, e);
        }
    }

    /// <summary>Makes what is queued, unless that is paused. A report that goes wrong has its own attempts.</summary>
    /// <param name="network">The network's slug.</param>
    /// <param name="ct">Stops it.</param>
    [JobDisplayName("{0}: reports")]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task MakeAsync(string network, CancellationToken ct)
    {
        if (
            !await jobs.InAsync(
                network,
                db => db.JobStates.AnyAsync(s => s.Job == ReportsArea.Making && s.PausedAt != null, ct),
                ct
            )
        )
        {
            await jobs.SendAsync(network, new MakeReports.Command(), ct);
        }
    }

    [LoggerMessage(LogLevel.Error, "The scheduler could not be told of a report; the next run of the job makes it.")]
    private static partial void LogFailure(ILogger log, Exception e);
}

using System.Threading.Channels;
using ModelMunicipalities.App.Platform.Jobs;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// Lets a report that somebody waits for begin at once on this node. What is forgotten here, by a stop or a crash, is
/// found by the job that looks for queued reports.
/// </summary>
public sealed partial class ReportQueue(NetworkJobs jobs, ILogger<ReportQueue> log) : BackgroundService
{
    private readonly Channel<string> _networks = Channel.CreateUnbounded<string>();

    /// <param name="network">The slug of a network that has a report to make.</param>
    public void Wake(string network) => _networks.Writer.TryWrite(network);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var network in _networks.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await jobs.SendAsync(network, new MakeReports.Command(), stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(log, e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Reports could not be made; the next run of the job tries again.")]
    private static partial void LogFailure(ILogger log, Exception e);
}

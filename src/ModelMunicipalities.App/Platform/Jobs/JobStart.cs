using System.Reflection;
using Hangfire;
using Hangfire.Server;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>
/// What the scheduler starts. Its name and its methods' are what the store keeps: an old node's jobs are a new one's too.
/// </summary>
public sealed class JobStart(JobRunner runner)
{
    /// <summary>
    /// After how many seconds each next attempt follows. A later turn of the job takes the place of those that are left.
    /// </summary>
    private static readonly int[] Pauses =
    [
        .. typeof(JobStart).GetMethod(nameof(RunAsync))!.GetCustomAttribute<AutomaticRetryAttribute>()!.DelaysInSeconds,
    ];

    /// <summary>How long after an attempt that went wrong the next follows; null after the last.</summary>
    internal static TimeSpan? PauseAfter(int attempt) =>
        attempt <= Pauses.Length ? TimeSpan.FromSeconds(Pauses[attempt - 1]) : null;

    /// <summary>Runs a job of a network.</summary>
    /// <param name="network">The network's slug.</param>
    /// <param name="job">The job's name.</param>
    /// <param name="cause">Why.</param>
    /// <param name="context">The scheduler's own.</param>
    /// <param name="ct">Stops it.</param>
    [JobDisplayName("{0}: {1}")]
    [AutomaticRetry(
        Attempts = 5,
        DelaysInSeconds = [60, 300, 900, 3600, 10800],
        LogEvents = false,
        OnAttemptsExceeded = AttemptsExceededAction.Delete
    )]
    public Task RunAsync(string network, string job, JobCause cause, PerformContext? context, CancellationToken ct) =>
        runner.RunAsync(network, job, cause, 1 + (context?.GetJobParameter<int>("RetryCount") ?? 0), ct);
}

using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Data.Mappings;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Networks;
using Quartz;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>What the scheduler starts: one job of one network. Never two runs of the same at once, on whichever nodes.</summary>
[DisallowConcurrentExecution]
internal sealed class RunJobOfNetwork(JobRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runner.RunAsync(context.JobDetail.Key.Group, context.JobDetail.Key.Name, cancellationToken);
}

/// <summary>Runs a job and records how it went. A run that goes wrong stops no later one.</summary>
public sealed partial class JobRunner(IServiceScopeFactory scopes, NetworkJobs jobs, PortalMeters meters, TimeProvider time, ILogger<JobRunner> log)
{
    /// <summary>How long runs are remembered.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <param name="network">The network's slug.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="ct">Stops it.</param>
    public async Task RunAsync(string network, string name, CancellationToken ct)
    {
        if (JobList.Find(name) is not { } job)
        {
            return;
        }

        var begun = time.GetTimestamp();
        var id = await InNetworkAsync(network, async db =>
        {
            var started = new JobRun { Job = name, StartedAt = time.GetUtcNow() };
            db.JobRuns.Add(started);
            await db.SaveChangesAsync(ct);
            return started.Id;
        });

        Outcome<int>? outcome = null;
        Exception? fault = null;
        try
        {
            outcome = await job.SendAsync(jobs, network, ct);
        }
        catch (Exception e)
        {
            fault = e;
            LogFault(log, e, name, network);
        }

        // Not stopped with the job: how it ended is to be known.
        var result = await InNetworkAsync(network, async db =>
        {
            var run = await db.JobRuns.SingleAsync(r => r.Id == id, CancellationToken.None);
            var now = time.GetUtcNow();
            if (outcome is null)
            {
                var said = $"{fault!.GetType().Name}: {fault.GetBaseException().Message}";
                run.Fail(said.Length > JobRunMapping.LongestFault ? said[..JobRunMapping.LongestFault] : said, now);
            }
            else if (outcome.Ok)
            {
                run.Finish(outcome.Value, now);
            }
            else
            {
                run.Refuse(outcome.Refusals[0], now);
            }

            var forgotten = now - Memory;
            await db.JobRuns.Where(r => r.Job == name && r.StartedAt < forgotten).ExecuteDeleteAsync(CancellationToken.None);
            await db.SaveChangesAsync(CancellationToken.None);
            return run.Result;
        });
        meters.JobRan(name, result, time.GetElapsedTime(begun));
    }

    private async Task<T> InNetworkAsync<T>(string network, Func<AppDb, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        scope.ServiceProvider.GetRequiredService<Caller>().EnterAsJob(await db.Networks.AsNoTracking().SingleAsync(n => n.Slug == network));
        return await act(db);
    }

    [LoggerMessage(LogLevel.Error, "The job {Job} of {Network} failed.")]
    private static partial void LogFault(ILogger log, Exception e, string job, string network);
}

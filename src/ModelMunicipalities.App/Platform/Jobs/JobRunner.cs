using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Data.Mappings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>Why a job is to run.</summary>
public enum JobCause
{
    /// <summary>Its time has come.</summary>
    Due,

    /// <summary>Its time passed while it could not run.</summary>
    Missed,

    /// <summary>Somebody asked for a run out of turn, or it was to run while another run held it.</summary>
    Asked,
}

/// <summary>Runs a job and records how it went. A run that goes wrong stops no later one.</summary>
public sealed partial class JobRunner(
    NetworkJobs jobs,
    Schedule schedule,
    PortalMeters meters,
    TimeProvider time,
    ILogger<JobRunner> log
)
{
    /// <summary>How long runs are remembered.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <param name="network">The network's slug.</param>
    /// <param name="name">The job's name.</param>
    /// <param name="cause">Why it is to run. What has been done in the meantime is not done again.</param>
    /// <param name="attempt">Which attempt it is, from 1.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="Exception">What went wrong, when it is recorded: the scheduler tries again.</exception>
    public async Task RunAsync(string network, string name, JobCause cause, int attempt, CancellationToken ct)
    {
        if (JobList.Find(name) is not { } job || await JobClaim.TakeAsync(jobs, network, name, cause, time, ct) is not { } claim)
        {
            return;
        }

        var run = new JobRun { Job = name, Attempt = attempt };
        Exception? fault = null;
        try
        {
            if (await IsWantedAsync(job, network, cause, attempt, ct))
            {
                fault = await RunAsync(job, network, run, claim, ct);
            }
        }
        finally
        {
            if (await claim.EndAsync(answers: run is { EndedAt: not null, Result: not JobResult.BrokenOff }))
            {
                schedule.Enqueue(job, network, JobCause.Asked);
            }
        }

        if (fault is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }
    }

    private async Task<Exception?> RunAsync(NetworkJob job, string network, JobRun run, JobClaim claim, CancellationToken ct)
    {
        var begun = time.GetTimestamp();
        await jobs.InAsync(
            network,
            async db =>
            {
                // Who holds the job is the only one to run it: whatever else goes on lost its node.
                foreach (
                    var lost in await db.JobRuns.Where(r => r.Job == job.Name && r.Result == JobResult.Running).ToListAsync(ct)
                )
                {
                    lost.BreakOff(time.GetUtcNow());
                }

                run.StartedAt = time.GetUtcNow();
                db.JobRuns.Add(run);
                return await db.SaveChangesAsync(ct);
            },
            ct
        );

        Outcome<int>? outcome = null;
        Exception? fault = null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, claim.Lost);
        try
        {
            outcome = await job.SendAsync(jobs, network, either.Token);
        }
        catch (Exception e)
        {
            fault = e;
        }

        var isStopped = fault is OperationCanceledException && either.IsCancellationRequested;
        if (fault is not null && !isStopped)
        {
            LogFault(log, fault, job.Name, network);
        }

        // Not stopped with the job: how it ended is to be known.
        await jobs.InAsync(
            network,
            async db =>
            {
                db.Attach(run);
                var now = time.GetUtcNow();
                if (isStopped)
                {
                    run.BreakOff(now);
                }
                else if (fault is not null)
                {
                    var said = $"{fault.GetType().Name}: {fault.GetBaseException().Message}";
                    run.Fail(said.Length > JobRunMapping.LongestFault ? said[..JobRunMapping.LongestFault] : said, now);
                }
                else if (outcome!.Ok)
                {
                    run.Finish(outcome.Value, now);
                }
                else
                {
                    run.Refuse(outcome.Refusals[0], now);
                }

                var forgotten = now - Memory;
                await db
                    .JobRuns.Where(r => r.Job == job.Name && r.StartedAt < forgotten)
                    .ExecuteDeleteAsync(CancellationToken.None);
                return await db.SaveChangesAsync(CancellationToken.None);
            },
            CancellationToken.None
        );
        meters.JobRan(job.Name, run.Result, time.GetElapsedTime(begun));
        return fault;
    }

    /// <summary>
    /// Whether what the run is for is still to be done, asked by who holds the job: another may have done it meanwhile.
    /// </summary>
    private async Task<bool> IsWantedAsync(NetworkJob job, string network, JobCause cause, int attempt, CancellationToken ct) =>
        await jobs.InAsync(
            network,
            async db =>
            {
                var state = await db.JobStates.AsNoTracking().SingleOrDefaultAsync(s => s.Job == job.Name, ct);
                var last = await db
                    .JobRuns.Where(r => r.Job == job.Name)
                    .OrderByDescending(r => r.Id)
                    .AsNoTracking()
                    .FirstOrDefaultAsync(ct);
                return (cause == JobCause.Asked || state?.PausedAt is null)
                    && (
                        attempt > 1
                            ? last is { Result: JobResult.Failed or JobResult.BrokenOff } && last.Attempt == attempt - 1
                            : cause switch
                            {
                                JobCause.Asked => state?.IsAsked == true,
                                JobCause.Missed => state is not null
                                    && Schedule.HasMissed(job, state, last, time.GetUtcNow(), db.Caller.Network!.TimeZone),
                                _ => true,
                            }
                    );
            },
            ct
        );

    [LoggerMessage(LogLevel.Error, "The job {Job} of {Network} failed.")]
    private static partial void LogFault(ILogger log, Exception e, string job, string network);
}

using System.Collections.Concurrent;
using System.Data.Common;
using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>The jobs of all networks in the scheduler's store: laid out at their times, asked for out of turn, paused.</summary>
public sealed partial class Schedule(
    JobStorage storage,
    IBackgroundJobClient client,
    IRecurringJobManager recurring,
    NetworkJobs jobs,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<Schedule> log
)
{
    /// <summary>What this node has laid out, with the time zone: it is laid out again only when that changes.</summary>
    private readonly ConcurrentDictionary<string, string> _laidOut = [];

    /// <summary>True while this node's scheduler runs.</summary>
    public bool IsRunning { get; internal set; }

    /// <summary>
    /// Makes the store agree with the list of jobs, the networks and what is paused. What the rows know and the store has
    /// forgotten, a run that was asked for, is asked for again. On several nodes at once too.
    /// </summary>
    public async Task LayOutAsync(CancellationToken ct)
    {
        List<Laid> all;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var networks = await db
                .Networks.Select(n => new
                {
                    n.Id,
                    n.Slug,
                    n.TimeZone,
                })
                .ToListAsync(ct);

            // Of all networks, for the scheduler alone.
            var states = (
                await db.JobStates.IgnoreQueryFilters([AppDb.TenantFilter]).AsNoTracking().ToListAsync(ct)
            ).ToDictionary(s => (s.NetworkId, s.Job));
            all =
            [
                .. from n in networks
                from j in JobList.All
                select new Laid(j, n.Slug, n.TimeZone, states.GetValueOrDefault((n.Id, j.Name))),
            ];
        }

        foreach (var laid in all.Where(l => l.State is null))
        {
            await jobs.InAsync(laid.Network, db => db.SavedJobStateAsync(laid.Job.Name, time.GetUtcNow(), ct), ct);
        }

        var wanted = all.Where(l => l.State?.PausedAt is null).ToDictionary(l => l.Job.Id(l.Network));
        HashSet<string> there;
        using (var connection = storage.GetConnection())
        {
            there = connection.GetAllItemsFromSet("recurring-jobs");
        }

        foreach (
            var (id, laid) in wanted.Where(w => !there.Contains(w.Key) || _laidOut.GetValueOrDefault(w.Key) != w.Value.TimeZone)
        )
        {
            LayOut(laid.Job, laid.Network, laid.TimeZone);
            _laidOut[id] = laid.TimeZone;
        }

        foreach (var id in there.Where(id => !wanted.ContainsKey(id)))
        {
            recurring.RemoveIfExists(id);
            _laidOut.TryRemove(id, out _);
        }

        foreach (var laid in all.Where(l => l.State is { IsAsked: true } state && !state.IsHeld(time.GetUtcNow())))
        {
            Enqueue(laid.Job, laid.Network, JobCause.Asked);
        }
    }

    /// <summary>
    /// Does what was missed while no node ran and is to be made up for. For a store that begins empty at each start.
    /// </summary>
    public async Task MakeUpAsync(CancellationToken ct)
    {
        List<string> networks;
        await using (var scope = scopes.CreateAsyncScope())
        {
            networks = await scope.ServiceProvider.GetRequiredService<AppDb>().Networks.Select(n => n.Slug).ToListAsync(ct);
        }

        foreach (var network in networks)
        {
            foreach (var job in JobList.All.Where(j => j.IsMadeUpFor))
            {
                Enqueue(job, network, JobCause.Missed);
            }
        }
    }

    /// <summary>Has a job run once, as soon as a node is free and no other run of it goes on.</summary>
    internal void Enqueue(NetworkJob job, string network, JobCause cause) =>
        client.Enqueue<JobStart>(s => s.RunAsync(network, job.Name, cause, null, CancellationToken.None));

    /// <summary>Has a run follow that a row asks for.</summary>
    public void Ask(NetworkJob job, CallerNetwork network) => Tell(() => Enqueue(job, network.Slug, JobCause.Asked));

    /// <summary>Takes a job from its times, when its row says that it is paused.</summary>
    public void Pause(NetworkJob job, CallerNetwork network) => Tell(() => recurring.RemoveIfExists(job.Id(network.Slug)));

    /// <summary>Puts a job back at its times. What it missed meanwhile is made up for, if it is such a job.</summary>
    public void Resume(NetworkJob job, CallerNetwork network) =>
        Tell(() =>
        {
            LayOut(job, network.Slug, network.TimeZone);
            if (job.IsMadeUpFor)
            {
                Enqueue(job, network.Slug, JobCause.Missed);
            }
        });

    /// <summary>
    /// Whether a job was to run, by the clocks of its network, and neither did nor was broken off and taken up again.
    /// </summary>
    internal static bool HasMissed(NetworkJob job, JobState state, JobRun? last, DateTimeOffset now, string timeZone)
    {
        var due = job.LastUntil(now, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
        return job.IsMadeUpFor
            && state.Since < due
            && (last is null || last.StartedAt < due || last.Result is JobResult.Running or JobResult.BrokenOff);
    }

    /// <summary>
    /// How many jobs should have been begun some time ago and have not; null while this node's scheduler does not run.
    /// </summary>
    public int? Overdue(DateTimeOffset since)
    {
        if (!IsRunning)
        {
            return null;
        }

        using var connection = (JobStorageConnection)storage.GetConnection();
        return connection.GetFirstByLowestScoreFromSet("recurring-jobs", 0, since.ToUnixTimeSeconds(), 1000).Count;
    }

    /// <summary>
    /// Tells the store what a row knows already: what it does not take now it is told when jobs are laid out next.
    /// </summary>
    private void Tell(Action act)
    {
        try
        {
            act();
        }
        catch (Exception e) when (e is BackgroundJobClientException or DbException or DistributedLockTimeoutException)
        {
            LogFault(log, e);
        }
    }

    private void LayOut(NetworkJob job, string network, string timeZone) =>
        recurring.AddOrUpdate(
            job.Id(network),
            Job.FromExpression<JobStart>(s => s.RunAsync(network, job.Name, JobCause.Due, null, CancellationToken.None)),
            job.Cron,
            new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(timeZone), MisfireHandling = job.Missed }
        );

    [LoggerMessage(LogLevel.Error, "The scheduler's store did not take what was asked of it; it is told again within a minute.")]
    private static partial void LogFault(ILogger log, Exception e);

    private sealed record Laid(NetworkJob Job, string Network, string TimeZone, JobState? State);
}

using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using Quartz;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>The jobs of all networks in the scheduler's store: laid out, looked at, run out of turn, paused.</summary>
public sealed class Schedule(ISchedulerFactory factory, IServiceScopeFactory scopes)
{
    /// <summary>When a job runs next and whether it is paused.</summary>
    public sealed record Line(string Name, DateTimeOffset? Next, bool IsPaused);

    /// <summary>
    /// Makes the store agree with the list of jobs and the networks: adds what is missing, takes away what is gone, changes
    /// what runs at other times. What is as it should be, paused or not, is left alone; on several nodes at once too.
    /// </summary>
    public async Task LayOutAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var networks = await scope.ServiceProvider.GetRequiredService<AppDb>().Networks.Select(n => new { n.Slug, n.TimeZone }).ToListAsync(ct);
        var scheduler = await factory.GetScheduler(ct);
        var there = await TriggersAsync(scheduler, new TriggerQuery(), ct);
        foreach (var network in networks)
        {
            foreach (var job in JobList.All)
            {
                await LayOutAsync(scheduler, there, job, network.Slug, network.TimeZone, ct);
            }
        }

        var wanted = networks.SelectMany(n => JobList.All.Select(j => j.Key(n.Slug))).ToHashSet();
        await scheduler.DeleteJobs([.. there.Values.Select(t => t.JobKey).Where(k => !wanted.Contains(k)).Distinct()], ct);
    }

    /// <summary>The jobs of one network; those that are not laid out yet are left out.</summary>
    public async Task<IReadOnlyList<Line>> OfNetworkAsync(string network, CancellationToken ct)
    {
        var there = await TriggersAsync(await factory.GetScheduler(ct), new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(network) }, ct);
        return [.. JobList.All.Select(j => there.GetValueOrDefault(new TriggerKey(j.Name, network))).OfType<TriggerHeader>()
            .Select(t => new Line(t.Key.Name, t.NextFireTimeUtc, t.State == TriggerState.Paused))];
    }

    /// <summary>Runs a job once more, as soon as a node is free and no other run of it goes on.</summary>
    public Task RunAsync(NetworkJob job, string network, CancellationToken ct) => ActAsync(network, async s => await s.TriggerJob(job.Key(network), cancellationToken: ct), ct);

    public Task PauseAsync(NetworkJob job, string network, CancellationToken ct) => ActAsync(network, async s => await s.PauseTrigger(new TriggerKey(job.Name, network), ct), ct);

    public Task ResumeAsync(NetworkJob job, string network, CancellationToken ct) => ActAsync(network, async s => await s.ResumeTrigger(new TriggerKey(job.Name, network), ct), ct);

    /// <summary>How many jobs should have run some time ago and have not; null while this node runs no jobs.</summary>
    public async Task<int?> OverdueAsync(DateTimeOffset since, CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        return await scheduler.GetStatus(ct) != SchedulerStatus.Running ? null
            : (await TriggersAsync(scheduler, new TriggerQuery { NextFireTimeBefore = since, State = TriggerState.Normal }, ct)).Count;
    }

    private async Task ActAsync(string network, Func<IScheduler, Task> act, CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        await using (var scope = scopes.CreateAsyncScope())
        {
            var zone = await scope.ServiceProvider.GetRequiredService<AppDb>().Networks.Where(n => n.Slug == network).Select(n => n.TimeZone).SingleAsync(ct);
            var there = await TriggersAsync(scheduler, new TriggerQuery { Group = GroupMatcher<TriggerKey>.GroupEquals(network) }, ct);
            foreach (var job in JobList.All)
            {
                await LayOutAsync(scheduler, there, job, network, zone, ct);
            }
        }

        await act(scheduler);
    }

    private static async Task LayOutAsync(IScheduler scheduler, Dictionary<TriggerKey, TriggerHeader> there, NetworkJob job, string network, string timeZone, CancellationToken ct)
    {
        var trigger = job.Trigger(network, timeZone);
        if (there.TryGetValue(trigger.Key, out var known))
        {
            // Only what changed: replacing forgets a pause and what was missed.
            if (known.Description != trigger.Description)
            {
                await scheduler.RescheduleJob(trigger.Key, trigger, ct);
            }

            return;
        }

        var detail = JobBuilder.Create<RunJobOfNetwork>().WithIdentity(job.Key(network)).StoreDurably().Build();
        try
        {
            await scheduler.ScheduleJob(detail, [trigger], ScheduleJobOptions.Replacing, ct);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node was first.
        }
    }

    private static async Task<Dictionary<TriggerKey, TriggerHeader>> TriggersAsync(IScheduler scheduler, TriggerQuery query, CancellationToken ct)
    {
        var all = new Dictionary<TriggerKey, TriggerHeader>();
        for (PagedResult<TriggerHeader>? page = null; page is null || page.HasMore;)
        {
            page = await scheduler.QueryTriggers(query with { Skip = all.Count }, ct);
            foreach (var trigger in page.Items)
            {
                all[trigger.Key] = trigger;
            }
        }

        return all;
    }
}

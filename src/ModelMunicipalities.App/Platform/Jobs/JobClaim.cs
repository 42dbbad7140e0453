using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>
/// One run's hold on a job of a network: no other begins, on whichever node, until it is let go or its node has said nothing
/// for <see cref="Length"/>. A row, not a lock, so that a killed node keeps nobody out for longer than that.
/// </summary>
internal sealed class JobClaim : IAsyncDisposable
{
    /// <summary>
    /// Shorter than what the scheduler waits for a silent node, so that whoever takes the job over finds it free.
    /// </summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private readonly Guid _claim;
    private readonly int _asked;
    private readonly NetworkJobs _jobs;
    private readonly string _network;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _holding;

    private JobClaim(NetworkJobs jobs, string network, TimeProvider time, Guid claim, int asked)
    {
        (_jobs, _network, _time, _claim, _asked) = (jobs, network, time, claim, asked);
        _holding = Task.Run(HoldAsync);
    }

    /// <summary>Cancelled when the hold is no longer sure: what runs must stop.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>
    /// Takes a job; null while another run holds it. When its time came meanwhile, that run then knows that one more is wanted.
    /// </summary>
    public static async Task<JobClaim?> TakeAsync(
        NetworkJobs jobs,
        string network,
        string job,
        JobCause cause,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var claim = Guid.NewGuid();
        var asked = await jobs.InAsync(
            network,
            async db =>
            {
                var state = await db.SavedJobStateAsync(job, time.GetUtcNow(), ct);
                if (await TakeAsync(db, state, claim, time.GetUtcNow(), ct))
                {
                    return state.Asked;
                }

                if (cause != JobCause.Due)
                {
                    return (int?)null;
                }

                // Asked for before it is tried once more: a run that ends in between has either left the job free or sees it.
                await db
                    .JobStates.Where(s => s.Id == state.Id)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.Asked, x => x.Asked + 1), ct);
                return await TakeAsync(db, state, claim, time.GetUtcNow(), ct) ? state.Asked + 1 : null;
            },
            ct
        );
        return asked is { } count ? new JobClaim(jobs, network, time, claim, count) : null;
    }

    /// <summary>
    /// Answers what was asked for before it began, unless it was broken off, and lets go. True when one more run is wanted.
    /// </summary>
    public async Task<bool> EndAsync(bool answers)
    {
        await DisposeAsync();
        return await _jobs.InAsync(_network, async db =>
        {
            var mine = db.JobStates.Where(s => s.Claim == _claim);
            if (await mine.Select(s => (int?)s.Id).SingleOrDefaultAsync() is not { } id)
            {
                return false;
            }

            var answered = answers ? _asked : 0;
            await mine.ExecuteUpdateAsync(s =>
                s.SetProperty(x => x.Answered, x => x.Answered > answered ? x.Answered : answered)
                    .SetProperty(x => x.Claim, (Guid?)null)
                    .SetProperty(x => x.ClaimedUntil, (DateTimeOffset?)null)
            );
            return await db.JobStates.AnyAsync(s => s.Id == id && s.Asked > s.Answered);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _holding;
        _ended.Dispose();
        _lost.Dispose();
    }

    private static async Task<bool> TakeAsync(AppDb db, JobState state, Guid claim, DateTimeOffset now, CancellationToken ct) =>
        await db
            .JobStates.Where(s => s.Id == state.Id && (s.ClaimedUntil == null || s.ClaimedUntil <= now))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Claim, claim).SetProperty(x => x.ClaimedUntil, now + Length), ct) == 1;

    /// <summary>Says every now and then that the run goes on. What cannot be said in time counts as lost.</summary>
    private async Task HoldAsync()
    {
        var until = _time.GetUtcNow() + Length;
        while (!_ended.IsCancellationRequested)
        {
            await Task.Delay(Length / 4, _time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            var now = _time.GetUtcNow();
            try
            {
                var held = await _jobs.InAsync(_network, db =>
                    db.JobStates.Where(s => s.Claim == _claim)
                        .ExecuteUpdateAsync(s => s.SetProperty(x => x.ClaimedUntil, now + Length), _ended.Token)
                );
                until = held == 1 ? now + Length : now;
            }
            catch (Exception) when (!_ended.IsCancellationRequested && now < until)
            {
                // The database is away; it is tried again for as long as the hold lasts.
            }
            catch (Exception)
            {
                until = now;
            }

            if (now >= until)
            {
                await _lost.CancelAsync();
                return;
            }
        }
    }
}

using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>What a network's jobs are remembered by.</summary>
internal static class JobStates
{
    /// <summary>The state of a job, which is added where there is none yet; the caller saves it.</summary>
    public static async Task<JobState> JobStateAsync(this AppDb db, string job, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.JobStates.SingleOrDefaultAsync(s => s.Job == job, ct) is { } known)
        {
            return known;
        }

        var fresh = new JobState { Job = job, Since = now };
        db.JobStates.Add(fresh);
        return fresh;
    }

    /// <summary>The state of a job, saved, whichever node is the first to need it.</summary>
    public static async Task<JobState> SavedJobStateAsync(this AppDb db, string job, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.JobStates.SingleOrDefaultAsync(s => s.Job == job, ct) is { } known)
        {
            return known;
        }

        await using var transaction = await db.BeginAloneAsync(ct);
        var state = await db.JobStateAsync(job, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return state;
    }
}

using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>What the network does by itself: each job, when, how its last runs went, and when it runs next.</summary>
public static class ListJobs
{
    private const int RunsShown = 10;

    public sealed record Query : IUse<Listing<Line>>, IRequireCoordinator;

    /// <param name="Name">The job's name in addresses.</param>
    /// <param name="Title">What it is called, in the reader's language.</param>
    /// <param name="What">What it does.</param>
    /// <param name="When">When it runs.</param>
    /// <param name="Next">When it runs next; null while it is paused.</param>
    /// <param name="IsPaused">True when somebody has paused it.</param>
    /// <param name="NeedsYou">True when its last run did not do what it should.</param>
    /// <param name="Runs">Its last runs, newest first.</param>
    public sealed record Line(
        string Name,
        string Title,
        string What,
        string When,
        DateTimeOffset? Next,
        bool IsPaused,
        bool NeedsYou,
        IReadOnlyList<Run> Runs
    );

    /// <param name="StartedAt">When it began.</param>
    /// <param name="EndedAt">When it ended; null while it goes on.</param>
    /// <param name="Result">How it ended.</param>
    /// <param name="Attempt">Which attempt it was, from 1.</param>
    /// <param name="TriedAgainAt">When it is tried again after a fault; null when it is not before the next turn.</param>
    /// <param name="Did">How many things it did; null unless it is done.</param>
    /// <param name="Error">What went wrong; null for nothing.</param>
    public sealed record Run(
        DateTimeOffset StartedAt,
        DateTimeOffset? EndedAt,
        JobResult Result,
        int Attempt,
        DateTimeOffset? TriedAgainAt,
        int? Did,
        string? Error
    );

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Query, Outcome<Listing<Line>>>
    {
        public async Task<Outcome<Listing<Line>>> Handle(Query request, CancellationToken ct)
        {
            var (now, zone) = (time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(caller.Network!.TimeZone));
            var states = await db.JobStates.AsNoTracking().ToDictionaryAsync(s => s.Job, ct);
            List<Line> lines = [];
            foreach (var job in JobList.All)
            {
                var runs = await db
                    .JobRuns.Where(r => r.Job == job.Name)
                    .OrderByDescending(r => r.Id)
                    .Take(RunsShown)
                    .AsNoTracking()
                    .ToListAsync(ct);
                var state = states.GetValueOrDefault(job.Name);
                var isPaused = state?.PausedAt is not null;
                var next = isPaused ? (DateTimeOffset?)null : job.NextAfter(now, zone);
                var told = runs.Select((r, i) => Told(r, i == 0 && state?.IsHeld(now) == true, i == 0 ? next : null)).ToList();
                lines.Add(
                    new Line(
                        job.Name,
                        job.Title,
                        job.What,
                        job.When,
                        next,
                        isPaused,
                        told is [{ Result: not (JobResult.Done or JobResult.Running) }, ..],
                        told
                    )
                );
            }

            return new Listing<Line>(lines, lines.Count);
        }

        /// <param name="run">The run.</param>
        /// <param name="isHeld">True while it still holds the job; one that goes on and does not has lost its node.</param>
        /// <param name="next">When the job's next turn comes; null when nothing more follows of this run.</param>
        private static Run Told(JobRun run, bool isHeld, DateTimeOffset? next)
        {
            var result = run.Result == JobResult.Running && !isHeld ? JobResult.BrokenOff : run.Result;
            var again =
                result == JobResult.Failed
                && JobStart.PauseAfter(run.Attempt) is { } pause
                && run.EndedAt + pause is var at
                && at < next
                    ? at
                    : null;
            return new Run(
                run.StartedAt,
                run.EndedAt,
                result,
                run.Attempt,
                again,
                run.Did,
                result switch
                {
                    JobResult.Refused => TextsExtensions.Named("Rule_" + run.Rule).With(run.RuleArgs!.Split('\n')),
                    JobResult.Failed => Texts.JobsFault(run.Fault),
                    JobResult.BrokenOff => Texts.JobsLost,
                    _ => null,
                }
            );
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/jobs", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(), ct)).Answer(show)
            )
            .WithTags("Networks")
            .WithSummary("What the network does by itself: when each job runs, and how its last runs went. For the coordinator.")
            .Produces<Listing<Line>>();
}

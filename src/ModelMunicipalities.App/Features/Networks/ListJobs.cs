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

    /// <summary>A run that goes on for longer than this has lost its node.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromHours(1);

    public sealed record Query : IUse<Listing<Line>>, IRequireCoordinator;

    /// <param name="Name">The job's name in addresses.</param>
    /// <param name="Title">What it is called, in the reader's language.</param>
    /// <param name="What">What it does.</param>
    /// <param name="When">When it runs.</param>
    /// <param name="Next">When it runs next; null while it is paused or not laid out yet.</param>
    /// <param name="IsPaused">True when somebody has paused it.</param>
    /// <param name="NeedsYou">True when its last run did not do what it should.</param>
    /// <param name="Runs">Its last runs, newest first.</param>
    public sealed record Line(string Name, string Title, string What, string When, DateTimeOffset? Next, bool IsPaused, bool NeedsYou, IReadOnlyList<Run> Runs);

    /// <param name="StartedAt">When it began.</param>
    /// <param name="EndedAt">When it ended; null while it goes on.</param>
    /// <param name="Result">How it ended.</param>
    /// <param name="Did">How many things it did; null unless it is done.</param>
    /// <param name="Error">What went wrong; null for nothing.</param>
    public sealed record Run(DateTimeOffset StartedAt, DateTimeOffset? EndedAt, JobResult Result, int? Did, string? Error);

    internal sealed class Handler(AppDb db, Caller caller, Schedule schedule, TimeProvider time) : IRequestHandler<Query, Outcome<Listing<Line>>>
    {
        public async Task<Outcome<Listing<Line>>> Handle(Query request, CancellationToken ct)
        {
            var laidOut = await schedule.OfNetworkAsync(caller.Network!.Slug, ct);
            List<Line> lines = [];
            foreach (var job in JobList.All)
            {
                var runs = await db.JobRuns.Where(r => r.Job == job.Name).OrderByDescending(r => r.Id).Take(RunsShown).AsNoTracking().ToListAsync(ct);
                var next = laidOut.FirstOrDefault(l => l.Name == job.Name);
                lines.Add(new Line(
                    job.Name,
                    job.Title,
                    job.What,
                    job.When,
                    next is { IsPaused: false } ? next.Next : null,
                    next?.IsPaused == true,
                    runs.Count > 0 && NeedsSomebody(runs[0]),
                    [.. runs.Select(r => new Run(r.StartedAt, r.EndedAt, r.Result, r.Did, Error(r)))]));
            }

            return new Listing<Line>(lines, lines.Count);
        }

        private bool NeedsSomebody(JobRun run) => run.Result switch
        {
            JobResult.Done => false,
            JobResult.Running => time.GetUtcNow() - run.StartedAt > LongestRun,
            _ => true,
        };

        private string? Error(JobRun run) => run.Result switch
        {
            JobResult.Refused => TextsExtensions.Named("Rule_" + run.Rule).With(run.RuleArgs!.Split('\n')),
            JobResult.Failed => Texts.JobsFault.With(run.Fault),
            JobResult.Running when NeedsSomebody(run) => Texts.JobsLost,
            _ => null,
        };
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network.MapGet("/jobs", async (IMediator mediator, Show show, CancellationToken ct) => (await mediator.Send(new Query(), ct)).Answer(show))
            .WithTags("Networks")
            .WithSummary("What the network does by itself: when each job runs, and how its last runs went. For the coordinator.")
            .Produces<Listing<Line>>();
}

using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>What the coordinator does with a job.</summary>
public enum JobAct
{
    /// <summary>Runs it once more, as soon as a node is free.</summary>
    Run,

    /// <summary>It runs no more until it is resumed.</summary>
    Pause,

    /// <summary>It runs at its times again; what it missed is made up for once, at once, if it is such a job.</summary>
    Resume,
}

/// <summary>Runs a job of the network out of turn, pauses it or lets it go on.</summary>
public static class SteerJob
{
    public sealed record Command(string Job, JobAct Act) : IUse<Steered>, IRequireCoordinator;

    /// <param name="IsNew">False where the job was so already, and nothing was done.</param>
    public readonly record struct Steered(bool IsNew);

    internal sealed class Handler(AppDb db, Caller caller, Schedule schedule, TimeProvider time)
        : IRequestHandler<Command, Outcome<Steered>>
    {
        public async Task<Outcome<Steered>> Handle(Command request, CancellationToken ct)
        {
            if (JobList.Find(request.Job) is not { } job)
            {
                return Refusal.NotFound();
            }

            var (network, now) = (caller.Network!, time.GetUtcNow());
            await using var transaction = await db.BeginAloneAsync(ct);
            var state = await db.JobStateAsync(job.Name, now, ct);
            var isDone = request.Act switch
            {
                JobAct.Run => false,
                JobAct.Pause => state.PausedAt is not null,
                _ => state.PausedAt is null,
            };
            if (isDone)
            {
                return new Steered(IsNew: false);
            }

            state.PausedAt = request.Act switch
            {
                JobAct.Pause => now,
                JobAct.Resume => null,
                _ => state.PausedAt,
            };
            db.Trail(
                request.Act switch
                {
                    JobAct.Run => "JobRun",
                    JobAct.Pause => "JobPause",
                    _ => "JobResume",
                },
                now,
                detail: job.Name
            );
            await db.SaveChangesAsync(ct);
            if (request.Act == JobAct.Run)
            {
                // By the database, since a run that finds the job held counts itself too.
                await db
                    .JobStates.Where(s => s.Id == state.Id)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.Asked, x => x.Asked + 1), ct);
            }

            await transaction.CommitAsync(ct);
            (
                request.Act switch
                {
                    JobAct.Run => schedule.Ask,
                    JobAct.Pause => schedule.Pause,
                    _ => (Action<NetworkJob, CallerNetwork>)schedule.Resume,
                }
            )(job, network);
            return new Steered(IsNew: true);
        }
    }

    public static void Map(IEndpointRouteBuilder network)
    {
        var job = network.MapGroup("/jobs/{job}").WithTags("Networks");
        MapAct(
            job,
            "/run",
            JobAct.Run,
            "Runs a job now, as soon as a node is free and no other run of it goes on. The coordinator's act."
        );
        MapAct(job, "/pause", JobAct.Pause, "Pauses a job. The coordinator's act.");
        MapAct(
            job,
            "/resume",
            JobAct.Resume,
            "Lets a paused job go on. A digest or a report that it missed is made up for once. The coordinator's act."
        );
    }

    private static void MapAct(RouteGroupBuilder job, string path, JobAct act, string summary) =>
        job.MapPost(path, async (string job, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(job, act), ct)).Answer(show, _ => Results.Accepted())
            )
            .WithName(JsonNamingPolicy.CamelCase.ConvertName($"{act}Job"))
            .WithSummary(summary)
            .Produces(StatusCodes.Status202Accepted);
}

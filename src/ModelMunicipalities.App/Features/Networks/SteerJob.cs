using MediatR;
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

    /// <summary>It runs at its times again; what was missed meanwhile is done once, at once.</summary>
    Resume,
}

/// <summary>Runs a job of the network out of turn, pauses it or lets it go on.</summary>
public static class SteerJob
{
    public sealed record Command(string Job, JobAct Act) : IUse<Done>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, Caller caller, Schedule schedule, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            if (JobList.Find(request.Job) is not { } job)
            {
                return Refusal.NotFound();
            }

            await (request.Act switch
            {
                JobAct.Run => schedule.RunAsync(job, caller.Network!.Slug, ct),
                JobAct.Pause => schedule.PauseAsync(job, caller.Network!.Slug, ct),
                _ => schedule.ResumeAsync(job, caller.Network!.Slug, ct),
            });
            db.Trail(request.Act switch { JobAct.Run => "JobRun", JobAct.Pause => "JobPause", _ => "JobResume" }, time.GetUtcNow(), detail: job.Name);
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public static void Map(IEndpointRouteBuilder network)
    {
        var job = network.MapGroup("/jobs/{job}").WithTags("Networks");
        MapAct(job, "/run", JobAct.Run, "Runs a job now, as soon as a node is free and no other run of it goes on. The coordinator's act.");
        MapAct(job, "/pause", JobAct.Pause, "Pauses a job. The coordinator's act.");
        MapAct(job, "/resume", JobAct.Resume, "Lets a paused job go on; what it missed is done once. The coordinator's act.");
    }

    private static void MapAct(RouteGroupBuilder job, string path, JobAct act, string summary) =>
        job.MapPost(path, async (string job, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(job, act), ct)).Answer(show, _ => Results.Accepted()))
            .WithSummary(summary)
            .Produces(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound);
}

using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Begins an improvement, ends it or takes it up again: one click.</summary>
public static class SetStatus
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Improvement">The improvement.</param>
    /// <param name="Status">What it is to be.</param>
    /// <param name="Version">The version that the change is based on; a lost update is then refused.</param>
    public sealed record Command(
        string Cohort,
        string Organisation,
        int Improvement,
        ImprovementStatus? Status,
        int? Version = null
    ) : IUse<SavedImprovement>, IRequireFunction, IAboutImprovement;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Outcome<SavedImprovement>>
    {
        public async Task<Outcome<SavedImprovement>> Handle(Command request, CancellationToken ct)
        {
            if (request.Status is not { } status || !Enum.IsDefined(status))
            {
                return Refusal.Invalid("Unreadable", "status");
            }

            if (await ImprovementAccess.LoadAsync(db, caller, request, ct) is not { } access)
            {
                return Refusal.NotFound();
            }

            // Pressed twice, it is moved once.
            if (access.Improvement.Status == status)
            {
                return access.Saved();
            }

            if (access.Participation.WhyNotImprove(access.Cohort) is { } why)
            {
                return why;
            }

            if (request.Version is { } version && version != access.Improvement.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var (now, wasOpen) = (time.GetUtcNow(), access.Improvement.IsOpen);
            if (access.Improvement.MoveTo(status, now) is { } refusal)
            {
                return refusal;
            }

            db.Trail(ActOf(status, wasOpen), now, access.Organisation.Id, detail: access.Improvement.Title);
            await db.SaveChangesAsync(ct);
            return access.Saved();
        }
    }

    /// <summary>What the trail calls the move to a status.</summary>
    internal static string ActOf(ImprovementStatus to, bool wasOpen) =>
        to switch
        {
            ImprovementStatus.Done => "ImprovementDone",
            ImprovementStatus.Stopped => "ImprovementStopped",
            _ => wasOpen ? "ImprovementBegun" : "ImprovementReopened",
        };

    public sealed record Body(ImprovementStatus? Status);

    public static void Map(IEndpointRouteBuilder improvement) =>
        improvement
            .MapPut(
                "/status",
                (
                    string cohort,
                    string organisation,
                    int improvement,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    mediator.SendAsync(
                        new Command(cohort, organisation, improvement, body.Status, http.Request.ReadSharedVersion()),
                        body,
                        false,
                        http,
                        show,
                        ct
                    )
            )
            .Describe(
                "Moves an improvement: planned, active, done or stopped. With If-Match, refuses a change based on an older version."
            );
}

using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Begins a PDSA cycle of an improvement, or writes in one that is there.</summary>
public static class WriteCycle
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Improvement">The improvement.</param>
    /// <param name="Number">Which cycle, from 1; null to begin one.</param>
    /// <param name="Draft">All of it as it is to be.</param>
    /// <param name="Version">The improvement's version that the change is based on; a lost update is then refused.</param>
    public sealed record Command(string Cohort, string Organisation, int Improvement, int? Number, CycleDraft Draft, int? Version)
        : IUse<SavedImprovement>,
            IRequireFunction,
            IAboutImprovement;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Outcome<SavedImprovement>>
    {
        public async Task<Outcome<SavedImprovement>> Handle(Command request, CancellationToken ct)
        {
            if (await ImprovementAccess.LoadAsync(db, caller, request, ct) is not { } access)
            {
                return Refusal.NotFound();
            }

            var improvement = access.Improvement;

            // Sent twice, it is written once.
            if (
                (request.Number ?? improvement.Cycles.Count) is var number and > 0
                && number <= improvement.Cycles.Count
                && request.Draft.Says(improvement.Cycles[number - 1])
            )
            {
                return access.Saved();
            }

            if (access.Participation.WhyNotImprove(access.Cohort) is { } why)
            {
                return why;
            }

            if (request.Version is { } version && version != improvement.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var now = time.GetUtcNow();
            var refusals = request.Number is { } which
                ? improvement.WriteCycle(which, request.Draft, now)
                : improvement.BeginCycle(request.Draft, now);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            db.Trail(
                request.Number is null ? "ImprovementCycleBegun" : "ImprovementCycleWritten",
                now,
                access.Organisation.Id,
                detail: improvement.Title
            );
            await db.SaveChangesAsync(ct);
            return access.Saved();
        }
    }

    public sealed record Body(
        string? Plan,
        string? Do = null,
        string? Study = null,
        string? Act = null,
        CycleOutcome? Outcome = null
    )
    {
        internal CycleDraft Read() => new(Plan, Do, Study, Act, Outcome);
    }

    public static void Map(IEndpointRouteBuilder improvement)
    {
        improvement
            .MapPost(
                "/cycles",
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
                        new Command(cohort, organisation, improvement, null, body.Read(), http.Request.ReadSharedVersion()),
                        body,
                        true,
                        http,
                        show,
                        ct
                    )
            )
            .WithName("beginCycle")
            .Describe(
                "Begins a cycle with its plan, when the last one has its outcome. Needs If-Match with the improvement's version."
            );
        improvement
            .MapPut(
                "/cycles/{number:int}",
                (
                    string cohort,
                    string organisation,
                    int improvement,
                    int number,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    mediator.SendAsync(
                        new Command(cohort, organisation, improvement, number, body.Read(), http.Request.ReadSharedVersion()),
                        body,
                        true,
                        http,
                        show,
                        ct
                    )
            )
            .Describe(
                "Writes in a cycle: plan, do, study, act and what it led to, in that order. Needs If-Match with the improvement's version."
            );
    }
}

using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Whether an organisation has left a cohort and why, or whom it would leave behind.</summary>
public static class ViewLeaving
{
    public sealed record Query(string Cohort, string Organisation) : IUse<View>, IRequireFunction
    {
        public bool OrCoordinator => true;
    }

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="CohortName">Its name.</param>
    /// <param name="Stage">How far the cohort has come.</param>
    /// <param name="Role">As what the organisation takes part.</param>
    /// <param name="WithdrawnAt">When it left; null while it takes part.</param>
    /// <param name="Reason">Why it left.</param>
    /// <param name="Group">The others of its group.</param>
    public sealed record View(
        string Organisation,
        string Name,
        string Cohort,
        string CohortName,
        CohortStage Stage,
        CohortRole Role,
        DateTimeOffset? WithdrawnAt,
        string? Reason,
        IReadOnlyList<Peer> Group
    )
    {
        /// <summary>True while it can leave.</summary>
        public bool MayLeave => WithdrawnAt is null && Stage.Allows(CohortAct.Leave);
    }

    /// <summary>One of the group.</summary>
    public sealed record Peer(string Organisation, string Name, CohortRole Role);

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is { } part
                ? Of(part, await part.PeersAsync(db, ct))
                : Refusal.NotFound();
    }

    internal static View Of(PartInCohort part, IReadOnlyList<GroupPeer> peers) =>
        new(
            part.Organisation.Slug,
            part.Organisation.Name,
            part.Cohort.Slug,
            part.Cohort.Name,
            part.Cohort.Stage,
            part.Participation.Role,
            part.Participation.WithdrawnAt,
            part.Participation.WithdrawnReason,
            part.Participation.IsActive ? [.. peers.Select(p => new Peer(p.Organisation, p.Name, p.Role))] : []
        );

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/organisations/{organisation}/withdrawal",
                async (string cohort, string organisation, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, organisation), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary("Whether an organisation has left the cohort, when and why. For its functions and the coordinator.")
            .Produces<View>();
}

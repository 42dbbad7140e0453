using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>What one mentor has said that it can take, and the group it has.</summary>
public static class ViewMentor
{
    public sealed record Query(string Cohort, string Organisation) : IUse<View>, IRequireFunction
    {
        public bool OrCoordinator => true;
    }

    public sealed record View(
        string Organisation,
        string Name,
        string Cohort,
        string CohortName,
        Invention Invention,
        CohortStage Stage,
        int? Places,
        string? When,
        IReadOnlyList<string> Focus,
        bool IsUnavailable,
        DateTimeOffset? WithdrawnAt,
        IReadOnlyList<Participant> Participants,
        int Version
    )
    {
        /// <summary>True when it has said what it can take, or that it cannot.</summary>
        public bool Answered => Places is not null || IsUnavailable;

        /// <summary>True while the answer can be changed.</summary>
        public bool MayChange => WithdrawnAt is null && Stage.Allows(CohortAct.OfferPlaces);

        internal IResult WithVersion(HttpContext http)
        {
            http.Response.SetVersion(Version);
            return Results.Ok(this);
        }
    }

    /// <summary>A participant of its group.</summary>
    public sealed record Participant(string Organisation, string Name);

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct)
                is { Participation.Role: CohortRole.Mentor } part
                ? Of(part, await part.PeersAsync(db, ct))
                : Refusal.NotFound();
    }

    internal static View Of(PartInCohort part, IReadOnlyList<GroupPeer> peers) =>
        new(
            part.Organisation.Slug,
            part.Organisation.Name,
            part.Cohort.Slug,
            part.Cohort.Name,
            part.Cohort.Invention,
            part.Cohort.Stage,
            part.Participation.Places,
            part.Participation.When,
            part.Participation.Focus,
            part.Participation.IsUnavailable,
            part.Participation.WithdrawnAt,
            [.. peers.Where(p => p.Role == CohortRole.Participant).Select(p => new Participant(p.Organisation, p.Name))],
            part.Participation.Version
        );

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/mentors/{organisation}",
                async (
                    string cohort,
                    string organisation,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) => (await mediator.Send(new Query(cohort, organisation), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Cohorts")
            .WithSummary("What a mentor has said that it can take, and the group it has. For its functions and the coordinator.")
            .Produces<View>();
}

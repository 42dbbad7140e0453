using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>Where a participant of a proposal could be moved, and what each move would cost.</summary>
public static class ViewMoves
{
    public sealed record Query(string Cohort, int Number, string Participant) : IUse<View>, IRequireCoordinator;

    public sealed record View(string Participant, string Name, IReadOnlyList<Move> Moves);

    /// <param name="Mentor">The mentor's slug.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="DistanceKm">How far it is.</param>
    /// <param name="ExtraCost">What the objective gains or loses when only this participant moves.</param>
    /// <param name="Becomes">How many participants the mentor then has.</param>
    /// <param name="Places">How many it offers.</param>
    /// <param name="Leaves">How many the present mentor then has.</param>
    public sealed record Move(
        string Mentor,
        string Name,
        double DistanceKm,
        double ExtraCost,
        int Becomes,
        int Places,
        int Leaves
    );

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var loaded = await LoadedPairing.LoadAsync(db, request.Cohort, ct);
            var proposal = loaded is null ? null : await ViewProposal.FindAsync(db, loaded.Cohort.Id, request.Number, ct);
            var party = loaded?.Participants.FirstOrDefault(p => p.Organisation.Slug == request.Participant);
            if (proposal is null || party is null || proposal.Of(party.Organisation.Id) is not { MentorId: { } present })
            {
                return Refusal.NotFound();
            }

            var problem = ViewProposal.ProblemOf(loaded!, proposal);
            var pairs = ViewProposal.PairsOf(loaded!, proposal);
            var alone = problem with
            {
                Participants = [party.AsPaired],
                Mentors = [.. problem.Mentors.Select(m => m with { Least = 0 })],
                Locked = [],
                Forbidden = [],
                Current = null,
            };
            var load = pairs.CountBy(p => p.Mentor).ToDictionary();
            var presentSlug = loaded!.Find(present)?.Organisation.Slug;
            var moves = loaded
                .Mentors.Where(m =>
                    m.Organisation.Id != present
                    && m.AsPaired.Family != party.AsPaired.Family
                    && !proposal.Forbidden.Exists(f =>
                        f.MentorId == m.Organisation.Id && f.OrganisationId == party.Organisation.Id
                    )
                )
                .Select(m => new Move(
                    m.Organisation.Slug,
                    m.Organisation.Name,
                    Math.Round(
                        GreatCircle.Kilometres(
                            party.AsPaired.Latitude,
                            party.AsPaired.Longitude,
                            m.AsPaired.Latitude,
                            m.AsPaired.Longitude
                        ),
                        1
                    ),
                    Math.Round(CostOf(m.Organisation.Slug) - CostOf(presentSlug), 1),
                    load.GetValueOrDefault(m.Organisation.Slug) + 1,
                    m.Participation.Places!.Value,
                    load.GetValueOrDefault(presentSlug ?? "") - 1
                ))
                .OrderBy(m => m.ExtraCost)
                .ToList();
            return new View(party.Organisation.Slug, party.Organisation.Name, moves);

            // A pair's cost depends on nothing but the two.
            double CostOf(string? mentor) =>
                mentor is null ? 0 : PairingSolver.Evaluate(alone, [new Pair(mentor, request.Participant)]).Objective;
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/pairing/proposals/{number:int}/moves/{organisation}",
                async (string cohort, int number, string organisation, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, number, organisation), ct)).Answer(show)
            )
            .WithTags("Pairing")
            .WithSummary("Where a participant could be moved, and what each move would cost. For the coordinator.")
            .Produces<View>();
}

using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>One of a cohort's proposals, with its figures for the participants and places that there now are.</summary>
public static class ViewProposal
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Number">Which; null for the latest.</param>
    public sealed record Query(string Cohort, int? Number) : IUse<ProposalView>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, Show show) : IRequestHandler<Query, Outcome<ProposalView>>
    {
        public async Task<Outcome<ProposalView>> Handle(Query request, CancellationToken ct)
        {
            var loaded = await LoadedPairing.LoadAsync(db, request.Cohort, ct);
            var proposal = loaded is null ? null : await FindAsync(db, loaded.Cohort.Id, request.Number, ct);
            return proposal is null ? Refusal.NotFound() : Of(loaded!, proposal, show);
        }
    }

    internal static Task<PairingProposal?> FindAsync(AppDb db, int cohortId, int? number, CancellationToken ct) =>
        db
            .PairingProposals.Where(p => p.CohortId == cohortId && (number == null || p.Number == number))
            .OrderByDescending(p => p.Number)
            .FirstOrDefaultAsync(ct);

    internal static ProposalView Of(LoadedPairing loaded, PairingProposal proposal, Show show)
    {
        var problem = ProblemOf(loaded, proposal);
        var solution = proposal.IsOfPeers ? PeersOf(loaded, proposal) : SolutionOf(problem, PairsOf(loaded, proposal));
        return ProposalView.Of(
            problem,
            solution,
            show,
            proposal,
            proposal.PublishedAt is null && proposal.Basis != loaded.Basis,
            key => proposal.Of(loaded.Find(key)!.Organisation.Id),
            proposal.Settings
        );
    }

    /// <summary>
    /// The solution itself, with what the runner-up of each would cost, as long as the pairs are those that it makes. Once
    /// they were changed by hand, what a change costs is asked for one participant at a time.
    /// </summary>
    private static PairingSolution SolutionOf(PairingProblem problem, List<Pair> pairs)
    {
        var solved = PairingSolver.Solve(problem).Solution;
        if (
            solved is not null
            && solved.Groups.SelectMany(g => g.Participants.Select(p => new Pair(g.Mentor!, p.Key))).ToHashSet().SetEquals(pairs)
        )
        {
            return solved;
        }

        var evaluated = PairingSolver.Evaluate(problem, pairs);
        return evaluated with
        {
            Groups =
            [
                .. evaluated.Groups.Select(g =>
                    g with
                    {
                        Participants = [.. g.Participants.Select(p => p with { RunnerUp = null })],
                    }
                ),
            ],
        };
    }

    /// <summary>The problem that a proposal answers, for those who now take part.</summary>
    internal static PairingProblem ProblemOf(LoadedPairing loaded, PairingProposal proposal) =>
        loaded.Problem(
            proposal.Settings with
            {
                Repair = proposal.IsRepair && proposal.PublishedAt is null,
            },
            PairsOf(loaded, proposal, onlyLocked: true),
            [.. proposal.Forbidden.Select(f => KeysOf(loaded, f.MentorId, f.OrganisationId)).OfType<Pair>()]
        );

    /// <summary>The pairs whose participant and mentor can still be paired.</summary>
    internal static List<Pair> PairsOf(LoadedPairing loaded, PairingProposal proposal, bool onlyLocked = false) =>
        [
            .. proposal
                .Pairs.Where(p => p.MentorId is not null && (p.IsLocked || !onlyLocked))
                .Select(p => KeysOf(loaded, p.MentorId!.Value, p.OrganisationId))
                .OfType<Pair>(),
        ];

    private static Pair? KeysOf(LoadedPairing loaded, int mentorId, int organisationId) =>
        loaded.Mentors.FirstOrDefault(m => m.Organisation.Id == mentorId) is { } mentor
        && loaded.Participants.FirstOrDefault(p => p.Organisation.Id == organisationId) is { } participant
            ? new Pair(mentor.Organisation.Slug, participant.Organisation.Slug)
            : null;

    /// <summary>
    /// Groups of peers as they are kept: nobody is moved by hand in them, so the figures are those they were made with.
    /// </summary>
    private static PairingSolution PeersOf(LoadedPairing loaded, PairingProposal proposal)
    {
        var groups = proposal
            .Pairs.GroupBy(p => p.Group)
            .OrderBy(g => g.Key)
            .Select(g =>
                g.Select(p => loaded.Participants.FirstOrDefault(s => s.Organisation.Id == p.OrganisationId)?.AsPaired)
                    .OfType<PairingOrganisation>()
                    .ToList()
            )
            .Select(group => new PairedGroup(
                null,
                group.ConvertAll(p => new PairedParticipant(
                    p.Key,
                    group
                        .Where(o => o != p)
                        .Select(o => GreatCircle.Kilometres(p.Latitude, p.Longitude, o.Latitude, o.Longitude))
                        .DefaultIfEmpty(0)
                        .Average(),
                    0,
                    null
                ))
            ))
            .ToList();
        return new PairingSolution(
            groups,
            proposal.TotalDistanceKm,
            proposal.Objective,
            proposal.Optimum ?? double.NaN,
            proposal.IsOptimal,
            new FitGain(0, 0),
            0
        );
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapGet(
                "/pairing/proposals/{number:int}",
                async (string cohort, int number, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(cohort, number), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Pairing")
            .WithSummary("One of a cohort's proposals. For the coordinator.")
            .Produces<ProposalView>();

    /// <summary>Answers with the proposal and its version.</summary>
    internal static IResult WithVersion(this ProposalView view, HttpContext http)
    {
        // A what-if has none: it is not kept.
        if (view.Version is { } version)
        {
            http.Response.SetVersion(version, version);
        }

        return Results.Ok(view);
    }
}

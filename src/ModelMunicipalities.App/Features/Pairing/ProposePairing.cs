using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>
/// Proposes groups: the cheapest that there are within the bounds, locks and forbidden pairs. For the cohort as it is the
/// proposal is kept, unless the cohort is closed; for lists of codes it is a what-if outside any cohort's state, and is not.
/// </summary>
public static class ProposePairing
{
    private const int LargestGroup = 20;

    private const int LargestList = 400;

    /// <param name="MinPerGroup">The least number of participants in a group; 2 unless stated.</param>
    /// <param name="MaxPerGroup">The most; 3 unless stated. A mentor that offers fewer places gets fewer.</param>
    /// <param name="Weights">What counts; distance alone unless stated.</param>
    /// <param name="Locked">Pairs to keep, by slug, in a what-if by code.</param>
    /// <param name="Forbidden">Pairs to avoid, likewise.</param>
    /// <param name="Participants">Codes, for a what-if.</param>
    /// <param name="Mentors">Codes, for a what-if.</param>
    /// <param name="Tolerance">The share, 0 to 1, by which groups that fit better may cost more than the least.</param>
    /// <param name="WithoutMentors">True for groups of peers.</param>
    /// <param name="Repair">True to change as little as possible of the groups that there are.</param>
    public record Body(
        int? MinPerGroup,
        int? MaxPerGroup,
        PairingWeights? Weights,
        IReadOnlyList<Pair>? Locked,
        IReadOnlyList<Pair>? Forbidden,
        IReadOnlyList<string>? Participants,
        IReadOnlyList<string>? Mentors,
        double? Tolerance,
        bool? WithoutMentors,
        bool? Repair
    );

    /// <summary>What is asked for of a cohort.</summary>
    public sealed record Command : Body, IUse<ProposalView>, IRequireCoordinator
    {
        public Command(string cohort, Body asked)
            : base(asked) => Cohort = cohort;

        /// <summary>The cohort's slug.</summary>
        public string Cohort { get; }

        public bool IsWhatIf => Participants is not null || Mentors is not null;

        internal PairingSettings Settings =>
            new(MinPerGroup ?? 2, MaxPerGroup ?? 3, Weights ?? new(), Tolerance ?? 0, WithoutMentors == true, Repair == true);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.MinPerGroup)
                .Must(m => m is null or (>= 1 and <= LargestGroup))
                .WithErrorCode("GroupSize")
                .WithState(_ => new object[] { LargestGroup });
            RuleFor(c => c.MaxPerGroup)
                .Must(m => m is null or (>= 1 and <= LargestGroup))
                .WithErrorCode("GroupSize")
                .WithState(_ => new object[] { LargestGroup });
            RuleFor(c => c.MaxPerGroup)
                .Must((c, _) => c.Settings.Most >= c.Settings.Least)
                .WithErrorCode("GroupMostBelowLeast")
                .WithState(c => new object[] { c.Settings.Least, c.Settings.Most });
            RuleFor(c => c.Participants)
                .Must(p => p is null || p.Count <= LargestList)
                .WithErrorCode("ListTooLong")
                .WithState(_ => new object[] { LargestList });
            RuleFor(c => c.Mentors)
                .Must(m => m is null || m.Count <= LargestList)
                .WithErrorCode("ListTooLong")
                .WithState(_ => new object[] { LargestList });
            RuleForEach(c => c.Participants)
                .Must(c => Catalogue.Known(c) is not null)
                .WithErrorCode("CodeUnknown")
                .WithState((_, code) => new object[] { code ?? "" });
            RuleForEach(c => c.Mentors)
                .Must(c => Catalogue.Known(c) is not null)
                .WithErrorCode("CodeUnknown")
                .WithState((_, code) => new object[] { code ?? "" });
            RuleForEach(c => c.Locked).Must(IsPair).WithErrorCode("PairIncomplete");
            RuleForEach(c => c.Forbidden).Must(IsPair).WithErrorCode("PairIncomplete");
        }

        private static bool IsPair(Pair? pair) => pair is { Mentor: not null, Participant: not null };
    }

    internal sealed class Handler(AppDb db, Show show, TimeProvider time) : IRequestHandler<Command, Outcome<ProposalView>>
    {
        public async Task<Outcome<ProposalView>> Handle(Command request, CancellationToken ct)
        {
            if (request.IsWhatIf)
            {
                return await db.Cohorts.AnyAsync(c => c.Slug == request.Cohort, ct) ? WhatIf(request) : Refusal.NotFound();
            }

            var loaded = await LoadedPairing.LoadAsync(db, request.Cohort, ct);
            if (loaded is null)
            {
                return Refusal.NotFound();
            }

            var isKept = loaded.Cohort.Stage is not CohortStage.Closed;
            if (isKept && loaded.Cohort.Stage.WhyNot(CohortAct.Propose) is { } refusal)
            {
                return refusal;
            }

            if (loaded.WhyNowhere() is { Count: > 0 } nowhere)
            {
                return nowhere.ToList();
            }

            var settings = request.Settings;
            var problem = loaded.Problem(settings, request.Locked ?? [], request.Forbidden ?? []);
            var (solution, refusals) = Solve(problem, settings);
            if (solution is null)
            {
                return refusals.ToList();
            }

            if (!isKept)
            {
                return ProposalView.Of(problem, solution, show, null, false, _ => null, settings);
            }

            var last = await db.PairingProposals.Where(p => p.CohortId == loaded.Cohort.Id).MaxAsync(p => (int?)p.Number, ct)
                ?? 0;
            var proposal = Keep(loaded, problem, solution, settings, last + 1);
            db.PairingProposals.Add(proposal);
            db.Trail("PairingProposed", proposal.MadeAt, detail: $"{loaded.Cohort.Name}: {proposal.Number}");
            await db.SaveChangesAsync(ct);
            return ProposalView.Of(
                problem,
                solution,
                show,
                proposal,
                false,
                key => proposal.Of(loaded.Find(key)!.Organisation.Id),
                settings
            );
        }

        private Outcome<ProposalView> WhatIf(Command request)
        {
            var settings = request.Settings;
            var problem = new PairingProblem(
                [.. (request.Participants ?? []).Select(OfCatalogue)],
                [
                    .. (request.Mentors ?? []).Select(code =>
                        LoadedPairing.Places(OfCatalogue(code), settings.Least, settings.Most)
                    ),
                ],
                settings.Weights,
                request.Locked ?? [],
                request.Forbidden ?? [],
                settings.Tolerance
            );
            var (solution, refusals) = Solve(problem, settings);
            return solution is null
                ? refusals.ToList()
                : ProposalView.Of(problem, solution, show, null, false, _ => null, settings);
        }

        private static (PairingSolution? Solution, IReadOnlyList<Refusal> Refusals) Solve(
            PairingProblem problem,
            PairingSettings settings
        ) =>
            settings.WithoutMentors
                ? PairingSolver.SolvePeers(problem.Participants, settings.Least, settings.Most, problem.Weights)
                : PairingSolver.Solve(problem);

        private static PairingOrganisation OfCatalogue(string code)
        {
            var known = Catalogue.Known(code)!;
            return new PairingOrganisation(
                code,
                known.Name,
                known.Code,
                known.Latitude,
                known.Longitude,
                known.Population,
                known.County,
                known.Group,
                []
            );
        }

        private PairingProposal Keep(
            LoadedPairing loaded,
            PairingProblem problem,
            PairingSolution solution,
            PairingSettings settings,
            int number
        ) =>
            new()
            {
                CohortId = loaded.Cohort.Id,
                Number = number,
                Version = 1,
                MadeAt = time.GetUtcNow(),
                Settings = settings,
                Basis = loaded.Basis,
                TotalDistanceKm = solution.TotalDistanceKm,
                Objective = solution.Objective,
                Optimum = double.IsNaN(solution.Optimum) ? null : solution.Optimum,
                IsOptimal = solution.Optimal,
                Pairs =
                [
                    .. from g in solution.Groups.Index()
                    from p in g.Item.Participants
                    select new ProposedPair
                    {
                        OrganisationId = loaded.Find(p.Key)!.Organisation.Id,
                        MentorId = g.Item.Mentor is null ? null : loaded.Find(g.Item.Mentor)!.Organisation.Id,
                        Group = g.Item.Mentor is null ? g.Index + 1 : 0,
                        IsLocked = problem.Locked.Any(l => l.Participant == p.Key),
                    },
                ],
                Forbidden =
                [
                    .. problem.Forbidden.Select(f => new ForbiddenPair
                    {
                        MentorId = loaded.Find(f.Mentor)!.Organisation.Id,
                        OrganisationId = loaded.Find(f.Participant)!.Organisation.Id,
                    }),
                ],
            };
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost(
                "/pairing/proposals",
                async (string cohort, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(cohort, body), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Pairing")
            .WithSummary(
                "Proposes groups: proven cheapest within bounds, locks and forbidden pairs. With participants and mentors as codes it is a what-if that is not kept. The coordinator's act."
            )
            .Produces<ProposalView>();
}

using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>
/// Changes a proposal by hand: which pairs the next calculation keeps, and, if one is named, a participant that gets
/// another mentor and is kept there.
/// </summary>
public static class ChangeProposal
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Number">Which proposal.</param>
    /// <param name="Locked">Slugs of the participants that stay where they are; null to leave the locks alone.</param>
    /// <param name="Participant">Who is moved; null for nobody.</param>
    /// <param name="Mentor">To which mentor.</param>
    /// <param name="Version">The version that the change is based on.</param>
    public sealed record Command(
        string Cohort,
        int Number,
        IReadOnlyList<string>? Locked,
        string? Participant,
        string? Mentor,
        int Version
    ) : IUse<ProposalView>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, Show show, TimeProvider time) : IRequestHandler<Command, Outcome<ProposalView>>
    {
        public async Task<Outcome<ProposalView>> Handle(Command request, CancellationToken ct)
        {
            var loaded = await LoadedPairing.LoadAsync(db, request.Cohort, ct);
            var proposal = loaded is null ? null : await ViewProposal.FindAsync(db, loaded.Cohort.Id, request.Number, ct);
            if (proposal is null)
            {
                return Refusal.NotFound();
            }

            if (proposal.Version != request.Version)
            {
                return Refusal.Conflict("Stale");
            }

            if (loaded!.Cohort.Stage.WhyNot(CohortAct.Propose) is { } refusal)
            {
                return refusal;
            }

            foreach (var (i, slug) in (request.Locked ?? []).Index())
            {
                if (loaded.Find(slug) is not { } party || proposal.Of(party.Organisation.Id) is null)
                {
                    return Refusal.Invalid("PairParticipantUnknown", $"locked[{i}]", slug);
                }
            }

            foreach (var pair in proposal.Pairs.Where(_ => request.Locked is not null))
            {
                var locked = request.Locked!.Contains(loaded.Find(pair.OrganisationId)?.Organisation.Slug);
                if (locked != pair.IsLocked && proposal.Lock(pair.OrganisationId, locked) is { } stopped)
                {
                    return stopped;
                }
            }

            if (request.Participant is not null)
            {
                var participant = loaded.Participants.FirstOrDefault(p => p.Organisation.Slug == request.Participant);
                var mentor = loaded.Mentors.FirstOrDefault(m => m.Organisation.Slug == request.Mentor);
                var whyNot =
                    participant is null ? Refusal.Invalid("PairParticipantUnknown", "participant", request.Participant)
                    : string.IsNullOrEmpty(request.Mentor) ? Refusal.Invalid("MentorNotChosen", "mentor")
                    : mentor is null ? Refusal.Invalid("PairMentorUnknown", "mentor", request.Mentor)
                    : mentor.AsPaired.Family == participant.AsPaired.Family
                        ? Refusal.Invalid("LockedToOwnFamily", "mentor", participant.Organisation.Name, mentor.Organisation.Name)
                    : proposal.Move(participant.Organisation.Id, mentor.Organisation.Id);
                if (whyNot is not null)
                {
                    return whyNot;
                }

                db.Trail(
                    "ParticipantMoved",
                    time.GetUtcNow(),
                    participant!.Organisation.Id,
                    detail: $"{loaded.Cohort.Name}: {proposal.Number}, {mentor!.Organisation.Name}"
                );
            }

            var view = ViewProposal.Of(loaded, proposal, show);
            (proposal.TotalDistanceKm, proposal.Objective, proposal.Optimum, proposal.IsOptimal) = (
                view.TotalDistanceKm,
                view.Objective,
                view.Optimum,
                view.Optimal
            );
            await db.SaveChangesAsync(ct);
            return view;
        }
    }

    public sealed record Body(IReadOnlyList<string>? Locked, string? Participant, string? Mentor);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPut(
                "/pairing/proposals/{number:int}",
                async (
                    string cohort,
                    int number,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                {
                    if (!http.Request.HasVersion())
                    {
                        return HttpAnswers.VersionMissing();
                    }

                    var outcome = await mediator.Send(
                        new Command(
                            cohort,
                            number,
                            body.Locked,
                            body.Participant,
                            body.Mentor,
                            http.Request.ReadSharedVersion() ?? -1
                        ),
                        ct
                    );
                    return await outcome.AnswerAsync(
                        show,
                        view => view.WithVersion(http),
                        async () => (await mediator.Send(new ViewProposal.Query(cohort, number), ct)).Value,
                        body
                    );
                }
            )
            .WithTags("Pairing")
            .WithSummary(
                "Changes a proposal by hand: which pairs stay, and a participant that gets another mentor. Needs If-Match. The coordinator's act."
            )
            .Produces<ProposalView>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Takes an organisation out of a cohort, as participant or as mentor. Its history stays. The group is told that it left;
/// why is for the organisation and the coordinator.
/// </summary>
public static class LeaveCohort
{
    public sealed record Command(string Cohort, string Organisation, string? Reason) : IUse<ViewLeaving.View>, IRequireFunction
    {
        public IReadOnlyList<Function> Functions => [Function.KeyPerson];

        public bool OrCoordinator => true;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).Must(r => r?.Contains('\0') != true).WithErrorCode("Unreadable");
    }

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewLeaving.View>>
    {
        public async Task<Outcome<ViewLeaving.View>> Handle(Command request, CancellationToken ct)
        {
            if (await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is not { } part)
            {
                return Refusal.NotFound();
            }

            var now = time.GetUtcNow();
            if (part.Participation.Leave(request.Reason, part.Cohort, now) is { } refusal)
            {
                return refusal;
            }

            var peers = await part.PeersAsync(db, ct);
            await RehostAsync(part, peers, ct);
            await TellAsync(part, peers, ct);
            db.Trail(
                "CohortLeft",
                now,
                part.Organisation.Id,
                detail: $"{part.Cohort.Name}: {part.Participation.WithdrawnReason}"
            );
            await db.SaveChangesAsync(ct);
            return ViewLeaving.Of(part, peers);
        }

        /// <summary>What it was to host goes to another of the group, in turn.</summary>
        private async Task RehostAsync(PartInCohort part, IReadOnlyList<GroupPeer> peers, CancellationToken ct)
        {
            if (part.Participation.GroupId is { } group)
            {
                var planned = await db
                    .Meetings.Where(m => m.GroupId == group && m.Status == MeetingStatus.Planned)
                    .ToListAsync(ct);
                MeetingPlan.Rehost([new PlannedGroup(group, [.. peers.OrderBy(p => p.Role).Select(p => p.Id)])], planned);
            }
        }

        /// <summary>Each person is written to once: with the reason when it concerns her, else as one of the group.</summary>
        private async Task TellAsync(PartInCohort part, IReadOnlyList<GroupPeer> peers, CancellationToken ct)
        {
            var (name, cohort, network) = (part.Organisation.Name, part.Cohort, caller.Network!.Slug);
            var isOwn = caller.FunctionsAt(part.Organisation.Slug).Count > 0;
            var concerned = isOwn ? await letters.CoordinatorsAsync(ct) : await letters.PeopleOfAsync([part.Organisation.Id], ct);
            letters.Send(
                MailTopic.Programme,
                concerned,
                () => Texts.Mail_LeftSubject(name, cohort.Name),
                _ =>
                    [
                        Texts.Mail_LeftBy(name, cohort.Name, caller.PersonName),
                        Texts.Mail_LeftReason(part.Participation.WithdrawnReason),
                        isOwn ? Texts.Mail_LeftCoordinator : Texts.Mail_LeftOwn,
                        letters.To(
                            isOwn ? Links.Cohort(network, cohort.Slug) : Links.Leave(network, cohort.Slug, part.Organisation.Slug)
                        ),
                    ]
            );

            var group = peers.Count == 0 ? [] : await letters.PeopleOfAsync([.. peers.Select(p => p.Id)], ct);
            letters.Send(
                MailTopic.Programme,
                group.Where(r => concerned.All(c => c.PersonId != r.PersonId)),
                () => Texts.Mail_LeftSubject(name, cohort.Name),
                reader =>
                    [
                        Texts.Mail_LeftGroup(name, cohort.Name),
                        part.Participation.Role == CohortRole.Mentor
                            ? Texts.Mail_LeftGroupMentor
                            : Texts.Mail_LeftGroupParticipant,
                        letters.To(
                            peers.First(p => p.Id == reader.OrganisationId) is { Role: CohortRole.Participant } peer
                                ? Links.Municipality(network, cohort.Slug, peer.Organisation)
                                : Links.Mentees(network, cohort.Slug)
                        ),
                    ]
            );
        }
    }

    public sealed record Body(string? Reason);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost(
                "/organisations/{organisation}/withdrawal",
                async (string cohort, string organisation, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(cohort, organisation, body.Reason), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary(
                "Takes an organisation out of the cohort, with a reason. Its key person's or the coordinator's act; what it has done stays."
            )
            .Produces<ViewLeaving.View>();
}

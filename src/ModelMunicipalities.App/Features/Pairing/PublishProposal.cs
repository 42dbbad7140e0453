using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features.Meetings;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.App.Features.Pairing;

/// <summary>
/// Announces a proposal: its groups become the cohort's, and everybody whose group is another than before gets one message.
/// Groups that meetings or those who left belong to stay on record.
/// </summary>
public static class PublishProposal
{
    public sealed record Command(string Cohort, int Number, int Version) : IUse<ProposalView>, IRequireCoordinator, IAlone;

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, Show show, TimeProvider time)
        : IRequestHandler<Command, Outcome<ProposalView>>
    {
        public async Task<Outcome<ProposalView>> Handle(Command request, CancellationToken ct)
        {
            var loaded = await LoadedPairing.LoadAsync(db, request.Cohort, ct);
            var proposal = loaded is null ? null : await ViewProposal.FindAsync(db, loaded.Cohort.Id, request.Number, ct);
            if (proposal is null)
            {
                return Refusal.NotFound();
            }

            var now = time.GetUtcNow();
            var whyNot =
                proposal.Version != request.Version && proposal.PublishedAt is null
                    ? Refusal.Conflict("Stale")
                    : loaded!.Cohort.Stage.WhyNot(CohortAct.Publish) ?? proposal.Publish(loaded.Basis, now);
            if (whyNot is not null)
            {
                return whyNot;
            }

            var before = loaded!.All.ToDictionary(s => s.Organisation.Id, s => Together(loaded, s));
            var groups = await GroupAsync(loaded, proposal, now, ct);
            var concerned = groups
                .SelectMany(g => g.Members)
                .Where(s => before[s.Organisation.Id] is not { } then || then != Together(loaded, s))
                .ToList();
            await RemoveEmptyAsync(loaded, ct);
            await WriteAsync(loaded, groups, concerned, ct);
            await PlanMeetings.AddMissingAsync(
                db,
                await db
                    .Cohorts.Include(c => c.Occasions)
                    .Include(c => c.Days)
                    .AsSplitQuery()
                    .SingleAsync(c => c.Id == loaded.Cohort.Id, ct),
                PlanMeetings.InOrder(
                    from s in loaded.All
                    where s.Participation is { GroupId: not null, WithdrawnAt: null }
                    select new PlanMeetings.GroupMember(
                        s.Participation.GroupId!.Value,
                        s.Organisation.Id,
                        s.Participation.Role,
                        s.Organisation.Name
                    )
                ),
                now,
                ct
            );
            db.Trail("GroupsPublished", now, detail: $"{loaded.Cohort.Name}: {proposal.Number}");
            await db.SaveChangesAsync(ct);
            await db.Database.CommitTransactionAsync(ct);
            return ViewProposal.Of(loaded, proposal, show);
        }

        /// <summary>Puts everybody where the proposal says. A mentor keeps the group it has.</summary>
        private async Task<List<(Group Group, PairingParty? Mentor, List<PairingParty> Members)>> GroupAsync(
            LoadedPairing loaded,
            PairingProposal proposal,
            DateTimeOffset now,
            CancellationToken ct
        )
        {
            var there = await db.Groups.Where(g => g.CohortId == loaded.Cohort.Id).ToDictionaryAsync(g => g.Id, ct);
            var groups = new List<(Group Group, PairingParty? Mentor, List<PairingParty> Members)>();
            foreach (var pairs in proposal.Pairs.GroupBy(p => (p.MentorId, p.Group)).OrderBy(g => g.Key.Group))
            {
                var mentor = pairs.Key.MentorId is { } id ? loaded.Find(id) : null;
                var participants = pairs
                    .Select(p => loaded.Find(p.OrganisationId)!)
                    .OrderBy(s => s.Organisation.Name, NameOrder.Swedish)
                    .ToList();
                var group = mentor?.Participation.GroupId is { } kept ? there[kept] : null;
                if (group is null)
                {
                    db.Groups.Add(
                        group = new Group
                        {
                            CohortId = loaded.Cohort.Id,
                            Name = mentor?.Organisation.Name ?? Texts.PeerGroupName(pairs.Key.Group),
                        }
                    );
                }

                groups.Add((group, mentor, mentor is null ? participants : [mentor, .. participants]));
            }

            // A new group has its identity from the database, and everything else is told by it.
            await db.SaveChangesAsync(ct);
            foreach (var (group, _, members) in groups)
            {
                foreach (var member in members.Where(m => m.Participation.GroupId != group.Id))
                {
                    member.Participation.MoveTo(group.Id, now);
                }
            }

            return groups;
        }

        /// <summary>Takes away groups that nobody is or was in, as long as nobody has done anything for their meetings.</summary>
        private async Task RemoveEmptyAsync(LoadedPairing loaded, CancellationToken ct)
        {
            var used = loaded.All.Select(s => s.Participation.GroupId).OfType<int>().ToHashSet();
            var empty = await db.Groups.Where(g => g.CohortId == loaded.Cohort.Id && !used.Contains(g.Id)).ToListAsync(ct);
            var kept = await UntouchedMeetings.RemoveOfAsync(db, empty.ConvertAll(g => g.Id), ct);
            db.Groups.RemoveRange(empty.Where(g => !kept.Contains(g.Id)));
        }

        private async Task WriteAsync(
            LoadedPairing loaded,
            List<(Group Group, PairingParty? Mentor, List<PairingParty> Members)> groups,
            List<PairingParty> concerned,
            CancellationToken ct
        )
        {
            var people = await letters.PeopleOfAsync([.. concerned.Select(s => s.Organisation.Id)], ct);
            letters.Send(
                MailTopic.Programme,
                people,
                () => Texts.Mail_GroupSubject(caller.Network!.Name, loaded.Cohort.Name),
                person =>
                {
                    var party = loaded.Find(person.OrganisationId)!;
                    var (_, mentor, members) = groups.Single(g => g.Members.Contains(party));
                    var others = Show.List(members.Where(m => m != party && m != mentor).Select(m => m.Organisation.Name));
                    return
                    [
                        party == mentor ? Texts.Mail_GroupMentor(party.Organisation.Name, others)
                        : mentor is null ? Texts.Mail_GroupPeers(party.Organisation.Name, others)
                        : others.Length == 0 ? Texts.Mail_GroupAlone(party.Organisation.Name, mentor.Organisation.Name)
                        : Texts.Mail_Group(party.Organisation.Name, mentor.Organisation.Name, others),
                        letters.To(
                            party == mentor
                                ? Links.Mentees(caller.Network!.Slug, loaded.Cohort.Slug)
                                : Links.Municipality(caller.Network!.Slug, loaded.Cohort.Slug, party.Organisation.Slug)
                        ),
                    ];
                }
            );
        }

        /// <summary>Whom an organisation is together with, as far as a message about it has to say; null in no group.</summary>
        private static string? Together(LoadedPairing loaded, PairingParty party) =>
            party.Participation.GroupId is not { } group
                ? null
                : string.Join(
                    ',',
                    loaded
                        .All.Where(s => s.Participation.IsActive && s.Participation.GroupId == group && s != party)
                        .Select(s => s.Organisation.Id.ToString(CultureInfo.InvariantCulture))
                );
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost(
                "/pairing/proposals/{number:int}/publication",
                async (string cohort, int number, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    http.Request.HasVersion()
                        ? (await mediator.Send(new Command(cohort, number, http.Request.ReadSharedVersion() ?? -1), ct)).Answer(
                            show,
                            view => view.WithVersion(http)
                        )
                        : HttpAnswers.VersionMissing()
            )
            .WithTags("Pairing")
            .WithSummary(
                "Announces a proposal: its groups become the cohort's, and all parties get one message each. Needs If-Match. The coordinator's act."
            )
            .Produces<ProposalView>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

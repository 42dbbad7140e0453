using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Takes back that an organisation left: it takes part as before, in its group when somebody is left in that, else in none
/// until the coordinator has found it one. It and the group are told.
/// </summary>
public static class UndoLeaving
{
    public sealed record Command(string Cohort, string Organisation) : IUse<ViewLeaving.View>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewLeaving.View>>
    {
        public async Task<Outcome<ViewLeaving.View>> Handle(Command request, CancellationToken ct)
        {
            if (await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is not { } part)
            {
                return Refusal.NotFound();
            }

            var left = part.Participation.WithdrawnAt;
            var peers = await part.PeersAsync(db, ct);
            if (part.Participation.UndoLeaving(part.Cohort, peers.Count > 0) is { } refusal)
            {
                return refusal;
            }

            var (name, cohort) = (part.Organisation.Name, part.Cohort);
            letters.Send(
                MailTopic.Programme,
                await letters.PeopleOfAsync([part.Organisation.Id, .. peers.Select(p => p.Id)], ct),
                () => Texts.Mail_LeavingUndoneSubject(name, cohort.Name),
                _ =>
                    [
                        Texts.Mail_LeavingUndone(name, cohort.Name, caller.PersonName),
                        peers.Count > 0 ? Texts.Mail_LeavingUndoneGroup : Texts.Mail_LeavingUndoneAlone,
                        letters.To(Links.Network(caller.Network!.Slug)),
                    ]
            );
            db.Trail("LeavingUndone", time.GetUtcNow(), part.Organisation.Id, detail: $"{cohort.Name}: {left:yyyy-MM-dd}");
            await db.SaveChangesAsync(ct);
            return ViewLeaving.Of(part, peers);
        }
    }

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapDelete(
                "/organisations/{organisation}/withdrawal",
                async (string cohort, string organisation, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(cohort, organisation), ct)).Answer(show)
            )
            .WithTags("Cohorts")
            .WithSummary(
                "Takes back that an organisation left the cohort. It returns to its group when somebody is left there. The coordinator's act."
            )
            .Produces<ViewLeaving.View>();
}

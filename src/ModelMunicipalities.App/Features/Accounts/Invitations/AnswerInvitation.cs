using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Answers whether somebody with an address that is not the organisation's own may be invited to it: with a yes the invitation is
/// sent, with a no whoever wanted it is told.
/// </summary>
public static class AnswerInvitation
{
    public sealed record Command(int Invitation, bool Grant) : IUse<Answered>, IRequireCoordinator;

    public sealed record Answered(int Id, string Name, string Email, bool Granted);

    internal sealed class Handler(AppDb db, Caller caller, Inviter inviter, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<Answered>>
    {
        public async Task<Outcome<Answered>> Handle(Command request, CancellationToken ct)
        {
            var found = await (
                from i in db.Invitations
                where i.Id == request.Invitation && i.NeedsYes
                join o in db.Organisations on i.OrganisationId equals o.Id
                join p in db.Users on i.SentBy equals p.Id
                select new
                {
                    Invitation = i,
                    Organisation = o,
                    Sender = p,
                }
            ).SingleOrDefaultAsync(ct);
            if (found is null)
            {
                return Refusal.NotFound();
            }

            var (invitation, organisation, sender, now) = (found.Invitation, found.Organisation, found.Sender, time.GetUtcNow());
            if (invitation.Answer(request.Grant, caller.PersonId, now) is { } refusal)
            {
                return refusal;
            }

            var who = $"{invitation.Name} <{invitation.Email}>";
            if (request.Grant)
            {
                var replaces = await (
                    from m in db.Memberships
                    where m.Id == invitation.ReplacesId && m.EndedAt == null
                    join p in db.Users on m.PersonId equals p.Id
                    select p.Name
                ).SingleOrDefaultAsync(ct);
                inviter.SendAnew(invitation, organisation.Name, sender.Name, replaces);
            }
            else
            {
                letters.Send(
                    MailTopic.Account,
                    [new Letters.Reader(sender.Id, sender.Name, sender.Email!, sender.Language, organisation.Id)],
                    () => Texts.Mail_YesDeniedSubject(organisation.Name.InSubject()),
                    _ =>
                        [
                            Texts.Mail_YesDenied(
                                caller.PersonName,
                                who,
                                invitation.Function!.Value.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture),
                                organisation.Name
                            ),
                            Texts.Mail_YesDeniedWhat,
                            letters.To(Links.Team(caller.Network!.Slug, organisation.Slug)),
                        ]
                );
            }

            db.Trail(request.Grant ? "InvitationSent" : "InvitationDenied", now, organisation.Id, detail: who);
            await db.SaveChangesAsync(ct);
            return new Answered(invitation.Id, invitation.Name, invitation.Email, request.Grant);
        }
    }

    public sealed record Body(bool? Grant);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/people/invitations/{invitation:int}/answer",
                async (int invitation, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    body.Grant is { } grant
                        ? (await mediator.Send(new Command(invitation, grant), ct)).Answer(show)
                        : HttpAnswers.Refuse([Refusal.Invalid("Unreadable", "grant")], show)
            )
            .WithTags("Accounts")
            .WithSummary(
                "Answers whether somebody with an address that is not the organisation's own may be invited. The coordinator's act."
            )
            .Produces<Answered>();
}

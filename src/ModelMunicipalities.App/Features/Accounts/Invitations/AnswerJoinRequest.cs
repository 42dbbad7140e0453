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
/// Answers somebody who asks to join: granted, she is invited, so that the address is proven before she sees anything;
/// declined, she is told.
/// </summary>
public static class AnswerJoinRequest
{
    public sealed record Command(string Organisation, int Request, bool Grant) : IUse<Answered>, IRequireFunction
    {
        public IReadOnlyList<Function> Functions => [Function.KeyPerson];

        public bool OrCoordinator => true;
    }

    /// <param name="Waits">True when a coordinator is asked first, since the address is no longer the organisation's own.</param>
    public sealed record Answered(int Id, string Name, string Email, bool Granted, bool Waits);

    internal sealed class Handler(AppDb db, Caller caller, Inviter inviter, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<Answered>>
    {
        public async Task<Outcome<Answered>> Handle(Command request, CancellationToken ct)
        {
            var found = await (
                from r in db.JoinRequests
                where r.Id == request.Request
                join o in db.Organisations on r.OrganisationId equals o.Id
                where o.Slug == request.Organisation
                select new { Request = r, Organisation = o }
            ).SingleOrDefaultAsync(ct);
            if (found is null)
            {
                return Refusal.NotFound();
            }

            var (asked, organisation, now) = (found.Request, found.Organisation, time.GetUtcNow());
            if (asked.Answer(request.Grant, caller.PersonId, now) is { } refusal)
            {
                return refusal;
            }

            var waits = false;
            if (request.Grant)
            {
                var invited = await inviter.InviteAsync(asked.Name, asked.Email, organisation, asked.Function, null, ct);
                if (!invited.Ok)
                {
                    return invited.Refusals.ToList();
                }

                waits = invited.Value.Waits;
            }
            else
            {
                letters.Send(
                    MailTopic.Account,
                    asked.Email,
                    null,
                    () => Texts.Mail_JoinDeclinedSubject(caller.Network!.Name),
                    () =>
                        [
                            Texts.Mail_Greeting(asked.Name),
                            Texts.Mail_JoinDeclined(
                                asked.Function.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture),
                                organisation.Name,
                                caller.PersonName
                            ),
                        ]
                );
                db.Trail("JoinDeclined", now, organisation.Id, detail: $"{asked.Name} <{asked.Email}>");
            }

            await db.SaveChangesAsync(ct);
            return new Answered(asked.Id, asked.Name, asked.Email, request.Grant, waits);
        }
    }

    public sealed record Body(bool? Grant);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/organisations/{organisation}/join-requests/{request:int}",
                async (string organisation, int request, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                    body.Grant is { } grant
                        ? (await mediator.Send(new Command(organisation, request, grant), ct)).Answer(show)
                        : HttpAnswers.Refuse([Refusal.Invalid("Unreadable", "grant")], show)
            )
            .WithTags("Accounts")
            .WithSummary(
                "Answers somebody who asks to join: granted, she is invited; declined, she is told. The act of the organisation's key person, or of the coordinator."
            )
            .Produces<Answered>();
}

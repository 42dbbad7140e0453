using System.Globalization;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Networks;

/// <summary>Sends again what did not arrive: one mail, or all that were given up.</summary>
public static class ResendMails
{
    /// <param name="Id">One that was given up or is uncertain; null for all that were given up.</param>
    public sealed record Command(int? Id) : IUse<Sent>, IRequireCoordinator;

    public sealed record Sent(int Mails);

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Command, Outcome<Sent>>
    {
        public async Task<Outcome<Sent>> Handle(Command request, CancellationToken ct)
        {
            var mine = db.OutgoingMails.Where(m => m.NetworkId == caller.NetworkId);
            var mails = await (
                request.Id is { } id ? mine.Where(m => m.Id == id) : mine.Where(m => m.State == MailState.GivenUp)
            ).ToListAsync(ct);
            if (request.Id is not null && mails.Count == 0)
            {
                return Refusal.NotFound();
            }

            if (mails.Exists(m => m.State is not (MailState.GivenUp or MailState.Uncertain)))
            {
                return Refusal.Conflict("MailNotResendable");
            }

            var now = time.GetUtcNow();
            foreach (var mail in mails)
            {
                (mail.State, mail.Tries, mail.DueAt, mail.HandedOverAt, mail.Fault, mail.FaultSaid) = (
                    MailState.Waiting,
                    0,
                    now,
                    null,
                    MailFault.None,
                    null
                );
            }

            if (mails.Count > 0)
            {
                db.Trail(
                    request.Id is null ? "MailsResent" : "MailResent",
                    now,
                    detail: request.Id is null ? mails.Count.ToString(CultureInfo.InvariantCulture) : mails[0].To
                );
            }

            await db.SaveChangesAsync(ct);
            return new Sent(mails.Count);
        }
    }

    public static void Map(IEndpointRouteBuilder network)
    {
        var mails = network.MapGroup("/mails").WithTags("Networks");
        mails
            .MapPost("/{mail:int}/resend", async (int mail, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(mail), ct)).Answer(show)
            )
            .WithName("resendMail")
            .WithSummary("Sends a mail again that was given up or may not have arrived. The coordinator's act.")
            .Produces<Sent>();
        mails
            .MapPost("/resend", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(null), ct)).Answer(show)
            )
            .WithSummary("Sends all mails again that were given up. The coordinator's act.")
            .Produces<Sent>();
    }
}

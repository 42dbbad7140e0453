using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Invites somebody to a function in an organisation or to a role in the network, by a mail with a link that works once.
/// </summary>
public static class InvitePerson
{
    /// <param name="Name">The invited person's name.</param>
    /// <param name="Email">Where the link is sent.</param>
    /// <param name="Organisation">The organisation's slug, for a function.</param>
    /// <param name="Function">The function, in that organisation.</param>
    /// <param name="Role">The role in the network, instead of a function.</param>
    public sealed record Command(string? Name, string? Email, string? Organisation, Function? Function, NetworkRole? Role)
        : IUse<Sent>,
            IRequireCoordinator;

    /// <param name="Waits">True when a coordinator is asked first; it is sent with her yes.</param>
    public sealed record Sent(int Id, string Name, string Email, DateTimeOffset ExpiresAt, bool Waits)
    {
        public static Sent Of(Invitation invitation) =>
            new(invitation.Id, invitation.Name, invitation.Email, invitation.ExpiresAt, invitation.Waits);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).Must(PersonName.IsOne).WithErrorCode("NameMissing");
            RuleFor(c => c.Email).Must(EmailAddress.CanBeMailed).WithErrorCode("EmailNotValid");
            RuleFor(c => c.Function).Must((c, _) => IsPlace(c)).WithErrorCode("PlaceMissing");
        }

        private static bool IsPlace(Command c) =>
            string.IsNullOrWhiteSpace(c.Organisation)
                ? c.Function is null && c.Role is { } role && Enum.IsDefined(role)
                : !c.Organisation.Contains('\0') && c.Role is null && c.Function is { } function && Enum.IsDefined(function);
    }

    internal sealed class Handler(AppDb db, Inviter inviter) : IRequestHandler<Command, Outcome<Sent>>
    {
        public async Task<Outcome<Sent>> Handle(Command request, CancellationToken ct)
        {
            var (name, email) = (request.Name!.Trim(), request.Email!.Trim());
            var organisation = request.Function is null
                ? null
                : await db.Organisations.SingleOrDefaultAsync(o => o.Slug == request.Organisation!.Trim(), ct);
            if (request.Function is not null && organisation is null)
            {
                return Refusal.Invalid("UnknownOrganisation", "organisation", request.Organisation!.Trim());
            }

            var invited = await inviter.InviteAsync(name, email, organisation, request.Function, request.Role, ct);
            if (!invited.Ok)
            {
                return invited.Refusals.ToList();
            }

            await db.SaveChangesAsync(ct);
            return Sent.Of(invited.Value);
        }
    }

    public sealed record Body(string? Name, string? Email, string? Organisation, Function? Function, NetworkRole? Role);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost("/people/invitations", async (Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(body.Name, body.Email, body.Organisation, body.Function, body.Role), ct)).Answer(
                    show,
                    sent => Results.Created((string?)null, sent)
                )
            )
            .WithTags("Accounts")
            .WithSummary(
                "Invites somebody, by mail, to a function in an organisation or to a role in the network. The coordinator's act."
            )
            .Produces<Sent>(StatusCodes.Status201Created);
}

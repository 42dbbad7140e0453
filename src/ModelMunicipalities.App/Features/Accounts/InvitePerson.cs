using System.Globalization;
using System.Net.Mail;
using System.Text;
using FluentValidation;
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
/// Invites somebody to a function in an organisation or to a role in the network, by a mail with a link that works once.
/// Inviting the same address to the same place again makes the earlier link stop working.
/// </summary>
public static class InvitePerson
{
    /// <param name="Name">The invited person's name.</param>
    /// <param name="Email">Where the link is sent.</param>
    /// <param name="Organisation">The organisation's slug, for a function.</param>
    /// <param name="Function">The function, in that organisation.</param>
    /// <param name="Role">The role in the network, instead of a function.</param>
    /// <param name="Site">The portal's own address as the coordinator reached it, for the link: <see cref="SiteOf"/>.</param>
    public sealed record Command(string? Name, string? Email, string? Organisation, Function? Function, NetworkRole? Role, string Site)
        : IUse<Sent>, IRequireCoordinator;

    public sealed record Sent(int Id, string Name, string Email, DateTimeOffset ExpiresAt);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).Must(PersonName.IsOne).WithErrorCode("NameMissing");
            RuleFor(c => c.Email).Must(CanBeMailed).WithErrorCode("EmailNotValid");
            RuleFor(c => c.Function).Must((c, _) => IsPlace(c)).WithErrorCode("PlaceMissing");
        }

        private static bool IsPlace(Command c) =>
            string.IsNullOrWhiteSpace(c.Organisation)
                ? c.Function is null && c.Role is { } role && Enum.IsDefined(role)
                : !c.Organisation.Contains('\0') && c.Role is null && c.Function is { } function && Enum.IsDefined(function);

        /// <summary>An address that no mail server takes would stay in the outbox for ever.</summary>
        private static bool CanBeMailed(string? email) =>
            Email.IsOne(email) && MailAddress.TryCreate(email!.Trim(), out var address) && address.Address == email.Trim() && Ascii.IsValid(address.User);
    }

    internal sealed class Handler(AppDb db, Caller caller, Show show, TimeProvider time) : IRequestHandler<Command, Outcome<Sent>>
    {
        private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("sv-SE"), CultureInfo.GetCultureInfo("en-GB")];

        public async Task<Outcome<Sent>> Handle(Command request, CancellationToken ct)
        {
            var (name, email) = (request.Name!.Trim(), request.Email!.Trim());
            var organisation = request.Function is null ? null : await db.Organisations.SingleOrDefaultAsync(o => o.Slug == request.Organisation!.Trim(), ct);
            if (request.Function is not null && organisation is null)
            {
                return Refusal.Invalid("UnknownOrganisation", "organisation", request.Organisation!.Trim());
            }

            var organisationId = organisation?.Id;
            var normalized = email.ToUpperInvariant();
            var isThere = await (
                from m in db.Memberships
                where m.OrganisationId == organisationId && m.Function == request.Function && m.Role == request.Role && m.EndedAt == null
                join p in db.Users on m.PersonId equals p.Id
                where p.NormalizedEmail == normalized
                select m.Id).AnyAsync(ct);
            if (isThere)
            {
                return Refusal.Invalid("AlreadyHasPlace", "email");
            }

            var now = time.GetUtcNow();
            var open = await db.Invitations
                .Where(i => i.OrganisationId == organisationId && i.Function == request.Function && i.Role == request.Role && i.AcceptedAt == null && i.ExpiresAt > now)
                .ToListAsync(ct);
            foreach (var earlier in open.Where(i => i.Email.Equals(email, StringComparison.OrdinalIgnoreCase)))
            {
                earlier.ExpiresAt = now;
            }

            var token = Invitation.NewToken();
            var invitation = new Invitation
            {
                Email = email,
                Name = name,
                OrganisationId = organisationId,
                Function = request.Function,
                Role = request.Role,
                TokenHash = Invitation.Hash(token),
                SentAt = now,
                SentBy = caller.PersonId,
                ExpiresAt = now + Invitation.Lifetime,
            };
            db.Invitations.Add(invitation);
            db.OutgoingMails.Add(new OutgoingMail
            {
                To = email,
                Subject = Texts.Mail_InvitationSubject.With(caller.Network!.Name),
                Body = Write(invitation, organisation?.Name, request.Site + Links.Invitation(token)),
                CreatedAt = now,
            });
            db.Trail("InvitationSent", now, organisationId, detail: $"{name} <{email}>");
            await db.SaveChangesAsync(ct);
            return new Sent(invitation.Id, name, email, invitation.ExpiresAt);
        }

        /// <summary>The mail in both languages: which one she reads is not known until she has an account.</summary>
        private string Write(Invitation invitation, string? organisation, string link)
        {
            var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
            try
            {
                return string.Join("\n\n----\n\n", Languages.Select(language =>
                {
                    CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language;
                    var place = (invitation.Function?.Name() ?? invitation.Role!.Value.Name()).ToLower(language);
                    return string.Join(
                        "\n\n",
                        Texts.Mail_InvitationGreeting.With(invitation.Name),
                        organisation is null
                            ? Texts.Mail_InvitationRole.With(caller.PersonName, caller.Network!.Name, place)
                            : Texts.Mail_InvitationFunction.With(caller.PersonName, caller.Network!.Name, place, organisation),
                        Texts.Mail_InvitationLink.With(show.Date(invitation.ExpiresAt)),
                        link,
                        Texts.Mail_InvitationIgnore);
                }));
            }
            finally
            {
                (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
            }
        }
    }

    /// <summary>The portal's own address as a request reached it.</summary>
    public static string SiteOf(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";

    public sealed record Body(string? Name, string? Email, string? Organisation, Function? Function, NetworkRole? Role);

    public static void Map(IEndpointRouteBuilder network) =>
        network.MapPost("/people/invitations", async (Body body, HttpRequest request, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(body.Name, body.Email, body.Organisation, body.Function, body.Role, SiteOf(request)), ct))
                    .Answer(show, sent => Results.Created((string?)null, sent)))
            .WithTags("Accounts")
            .WithSummary("Invites somebody, by mail, to a function in an organisation or to a role in the network. The coordinator's act.")
            .Produces<Sent>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
}

/// <summary>What counts as a person's name here: something, on one line, at most 100 characters.</summary>
internal static class PersonName
{
    public static bool IsOne(string? text) => text?.Trim() is { Length: > 0 and <= 100 } t && !t.Any(char.IsControl);
}

using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Accepts an invitation by the link in its mail. The address then has an account: a new one with the password chosen, or
/// the one it had, whose password must be given.
/// </summary>
public static class AcceptInvitation
{
    public static readonly Refusal Unknown = new(RefusalKind.NotFound, "InvitationUnknown", null);

    /// <summary>Who is invited to what, for the holder of the link.</summary>
    public sealed record Query(string Token) : IUse<View>, IOpenToAll;

    /// <param name="Network">The network's slug.</param>
    /// <param name="NetworkName">Its name.</param>
    /// <param name="OrganisationName">The organisation, for a function.</param>
    /// <param name="Function">The function.</param>
    /// <param name="Role">The role in the network, when it is no function.</param>
    /// <param name="Name">The name she was invited by.</param>
    /// <param name="Email">The address that the account has or gets.</param>
    /// <param name="ExpiresAt">Until when the link works.</param>
    /// <param name="HasAccount">True when the address has an account: then its password is asked for, and no name.</param>
    public sealed record View(
        string Network,
        string NetworkName,
        string? OrganisationName,
        Function? Function,
        NetworkRole? Role,
        string Name,
        string Email,
        DateTimeOffset ExpiresAt,
        bool HasAccount
    );

    /// <param name="Token">The link's secret.</param>
    /// <param name="Name">Her name as she writes it, for a new account; null for the one she was invited by.</param>
    /// <param name="Password">The password chosen, or the account's.</param>
    /// <param name="From">From where it is tried.</param>
    public sealed record Command(string Token, string? Name, string? Password, Client From) : IUse<Accepted>, IOpenToAll;

    /// <param name="Begun">Who is signed in.</param>
    /// <param name="Network">The slug of the network that she now is a member of.</param>
    public sealed record Accepted(Begun Begun, string Network);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() =>
            RuleFor(c => c.Name).Must(n => string.IsNullOrWhiteSpace(n) || PersonName.IsOne(n)).WithErrorCode("NameMissing");
    }

    internal sealed class QueryHandler(AppDb db, Caller caller, UserManager<Person> people, TimeProvider time)
        : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var invitation = await FindAsync(db, caller, request.Token, ct);
            if (invitation is null)
            {
                return Unknown;
            }

            if (invitation.WhyNot(time.GetUtcNow()) is { } refusal)
            {
                return refusal;
            }

            return new View(
                caller.Network!.Slug,
                caller.Network.Name,
                await db.Organisations.Where(o => o.Id == invitation.OrganisationId).Select(o => o.Name).SingleOrDefaultAsync(ct),
                invitation.Function,
                invitation.Role,
                invitation.Name,
                invitation.Email,
                invitation.ExpiresAt,
                await people.FindByEmailAsync(invitation.Email) is not null
            );
        }
    }

    internal sealed class Handler(
        AppDb db,
        Caller caller,
        UserManager<Person> people,
        Passwords passwords,
        Sessions sessions,
        Succession succession,
        Show show,
        TimeProvider time
    ) : IRequestHandler<Command, Outcome<Accepted>>
    {
        public async Task<Outcome<Accepted>> Handle(Command request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var invitation = await FindAsync(db, caller, request.Token, ct);
            if (invitation is null)
            {
                return Unknown;
            }

            if (invitation.WhyNot(now) is { } refusal)
            {
                return refusal;
            }

            // Before the transaction, in which nobody else writes in the network: trying a password takes its time.
            var person = await people.FindByEmailAsync(invitation.Email);
            if (
                person is not null
                && await passwords.TryAsync(invitation.Email, request.Password, request.From, ct, wrong: "WrongPasswordOfAccount")
                    is { Ok: false } failed
            )
            {
                return failed.Refusals.ToList();
            }

            if (person is null && passwords.WhyNot(request.Password, invitation.Email) is { } weak)
            {
                return weak;
            }

            await using var transaction = await db.BeginAloneAsync(ct);
            if (person is null)
            {
                person = new Person
                {
                    Name = string.IsNullOrWhiteSpace(request.Name) ? invitation.Name : request.Name.Trim(),
                    UserName = invitation.Email,
                    Email = invitation.Email,
                    EmailConfirmed = true,
                    Language = show.Language,
                };
                Made(await people.CreateAsync(person, request.Password!));
            }

            var (membership, tooLate) = invitation.Accept(person.Id, now);
            if (tooLate is not null)
            {
                return tooLate;
            }

            if (
                !await db.Memberships.AnyAsync(
                    m =>
                        m.PersonId == person.Id
                        && m.OrganisationId == invitation.OrganisationId
                        && m.Function == invitation.Function
                        && m.Role == invitation.Role
                        && m.EndedAt == null,
                    ct
                )
            )
            {
                db.Memberships.Add(membership!);
            }

            caller.ActAs(person.Id, person.Name);
            db.Trail("InvitationAccepted", now, invitation.OrganisationId);
            await succession.TakeOverAsync(invitation, person, ct);
            var begun = await sessions.BeginAsync(person, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new Accepted(begun, caller.Network!.Slug);
        }

        private static void Made(IdentityResult created)
        {
            if (!created.Succeeded)
            {
                throw created.Errors.All(e => e.Code.StartsWith("Duplicate", StringComparison.Ordinal))
                    ? new DbUpdateConcurrencyException("The address has got an account in the meantime.")
                    : new InvalidOperationException(
                        $"The account could not be made: {string.Join(", ", created.Errors.Select(e => e.Code))}."
                    );
            }
        }
    }

    /// <summary>
    /// Finds an invitation in whichever network it is, and enters that network: the link is its holder's right to.
    /// </summary>
    private static async Task<Invitation?> FindAsync(AppDb db, Caller caller, string token, CancellationToken ct)
    {
        var hash = Invitation.Hash(token);
        var again = await db
            .InvitationLinks.IgnoreQueryFilters([AppDb.TenantFilter])
            .Where(l => l.TokenHash == hash)
            .Select(l => l.InvitationId)
            .SingleOrDefaultAsync(ct);
        var found = await db
            .Invitations.IgnoreQueryFilters([AppDb.TenantFilter])
            .Where(i => again == 0 ? i.TokenHash == hash : i.Id == again)
            .Join(db.Networks, i => i.NetworkId, n => n.Id, (i, n) => new { Invitation = i, Network = n })
            .SingleOrDefaultAsync(ct);
        if (found is not null)
        {
            caller.Enter(found.Network);
        }

        return found?.Invitation;
    }

    public sealed record Body(string? Name, string? Password);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost(
                "/invitations/{token}",
                async (
                    string token,
                    Body body,
                    HttpContext http,
                    Devices devices,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(token, body.Name, body.Password, devices.Of(http)), ct)).Answer(
                        show,
                        accepted => new TokenAnswer(accepted.Begun)
                    )
            )
            .AllowAnonymous()
            .WithTags("Accounts")
            .WithSummary(
                "Accepts an invitation and answers with tokens. A new account gets the password; an account that the address has must give its own."
            )
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
}

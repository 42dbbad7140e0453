using System.Security.Claims;
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
        string Network, string NetworkName, string? OrganisationName, Function? Function, NetworkRole? Role, string Name, string Email, DateTimeOffset ExpiresAt, bool HasAccount);

    /// <param name="Token">The link's secret.</param>
    /// <param name="Name">Her name as she writes it, for a new account; null for the one she was invited by.</param>
    /// <param name="Password">The password chosen, or the account's.</param>
    public sealed record Command(string Token, string? Name, string? Password) : IUse<Accepted>, IOpenToAll;

    /// <param name="Principal">Who is to be signed in.</param>
    /// <param name="Network">The slug of the network that she now is a member of.</param>
    public sealed record Accepted(ClaimsPrincipal Principal, string Network);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Name).Must(n => string.IsNullOrWhiteSpace(n) || PersonName.IsOne(n)).WithErrorCode("NameMissing");
    }

    internal sealed class QueryHandler(AppDb db, Caller caller, UserManager<Person> people, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
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
                await people.FindByEmailAsync(invitation.Email) is not null);
        }
    }

    internal sealed class Handler(AppDb db, Caller caller, SignInManager<Person> signIn, Letters letters, Show show, TimeProvider time) : IRequestHandler<Command, Outcome<Accepted>>
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

            // Before the transaction: a wrong password must count towards the lock-out though nothing else is kept.
            var person = await signIn.UserManager.FindByEmailAsync(invitation.Email);
            if (person is not null && await signIn.CheckPasswordSignInAsync(person, request.Password ?? "", lockoutOnFailure: true) is { Succeeded: false } failed)
            {
                return Refusal.Invalid(failed.IsLockedOut ? "LockedOut" : "WrongPassword", "password");
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
                if (WhyNot(await signIn.UserManager.CreateAsync(person, request.Password ?? "")) is { } notAccepted)
                {
                    return notAccepted;
                }
            }

            var (membership, tooLate) = invitation.Accept(person.Id, now);
            if (tooLate is not null)
            {
                return tooLate;
            }

            if (!await db.Memberships.AnyAsync(
                m => m.PersonId == person.Id && m.OrganisationId == invitation.OrganisationId && m.Function == invitation.Function && m.Role == invitation.Role && m.EndedAt == null, ct))
            {
                db.Memberships.Add(membership!);
            }

            caller.ActAs(person.Id, person.Name);
            db.Trail("InvitationAccepted", now, invitation.OrganisationId);
            if (invitation.ReplacesId is { } replaced)
            {
                await TakeOverAsync(replaced, invitation, person, now, ct);
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new Accepted(await signIn.CreateUserPrincipalAsync(person), caller.Network!.Slug);
        }

        /// <summary>Ends the place that she takes over, unless it has ended already, and tells both.</summary>
        private async Task TakeOverAsync(int membership, Invitation invitation, Person successor, DateTimeOffset now, CancellationToken ct)
        {
            var before = await (
                from m in db.Memberships
                where m.Id == membership && m.PersonId != successor.Id
                join p in db.Users on m.PersonId equals p.Id
                join o in db.Organisations on m.OrganisationId equals o.Id
                select new { Membership = m, Person = p, Organisation = o }).SingleOrDefaultAsync(ct);
            if (before is null || before.Membership.End(now) is not null)
            {
                return;
            }

            var (name, organisation) = (before.Person.Name, before.Organisation);
            string Place() => invitation.Function!.Value.Name().ToLower(System.Globalization.CultureInfo.CurrentCulture);
            letters.Send(
                MailTopic.Account,
                [new Letters.Reader(before.Person.Id, name, before.Person.Email!, before.Person.Language, organisation.Id)],
                () => Texts.Mail_TakenOverSubject.With(organisation.Name),
                _ => [Texts.Mail_TakenOver.With(successor.Name, Place(), organisation.Name), Texts.Mail_TakenOverWhat]);
            letters.Send(
                MailTopic.Account,
                [new Letters.Reader(successor.Id, successor.Name, successor.Email!, successor.Language, organisation.Id)],
                () => Texts.Mail_TookOverSubject.With(organisation.Name),
                _ => [Texts.Mail_TookOver.With(name, Place(), organisation.Name), Texts.Mail_TookOverWhat, letters.Site + Links.Network(caller.Network!.Slug)]);
            db.Trail("PlaceTakenOver", now, organisation.Id, detail: name);
        }

        private static Refusal? WhyNot(IdentityResult created)
        {
            var codes = created.Errors.Select(e => e.Code).ToList();
            return codes.Count == 0 ? null
                : codes.Contains(nameof(IdentityErrorDescriber.PasswordTooShort)) ? Refusal.Invalid("PasswordTooShort", "password", AccountsSetup.PasswordLength)
                : codes.TrueForAll(c => c.StartsWith("Password", StringComparison.Ordinal)) ? Refusal.Invalid("PasswordNotAccepted", "password", AccountsSetup.PasswordLength)
                : codes.TrueForAll(c => c.StartsWith("Duplicate", StringComparison.Ordinal)) ? throw new DbUpdateConcurrencyException("The address has got an account in the meantime.")
                : throw new InvalidOperationException($"The account could not be made: {string.Join(", ", codes)}.");
        }
    }

    /// <summary>Finds an invitation in whichever network it is, and enters that network: the link is its holder's right to.</summary>
    private static async Task<Invitation?> FindAsync(AppDb db, Caller caller, string token, CancellationToken ct)
    {
        var hash = Invitation.Hash(token);
        var found = await db.Invitations.IgnoreQueryFilters([AppDb.TenantFilter])
            .Where(i => i.TokenHash == hash)
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
        api.MapPost("/invitations/{token}", async (string token, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(token, body.Name, body.Password), ct))
                    .Answer(show, accepted => Results.SignIn(accepted.Principal, authenticationScheme: IdentityConstants.BearerScheme)))
            .AllowAnonymous()
            .WithTags("Accounts")
            .WithSummary("Accepts an invitation and answers with tokens. A new account gets the password; an account that the address has must give its own.")
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
}

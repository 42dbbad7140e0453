using System.Security.Claims;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Checks an address and a password. The portal then gives a cookie, the API a token.</summary>
public static class SignIn
{
    public sealed record Command(string? Email, string? Password) : IUse<ClaimsPrincipal>, IOpenToAll;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Email).Must(EmailAddress.IsOne).WithErrorCode("EmailNotValid");
    }

    internal sealed class Handler(SignInManager<Person> signIn) : IRequestHandler<Command, Outcome<ClaimsPrincipal>>
    {
        public async Task<Outcome<ClaimsPrincipal>> Handle(Command request, CancellationToken ct)
        {
            var person = await signIn.UserManager.FindByEmailAsync(request.Email!.Trim());
            if (person is null)
            {
                // Takes as long as a wrong password, so that the time does not tell who has an account.
                signIn.UserManager.PasswordHasher.HashPassword(new Person { Name = "" }, request.Password ?? "");
                return Refusal.Invalid("WrongPassword", "password");
            }

            var result = await signIn.CheckPasswordSignInAsync(person, request.Password ?? "", lockoutOnFailure: true);
            return result.Succeeded ? await signIn.CreateUserPrincipalAsync(person)
                : result.IsLockedOut ? Refusal.Invalid("LockedOut", "password")
                : Refusal.Invalid("WrongPassword", "password");
        }
    }

    public sealed record RefreshBody(string? RefreshToken);

    /// <summary>The API routes that a guest may call; the only other is <see cref="AcceptInvitation"/>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").AllowAnonymous().WithTags("Accounts");
        auth.MapPost("/login", async (Command body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(body, ct)).Answer(show, principal => Results.SignIn(principal, authenticationScheme: IdentityConstants.BearerScheme)))
            .WithSummary("Exchanges an address and a password for an access token and a refresh token.")
            .Produces<AccessTokenResponse>();
        auth.MapPost("/refresh", async Task<IResult> (RefreshBody body, SignInManager<Person> signIn, IOptionsMonitor<BearerTokenOptions> options, TimeProvider time) =>
            {
                var ticket = options.Get(IdentityConstants.BearerScheme).RefreshTokenProtector.Unprotect(body.RefreshToken);
                return ticket?.Properties.ExpiresUtc > time.GetUtcNow() && await signIn.ValidateSecurityStampAsync(ticket.Principal) is { } person
                    ? Results.SignIn(await signIn.CreateUserPrincipalAsync(person), authenticationScheme: IdentityConstants.BearerScheme)
                    : Results.Challenge(authenticationSchemes: [IdentityConstants.BearerScheme]);
            })
            .WithSummary("Exchanges a refresh token for new tokens.")
            .Produces<AccessTokenResponse>();
    }
}

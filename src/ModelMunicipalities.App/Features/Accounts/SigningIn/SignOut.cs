using MediatR;
using Microsoft.AspNetCore.Identity;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Ends the caller's session on the server: its cookie, access tokens and refresh tokens give nothing any more.
/// </summary>
public static class SignOut
{
    /// <param name="RefreshToken">
    /// A refresh token of the session, for a program whose access token is over; null for the caller's own.
    /// </param>
    public sealed record Command(string? RefreshToken) : IUse<Done>, IOpenToAll;

    internal sealed class Handler(Caller caller, Sessions sessions) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var byToken = await sessions.EndByTokenAsync(request.RefreshToken, ct);
            var own = caller.IsSignedIn && await sessions.EndAsync(caller.Session, ct);
            return byToken || own || caller.IsSignedIn ? default(Done) : Refusal.Forbidden("SignInFirst");
        }
    }

    public sealed record Body(string? RefreshToken);

    public static void Map(IEndpointRouteBuilder auth) =>
        auth.MapPost("/logout", async (Body? body, IMediator mediator, CancellationToken ct) =>
                (await mediator.Send(new Command(body?.RefreshToken), ct)).Ok
                    ? Results.NoContent()
                    : Results.Challenge(authenticationSchemes: [IdentityConstants.BearerScheme])
            )
            .WithSummary("Ends the session of the access token, or of the refresh token sent: none of its tokens works any more.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
}

using MediatR;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Exchanges a refresh token for new tokens. Each works once; see <see cref="Sessions.RefreshAsync"/>.</summary>
public static class RefreshTokens
{
    public sealed record Command(string? RefreshToken, Client From) : IUse<Begun>, IOpenToAll;

    internal sealed class Handler(Sessions sessions, SignInLimits limits) : IRequestHandler<Command, Outcome<Begun>>
    {
        public async Task<Outcome<Begun>> Handle(Command request, CancellationToken ct)
        {
            var attempt = limits.Begin(request.From);
            if (attempt.WaitSeconds is { } seconds)
            {
                return Refusal.TooMany(seconds);
            }

            if (await sessions.RefreshAsync(request.RefreshToken, ct) is not { } begun)
            {
                return Refusal.Forbidden("SignInFirst");
            }

            attempt.Right();
            return begun;
        }
    }

    public sealed record Body(string? RefreshToken);

    public static void Map(IEndpointRouteBuilder auth) =>
        auth.MapPost(
                "/refresh",
                async (Body body, HttpContext http, Devices devices, IMediator mediator, Show show, CancellationToken ct) =>
                {
                    var outcome = await mediator.Send(new Command(body.RefreshToken, devices.Of(http)), ct);
                    return outcome.Ok || outcome.Refusals[0].Kind != RefusalKind.Forbidden
                        ? outcome.Answer(show, begun => new TokenAnswer(begun))
                        : Results.Challenge(authenticationSchemes: [IdentityConstants.BearerScheme]);
                }
            )
            .WithSummary(
                "Exchanges a refresh token for new tokens. It works once: used again, it ends all that came of the same sign-in."
            )
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
}

using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authentication.BearerToken;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>Checks an address and a password and begins a session. The portal then gives a cookie, the API tokens.</summary>
public static class SignIn
{
    public sealed record Command(string? Email, string? Password, Client From) : IUse<Begun>, IOpenToAll;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Email).Must(EmailAddress.IsOne).WithErrorCode("EmailNotValid");
    }

    internal sealed class Handler(AppDb db, Passwords passwords, Sessions sessions) : IRequestHandler<Command, Outcome<Begun>>
    {
        public async Task<Outcome<Begun>> Handle(Command request, CancellationToken ct)
        {
            var tried = await passwords.TryAsync(request.Email!.Trim(), request.Password, request.From, ct);
            if (!tried.Ok)
            {
                return tried.Refusals.ToList();
            }

            var begun = await sessions.BeginAsync(tried.Value, ct);
            await db.SaveChangesAsync(ct);
            return begun;
        }
    }

    public sealed record Body(string? Email, string? Password);

    public static void Map(IEndpointRouteBuilder auth) =>
        auth.MapPost(
                "/login",
                async (Body body, HttpContext http, Devices devices, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(body.Email, body.Password, devices.Of(http)), ct)).Answer(
                        show,
                        begun => new TokenAnswer(begun)
                    )
            )
            .WithSummary("Exchanges an address and a password for an access token and a refresh token.")
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
}

using MediatR;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Changes the caller's password. What was open by the old one ends: every session, and her calendar addresses in every network.
/// She goes on in a new session.
/// </summary>
public static class ChangePassword
{
    public sealed record Command(string? Current, string? New, Client From) : IUse<Begun>, IRequireSignIn;

    internal sealed class Handler(
        AppDb db,
        Caller caller,
        Passwords passwords,
        IPasswordHasher<Person> hasher,
        Sessions sessions,
        Farewell farewell
    ) : IRequestHandler<Command, Outcome<Begun>>
    {
        public async Task<Outcome<Begun>> Handle(Command request, CancellationToken ct)
        {
            var email = await db.Users.Where(p => p.Id == caller.PersonId).Select(p => p.Email!).SingleAsync(ct);

            // Whoever holds her session is counted by it, so that others' tries do not stop her here either.
            var from = request.From with { Device = $"session {caller.Session:N}", KnownTo = [caller.PersonId] };
            var tried = await passwords.TryAsync(email, request.Current, from, ct, "current", "WrongCurrentPassword");
            if (!tried.Ok)
            {
                return tried.Refusals.ToList();
            }

            var person = tried.Value;
            if (passwords.WhyNot(request.New, email, "new") is { } refusal)
            {
                return refusal;
            }

            if (PasswordRule.Normalize(request.New!) == PasswordRule.Normalize(request.Current!))
            {
                return Refusal.Invalid("PasswordSame", "new");
            }

            person.PasswordHash = hasher.HashPassword(person, request.New!);
            Sessions.EndAll(person);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await farewell.StopCalendarsAsync(person.Id, ct);
            var begun = await sessions.BeginAsync(person, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return begun;
        }
    }

    public sealed record Body(string? Current, string? New);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost(
                "/auth/password",
                async (Body body, HttpContext http, Devices devices, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(body.Current, body.New, devices.Of(http)), ct)).Answer(
                        show,
                        begun => new TokenAnswer(begun)
                    )
            )
            .WithTags("Accounts")
            .WithSummary(
                "Changes the caller's password and answers with new tokens. All her other sessions and her calendar addresses end."
            )
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
}

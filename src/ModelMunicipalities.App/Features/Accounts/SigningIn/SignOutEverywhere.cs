using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Ends every session of the caller's account, this one too. Her calendar addresses go on: they have a stop of their own.
/// </summary>
public static class SignOutEverywhere
{
    public sealed record Command : IUse<Done>, IRequireSignIn;

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            Sessions.EndAll(await db.Users.SingleAsync(p => p.Id == caller.PersonId, ct));
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/auth/logout-everywhere", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(), ct)).Answer(show, _ => Results.NoContent())
            )
            .WithTags("Accounts")
            .WithSummary("Ends every session of the caller's account, in browsers and of programs, this one too.")
            .Produces(StatusCodes.Status204NoContent);
}

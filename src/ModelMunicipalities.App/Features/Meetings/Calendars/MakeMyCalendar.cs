using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Makes the caller a secret address that her calendar program subscribes to; an earlier one stops working.</summary>
public static class MakeMyCalendar
{
    public sealed record Command : IUse<Made>, IRequireAnyFunction
    {
        public Refusal OrElse => ViewMyCalendar.NoMeetings;
    }

    /// <param name="Address">The address, told this once: only a hash of its secret is kept.</param>
    public sealed record Made(string Address);

    internal sealed class Handler(AppDb db, Caller caller, Letters letters, TimeProvider time)
        : IRequestHandler<Command, Outcome<Made>>
    {
        public async Task<Outcome<Made>> Handle(Command request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var token = Invitation.NewToken();
            await using var transaction = await db.BeginAloneAsync(ct);
            await db.StopCalendarsAsync(now, ct);
            db.CalendarFeeds.Add(
                new CalendarFeed
                {
                    PersonId = caller.PersonId,
                    TokenHash = Invitation.Hash(token),
                    CreatedAt = now,
                }
            );
            db.Trail("CalendarMade", now);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return new Made(letters.Site + Links.CalendarFeed(token));
        }
    }

    /// <summary>Stops the caller's addresses in the network, to be saved.</summary>
    /// <returns>How many worked.</returns>
    internal static async Task<int> StopCalendarsAsync(this AppDb db, DateTimeOffset now, CancellationToken ct)
    {
        var person = db.Caller.PersonId;
        var feeds = await db.CalendarFeeds.Where(f => f.PersonId == person && f.RevokedAt == null).ToListAsync(ct);
        feeds.ForEach(f => f.RevokedAt = now);
        return feeds.Count;
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost("/calendar", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(), ct)).Answer(show, made => Results.Created((string?)null, made))
            )
            .WithTags("Meetings")
            .WithSummary("Makes the caller's calendar address, told this once; an earlier one stops working.")
            .Produces<Made>(StatusCodes.Status201Created);
}

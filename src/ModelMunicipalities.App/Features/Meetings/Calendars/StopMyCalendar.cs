using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Stops the caller's calendar address. Stopping it twice changes nothing.</summary>
public static class StopMyCalendar
{
    public sealed record Command : IUse<Done>, IRequireAnyFunction
    {
        public Refusal OrElse => ViewMyCalendar.NoMeetings;
    }

    internal sealed class Handler(AppDb db, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            await using var transaction = await db.BeginAloneAsync(ct);
            if (await db.StopCalendarsAsync(now, ct) > 0)
            {
                db.Trail("CalendarStopped", now);
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return default(Done);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapDelete("/calendar", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(), ct)).Answer(show, _ => Results.NoContent())
            )
            .WithTags("Meetings")
            .WithSummary("Stops the caller's calendar address.")
            .Produces(StatusCodes.Status204NoContent);
}

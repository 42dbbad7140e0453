using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Whether the caller has a calendar that programs subscribe to. Its address is shown only when it is made.</summary>
public static class ViewMyCalendar
{
    internal static readonly Refusal NoMeetings = Refusal.Forbidden("NoMeetingsOfHers");

    public sealed record Query : IUse<View>, IRequireAnyFunction
    {
        public Refusal OrElse => NoMeetings;
    }

    /// <param name="MadeAt">When the address that works was made; null when there is none.</param>
    public sealed record View(DateTimeOffset? MadeAt);

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct) =>
            new View(
                await db
                    .CalendarFeeds.Where(f => f.PersonId == caller.PersonId && f.RevokedAt == null)
                    .Select(f => (DateTimeOffset?)f.CreatedAt)
                    .MaxAsync(ct)
            );
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/calendar", async (IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(), ct)).Answer(show)
            )
            .WithTags("Meetings")
            .WithSummary("Whether the caller has a calendar address that works, and since when.")
            .Produces<View>();
}

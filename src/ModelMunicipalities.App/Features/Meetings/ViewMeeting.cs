using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>One meeting: when and where.</summary>
public static class ViewMeeting
{
    public sealed record Query(int Id) : IUse<MeetingLine>, IRequireMember;

    internal sealed class Handler(AppDb db) : IRequestHandler<Query, Outcome<MeetingLine>>
    {
        public async Task<Outcome<MeetingLine>> Handle(Query request, CancellationToken ct) =>
            await db.Meetings.Where(m => m.Id == request.Id).Select(MeetingLine.From(db)).SingleOrDefaultAsync(ct) is { } meeting
                ? meeting
                : Refusal.NotFound();
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network.MapGet("/meetings/{id:int}", async (int id, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(id), ct)).Answer(show))
            .WithTags("Meetings")
            .WithSummary("One meeting: when and where.")
            .Produces<MeetingLine>();
}

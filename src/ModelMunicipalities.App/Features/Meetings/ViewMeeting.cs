using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>One meeting: when and where; for those who are to be there also how to get in.</summary>
public static class ViewMeeting
{
    public sealed record Query(int Id) : IUse<View>, IRequireMember;

    /// <summary>What everybody in the network may know of it, and what only those who are to be there.</summary>
    public sealed record View : MeetingLine
    {
        internal View(MeetingLine line)
            : base(line)
        {
        }

        /// <summary>Counts its changes.</summary>
        public required int Version { get; init; }

        /// <summary>True when the reader is to be there.</summary>
        public required bool TakesPart { get; init; }

        /// <summary>True when the reader plans it.</summary>
        public required bool Plans { get; init; }
    }

    internal sealed class Handler(AppDb db, Caller caller) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var desk = await MeetingDesk.LoadAsync(db, caller, request.Id, ct);
            return desk is null
                ? Refusal.NotFound()
                : new View(await db.Meetings.Where(m => m.Id == request.Id).Select(MeetingLine.From(db)).SingleAsync(ct))
                {
                    Version = desk.Meeting.Version,
                    TakesPart = desk.Part >= MeetingPart.Member,
                    Plans = desk.Part == MeetingPart.Planner,
                };
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network.MapGet("/meetings/{id:int}", async (int id, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(id), ct)).Answer(show))
            .WithTags("Meetings")
            .WithSummary("One meeting: when and where; for those who are to be there also how to get in.")
            .Produces<View>();
}

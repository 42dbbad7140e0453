using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>What calling to a meeting starts from: its times, who can host, which tools there are.</summary>
public static class ViewCall
{
    /// <param name="Id">The meeting.</param>
    /// <param name="Slot">A time of its poll to start from; one of another meeting's is passed by.</param>
    public sealed record Query(int Id, int? Slot) : IUse<View>, IRequireMeetingPlanner;

    /// <param name="Meeting">The meeting as it is.</param>
    /// <param name="StartsAt">The start to propose: of the poll's time, of the meeting, or of its window.</param>
    /// <param name="EndsAt">The end to propose.</param>
    /// <param name="Hosts">Who can host.</param>
    /// <param name="Tools">The tools that the network has listed; a removed one only where the meeting uses it.</param>
    /// <param name="ToolId">The tool that the meeting uses.</param>
    /// <param name="RefusesUnfitTools">True when an unfit tool is refused, false when it is warned of.</param>
    public sealed record View(
        ViewMeeting.View Meeting,
        DateTimeOffset? StartsAt,
        DateTimeOffset? EndsAt,
        IReadOnlyList<Host> Hosts,
        IReadOnlyList<ToolLine> Tools,
        int? ToolId,
        bool RefusesUnfitTools
    )
    {
        /// <summary>The meeting's version.</summary>
        public int Version => Meeting.Version;
    }

    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Name">Its name.</param>
    public sealed record Host(string Organisation, string Name);

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var access = guard.For(request);
            if ((access.Cohort.Stage.WhyNot(CohortAct.Meet) ?? access.Meeting.WhyNotChange(now)) is { } refusal)
            {
                return refusal;
            }

            var (starts, ends) = await ProposeAsync(access.Meeting, request.Slot, now, ct);
            var used = access.Meeting.ToolId;
            return new View(
                await ViewMeeting.OfAsync(db, access, now, ct),
                starts,
                ends,
                [.. access.Members.Select(m => new Host(m.Organisation.Slug, m.Organisation.Name))],
                [
                    .. (
                        await db
                            .MeetingTools.Where(t => t.RemovedAt == null || t.Id == used)
                            .Select(t => new ToolLine(t.Id, t.Name, t.Allows, t.Note))
                            .ToListAsync(ct)
                    ).OrderBy(t => t.Name, NameOrder.Swedish),
                ],
                used,
                await db.MeetingSettings.AnyAsync(s => s.RefusesUnfitTools, ct)
            );
        }

        private async Task<(DateTimeOffset? Starts, DateTimeOffset? Ends)> ProposeAsync(
            Meeting meeting,
            int? slot,
            DateTimeOffset now,
            CancellationToken ct
        )
        {
            if (slot is not null && await CallMeeting.SlotAsync(db, meeting.Id, slot.Value, ct) is { } asked)
            {
                return (asked.StartsAt, asked.EndsAt);
            }

            return meeting.StartsAt is not null ? (meeting.StartsAt, meeting.EndsAt)
                : meeting.WindowFrom > now ? (meeting.WindowFrom, meeting.WindowFrom.AddMinutes(MeetingForm.Of(meeting).Minutes))
                : (null, null);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet(
                "/meetings/{id:int}/call",
                async (int id, int? slot, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Query(id, slot), ct)).Answer(show, view =>
                    {
                        http.Response.SetVersion(view.Version);
                        return Results.Ok(view);
                    })
            )
            .WithTags("Meetings")
            .WithSummary(
                "What calling to a meeting starts from: its times, who can host, which tools there are. For those who plan it."
            )
            .Produces<View>()
            .ProducesProblem(StatusCodes.Status409Conflict);
}

using System.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>A meeting as a file for a calendar, for those who are to be there.</summary>
public static class ExportMeeting
{
    public const string CalendarType = "text/calendar; charset=utf-8";

    public sealed record Query(int Id) : IUse<string>, IRequireMeetingMember;

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, MeetingCalendars calendars)
        : IRequestHandler<Query, Outcome<string>>
    {
        public async Task<Outcome<string>> Handle(Query request, CancellationToken ct)
        {
            var access = guard.For(request);
            var meeting = access.Meeting;
            if (!meeting.IsInCalendars)
            {
                return Refusal.Conflict("MeetingNotCalled");
            }

            var tool = await db.MeetingTools.Where(t => t.Id == meeting.ToolId).Select(t => t.Name).SingleOrDefaultAsync(ct);
            var host = access.Members.FirstOrDefault(m => m.Organisation.Id == meeting.HostId)?.Organisation.Name;
            return calendars.Published([new NamedMeeting(meeting, access.Cohort.Name, access.Group?.Name, host, tool)], null);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/meetings/{id:int}/calendar.ics", async (int id, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(id), ct)).Answer(show, text => File(text, id))
            )
            .WithTags("Meetings")
            .WithSummary("A meeting that has been called as an iCalendar file, for those who are to be there.")
            .Produces<string>(StatusCodes.Status200OK, "text/calendar")
            .ProducesProblem(StatusCodes.Status409Conflict);

    /// <summary>The same file on the portal, by its cookie.</summary>
    public static void MapPortal(IEndpointRouteBuilder portal) =>
        portal
            .MapGet(
                "/{network}/meetings/{id:int}/calendar.ics",
                async (int id, HttpContext http, IMediator mediator, CancellationToken ct) =>
                    (await mediator.Send(new Query(id), ct)).AnswerPage(http, text => File(text, id))
            )
            .ExcludeFromDescription();

    private static IResult File(string text, int id) =>
        Results.File(Encoding.UTF8.GetBytes(text), CalendarType, $"meeting-{id}.ics");
}

using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>One meeting: when and where; for those who are to be there also how to get in.</summary>
public static class ViewMeeting
{
    public sealed record Query(int Id) : IUse<View>, IRequireMember;

    /// <summary>What everybody in the network may know of it, and what only those who are to be there: null to others.</summary>
    public sealed record View : MeetingLine
    {
        internal View(MeetingLine line)
            : base(line) { }

        /// <summary>Counts its changes.</summary>
        public required int Version { get; init; }

        /// <summary>True when the reader is to be there.</summary>
        public required bool TakesPart { get; init; }

        /// <summary>True when the reader plans it.</summary>
        public required bool Plans { get; init; }

        /// <summary>True when the reader may call, change or cancel it now.</summary>
        public required bool MayChange { get; init; }

        /// <summary>The link, for those who are not at the place.</summary>
        public string? Link { get; init; }

        /// <summary>The tool behind the link.</summary>
        public string? Tool { get; init; }

        /// <summary>The most sensitive of what is to be shown on the link.</summary>
        public InformationClass? Shown { get; init; }

        /// <summary>How one gets in at the place.</summary>
        public string? Accessibility { get; init; }

        /// <summary>Whether the room has a hearing loop; null when not known.</summary>
        public bool? HasHearingLoop { get; init; }

        /// <summary>The slug of the organisation that hosts.</summary>
        public string? HostOrganisation { get; init; }

        /// <summary>Why it was cancelled.</summary>
        public string? CancelledBecause { get; init; }

        /// <summary>Until when the checklists before it can be scored; null when nothing is scored before it.</summary>
        public DateTimeOffset? LocksAt { get; init; }

        /// <summary>True when calendars can hold it.</summary>
        public bool? IsInCalendars { get; init; }

        /// <summary>Whether a poll asks for its time; null when none has been opened.</summary>
        public bool? PollIsOpen { get; init; }

        /// <summary>How far it is to the host, and what a digital meeting saves; null while nobody hosts.</summary>
        public MeetingTravel? Travel { get; init; }
    }

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Query, Outcome<View>>
    {
        public async Task<Outcome<View>> Handle(Query request, CancellationToken ct)
        {
            var access = await MeetingAccess.LoadAsync(db, caller, request.Id, ct);
            return access is null ? Refusal.NotFound() : await OfAsync(db, access, time.GetUtcNow(), ct);
        }
    }

    internal static async Task<View> OfAsync(AppDb db, MeetingAccess access, DateTimeOffset now, CancellationToken ct)
    {
        var meeting = access.Meeting;
        var line = await db.Meetings.Where(m => m.Id == meeting.Id).Select(MeetingLine.From(db)).SingleAsync(ct);
        var view = new View(line)
        {
            Version = meeting.Version,
            TakesPart = access.Part >= MeetingPart.Member,
            Plans = access.Part == MeetingPart.Planner,
            MayChange =
                access.Part == MeetingPart.Planner
                && access.Cohort.Stage.Allows(CohortAct.Meet)
                && meeting.WhyNotChange(now) is null,
        };
        if (!view.TakesPart)
        {
            return view;
        }

        var more = await (
            from m in db.Meetings
            where m.Id == meeting.Id
            join t in db.MeetingTools on m.ToolId equals t.Id into tools
            from t in tools.DefaultIfEmpty()
            join p in db.Polls on m.Id equals p.MeetingId into polls
            from p in polls.DefaultIfEmpty()
            join s in db.MeetingSettings on m.NetworkId equals s.NetworkId into decided
            from s in decided.DefaultIfEmpty()
            select new
            {
                Tool = t!.Name,
                HasPoll = p != null,
                PollClosedAt = p!.ClosedAt,
                Settings = s,
            }
        )
            .AsNoTracking()
            .SingleAsync(ct);
        return view with
        {
            Link = meeting.Link,
            Tool = more.Tool,
            Shown = meeting.Shown,
            Accessibility = meeting.Accessibility,
            HasHearingLoop = meeting.HasHearingLoop,
            HostOrganisation = access.Members.FirstOrDefault(m => m.Organisation.Id == meeting.HostId)?.Organisation.Slug,
            CancelledBecause = meeting.CancelledBecause,
            LocksAt = access.Occasion is null ? null : meeting.LocksAt,
            IsInCalendars = meeting.IsInCalendars,
            PollIsOpen = more.HasPoll ? more.PollClosedAt is null : null,
            Travel = await MeetingTravel.OfAsync(db, access, more.Settings ?? new MeetingSettings(), ct),
        };
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapGet("/meetings/{id:int}", async (int id, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Query(id), ct)).Answer(show, view => view.WithVersion(http))
            )
            .WithTags("Meetings")
            .WithSummary("One meeting: when and where; for those who are to be there also how to get in.")
            .Produces<View>();

    /// <summary>The view, with its version as its tag.</summary>
    internal static IResult WithVersion(this View view, HttpContext http)
    {
        http.Response.SetVersion(view.Version);
        return Results.Ok(view);
    }
}

using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Decides time, form and place of a meeting and calls everybody, with an invitation to their calendars; again to change it.
/// An open poll for its time is closed by it. Nobody is written to when nothing is new to a calendar.
/// </summary>
public static class CallMeeting
{
    /// <param name="Id">The meeting.</param>
    /// <param name="Version">The version that the change is based on.</param>
    /// <param name="StartsAt">When it starts, unless a time of its poll is given.</param>
    /// <param name="EndsAt">When it ends.</param>
    /// <param name="Slot">A time of its poll, in place of start and end.</param>
    /// <param name="Mode">How they meet.</param>
    /// <param name="Place">The address.</param>
    /// <param name="Link">The link.</param>
    /// <param name="Tool">The tool behind the link.</param>
    /// <param name="Shown">The most sensitive of what is to be shown on it.</param>
    /// <param name="UseUnfitTool">True for who uses a tool that the network warns of.</param>
    /// <param name="Accessibility">How one gets in.</param>
    /// <param name="HasHearingLoop">Whether the room has a hearing loop.</param>
    /// <param name="Host">The slug of the organisation that hosts, one of those that meet.</param>
    public sealed record Command(
        int Id,
        int Version,
        DateTimeOffset? StartsAt,
        DateTimeOffset? EndsAt,
        int? Slot,
        MeetingMode? Mode,
        string? Place,
        string? Link,
        int? Tool,
        InformationClass? Shown,
        bool UseUnfitTool,
        string? Accessibility,
        bool? HasHearingLoop,
        string? Host
    ) : IUse<Called>, IRequireMeetingPlanner;

    /// <param name="Mailed">How many were written to; 0 when nothing was new.</param>
    /// <param name="Meeting">The meeting as it is now.</param>
    public sealed record Called(int Mailed, ViewMeeting.View Meeting);

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, MeetingLetters letters, Moments moments, TimeProvider time)
        : IRequestHandler<Command, Outcome<Called>>
    {
        public async Task<Outcome<Called>> Handle(Command request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var access = guard.For(request);
            var meeting = access.Meeting;
            if (
                (
                    access.Cohort.Stage.WhyNot(CohortAct.Meet)
                    ?? (meeting.Version == request.Version ? null : Refusal.Conflict("Stale"))
                ) is
                { } refusal
            )
            {
                return refusal;
            }

            var slot = request.Slot is null ? null : await SlotAsync(db, meeting.Id, request.Slot.Value, ct);
            var host = string.IsNullOrWhiteSpace(request.Host)
                ? null
                : access.Members.Select(m => m.Organisation).FirstOrDefault(o => o.Slug == request.Host.Trim());
            var used = meeting.ToolId;
            var tools = await db.MeetingTools.Where(t => t.RemovedAt == null || t.Id == used).AsNoTracking().ToListAsync(ct);
            var tool = tools.Find(t => t.Id == request.Tool);
            var settings = await db.MeetingSettings.AsNoTracking().SingleOrDefaultAsync(ct) ?? new MeetingSettings();
            List<Refusal> unknown =
            [
                .. request.Slot is not null && slot is null ? [Refusal.Invalid("SlotUnknown", "slot")] : Array.Empty<Refusal>(),
                .. !string.IsNullOrWhiteSpace(request.Host) && host is null
                    ? [Refusal.Invalid("HostUnknown", "host")]
                    : Array.Empty<Refusal>(),
                .. request.Tool is not null && tool is null ? [Refusal.Invalid("ToolUnknown", "tool")] : Array.Empty<Refusal>(),
            ];
            if (unknown.Count > 0)
            {
                return unknown;
            }

            var isChange = meeting.Status == MeetingStatus.Confirmed;
            var call = new MeetingCall(
                slot?.StartsAt ?? request.StartsAt,
                slot is null ? request.EndsAt : slot.EndsAt,
                request.Mode,
                request.Place,
                request.Link,
                tool,
                tools.Exists(t => t.RemovedAt is null),
                request.Shown,
                request.UseUnfitTool,
                request.Accessibility,
                request.HasHearingLoop,
                host?.Id
            );
            var (news, wrong) = meeting.Call(call, settings, now);
            if (wrong.Count > 0)
            {
                return wrong.ToList();
            }

            await db.ClosePollAsync(meeting.Id, now, ct);
            var mailed = news ? await letters.CallAsync(access, meeting.ToolId is null ? null : tool!.Name, isChange, ct) : 0;
            db.Trail(
                isChange ? "MeetingChanged" : "MeetingCalled",
                now,
                occasionId: meeting.OccasionId,
                detail: access.Describe(moments)
            );
            if (meeting is { ToolId: not null, Shown: { } shown } && !tool!.IsFitFor(shown))
            {
                db.Trail("UnfitToolUsed", now, occasionId: meeting.OccasionId, detail: tool.Name);
            }

            await db.SaveChangesAsync(ct);
            return new Called(mailed, await ViewMeeting.OfAsync(db, access, now, ct));
        }
    }

    /// <summary>A time of a meeting's own poll; null when it is another's.</summary>
    internal static Task<PollSlot?> SlotAsync(AppDb db, int meeting, int slot, CancellationToken ct) =>
        db
            .PollSlots.Where(s => s.Id == slot && db.Polls.Any(p => p.Id == s.PollId && p.MeetingId == meeting))
            .AsNoTracking()
            .SingleOrDefaultAsync(ct);

    /// <summary>A poll for a time that has been decided, or is not needed any more, takes no more answers.</summary>
    internal static async Task ClosePollAsync(this AppDb db, int meeting, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Polls.SingleOrDefaultAsync(p => p.MeetingId == meeting && p.ClosedAt == null, ct) is { } poll)
        {
            poll.ClosedAt = now;
            poll.Version++;
        }
    }

    /// <summary>The meeting in the trail: cohort, group, form and start.</summary>
    internal static string Describe(this MeetingAccess access, Moments moments) =>
        string.Join(
            ", ",
            new[]
            {
                access.Cohort.Name,
                access.Group?.Name,
                access.Meeting.Form,
                access.Meeting.StartsAt is { } starts ? moments.Write(starts).Replace('T', ' ') : null,
            }.OfType<string>()
        );

    public sealed record Body(
        DateTimeOffset? StartsAt,
        DateTimeOffset? EndsAt,
        int? Slot,
        MeetingMode? Mode,
        string? Place,
        string? Link,
        int? Tool,
        InformationClass? Shown,
        bool? UseUnfitTool,
        string? Accessibility,
        bool? HasHearingLoop,
        string? Host
    );

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/{id:int}/call",
                async (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await MeetingAnswers.AnswerAsync(
                        http,
                        show,
                        mediator,
                        id,
                        body,
                        version => new Command(
                            id,
                            version,
                            body.StartsAt,
                            body.EndsAt,
                            body.Slot,
                            body.Mode,
                            body.Place,
                            body.Link,
                            body.Tool,
                            body.Shown,
                            body.UseUnfitTool ?? false,
                            body.Accessibility,
                            body.HasHearingLoop,
                            body.Host
                        ),
                        called => called.Meeting,
                        ct
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Decides time, form and place of a meeting and calls everybody by mail; again to change it. The group's key persons or the coordinator. Needs If-Match."
            )
            .Produces<ViewMeeting.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

/// <summary>What changes of a meeting answer over HTTP.</summary>
internal static class MeetingAnswers
{
    public static async Task<IResult> AnswerAsync<T>(
        HttpContext http,
        Show show,
        IMediator mediator,
        int id,
        object given,
        Func<int, IUse<T>> command,
        Func<T, ViewMeeting.View> view,
        CancellationToken ct
    )
    {
        if (!http.Request.HasVersion())
        {
            return HttpAnswers.VersionMissing();
        }

        var outcome = await mediator.Send(command(http.Request.ReadSharedVersion() ?? -1), ct);
        return await outcome.AnswerAsync(
            show,
            done => view(done).WithVersion(http),
            async () => (await mediator.Send(new ViewMeeting.Query(id), ct)).Value,
            given
        );
    }
}

using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Cancels a meeting, with a reason; calendars strike it out. It may be called again.</summary>
public static class CancelMeeting
{
    public sealed record Command(int Id, int Version, string? Reason) : IUse<ViewMeeting.View>, IRequireMeetingPlanner;

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, MeetingLetters letters, Moments moments, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewMeeting.View>>
    {
        public async Task<Outcome<ViewMeeting.View>> Handle(Command request, CancellationToken ct)
        {
            var now = time.GetUtcNow();
            var access = guard.For(request);
            var meeting = access.Meeting;
            if (
                (
                    access.Cohort.Stage.WhyNot(CohortAct.Meet)
                    ?? (meeting.Version == request.Version ? meeting.Cancel(request.Reason, now) : Refusal.Conflict("Stale"))
                ) is
                { } refusal
            )
            {
                return refusal;
            }

            await db.ClosePollAsync(meeting.Id, now, ct);
            await letters.CancelAsync(
                access,
                await db.MeetingTools.Where(t => t.Id == meeting.ToolId).Select(t => t.Name).SingleOrDefaultAsync(ct),
                ct
            );
            db.Trail(
                "MeetingCancelled",
                now,
                occasionId: meeting.OccasionId,
                detail: $"{access.Describe(moments)}: {meeting.CancelledBecause}"
            );
            await db.SaveChangesAsync(ct);
            return await ViewMeeting.OfAsync(db, access, now, ct);
        }
    }

    public sealed record Body(string? Reason);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPost(
                "/meetings/{id:int}/cancellation",
                async (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await MeetingAnswers.AnswerAsync(
                        http,
                        show,
                        mediator,
                        id,
                        body,
                        version => new Command(id, version, body.Reason),
                        view => view,
                        ct
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Cancels a meeting, with a reason that everybody is told by mail. The group's key persons or the coordinator. Needs If-Match."
            )
            .Produces<ViewMeeting.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Lets another of those that meet host a meeting that is not decided yet.</summary>
public static class SetHost
{
    /// <param name="Id">The meeting.</param>
    /// <param name="Host">The organisation's slug.</param>
    /// <param name="Version">The version of the meeting that the change is based on.</param>
    public sealed record Command(int Id, string? Host, int Version) : IUse<ViewMeeting.View>, IRequireMeetingPlanner;

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewMeeting.View>>
    {
        public async Task<Outcome<ViewMeeting.View>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            var meeting = access.Meeting;
            if (
                (
                    access.Cohort.Stage.WhyNot(CohortAct.Meet)
                    ?? (meeting.Status == MeetingStatus.Planned ? null : Refusal.Conflict("HostSettled"))
                ) is
                { } refusal
            )
            {
                return refusal;
            }

            if (meeting.Version != request.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var host = access.Members.Select(m => m.Organisation).FirstOrDefault(o => o.Slug == request.Host);
            if (host is null)
            {
                return Refusal.Invalid("HostNotHere", "host");
            }

            if (meeting.HostId != host.Id)
            {
                meeting.HostId = host.Id;
                meeting.Version++;
                db.Trail("HostSet", time.GetUtcNow(), host.Id, meeting.OccasionId, PollSheet.TrailName(meeting, access.Group));
            }

            await db.SaveChangesAsync(ct);
            return await mediator.Send(new ViewMeeting.Query(request.Id), ct);
        }
    }

    public sealed record Body(string? Host);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/{id:int}/host",
                async (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                {
                    if (!http.Request.HasVersion())
                    {
                        return HttpAnswers.VersionMissing();
                    }

                    var outcome = await mediator.Send(new Command(id, body.Host, http.Request.ReadSharedVersion() ?? -1), ct);
                    return await outcome.AnswerAsync(
                        show,
                        view =>
                        {
                            http.Response.SetVersion(view.Version);
                            return Results.Ok(view);
                        },
                        async () => (await mediator.Send(new ViewMeeting.Query(id), ct)).Value,
                        body
                    );
                }
            )
            .WithTags("Meetings")
            .WithSummary(
                "Lets another of those that meet host. Needs If-Match with the meeting's version; an older one is answered 409 with both. For those who plan the meeting."
            )
            .Produces<ViewMeeting.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

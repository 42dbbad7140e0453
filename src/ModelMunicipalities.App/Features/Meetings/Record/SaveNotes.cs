using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Writes a meeting's notes, in plain text: the act of who plans it.</summary>
public static class SaveNotes
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Notes">The notes as a whole; null to have none.</param>
    /// <param name="Version">The version of the meeting that the change is based on.</param>
    public sealed record Command(int Id, string? Notes, int Version) : IUse<ViewRecord.View>, IRequireMeetingPlanner;

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewRecord.View>>
    {
        public async Task<Outcome<ViewRecord.View>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            if (Writing.WhyNot(request.Notes, "notes", Meeting.LongestNotes).ToList() is { Count: > 0 } wrong)
            {
                return wrong;
            }

            var notes = Writing.Clean(request.Notes);
            if (access.Meeting.Version != request.Version)
            {
                return Refusal.Conflict("Stale");
            }

            if (access.Meeting.Notes != notes)
            {
                access.Meeting.Notes = notes;
                access.Meeting.Version++;
                db.Trail("NotesSaved", time.GetUtcNow(), null, access.Occasion?.Id, access.Tell());
                await db.SaveChangesAsync(ct);
            }

            return await mediator.Send(new ViewRecord.Query(request.Id), ct);
        }
    }

    public sealed record Body(string? Notes);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/{id:int}/notes",
                (int id, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    MeetingActs.AnswerVersionedAsync(
                        http,
                        show,
                        mediator,
                        version => new Command(id, body.Notes, version),
                        view => view.Version,
                        async () => (await mediator.Send(new ViewRecord.Query(id), ct)).Value,
                        body,
                        ct
                    )
            )
            .WithTags("Meetings")
            .WithSummary("Writes a meeting's notes, in plain text. Needs If-Match. The act of who plans it.")
            .Produces<ViewRecord.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

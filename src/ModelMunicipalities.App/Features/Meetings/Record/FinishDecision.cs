using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>
/// Says that what was decided is done, or that it is not after all: the act of who plans the meeting. Twice is once.
/// </summary>
public static class FinishDecision
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Decision">The decision's identity.</param>
    /// <param name="IsDone">Whether it is done.</param>
    /// <param name="Version">The version of the decision that was read; null to say it whatever it is.</param>
    public sealed record Command(int Id, int Decision, bool? IsDone, int? Version) : IUse<Done>, IRequireMeetingPlanner;

    internal sealed class Handler(AppDb db, MeetingPlannerGuard guard, TimeProvider time)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            var decision = await db.MeetingDecisions.SingleOrDefaultAsync(
                d => d.Id == request.Decision && d.MeetingId == request.Id,
                ct
            );
            if (decision is null)
            {
                return Refusal.NotFound();
            }

            if (request.IsDone is not { } done)
            {
                return Refusal.Invalid("Unreadable", "done");
            }

            if (done == decision.DoneAt is not null)
            {
                return default(Done);
            }

            if (request.Version is { } version && version != decision.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var now = time.GetUtcNow();
            decision.DoneAt = done ? now : null;
            if (done)
            {
                db.Trail("DecisionDone", now, decision.OrganisationId, access.Occasion?.Id, access.Tell(decision.Text));
            }
            else
            {
                db.Trail("DecisionReopened", now, decision.OrganisationId, access.Occasion?.Id, access.Tell(decision.Text));
            }

            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public sealed record Body(bool? Done);

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapPut(
                "/meetings/{id:int}/decisions/{decision:int}",
                async (int id, int decision, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await (
                        await mediator.Send(new Command(id, decision, body.Done, http.Request.ReadSharedVersion()), ct)
                    ).AnswerAsync(
                        show,
                        _ => Results.NoContent(),
                        async () => await MeetingActs.DecisionAsync(mediator, id, decision, ct),
                        body
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Says that what was decided is done, or not after all. With If-Match, refuses what is made of an older one. The act of who plans the meeting."
            )
            .Produces(StatusCodes.Status204NoContent);
}

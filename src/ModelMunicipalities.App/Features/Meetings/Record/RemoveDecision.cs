using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Strikes out a decision that was written down by mistake: the act of who plans the meeting.</summary>
public static class RemoveDecision
{
    /// <param name="Id">The meeting's identity.</param>
    /// <param name="Decision">The decision's identity.</param>
    /// <param name="Version">The version of the decision that was read; null to strike it out whatever it is.</param>
    public sealed record Command(int Id, int Decision, int? Version) : IUse<Done>, IRequireMeetingPlanner;

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

            if (request.Version is { } version && version != decision.Version)
            {
                return Refusal.Conflict("Stale");
            }

            db.MeetingDecisions.Remove(decision);
            db.Trail(
                "DecisionRemoved",
                time.GetUtcNow(),
                decision.OrganisationId,
                access.Occasion?.Id,
                access.Tell(decision.Text)
            );
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapDelete(
                "/meetings/{id:int}/decisions/{decision:int}",
                async (int id, int decision, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await (await mediator.Send(new Command(id, decision, http.Request.ReadSharedVersion()), ct)).AnswerAsync(
                        show,
                        _ => Results.NoContent(),
                        async () => await MeetingActs.DecisionAsync(mediator, id, decision, ct),
                        null
                    )
            )
            .WithTags("Meetings")
            .WithSummary(
                "Strikes out a decision that was written down by mistake. With If-Match, refuses what is made of an older one. The act of who plans the meeting."
            )
            .Produces(StatusCodes.Status204NoContent);
}

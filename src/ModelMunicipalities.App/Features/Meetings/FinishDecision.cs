using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Says that what was decided is done, or that it is not after all: the act of who plans the meeting. Twice is once.</summary>
public static class FinishDecision
{
    public sealed record Command(int Id, int Decision, bool? IsDone) : IUse<Done>, IRequireMember;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var opened = await MeetingActs.OpenAsync(db, caller, request.Id, MeetingPart.Planner, ct);
            if (!opened.Ok)
            {
                return opened.Refusals.ToList();
            }

            var decision = await db.MeetingDecisions.SingleOrDefaultAsync(d => d.Id == request.Decision && d.MeetingId == request.Id, ct);
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

            var (desk, now) = (opened.Value, time.GetUtcNow());
            decision.DoneAt = done ? now : null;
            if (done)
            {
                db.Trail("DecisionDone", now, decision.OrganisationId, desk.Occasion?.Id, desk.Tell(decision.Text));
            }
            else
            {
                db.Trail("DecisionReopened", now, decision.OrganisationId, desk.Occasion?.Id, desk.Tell(decision.Text));
            }

            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public sealed record Body(bool? Done);

    public static void Map(IEndpointRouteBuilder network) =>
        network.MapPut("/meetings/{id:int}/decisions/{decision:int}", async (int id, int decision, Body body, IMediator mediator, Show show, CancellationToken ct) =>
                (await mediator.Send(new Command(id, decision, body.Done), ct)).Answer(show, _ => Results.NoContent()))
            .WithTags("Meetings")
            .WithSummary("Says that what was decided is done, or not after all. The act of who plans the meeting.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
}

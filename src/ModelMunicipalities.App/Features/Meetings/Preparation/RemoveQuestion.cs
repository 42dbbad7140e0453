using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Meetings;

/// <summary>Takes back a question of the caller's own organisation.</summary>
public static class RemoveQuestion
{
    public sealed record Command(int Id, int Question) : IUse<Done>, IRequireMeetingMember;

    internal sealed class Handler(AppDb db, MeetingMemberGuard guard, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var access = guard.For(request);
            if (access.WhyNotAct() is { } over)
            {
                return over;
            }

            var question = await db.MeetingQuestions.SingleOrDefaultAsync(
                q => q.Id == request.Question && q.MeetingId == request.Id,
                ct
            );
            if (question is null)
            {
                return Refusal.NotFound();
            }

            if (!caller.IsAt(question.OrganisationId))
            {
                return Refusal.Forbidden("OrganisationOnly");
            }

            db.MeetingQuestions.Remove(question);
            db.Trail(
                "QuestionRemoved",
                time.GetUtcNow(),
                question.OrganisationId,
                access.Occasion?.Id,
                access.Tell(question.Text)
            );
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public static void Map(IEndpointRouteBuilder network) =>
        network
            .MapDelete(
                "/meetings/{id:int}/questions/{question:int}",
                async (int id, int question, IMediator mediator, Show show, CancellationToken ct) =>
                    (await mediator.Send(new Command(id, question), ct)).Answer(show, _ => Results.NoContent())
            )
            .WithTags("Meetings")
            .WithSummary("Takes back a question of the caller's own organisation.")
            .Produces(StatusCodes.Status204NoContent);
}

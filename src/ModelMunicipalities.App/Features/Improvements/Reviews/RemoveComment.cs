using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Takes back what one has said to an improvement.</summary>
public static class RemoveComment
{
    public sealed record Command(string Cohort, string Organisation, int Improvement, int Comment)
        : IUse<Done>,
            IRequireMember,
            IAboutImprovement;

    internal sealed class Handler(AppDb db, Caller caller, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var desk = await ImprovementDesk.LoadAsync(db, caller, request, ct);
            if (desk is null || desk.WhyNot is not null)
            {
                return desk?.WhyNot ?? Refusal.NotFound();
            }

            var comment = await db.ImprovementComments.SingleOrDefaultAsync(
                c => c.Id == request.Comment && c.ImprovementId == desk.Improvement.Id,
                ct
            );
            if (comment is null)
            {
                return Refusal.NotFound();
            }

            if (comment.PersonId != caller.PersonId)
            {
                return Refusal.Forbidden("CommentNotYours");
            }

            db.ImprovementComments.Remove(comment);
            db.Trail("ImprovementCommentRemoved", time.GetUtcNow(), desk.Organisation.Id, detail: desk.Improvement.Title);
            await db.SaveChangesAsync(ct);
            return default(Done);
        }
    }

    public static void Map(IEndpointRouteBuilder improvement) =>
        improvement
            .MapDelete(
                "/comments/{comment:int}",
                async (
                    string cohort,
                    string organisation,
                    int improvement,
                    int comment,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(cohort, organisation, improvement, comment), ct)).Answer(show, _ =>
                        Results.NoContent()
                    )
            )
            .WithSummary("Takes back the caller's own comment.")
            .Produces(StatusCodes.Status204NoContent);
}

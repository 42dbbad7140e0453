using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Improvements;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Takes back what one has said to an improvement.</summary>
public static class RemoveComment
{
    public sealed record Command(string Cohort, string Organisation, int Improvement, int Comment)
        : IUse<Done>,
            IGuardedByArea,
            IAboutImprovement;

    /// <summary>A comment of the caller's own, and what it is about.</summary>
    internal sealed record OwnComment(ImprovementComment Comment, ImprovementAccess On);

    /// <summary>Who said it, while she sees the improvement.</summary>
    internal sealed class Guard(AppDb db, Caller caller) : Guard<Command, OwnComment>
    {
        protected override async Task<Outcome<OwnComment>> FindAsync(Command request, CancellationToken ct)
        {
            var found = await ImprovementAccess.FindAsync(db, caller, request, ct);
            if (!found.Ok)
            {
                return found.Refusals.ToList();
            }

            var comment = await db.ImprovementComments.SingleOrDefaultAsync(
                c => c.Id == request.Comment && c.ImprovementId == request.Improvement,
                ct
            );
            return comment is null ? Refusal.NotFound()
                : comment.PersonId != caller.PersonId ? Refusal.Forbidden("CommentNotYours")
                : new OwnComment(comment, found.Value);
        }
    }

    internal sealed class Handler(AppDb db, Guard guard, TimeProvider time) : IRequestHandler<Command, Outcome<Done>>
    {
        public async Task<Outcome<Done>> Handle(Command request, CancellationToken ct)
        {
            var (comment, access) = guard.For(request);
            db.ImprovementComments.Remove(comment);
            db.Trail("ImprovementCommentRemoved", time.GetUtcNow(), access.Organisation.Id, detail: access.Improvement.Title);
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

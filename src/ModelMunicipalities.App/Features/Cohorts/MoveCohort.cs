using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// Takes a cohort to the stage after, or before, the one it is at. When applications open, the invited are told.
/// </summary>
public static class MoveCohort
{
    /// <summary>A cohort is over: what stands to the end may be reckoned up.</summary>
    public sealed record Closed(int CohortId) : INotification;

    public sealed record Command(string Cohort, CohortStage? Stage, int Version) : IUse<ViewPlan.View>, IRequireCoordinator;

    internal sealed class Handler(AppDb db, IMediator mediator, ApplicationInvitations invitations, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewPlan.View>>
    {
        public async Task<Outcome<ViewPlan.View>> Handle(Command request, CancellationToken ct)
        {
            if (request.Stage is not { } stage || !Enum.IsDefined(stage))
            {
                return Refusal.Invalid("StageUnknown", "stage");
            }

            var cohort = await db.Cohorts.Include(c => c.Occasions).SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            if (cohort.Version != request.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var standing = new CohortStanding(
                await db.Applications.CountAsync(a => a.CohortId == cohort.Id && a.Status == ApplicationStatus.Submitted, ct),
                await db.Participations.CountAsync(
                    p => p.CohortId == cohort.Id && p.Role == CohortRole.Participant && p.WithdrawnAt == null,
                    ct
                ),
                await db.Participations.CountAsync(
                    p =>
                        p.CohortId == cohort.Id && p.Role == CohortRole.Participant && p.WithdrawnAt == null && p.GroupId == null,
                    ct
                )
            );
            var (now, from) = (time.GetUtcNow(), cohort.Stage);
            if (cohort.MoveTo(stage, standing, now) is { } refusal)
            {
                return refusal;
            }

            // The stage comes first: who invites meanwhile is held up by it, and then tells those invited.
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            db.Trail("CohortMoved", now, detail: $"{cohort.Name}: {stage.Name()}");
            await db.SaveChangesAsync(ct);
            if (from == CohortStage.Planning)
            {
                var invited = await db
                    .Applications.Where(a => a.CohortId == cohort.Id && a.Status == ApplicationStatus.Invited)
                    .ToListAsync(ct);
                await invitations.SendAsync(cohort, invited, ct);
                await db.SaveChangesAsync(ct);
            }

            await transaction.CommitAsync(ct);
            if (stage == CohortStage.Closed)
            {
                await mediator.Publish(new Closed(cohort.Id), ct);
            }

            return await mediator.Send(new ViewPlan.Query(request.Cohort), ct);
        }
    }

    public sealed record Body(CohortStage? Stage);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPost(
                "/stage",
                async (string cohort, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await PlanAnswers.AnswerAsync(
                        http,
                        show,
                        mediator,
                        cohort,
                        body,
                        version => new Command(cohort, body.Stage, version),
                        ct
                    )
            )
            .WithTags("Cohorts")
            .WithSummary("Takes a cohort to the stage after or before. Needs If-Match. The coordinator's act.")
            .Produces<ViewPlan.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

using FluentValidation;
using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>
/// A participant says whether it will be mentor in the next round, later or not; the coordinator may write it for it.
/// </summary>
public static class StateAfterwards
{
    public sealed record Command(string Cohort, string Organisation, Afterwards? Afterwards, string? Comment, int? Version = null)
        : IUse<ViewAfterwards.View>,
            IRequireFunction
    {
        public bool OrCoordinator => true;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Afterwards).Must(a => a is { } said && Enum.IsDefined(said)).WithErrorCode("AfterwardsMissing");
            RuleFor(c => c.Comment).Must(c => c?.Contains('\0') != true).WithErrorCode("Unreadable");
        }
    }

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewAfterwards.View>>
    {
        public async Task<Outcome<ViewAfterwards.View>> Handle(Command request, CancellationToken ct)
        {
            if (await PartInCohort.FindAsync(db, request.Cohort, request.Organisation, ct) is not { } part)
            {
                return Refusal.NotFound();
            }

            var (participation, said) = (part.Participation, request.Afterwards!.Value);
            var comment = string.IsNullOrWhiteSpace(request.Comment) ? null : request.Comment.Trim();
            var isSaid = participation.IsActive && participation.Afterwards == said && participation.AfterwardsComment == comment;
            if (!isSaid && request.Version is { } version && version != participation.Version)
            {
                return Refusal.Stale(
                    false,
                    ("afterwards", participation.Afterwards, said),
                    ("comment", participation.AfterwardsComment, comment)
                );
            }

            // Sent twice, it is said once.
            if (!isSaid)
            {
                if (participation.StateAfterwards(said, comment, part.Cohort) is { } refusal)
                {
                    return refusal;
                }

                var isOwn = caller.FunctionsAt(request.Organisation).Count > 0;
                db.Trail(
                    isOwn ? "AfterwardsStated" : "AfterwardsStatedFor",
                    time.GetUtcNow(),
                    part.Organisation.Id,
                    detail: $"{said}"
                );
                await db.SaveChangesAsync(ct);
            }

            return await ViewAfterwards.ReadAsync(db, instruments, part, ct);
        }
    }

    public sealed record Body(Afterwards? Afterwards, string? Comment);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPut(
                "/organisations/{organisation}/afterwards",
                async (
                    string cohort,
                    string organisation,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                {
                    var outcome = await mediator.Send(
                        new Command(cohort, organisation, body.Afterwards, body.Comment, http.Request.ReadSharedVersion()),
                        ct
                    );
                    return await outcome.AnswerAsync(
                        show,
                        view => view.WithVersion(http),
                        async () => (await mediator.Send(new ViewAfterwards.Query(cohort, organisation), ct)).Value,
                        body
                    );
                }
            )
            .WithTags("Cohorts")
            .WithSummary(
                "Says whether a participant will be mentor in the next round, later or not. With If-Match, refuses a change based on an older answer."
            )
            .Produces<ViewAfterwards.View>();
}

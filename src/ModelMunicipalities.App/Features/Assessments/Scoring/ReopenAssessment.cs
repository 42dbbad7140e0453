using FluentValidation;
using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Opens a locked assessment again, with a reason that the organisation and the trail can read.</summary>
public static class ReopenAssessment
{
    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    public sealed record Command(string Cohort, string Organisation, string Occasion, string? Reason)
        : IUse<AssessmentView>,
            IRequireCoordinator,
            IAboutAssessment;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason)
                .MaximumLength(LongestReason)
                .WithErrorCode("ReasonTooLong")
                .WithState(_ => new object[] { LongestReason });
            RuleFor(c => c.Reason).Must(r => r?.Contains('\0') != true).WithErrorCode("Unreadable");
        }
    }

    internal sealed class Handler(AppDb db, InstrumentCatalogue instruments, TimeProvider time, AssessmentViews views)
        : IRequestHandler<Command, Outcome<AssessmentView>>
    {
        public async Task<Outcome<AssessmentView>> Handle(Command request, CancellationToken ct)
        {
            var loaded = await LoadedAssessment.OpenAsync(
                db,
                instruments,
                request,
                LoadedAssessment.With.Consensus,
                Function.KeyPerson,
                ct
            );
            if (loaded is null)
            {
                return ViewAssessment.NoSuchAssessment;
            }

            var now = time.GetUtcNow();
            var refusals = loaded.Assessment.Reopen(request.Reason, loaded.Window, now);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            db.Trail("AssessmentReopened", now, loaded.Organisation.Id, loaded.Occasion.Id, request.Reason!.Trim());
            await db.SaveChangesAsync(ct);
            return views.Followed(loaded);
        }
    }

    public sealed record Body(string? Reason);

    public static void Map(IEndpointRouteBuilder assessment) =>
        assessment
            .MapPost(
                "/reopening",
                async (
                    string cohort,
                    string organisation,
                    string occasion,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(cohort, organisation, occasion, body.Reason), ct)).Answer(show, view =>
                        view.WithVersion(http)
                    )
            )
            .WithSummary("Opens a locked assessment again, with a reason. The coordinator's act.")
            .Produces<AssessmentView>();
}

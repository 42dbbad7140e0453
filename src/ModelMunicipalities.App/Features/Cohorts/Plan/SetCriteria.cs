using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Sets a cohort's criteria of admission and its checklist, before applications open.</summary>
public static class SetCriteria
{
    public sealed record Command(string Cohort, string? Instrument, IReadOnlyList<Given> Criteria, int Version)
        : IUse<ViewPlan.View>,
            IRequireCoordinator;

    /// <param name="Kind">What it asks about; each kind but the own question at most once.</param>
    /// <param name="IsRequired">True when it has to be met.</param>
    /// <param name="Question">The question, for an own one.</param>
    public sealed record Given(CriterionKind? Kind, bool IsRequired, string? Question = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(InstrumentCatalogue instruments)
        {
            RuleFor(c => c.Instrument).Must(i => i is not null && instruments.Has(i)).WithErrorCode("InstrumentUnknown");
            RuleFor(c => c.Criteria)
                .Must(c => c.Count is > 0 and <= Criterion.Most)
                .WithErrorCode("CriteriaCount")
                .WithState(_ => new object[] { Criterion.Most });
            RuleForEach(c => c.Criteria)
                .ChildRules(c =>
                {
                    c.RuleFor(x => x.Kind)
                        .Must(k => k is { } kind && Enum.IsDefined(kind))
                        .WithErrorCode("CriterionUnknown")
                        .OverridePropertyName("kind");
                    c.RuleFor(x => x.Question)
                        .Must(
                            (x, q) =>
                                x.Kind != CriterionKind.Question
                                || (q?.Trim() is { Length: > 0 and <= Criterion.LongestQuestion } text && !text.Contains('\0'))
                        )
                        .WithErrorCode("QuestionMissing")
                        .WithState(_ => new object[] { Criterion.LongestQuestion })
                        .OverridePropertyName("question");
                });
            RuleFor(c => c.Criteria)
                .Must(c =>
                    c.Where(x => x.Kind is not (null or CriterionKind.Question)).GroupBy(x => x.Kind).All(g => g.Count() == 1)
                )
                .WithErrorCode("CriterionTwice");
        }
    }

    internal sealed class Handler(AppDb db, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Outcome<ViewPlan.View>>
    {
        public async Task<Outcome<ViewPlan.View>> Handle(Command request, CancellationToken ct)
        {
            var cohort = await db.Cohorts.SingleOrDefaultAsync(c => c.Slug == request.Cohort, ct);
            if (cohort is null)
            {
                return Refusal.NotFound();
            }

            if (cohort.Version != request.Version)
            {
                return Refusal.Conflict("Stale");
            }

            if (cohort.Stage.WhyNot(CohortAct.SetCriteria) is { } refusal)
            {
                return refusal;
            }

            // Back in planning, a baseline that was written is on the checklist that there was.
            if (
                cohort.Instrument != request.Instrument
                && await db.Applications.AnyAsync(a => a.CohortId == cohort.Id && a.Baseline != null, ct)
            )
            {
                return Refusal.Invalid("BaselinesWritten", "instrument");
            }

            var question = 0;
            cohort.Instrument = request.Instrument!;
            cohort.Criteria =
            [
                .. request.Criteria.Select(c => new Criterion
                {
                    Key = Criterion.KeyOf(c.Kind!.Value, c.Kind == CriterionKind.Question ? ++question : 0),
                    Kind = c.Kind!.Value,
                    IsRequired = c.IsRequired,
                    Question = c.Kind == CriterionKind.Question ? c.Question!.Trim() : null,
                }),
            ];
            cohort.Version++;
            db.Trail("CriteriaSet", time.GetUtcNow(), detail: cohort.Name);
            await db.SaveChangesAsync(ct);
            return await mediator.Send(new ViewPlan.Query(request.Cohort), ct);
        }
    }

    public sealed record Body(string? Instrument, IReadOnlyList<Given?>? Criteria);

    public static void Map(IEndpointRouteBuilder cohort) =>
        cohort
            .MapPut(
                "/criteria",
                async (string cohort, Body body, HttpContext http, IMediator mediator, Show show, CancellationToken ct) =>
                    await PlanAnswers.AnswerAsync(
                        http,
                        show,
                        mediator,
                        cohort,
                        body,
                        version => new Command(
                            cohort,
                            body.Instrument,
                            [.. (body.Criteria ?? []).Select(c => c ?? new Given(null, false))],
                            version
                        ),
                        ct
                    )
            )
            .WithTags("Cohorts")
            .WithSummary("Sets the criteria of admission and the checklist, before applications open. Needs If-Match.")
            .Produces<ViewPlan.View>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

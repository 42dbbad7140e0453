using System.Globalization;
using FluentValidation;
using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// Opens one function's scoring again after all three were in, with a reason: the act of the organisation's key person or
/// the coordinator. Who is to score again is told by mail.
/// </summary>
public static class ReopenScoring
{
    public sealed record Command(string Cohort, string Organisation, string Occasion, Function Function, string? Reason)
        : IUse<AssessmentView>,
            IRequireFunction,
            IAboutAssessment
    {
        public IReadOnlyList<Function> Functions => [Function.KeyPerson];

        public bool OrCoordinator => true;
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Reason)
                .MaximumLength(ReopenAssessment.LongestReason)
                .WithErrorCode("ReasonTooLong")
                .WithState(_ => new object[] { ReopenAssessment.LongestReason });
            RuleFor(c => c.Reason).Must(r => r?.Contains('\0') != true).WithErrorCode("Unreadable");
        }
    }

    internal sealed class Handler(
        AppDb db,
        Caller caller,
        InstrumentCatalogue instruments,
        TimeProvider time,
        AssessmentViews views,
        Letters letters
    ) : IRequestHandler<Command, Outcome<AssessmentView>>
    {
        public async Task<Outcome<AssessmentView>> Handle(Command request, CancellationToken ct)
        {
            var loaded = await LoadedAssessment.OpenAsync(
                db,
                instruments,
                request,
                LoadedAssessment.With.Everything,
                request.Function,
                ct
            );
            if (loaded is null)
            {
                return ViewAssessment.NoSuchAssessment;
            }

            var now = time.GetUtcNow();
            var refusals = loaded.Assessment.ReopenScoring(request.Function, request.Reason, loaded.Window, now);
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            var reason = request.Reason!.Trim();
            db.Trail("ScoringReopened", now, loaded.Organisation.Id, loaded.Occasion.Id, $"{request.Function}: {reason}");
            letters.Send(
                MailTopic.Assessment,
                await letters.PeopleOfAsync([loaded.Organisation.Id], ct, request.Function),
                () => Texts.Mail_ScoringReopenedSubject(Show.Occasion(loaded.Occasion.Key), loaded.Organisation.Name),
                _ =>
                    [
                        Texts.Mail_ScoringReopened(
                            caller.PersonName,
                            request.Function.Name().ToLower(CultureInfo.CurrentCulture),
                            reason
                        ),
                        Texts.Mail_ScoringReopenedHow,
                        letters.To(
                            Links.Scoring(caller.Network!.Slug, loaded.Cohort.Slug, loaded.Organisation.Slug, loaded.Occasion.Key)
                        ),
                    ]
            );
            await db.SaveChangesAsync(ct);
            return caller.FunctionsAt(request.Organisation) is [var mine, ..] ? views.Own(loaded, mine) : views.Followed(loaded);
        }
    }

    public sealed record Body(string? Reason);

    public static void Map(IEndpointRouteBuilder assessment) =>
        assessment
            .MapPost(
                "/functions/{function}/reopening",
                async (
                    string cohort,
                    string organisation,
                    string occasion,
                    Choice<Function> function,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(cohort, organisation, occasion, function.Value, body.Reason), ct)).Answer(
                        show,
                        view => view.WithVersion(http)
                    )
            )
            .WithSummary(
                "Opens one function's scoring again after all three were in, with a reason. The act of the key person, or of the coordinator."
            )
            .Produces<AssessmentView>();
}

using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Hands a function's own scoring in. From then on it cannot be changed, and she sees those of the others.</summary>
public static class HandInScoring
{
    public sealed record Command(string Cohort, string Organisation, string Occasion, Function? As = null)
        : IUse<AssessmentView>,
            IRequireFunction,
            IAboutAssessment
    {
        public IReadOnlyList<Function> Functions => As is { } function ? [function] : [];
    }

    internal sealed class Handler(
        AppDb db,
        Caller caller,
        InstrumentCatalogue instruments,
        TimeProvider time,
        AssessmentViews views
    ) : IRequestHandler<Command, Outcome<AssessmentView>>
    {
        public async Task<Outcome<AssessmentView>> Handle(Command request, CancellationToken ct)
        {
            var function = request.As ?? caller.FunctionsAt(request.Organisation)[0];
            var loaded = await LoadedAssessment.OpenAsync(
                db,
                instruments,
                request,
                LoadedAssessment.With.Everything,
                function,
                ct
            );
            if (loaded is null)
            {
                return ViewAssessment.NoSuchAssessment;
            }

            var now = time.GetUtcNow();
            var refusals = loaded.Assessment.HandIn(
                function,
                loaded.Previous,
                loaded.Instrument,
                loaded.Window,
                caller.PersonId,
                now
            );
            if (refusals.Count > 0)
            {
                return refusals.ToList();
            }

            db.Trail("ScoringHandedIn", now, loaded.Organisation.Id, loaded.Occasion.Id, function.ToString());
            await db.SaveChangesAsync(ct);
            return views.Own(loaded, function);
        }
    }

    public static void Map(IEndpointRouteBuilder assessment) =>
        assessment
            .MapPost(
                "/mine/handin",
                async (
                    string cohort,
                    string organisation,
                    string occasion,
                    Choice<Function>? function,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                    (await mediator.Send(new Command(cohort, organisation, occasion, function?.Value), ct)).Answer(show, view =>
                        view.WithVersion(http)
                    )
            )
            .WithSummary("Hands in the caller's own scoring. Steps not touched count as at the occasion before.")
            .Produces<AssessmentView>();
}

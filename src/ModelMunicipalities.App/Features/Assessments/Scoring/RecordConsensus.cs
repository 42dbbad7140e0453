using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Records some of the answers that the three have agreed on: the key person's act.</summary>
public static class RecordConsensus
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="Scores">The answers; steps left out stay as they were.</param>
    /// <param name="Version">
    /// The version that the change is based on, to refuse whatever has changed since; an answer can say its own.
    /// </param>
    public sealed record Command(
        string Cohort,
        string Organisation,
        string Occasion,
        IReadOnlyList<GivenAnswer> Scores,
        int? Version = null
    ) : IUse<AssessmentView>, IRequireFunction, IAboutAssessment
    {
        public IReadOnlyList<Function> Functions => [Function.KeyPerson];
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
            if (request.Scores.Count == 0)
            {
                return Refusal.Invalid("NothingGiven", "scores");
            }

            var loaded = await LoadedAssessment.OpenAsync(
                db,
                instruments,
                request,
                LoadedAssessment.With.Everything,
                Function.KeyPerson,
                ct
            );
            if (loaded is null)
            {
                return ViewAssessment.NoSuchAssessment;
            }

            if (request.Version is { } version && version != loaded.Assessment.Version)
            {
                return Refusal.Conflict("Stale");
            }

            var scores = await ImprovementCauses.ReadAsync(db, loaded, request.Scores, ct);
            if (!scores.Ok)
            {
                return scores.Refusals.ToList();
            }

            var refusals = loaded.Assessment.Agree(
                scores.Value,
                loaded.Previous,
                loaded.Instrument,
                loaded.Window,
                caller.PersonId,
                time.GetUtcNow()
            );
            if (refusals.Count > 0)
            {
                return await db.NamedAsync(refusals, ct);
            }

            await db.SaveChangesAsync(ct);
            return views.Own(loaded, Function.KeyPerson);
        }
    }

    public sealed record Body(IReadOnlyList<ScoreBody>? Scores);

    public static void Map(IEndpointRouteBuilder assessment) =>
        assessment
            .MapPut(
                "/consensus",
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
                {
                    if (!http.Request.HasVersion())
                    {
                        return HttpAnswers.VersionMissing();
                    }

                    var given = ScoreBody.Read(body.Scores);
                    var outcome = given.Ok
                        ? await mediator.Send(
                            new Command(cohort, organisation, occasion, given.Value, http.Request.ReadSharedVersion()),
                            ct
                        )
                        : Outcome<AssessmentView>.Refused(given.Refusals);
                    return outcome.Ok || outcome.Refusals[0].Rule != "Stale"
                        ? outcome.Answer(show, view => view.WithVersion(http))
                        : HttpAnswers.Refuse(
                            outcome.Refusals,
                            show,
                            (await mediator.Send(new ViewAssessment.Query(cohort, organisation, occasion), ct)).Value,
                            body
                        );
                }
            )
            .WithSummary(
                "Records some of the common answers. Needs If-Match with the version read; an older one is answered 409 with both."
            )
            .Produces<AssessmentView>()
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
}

using MediatR;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Saves some of a function's own answers, step by step, as a draft that only she sees.</summary>
public static class SaveScoring
{
    /// <param name="Cohort">The cohort's slug.</param>
    /// <param name="Organisation">The organisation's slug.</param>
    /// <param name="Occasion">The occasion's key.</param>
    /// <param name="Scores">The answers; steps left out stay as they were.</param>
    /// <param name="As">The function, for who has several in the organisation; else her only one.</param>
    /// <param name="Version">
    /// The version of the draft that the change is based on, to refuse whatever has changed since; an answer can say its own.
    /// </param>
    public sealed record Command(
        string Cohort,
        string Organisation,
        string Occasion,
        IReadOnlyList<GivenAnswer> Scores,
        Function? As = null,
        int? Version = null
    ) : IUse<Saved>, IRequireFunction, IAboutAssessment
    {
        public IReadOnlyList<Function> Functions => As is { } function ? [function] : [];
    }

    /// <param name="Instrument">The key of the checklist.</param>
    /// <param name="Version">The version of her own draft.</param>
    /// <param name="SharedVersion">The version of what the three share.</param>
    /// <param name="At">When it was saved.</param>
    /// <param name="Answered">How many steps have a score.</param>
    /// <param name="Next">The first step that has none; null when all have.</param>
    public sealed record Saved(string Instrument, int Version, int SharedVersion, DateTimeOffset At, int Answered, int? Next);

    internal sealed class Handler(AppDb db, Caller caller, InstrumentCatalogue instruments, TimeProvider time)
        : IRequestHandler<Command, Outcome<Saved>>
    {
        public async Task<Outcome<Saved>> Handle(Command request, CancellationToken ct)
        {
            if (request.Scores.Count == 0)
            {
                return Refusal.Invalid("NothingGiven", "scores");
            }

            var function = request.As ?? caller.FunctionsAt(request.Organisation)[0];
            var loaded = await LoadedAssessment.OpenAsync(
                db,
                instruments,
                request,
                LoadedAssessment.With.AnswersOf,
                function,
                ct
            );
            if (loaded is null)
            {
                return ViewAssessment.NoSuchAssessment;
            }

            var assessment = loaded.Assessment;
            if (request.Version is { } version && version != (assessment.Of(function)?.Version ?? 0))
            {
                return Refusal.Conflict("Stale");
            }

            var scores = await ImprovementCauses.ReadAsync(db, loaded, request.Scores, ct);
            if (!scores.Ok)
            {
                return scores.Refusals.ToList();
            }

            var now = time.GetUtcNow();
            var refusals = assessment.Save(
                function,
                scores.Value,
                loaded.Previous,
                loaded.Instrument,
                loaded.Window,
                caller.PersonId,
                now
            );
            if (refusals.Count > 0)
            {
                return await db.NamedAsync(refusals, ct);
            }

            await db.SaveChangesAsync(ct);
            var scoring = assessment.Of(function)!;
            var answered = scoring.Answers.Where(a => a.Score is not null).Select(a => a.Step).ToHashSet();
            var next = loaded.Instrument.Steps.FirstOrDefault(s => !answered.Contains(s.Number))?.Number;
            return new Saved(loaded.Instrument.Key, scoring.Version, assessment.Version, now, answered.Count, next);
        }
    }

    public sealed record Body(IReadOnlyList<ScoreBody>? Scores);

    public static void Map(IEndpointRouteBuilder assessment) =>
        assessment
            .MapPut(
                "/mine",
                async (
                    string cohort,
                    string organisation,
                    string occasion,
                    Choice<Function>? function,
                    Body body,
                    HttpContext http,
                    IMediator mediator,
                    Show show,
                    CancellationToken ct
                ) =>
                {
                    var given = ScoreBody.Read(body.Scores);
                    var outcome = given.Ok
                        ? await mediator.Send(
                            new Command(
                                cohort,
                                organisation,
                                occasion,
                                given.Value,
                                function?.Value,
                                http.Request.ReadOwnVersion()
                            ),
                            ct
                        )
                        : Outcome<Saved>.Refused(given.Refusals);
                    if (!outcome.Ok && outcome.Refusals[0].Rule == "Stale")
                    {
                        var now = await mediator.Send(
                            new ViewAssessment.Query(cohort, organisation, occasion, function?.Value),
                            ct
                        );
                        return HttpAnswers.Refuse(outcome.Refusals, show, now.Value, body);
                    }

                    return outcome.Answer(show, saved =>
                    {
                        http.Response.SetVersion(saved.SharedVersion, saved.Version);
                        return Results.Ok(saved);
                    });
                }
            )
            .WithSummary(
                "Saves some of the caller's own answers as a draft. With If-Match, refuses a change based on an older draft."
            )
            .Produces<Saved>();
}

/// <summary>An answer as the API takes it.</summary>
public sealed record ScoreBody(
    int? Step,
    int? Score,
    string? Comment = null,
    int? Target = null,
    ChangeCause? Cause = null,
    string? CauseText = null,
    bool? Shared = null,
    int? ImprovementId = null
)
{
    /// <summary>The answers, or which of them lack their step or their score.</summary>
    public static Outcome<IReadOnlyList<GivenAnswer>> Read(IReadOnlyList<ScoreBody>? scores)
    {
        if (scores is null or { Count: 0 })
        {
            return Refusal.Invalid("NothingGiven", "scores");
        }

        var missing = scores
            .Index()
            .Where(s => s.Item is null or { Step: null })
            .Select(s => Refusal.Invalid("Unreadable", $"scores[{s.Index}].step"))
            .Concat(
                scores
                    .Index()
                    .Where(s => s.Item is { Score: null })
                    .Select(s => Refusal.Invalid("ScoreMissing", $"scores[{s.Index}].score"))
            )
            .ToList();
        return missing.Count > 0
            ? missing
            : scores
                .Select(s => new GivenAnswer(
                    s.Step!.Value,
                    s.Score,
                    s.Comment,
                    s.Target,
                    s.Cause,
                    s.CauseText,
                    s.Shared ?? true,
                    s.ImprovementId
                ))
                .ToList();
    }
}

using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>An assessment as one reader may see it: the same to pages and API.</summary>
public sealed record AssessmentView(
    string Organisation,
    string OrganisationName,
    string Cohort,
    string Occasion,
    string Instrument,
    AssessmentStatus Status,
    int Version,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DateTimeOffset DueAt,
    bool IsOpen,
    DateTimeOffset? SubmittedAt,
    bool Reopened,
    PreviousScores? Previous,
    Function? Function,
    int MineVersion,
    IReadOnlyList<StepScore> Mine,
    IReadOnlyDictionary<Function, FunctionScores> Functions,
    IReadOnlyList<StepScore> Consensus,
    int? Sum,
    bool? IsModelMunicipality,
    Remaining? MissingForStatus
)
{
    /// <summary>True for the coordinator when there is something locked that she may open again.</summary>
    public bool MayReopen { get; init; }

    public IResult WithVersion(HttpContext http)
    {
        http.Response.SetVersion(Version, MineVersion);
        return Results.Ok(this);
    }

    public StepScore? MineOf(int step) => Mine.FirstOrDefault(s => s.Step == step);

    public StepScore? ConsensusOf(int step) => Consensus.FirstOrDefault(s => s.Step == step);

    /// <summary>True for an answer whose score moved since the occasion before, and whose giver has not said why.</summary>
    public bool IsUnexplained(StepScore? answer) =>
        answer is { Cause: null, CauseText: null } && RecordedAnswer.HasMoved(answer.Score, Previous?[answer.Step]);
}

/// <summary>The organisation's scores at the occasion before.</summary>
public sealed record PreviousScores(string Occasion, IReadOnlyList<int?> Scores)
{
    public int? this[int step] => step <= Scores.Count ? Scores[step - 1] : null;
}

/// <summary>One step's answer.</summary>
public sealed record StepScore(
    int Step,
    int? Score,
    string? Comment,
    int? Target,
    ChangeCause? Cause,
    string? CauseText,
    bool CarriedOver,
    bool Shared,
    DateTimeOffset? ChangedAt,
    int? ImprovementId = null
);

/// <summary>One function's own scoring: how far it has come, and the answers when the reader may see them.</summary>
/// <param name="HandedIn">Whether it is handed in.</param>
/// <param name="HandedInAt">When.</param>
/// <param name="Answered">How many steps are answered.</param>
/// <param name="Scores">The answers; null for who may not read them.</param>
/// <param name="NotBlindSince">
/// When it was opened again though its giver could have read others' by then; null while it is blind.
/// </param>
/// <param name="ReopenedReason">Why it was opened again, until it is handed in anew.</param>
/// <param name="MayTakeBack">Whether the reader may take it back herself, as far as the scorings decide it.</param>
public sealed record FunctionScores(
    bool HandedIn,
    DateTimeOffset? HandedInAt,
    int Answered,
    IReadOnlyList<StepScore>? Scores,
    DateTimeOffset? NotBlindSince = null,
    string? ReopenedReason = null,
    bool MayTakeBack = false
);

/// <summary>Who sees what of an assessment. Source: DESIGN, "Who sees what"; docs/visibility.md.</summary>
internal sealed class AssessmentViews(TimeProvider time, Caller caller)
{
    /// <summary>
    /// For the organisation's own: everything, but of the scorings those that <see cref="Assessment.MayRead"/> opens to her.
    /// </summary>
    public AssessmentView Own(LoadedAssessment loaded, Function function)
    {
        var assessment = loaded.Assessment;
        var mine = !assessment.MayRead(function, function, caller.PersonId)
            ? []
            : loaded
                .Instrument.Steps.Select(step =>
                    assessment.Of(function)?.Of(step.Number) is { } answer
                    && (answer.Score is not null || loaded.Previous?[step.Number] is null)
                        ? Step(answer, answer.CarriedOver, true)
                        : CarriedOver(step.Number, assessment.Of(function)?.Of(step.Number), loaded.Previous)
                )
                .OfType<StepScore>()
                .ToList();
        var functions = Assessment.Functions.ToDictionary(
            f => f,
            f =>
                Of(assessment.Of(f), assessment.MayRead(f, function, caller.PersonId)) with
                {
                    ReopenedReason = assessment.Of(f)?.ReopenedReason,
                    MayTakeBack = f == function && !assessment.AllHandedIn && assessment.Of(f)?.HandedInBy == caller.PersonId,
                }
        );
        return View(
            loaded,
            function,
            mine,
            functions,
            [.. assessment.Consensus.OrderBy(c => c.Step).Select(c => Step(c, false, c.Shared))],
            true
        );
    }

    /// <summary>
    /// For the coordinator: who has come how far, and the scores once submitted. Never drafts, never individual scorings.
    /// </summary>
    public AssessmentView Followed(LoadedAssessment loaded) =>
        View(
            loaded,
            null,
            [],
            Assessment.Functions.ToDictionary(f => f, f => Of(loaded.Assessment.Of(f), false)),
            Submitted(loaded, _ => true),
            false
        ) with
        {
            MayReopen = loaded.Assessment.WhyNotReopen(loaded.Window, time.GetUtcNow()) is null,
        };

    /// <summary>For the group and its mentor: the scores once submitted, and the comments meant for them.</summary>
    public AssessmentView Shared(LoadedAssessment loaded) =>
        View(loaded, null, [], new Dictionary<Function, FunctionScores>(), Submitted(loaded, c => c.Shared), false) with
        {
            Status = loaded.Assessment.SeenFromOutside,
        };

    private static List<StepScore> Submitted(LoadedAssessment loaded, Func<ConsensusScore, bool> comment) =>
        loaded.Assessment.SubmittedAt is null
            ? []
            :
            [
                .. loaded
                    .Assessment.Consensus.OrderBy(c => c.Step)
                    .Select(c => comment(c) ? Step(c, false, c.Shared) : Step(c, false, c.Shared) with { Comment = null }),
            ];

    private static StepScore Step(RecordedAnswer a, bool carriedOver, bool shared) =>
        new(a.Step, a.Score, a.Comment, a.Target, a.Cause, a.CauseText, carriedOver, shared, a.ChangedAt, a.ImprovementId);

    private static StepScore? CarriedOver(int step, Answer? answer, Profile? previous) =>
        previous?[step] is { } score
            ? new StepScore(step, score, answer?.Comment, answer?.Target, null, null, true, true, null)
            : null;

    private static FunctionScores Of(Scoring? scoring, bool mayRead) =>
        new(
            scoring?.HandedInAt is not null,
            scoring?.HandedInAt,
            scoring?.Answers.Count(a => a.Score is not null) ?? 0,
            mayRead && scoring is not null
                ? [.. scoring.Answers.OrderBy(a => a.Step).Select(a => Step(a, a.CarriedOver, true))]
                : null,
            scoring?.NotBlindSince
        );

    private AssessmentView View(
        LoadedAssessment loaded,
        Function? function,
        IReadOnlyList<StepScore> mine,
        IReadOnlyDictionary<Function, FunctionScores> functions,
        List<StepScore> consensus,
        bool own
    )
    {
        var (assessment, instrument) = (loaded.Assessment, loaded.Instrument);
        var scores = instrument.Steps.Select(s => consensus.Find(c => c.Step == s.Number)?.Score).ToList();
        var targets = instrument.Steps.Select(s => consensus.Find(c => c.Step == s.Number)?.Target).ToList();
        var known = consensus.Count > 0 ? instrument.Status : null;
        return new AssessmentView(
            loaded.Organisation.Slug,
            loaded.Organisation.Name,
            loaded.Cohort.Slug,
            loaded.Occasion.Key,
            instrument.Key,
            assessment.Status,
            assessment.Version,
            loaded.Window.OpensAt,
            loaded.Window.ClosesAt,
            loaded.DueAt,
            (assessment.ReopenedAt is not null && loaded.Window.WhyNotAnyMore is null) || loaded.Window.IsOpen(time.GetUtcNow()),
            assessment.SubmittedAt,
            assessment.ReopenedAt is not null,
            own && loaded.Previous is { } previous ? new PreviousScores(loaded.PreviousOccasion!, previous.Scores) : null,
            function,
            function is { } f ? assessment.Of(f)?.Version ?? 0 : 0,
            mine,
            functions,
            consensus,
            consensus.Count > 0 ? scores.Sum(s => s ?? 0) : null,
            known?.IsMetBy(scores),
            known?.WhatRemains(scores, targets)
        );
    }
}

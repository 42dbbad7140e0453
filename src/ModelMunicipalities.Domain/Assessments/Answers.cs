using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>Why a score is another than at the occasion before.</summary>
public enum ChangeCause
{
    /// <summary>An improvement carried out at home.</summary>
    Improvement = 1,

    /// <summary>A decision, a plan or another document.</summary>
    Document = 2,

    /// <summary>Nothing has happened; the organisation sees it differently now.</summary>
    Reassessed = 3,
}

/// <summary>An answer as somebody gives it.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Score">The score; null for a step not scored (yet).</param>
/// <param name="Comment">A comment, at most <see cref="MaximumComment"/> characters.</param>
/// <param name="Target">The score aimed at for next time, if one is.</param>
/// <param name="Cause">Why the score moved; null while its giver has not said: it is asked for, and never chosen for her.</param>
/// <param name="CauseText">Which improvement or document, at most <see cref="MaximumCause"/> characters.</param>
/// <param name="Shared">False to keep the comment inside the organisation.</param>
/// <param name="ImprovementId">The improvement that moved the score, when that is its cause.</param>
/// <param name="BasedOn">
/// The version that its giver had before her; an answer changed after it is not written over. Null to not ask.
/// </param>
public sealed record GivenAnswer(
    int Step,
    int? Score,
    string? Comment = null,
    int? Target = null,
    ChangeCause? Cause = null,
    string? CauseText = null,
    bool Shared = true,
    int? ImprovementId = null,
    int? BasedOn = null
)
{
    /// <summary>The longest comment, in characters.</summary>
    public const int MaximumComment = 2000;

    /// <summary>The longest name of a cause, in characters.</summary>
    public const int MaximumCause = 200;

    /// <summary>What in the answers breaks the instrument's rules, each with the answer it concerns.</summary>
    public static List<Refusal> Check(IReadOnlyList<GivenAnswer> answers, Instrument instrument)
    {
        var refusals = new List<Refusal>();
        var seen = new HashSet<int>();
        for (var i = 0; i < answers.Count; i++)
        {
            var answer = answers[i];
            if (instrument.Step(answer.Step) is null)
            {
                refusals.Add(Refusal.Invalid("UnknownStep", $"scores[{i}].step", answer.Step, instrument.Steps.Count));
            }
            else if (!seen.Add(answer.Step))
            {
                refusals.Add(Refusal.Invalid("StepTwice", $"scores[{i}].step", answer.Step));
            }

            if (answer.Score is { } score && !instrument.Scale.Holds(score))
            {
                refusals.Add(
                    Refusal.Invalid("ScoreOutsideScale", $"scores[{i}].score", instrument.Scale.Lowest, instrument.Scale.Highest)
                );
            }

            if (answer.Target is { } target && !instrument.Scale.Holds(target))
            {
                refusals.Add(
                    Refusal.Invalid("ScoreOutsideScale", $"scores[{i}].target", instrument.Scale.Lowest, instrument.Scale.Highest)
                );
            }

            // No database of ours keeps the null character in the same way as another, and one not at all.
            if (answer.Comment?.Contains('\0') == true)
            {
                refusals.Add(Refusal.Invalid("Unreadable", $"scores[{i}].comment"));
            }

            if (answer.CauseText?.Contains('\0') == true)
            {
                refusals.Add(Refusal.Invalid("Unreadable", $"scores[{i}].causeText"));
            }

            if (answer.Comment?.Length > MaximumComment)
            {
                refusals.Add(Refusal.Invalid("CommentTooLong", $"scores[{i}].comment", MaximumComment));
            }

            if (answer.CauseText?.Length > MaximumCause)
            {
                refusals.Add(Refusal.Invalid("CauseTooLong", $"scores[{i}].causeText", MaximumCause));
            }
        }

        return refusals;
    }

    /// <summary>
    /// Which of the answers would write over one that was changed after what their giver had before her: by whom and when.
    /// </summary>
    /// <param name="answers">The answers given.</param>
    /// <param name="recorded">Those that stand now.</param>
    /// <param name="by">Who gives them.</param>
    public static IEnumerable<Refusal> Stale(
        IReadOnlyList<GivenAnswer> answers,
        IReadOnlyCollection<RecordedAnswer> recorded,
        int by
    ) =>
        answers
            .Index()
            .SelectMany(given =>
                recorded
                    .Where(now => now.Step == given.Item.Step && now.Version > given.Item.BasedOn)
                    .Select(now =>
                        now.ChangedBy == by
                            ? new Refusal(
                                RefusalKind.Conflict,
                                "ChangedInOtherTab",
                                $"scores[{given.Index}]",
                                now.Step,
                                now.ChangedAt
                            )
                            : new Refusal(
                                RefusalKind.Conflict,
                                "ChangedByOther",
                                $"scores[{given.Index}]",
                                now.Step,
                                now.ChangedAt,
                                now.ChangedBy
                            )
                    )
            );
}

/// <summary>What a recorded answer holds, whether a function's own or the common one: the score and who, when and why.</summary>
public abstract class RecordedAnswer : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public long Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The step's number.</summary>
    public int Step { get; set; }

    /// <summary>The score, or null.</summary>
    public int? Score { get; set; }

    /// <summary>A comment.</summary>
    public string? Comment { get; set; }

    /// <summary>The score aimed at for next time.</summary>
    public int? Target { get; set; }

    /// <summary>
    /// Why the score is another than at the occasion before; null when it is the same, and while nobody has said why.
    /// </summary>
    public ChangeCause? Cause { get; set; }

    /// <summary>Which improvement or document.</summary>
    public string? CauseText { get; set; }

    /// <summary>The improvement that moved the score; <see cref="CauseText"/> then is its title as it was.</summary>
    public int? ImprovementId { get; set; }

    /// <summary>Who changed it last.</summary>
    public int ChangedBy { get; set; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The version, of the scoring or the assessment that it is part of, that its last change made.</summary>
    public int Version { get; set; }

    /// <summary>True for a score that is another than the one before: then it is asked why.</summary>
    /// <param name="score">The score now; null while there is none.</param>
    /// <param name="before">The score at the occasion before; null when there was none.</param>
    public static bool HasMoved(int? score, int? before) => score is not null && before is not null && score != before;

    internal virtual void Record(GivenAnswer answer, Profile? previous, int by, DateTimeOffset now, int version)
    {
        var moved = HasMoved(answer.Score, previous?[Step]);
        Score = answer.Score;
        Comment = string.IsNullOrWhiteSpace(answer.Comment) ? null : answer.Comment.Trim();
        Target = answer.Target;
        Cause = moved ? answer.Cause : null;
        CauseText = moved && !string.IsNullOrWhiteSpace(answer.CauseText) ? answer.CauseText.Trim() : null;
        ImprovementId = Cause == ChangeCause.Improvement ? answer.ImprovementId : null;
        ChangedBy = by;
        ChangedAt = now;
        Version = version;
    }
}

/// <summary>One function's answer to one step.</summary>
public sealed class Answer : RecordedAnswer
{
    /// <summary>The scoring it is part of.</summary>
    public int ScoringId { get; set; }

    /// <summary>True when it was handed in as it stood at the occasion before, untouched.</summary>
    public bool CarriedOver { get; set; }
}

/// <summary>The organisation's common answer to one step.</summary>
public sealed class ConsensusScore : RecordedAnswer
{
    /// <summary>The assessment it is part of.</summary>
    public int AssessmentId { get; set; }

    /// <summary>True when the comment may be read by the group and its mentor once submitted.</summary>
    public bool Shared { get; set; } = true;

    internal override void Record(GivenAnswer answer, Profile? previous, int by, DateTimeOffset now, int version)
    {
        base.Record(answer, previous, by, now, version);
        Shared = answer.Shared;
    }
}

/// <summary>One function's own scoring: blind to the others until it is handed in.</summary>
public sealed class Scoring : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The assessment it is part of.</summary>
    public int AssessmentId { get; set; }

    /// <summary>Whose it is.</summary>
    public Function Function { get; set; }

    /// <summary>Counts the saves; guards against lost updates when one person writes from two places.</summary>
    public int Version { get; set; }

    /// <summary>When it was handed in; null while it is a draft.</summary>
    public DateTimeOffset? HandedInAt { get; set; }

    /// <summary>Who handed it in.</summary>
    public int? HandedInBy { get; set; }

    /// <summary>
    /// When it was last opened again after others' scorings could be seen by who gives it; null while it is blind. What is
    /// answered after that is not, and stays marked so.
    /// </summary>
    public DateTimeOffset? NotBlindSince { get; set; }

    /// <summary>Why the key person or the coordinator opened it again; null once it is handed in anew.</summary>
    public string? ReopenedReason { get; set; }

    /// <summary>The answers saved so far.</summary>
    public List<Answer> Answers { get; } = [];

    /// <summary>The answer to a step, or null.</summary>
    public Answer? Of(int step) => Answers.Find(a => a.Step == step);

    internal void Record(GivenAnswer given, Profile? previous, int by, DateTimeOffset now)
    {
        var answer = Of(given.Step);
        if (answer is null)
        {
            Answers.Add(answer = new Answer { Step = given.Step });
        }

        answer.Record(given, previous, by, now, Version);
    }

    /// <summary>Makes a draft of it again: what was carried over untouched stands as untouched.</summary>
    internal void Open(bool seen, string? reason, DateTimeOffset now)
    {
        foreach (var answer in Answers.Where(a => a.CarriedOver))
        {
            (answer.Score, answer.CarriedOver) = (null, false);
        }

        (HandedInAt, HandedInBy, ReopenedReason) = (null, null, reason);
        NotBlindSince = seen ? now : NotBlindSince;
        Version++;
    }

    internal void CarryOver(Instrument instrument, Profile? previous, int by, DateTimeOffset now)
    {
        foreach (var step in instrument.Steps.Where(s => Of(s.Number)?.Score is null))
        {
            var answer = Of(step.Number);
            if (answer is null)
            {
                Answers.Add(answer = new Answer { Step = step.Number });
            }

            answer.Score = previous![step.Number];
            answer.CarriedOver = true;
            answer.ChangedBy = by;
            answer.ChangedAt = now;
        }
    }
}

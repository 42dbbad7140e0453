using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>One step as a form posts it.</summary>
public sealed class StepForm
{
    public int? Score { get; set; }

    public string? Comment { get; set; }

    public int? Target { get; set; }

    public ChangeCause? Cause { get; set; }

    public string? CauseText { get; set; }

    public int? ImprovementId { get; set; }

    /// <summary>A box that is not ticked posts nothing.</summary>
    public bool Shared { get; set; }

    /// <summary>The version that the step was shown at: what was changed after it is not written over.</summary>
    public int Version { get; set; }

    /// <summary>What the step said when it was shown, so that a form sent as a whole tells what of it was touched.</summary>
    public string? Was { get; set; }

    /// <summary>True when the step was posted as it was shown.</summary>
    public bool IsUntouched => Was == Digest();

    public static StepForm Of(StepScore? answer) =>
        answer is null
            ? new()
            : new()
            {
                Score = answer.Score,
                Comment = answer.Comment,
                Target = answer.Target,
                Cause = answer.Cause,
                CauseText = answer.CauseText,
                ImprovementId = answer.ImprovementId,
                Shared = answer.Shared,
            };

    public GivenAnswer Answer(int step) => new(step, Score, Comment, Target, Cause, CauseText, Shared, ImprovementId, Version);

    /// <summary>True when the form says something else than what is there.</summary>
    /// <param name="from">What is there.</param>
    /// <param name="last">The score at the occasion before: only one that moved from it has a cause.</param>
    /// <param name="withShared">Whether the form asks if the comment is shared.</param>
    public bool Differs(StepScore? from, int? last, bool withShared) =>
        Score != from?.Score
        || Text(Comment) != from?.Comment
        || Target != from?.Target
        || (
            RecordedAnswer.HasMoved(Score, last)
            && (Cause != from?.Cause || Text(CauseText) != from?.CauseText || ImprovementId != from?.ImprovementId)
        )
        || (withShared && from is not null && Shared != from.Shared);

    /// <summary>A short mark of what the form says.</summary>
    public string Digest()
    {
        var said = FormattableString.Invariant(
            $"{Score}|{Text(Comment)}|{Target}|{Cause}|{Text(CauseText)}|{ImprovementId}|{Shared}"
        );
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(said)), 0, 8);
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ReplaceLineEndings("\n");
}

/// <summary>A page on which steps are answered: what was posted, and which step a refusal is about.</summary>
public abstract class StepsPage : PortalPage
{
    [BindProperty]
    public Dictionary<int, StepForm> Steps { get; set; } = [];

    /// <summary>The version that the page shows: what a step's next save is based on.</summary>
    public int Version { get; protected set; }

    /// <summary>
    /// True when a step was changed elsewhere in the meantime: what holds now is then shown beside what was typed.
    /// </summary>
    public bool IsStepStale(int step) => Refusals.Any(r => r.IsStaleAnswer() && StepOf(r) == step);

    /// <summary>What a step's next save is based on: once the conflict is shown, what holds now.</summary>
    public int BaseOf(int step) =>
        Steps.TryGetValue(step, out var form) && Refusals.Count > 0 && !IsStepStale(step) ? form.Version : Version;

    /// <summary>A mark of what the page shows for a step; nothing for a form that came back, which is touched.</summary>
    public string? WasOf(int step, StepScore? shown, bool withShared) =>
        Steps.TryGetValue(step, out var form) && Refusals.Count > 0 ? form.Was : Mark(shown, withShared);

    protected static string Mark(StepScore? shown, bool withShared)
    {
        var form = StepForm.Of(shown);
        form.Shared = withShared && (shown?.Shared ?? true);
        return form.Digest();
    }

    /// <summary>The organisation's improvements, which a moved score may point at.</summary>
    public IReadOnlyList<Improvements.ListImprovements.Line> Improvements { get; protected set; } = [];

    /// <summary>The same with those that serve a step first.</summary>
    public IEnumerable<Improvements.ListImprovements.Line> ImprovementsFor(int step) =>
        Improvements.OrderByDescending(i => i.Steps.Contains(step));

    /// <summary>The answers sent, in the order in which a refusal counts them.</summary>
    protected IReadOnlyList<GivenAnswer> Sent { get; set; } = [];

    /// <summary>What is shown for a step in conflict; null for any other.</summary>
    /// <param name="step">The step.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="now">What stands now.</param>
    public StepConflict? ConflictOf(int step, Instrument instrument, StepScore? now) =>
        IsStepStale(step) && Steps.TryGetValue(step, out var form) ? new(step, WrongWith(step)!, instrument, now, form) : null;

    public override string? Anchor(Refusal refusal) => StepOf(refusal) is { } step ? $"step-{step}" : refusal.Field;

    /// <summary>What is wrong with a step, in words; null when nothing is.</summary>
    public string? WrongWith(int step) =>
        Refusals.FirstOrDefault(r => StepOf(r) == step) is { } refusal ? Show.Sentence(refusal) : null;

    /// <summary>
    /// Tells the script why a step was not saved; once it is handed in that alone, and where it can be taken back.
    /// </summary>
    protected PartialViewResult StepWrong(IReadOnlyList<Refusal> refusals) =>
        refusals.FirstOrDefault(r => r.Rule == "AlreadyHandedIn") is { } handedIn
            ? Partial("_StepWrong", (Show.Sentence(handedIn), (string?)Links.Compare(Network, Cohort, Organisation, Occasion)))
            : Partial("_StepWrong", (string.Join(" ", refusals.Select(Show.Sentence)), (string?)null));

    /// <summary>
    /// The step whose button was pressed: <c>take-7</c> gives up what was typed for what holds. Null for any other button.
    /// </summary>
    protected static int? StepOf(string? then, string button) =>
        then?.StartsWith(button, StringComparison.Ordinal) == true
        && int.TryParse(then.AsSpan(button.Length), CultureInfo.InvariantCulture, out var step)
            ? step
            : null;

    private int? StepOf(Refusal refusal)
    {
        var from = refusal.Field?.IndexOf('[') ?? -1;
        var to = refusal.Field?.IndexOf(']') ?? -1;
        return from < 0 || !int.TryParse(refusal.Field.AsSpan(from + 1, to - from - 1), out var number) ? null
            : refusal.Field!.StartsWith("steps", StringComparison.Ordinal) ? number
            : number < Sent.Count ? Sent[number].Step
            : null;
    }
}

/// <summary>A step that was changed elsewhere after it was shown: what stands, and what was typed here.</summary>
public sealed record StepConflict(int Step, string Sentence, Instrument Instrument, StepScore? Now, StepForm Mine);

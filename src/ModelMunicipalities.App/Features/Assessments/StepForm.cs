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

    public GivenAnswer Answer(int step) => new(step, Score, Comment, Target, Cause, CauseText, Shared, ImprovementId);

    /// <summary>True when the form says something else than what is there.</summary>
    public bool Differs(StepScore? from, bool withShared) =>
        Score != from?.Score
        || Text(Comment) != from?.Comment
        || Target != from?.Target
        || (from?.Cause is not null && Cause is not null && Cause != from.Cause)
        || (from?.Cause is not null && Text(CauseText) != from.CauseText)
        || (from?.Cause is not null && ImprovementId != from.ImprovementId)
        || (withShared && from is not null && Shared != from.Shared);

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ReplaceLineEndings("\n");
}

/// <summary>A page on which steps are answered: what was posted, and which step a refusal is about.</summary>
public abstract class StepsPage : PortalPage
{
    [Microsoft.AspNetCore.Mvc.BindProperty]
    public Dictionary<int, StepForm> Steps { get; set; } = [];

    [Microsoft.AspNetCore.Mvc.BindProperty]
    public int Version { get; set; }

    /// <summary>True when the answers were changed elsewhere in the meantime: what holds now is then shown beside what was typed.</summary>
    public bool Stale => Refusals is [{ Rule: "Stale" }, ..];

    /// <summary>The organisation's improvements, which a moved score may point at.</summary>
    public IReadOnlyList<Improvements.ListImprovements.Line> Improvements { get; protected set; } = [];

    /// <summary>The same with those that serve a step first.</summary>
    public IEnumerable<Improvements.ListImprovements.Line> ImprovementsFor(int step) => Improvements.OrderByDescending(i => i.Steps.Contains(step));

    /// <summary>The answers sent, in the order in which a refusal counts them.</summary>
    protected IReadOnlyList<GivenAnswer> Sent { get; set; } = [];

    public override string? Anchor(Refusal refusal) => StepOf(refusal) is { } step ? $"step-{step}" : null;

    /// <summary>What is wrong with a step, in words; null when nothing is.</summary>
    public string? WrongWith(int step) => Refusals.FirstOrDefault(r => StepOf(r) == step) is { } refusal ? Show.Sentence(refusal) : null;

    private int? StepOf(Refusal refusal)
    {
        var from = refusal.Field?.IndexOf('[') ?? -1;
        var to = refusal.Field?.IndexOf(']') ?? -1;
        return from < 0 || !int.TryParse(refusal.Field.AsSpan(from + 1, to - from - 1), out var number) ? null
            : refusal.Field!.StartsWith("steps", StringComparison.Ordinal) ? number
            : number < Sent.Count ? Sent[number].Step : null;
    }
}

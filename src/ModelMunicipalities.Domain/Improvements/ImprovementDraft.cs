using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Improvements;

/// <summary>What an improvement is about, as somebody writes it.</summary>
/// <param name="Title">What it is called, 1 to <see cref="Improvement.LongestTitle"/> characters on one line.</param>
/// <param name="Aim">What is to be better.</param>
/// <param name="Steps">Numbers of the steps that it serves, each once.</param>
/// <param name="OwnerId">One of the organisation's people who owns it.</param>
/// <param name="Owner">Who owns it by name or post, when it is nobody with an account.</param>
/// <param name="StartsOn">From which day.</param>
/// <param name="DueOn">By which day, not before <paramref name="StartsOn"/>.</param>
public sealed record ImprovementDraft(
    string? Title,
    string? Aim,
    IReadOnlyList<int> Steps,
    int? OwnerId,
    string? Owner,
    DateOnly? StartsOn,
    DateOnly? DueOn
)
{
    private const int FirstYear = 2000;

    private const int LastYear = 2100;

    internal List<Refusal> Check(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        var refusals = new List<Refusal>();
        if (string.IsNullOrWhiteSpace(Title))
        {
            refusals.Add(Refusal.Invalid("ImprovementTitleMissing", "title"));
        }

        refusals.AddRange(Kept.Check(Title, "title", Improvement.LongestTitle, oneLine: true));
        refusals.AddRange(Kept.Check(Aim, "aim", Improvement.LongestAim));
        refusals.AddRange(Kept.Check(Owner, "owner", Improvement.LongestOwner, oneLine: true));
        refusals.AddRange(
            Steps
                .Index()
                .Where(s => instrument.Step(s.Item) is null)
                .Select(s => Refusal.Invalid("UnknownStep", $"steps[{s.Index}]", s.Item, instrument.Steps.Count))
        );
        refusals.AddRange(
            Steps
                .Index()
                .Where(s => Steps.Take(s.Index).Contains(s.Item))
                .Select(s => Refusal.Invalid("StepTwice", $"steps[{s.Index}]", s.Item))
        );
        refusals.AddRange(
            new[] { (StartsOn, "startsOn"), (DueOn, "dueOn") }
                .Where(d => d.Item1 is { Year: < FirstYear or > LastYear })
                .Select(d => Refusal.Invalid("DateMissing", d.Item2))
        );
        if (DueOn < StartsOn)
        {
            refusals.Add(Refusal.Invalid("DueBeforeStart", "dueOn"));
        }

        return refusals;
    }
}

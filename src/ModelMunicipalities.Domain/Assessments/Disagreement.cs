using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>How the three functions saw one step.</summary>
/// <param name="Step">The step's number.</param>
/// <param name="Scores">Each function's score.</param>
public sealed record Disagreement(int Step, IReadOnlyDictionary<Function, int> Scores)
{
    /// <summary>The distance between the lowest and the highest score; 0 when they agree.</summary>
    public int Spread => Scores.Count == 0 ? 0 : Scores.Values.Max() - Scores.Values.Min();

    /// <summary>True when all saw it the same.</summary>
    public bool Agrees => Spread == 0;

    /// <summary>The steps, largest disagreement first, then in order of number.</summary>
    public static IReadOnlyList<Disagreement> Largest(Assessment assessment, Instrument instrument) =>
        [
            .. instrument
                .Steps.Select(step => new Disagreement(
                    step.Number,
                    assessment
                        .Scorings.Where(s => s.Of(step.Number)?.Score is not null)
                        .ToDictionary(s => s.Function, s => s.Of(step.Number)!.Score!.Value)
                ))
                .OrderByDescending(d => d.Spread)
                .ThenBy(d => d.Step),
        ];
}

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>
/// When an organisation may call itself model municipality: every step at least at one level, and a number of steps at
/// another. Self-declared, no certification. For the ten-step list: no step at 1, at least six at 3. Source: [002] ch. 4.
/// </summary>
/// <param name="EveryStepAtLeast">The level that no step may be below.</param>
/// <param name="StepsAtLevel">How many steps must reach which level.</param>
public sealed record StatusRule(int EveryStepAtLeast, StepsAtLevel StepsAtLevel)
{
    /// <summary>True when every step is scored and the rule is met. A score of null is a step not scored.</summary>
    public bool IsMetBy(IReadOnlyList<int?> scores) =>
        scores.All(s => s >= EveryStepAtLeast) && scores.Count(s => s >= StepsAtLevel.Level) >= StepsAtLevel.AtLeast;

    /// <summary>The fewest steps that must rise before the rule is met, and which.</summary>
    /// <param name="scores">The score of each step, in order; null for a step not scored.</param>
    /// <param name="targets">The scores aimed at, if any: among steps that would do equally well, these are named first.</param>
    public Remaining WhatRemains(IReadOnlyList<int?> scores, IReadOnlyList<int?>? targets = null)
    {
        var level = StepsAtLevel.Level;
        var below = Steps(s => s < EveryStepAtLeast);
        var lacking = Math.Max(0, StepsAtLevel.AtLeast - scores.Count(s => s >= level));

        // A step below the floor has to rise anyway, so it serves first towards the number at the level.
        var candidates = Steps(s => s >= EveryStepAtLeast && s < level);
        var extra = Math.Clamp(lacking - below.Count, 0, candidates.Count);
        var chosen = below
            .OrderByDescending(AimedAt)
            .ThenBy(i => i)
            .Select((step, i) => Rise(step, i < lacking ? level : EveryStepAtLeast))
            .Concat(candidates.OrderByDescending(AimedAt).ThenBy(i => i).Take(extra).Select(step => Rise(step, level)))
            .OrderBy(r => r.Step)
            .ToList();

        var unscored = Steps(s => s is null).ConvertAll(i => i + 1);
        return new Remaining(chosen, candidates.ConvertAll(i => i + 1), extra, lacking, unscored);

        List<int> Steps(Func<int?, bool> where) => [.. Enumerable.Range(0, scores.Count).Where(i => where(scores[i]))];
        bool AimedAt(int step) => targets is not null && targets[step] >= level;
        Rise Rise(int step, int to) => new(step + 1, scores[step]!.Value, to);
    }
}

/// <summary>A number of steps at a level.</summary>
/// <param name="Level">The level.</param>
/// <param name="AtLeast">The number of steps.</param>
public sealed record StepsAtLevel(int Level, int AtLeast);

/// <summary>What an organisation lacks to meet a <see cref="StatusRule"/>.</summary>
/// <param name="Steps">
/// A smallest set of steps that, raised as told, meets the rule; empty when it is met. In order of number.
/// </param>
/// <param name="Alternatives">Steps among which the choice was free: any of them serves as well as the chosen ones.</param>
/// <param name="Free">How many of <paramref name="Steps"/> were chosen among <paramref name="Alternatives"/>.</param>
/// <param name="LackingAtLevel">How many more steps must reach the level that the rule counts.</param>
/// <param name="Unscored">Steps not scored; until they are, the rule is not met whatever the others say.</param>
public sealed record Remaining(
    IReadOnlyList<Rise> Steps,
    IReadOnlyList<int> Alternatives,
    int Free,
    int LackingAtLevel,
    IReadOnlyList<int> Unscored
);

/// <summary>A step that must rise.</summary>
/// <param name="Step">Its number.</param>
/// <param name="From">Where it stands.</param>
/// <param name="To">Where it must reach at least.</param>
public sealed record Rise(int Step, int From, int To);

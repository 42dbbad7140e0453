using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>A text in the portal's two languages.</summary>
/// <param name="Sv">Swedish.</param>
/// <param name="En">English.</param>
public sealed record LocalText(string Sv, string En)
{
    /// <summary>The text in a language by its two-letter name; Swedish unless it is English.</summary>
    public string In(string language) => language == "en" ? En : Sv;
}

/// <summary>
/// One version of a checklist: its scale, its steps and, where it has one, its rule of status. Instruments are data; a
/// new version is a new file. Results of two versions are never joined.
/// </summary>
/// <param name="Key">Names the version: <c>ten-step-2019</c>.</param>
/// <param name="Title">What the list is called.</param>
/// <param name="Source">Where the list was published.</param>
/// <param name="Scale">The answers a step can have.</param>
/// <param name="Status">The rule for the self-declared status, or null when the version has none.</param>
/// <param name="Steps">The steps, numbered from 1 without gaps.</param>
public sealed record Instrument(
    string Key,
    LocalText Title,
    LocalText Source,
    Scale Scale,
    StatusRule? Status,
    IReadOnlyList<InstrumentStep> Steps
)
{
    /// <summary>The most steps that a list can have.</summary>
    public const int MostSteps = 40;

    /// <summary>The lowest sum of a complete scoring.</summary>
    public int LowestSum => Steps.Count * Scale.Lowest;

    /// <summary>The highest sum: 30 for the ten-step list, 39 for the thirteen-step list.</summary>
    public int HighestSum => Steps.Count * Scale.Highest;

    /// <summary>The step with a number, or null when the list has none.</summary>
    public InstrumentStep? Step(int number) => number >= 1 && number <= Steps.Count ? Steps[number - 1] : null;
}

/// <summary>
/// The answers a step can have: whole numbers from 1 to 9 without gaps, lowest first; 0 is kept for not scored.
/// </summary>
/// <param name="Levels">The levels, at least two.</param>
public sealed record Scale(IReadOnlyList<ScaleLevel> Levels)
{
    /// <summary>The lowest answer.</summary>
    public int Lowest => Levels[0].Value;

    /// <summary>The highest answer.</summary>
    public int Highest => Levels[^1].Value;

    /// <summary>True for an answer that the scale has.</summary>
    public bool Holds(int score) => score >= Lowest && score <= Highest;

    /// <summary>How far up the scale an answer is, in percent: 0 for the lowest, 100 for the highest.</summary>
    public int Percent(int score) => (int)Math.Round(100.0 * (score - Lowest) / (Highest - Lowest));
}

/// <summary>One answer of a scale.</summary>
/// <param name="Value">The number.</param>
/// <param name="Label">What it stands for on every step.</param>
public sealed record ScaleLevel(int Value, LocalText Label);

/// <summary>One step of a checklist.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Short">Its name in lists, at most about thirty characters.</param>
/// <param name="Column">Its name in a column head, one word.</param>
/// <param name="Text">The step in full.</param>
/// <param name="Meaning">What it is about and why it matters.</param>
/// <param name="Levels">What each answer means for this step, by the answer.</param>
/// <param name="Guidance">What each function can do for it.</param>
public sealed record InstrumentStep(
    int Number,
    LocalText Short,
    LocalText Column,
    LocalText Text,
    LocalText Meaning,
    IReadOnlyDictionary<int, LocalText> Levels,
    IReadOnlyDictionary<Function, IReadOnlyList<LocalText>> Guidance
);

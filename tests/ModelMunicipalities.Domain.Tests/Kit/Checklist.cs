using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.Domain.Tests.Kit;

/// <summary>The checklists that come with the product, and a made-up one with four levels.</summary>
internal static class Checklist
{
    private static readonly InstrumentCatalogue Catalogue = InstrumentCatalogue.Load();

    public static Instrument TenSteps => Catalogue["ten-step-2019"];

    public static Instrument ThirteenSteps => Catalogue["thirteen-step-2017"];

    public static Instrument FourLevels { get; } = Make(6, 4, new StatusRule(2, new StepsAtLevel(4, 3)));

    public static Instrument Make(int steps, int levels, StatusRule? status)
    {
        var text = new LocalText("text på svenska", "text in English");
        var values = Enumerable.Range(1, levels).ToList();
        return new Instrument(
            "made-up",
            text,
            text,
            new Scale(values.ConvertAll(v => new ScaleLevel(v, text))),
            status,
            [
                .. Enumerable
                    .Range(1, steps)
                    .Select(number => new InstrumentStep(
                        number,
                        text,
                        text,
                        text,
                        text,
                        values.ToDictionary(v => v, _ => text),
                        Assessment.Functions.ToDictionary(f => f, IReadOnlyList<LocalText> (_) => [text])
                    )),
            ]
        );
    }
}

/// <summary>One organisation's assessment with everything its rules ask for, open for scoring unless told otherwise.</summary>
internal sealed class Scene
{
    public static readonly DateTimeOffset Opens = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset Meeting = new(2027, 4, 1, 12, 0, 0, TimeSpan.Zero);

    public Instrument Instrument { get; init; } = Checklist.TenSteps;

    public Profile? Previous { get; init; }

    public ScoringWindow Window { get; set; } = new(Opens, Meeting, false);

    public DateTimeOffset Now { get; set; } = Opens.AddDays(10);

    public Assessment Assessment { get; } = new() { Instrument = "ten-step-2019" };

    public int By { get; set; } = 7;

    public IReadOnlyList<Refusal> Save(Function function, params GivenAnswer[] answers) =>
        Assessment.Save(function, answers, Previous, Instrument, Window, By, Now);

    public IReadOnlyList<Refusal> HandIn(Function function) => Assessment.HandIn(function, Previous, Instrument, Window, By, Now);

    public IReadOnlyList<Refusal> TakeBack(Function function) => Assessment.TakeBack(function, Window, By, Now);

    public IReadOnlyList<Refusal> ReopenScoring(Function function, string? reason = "wrong year") =>
        Assessment.ReopenScoring(function, reason, Window, Now);

    public IReadOnlyList<Refusal> Agree(params GivenAnswer[] answers) =>
        Assessment.Agree(answers, Previous, Instrument, Window, By, Now);

    public IReadOnlyList<Refusal> Submit() => Assessment.Submit(Instrument, Window, By, Now);

    public IReadOnlyList<Refusal> Reopen(string? reason = "wrong figure") => Assessment.Reopen(reason, Window, Now);

    public IReadOnlyList<Refusal> Import(params GivenAnswer[] answers) =>
        Assessment.Import(answers, Previous, Instrument, Window, By, Now);

    /// <summary>An answer of 2 to every step.</summary>
    public GivenAnswer[] AllSteps(int score = 2) => [.. Instrument.Steps.Select(s => new GivenAnswer(s.Number, score))];

    public Scene AllHandedIn() => AllHandedInFrom(AllSteps());

    public Scene AllHandedInFrom(GivenAnswer[] answers)
    {
        foreach (var function in Assessment.Functions)
        {
            Save(function, answers).ShouldBeEmpty();
            HandIn(function).ShouldBeEmpty();
        }

        return this;
    }

    public Scene Submitted()
    {
        AllHandedIn().Agree(AllSteps()).ShouldBeEmpty();
        Submit().ShouldBeEmpty();
        return this;
    }
}

internal static class Refused
{
    /// <summary>The only rule that said no.</summary>
    public static void ShouldBeRefused(this IReadOnlyList<Refusal> refusals, RefusalKind kind, string rule, string? field = null)
    {
        var refusal = refusals.ShouldHaveSingleItem();
        (refusal.Kind, refusal.Rule, refusal.Field).ShouldBe((kind, rule, field));
    }
}

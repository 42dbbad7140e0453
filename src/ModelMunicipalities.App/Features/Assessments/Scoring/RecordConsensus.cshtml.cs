using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// The three scorings side by side, largest difference first, and the common answers that the key person records.
/// </summary>
public sealed class RecordConsensusModel(InstrumentCatalogue instruments) : StepsPage
{
    public AssessmentView View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public Function Function { get; private set; }

    public IReadOnlyList<Disagreement> Differing { get; private set; } = [];

    public IReadOnlyList<Disagreement> Agreed { get; private set; } = [];

    public bool AllHandedIn => View.Functions.Values.All(f => f.HandedIn);

    public bool MayRecord =>
        Function == Function.KeyPerson && AllHandedIn && View is { IsOpen: true, Status: not AssessmentStatus.Submitted };

    public int Decided => DecidedOf(Differing, View);

    public IReadOnlyList<int> Undecided =>
        [.. Instrument.Steps.Select(s => s.Number).Where(n => View.ConsensusOf(n)?.Score is null)];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync(string? then, string? cause)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        if (StepOf(then, "take-") is { } taken)
        {
            Steps.Remove(taken);
        }

        if (CauseTaken(cause) is { Form.Score: null } unanswered)
        {
            return await RefuseAsync([Refusal.Invalid("ScoreMissing", $"steps[{unanswered.Step}]")]);
        }

        Sent =
        [
            .. Steps
                .Where(s =>
                    s.Value.Score is not null
                    && !s.Value.IsUntouched
                    && s.Value.Differs(View.ConsensusOf(s.Key), View.Previous?[s.Key], true)
                )
                .OrderBy(s => s.Key)
                .Select(s => s.Value.Answer(s.Key)),
        ];
        if (then == "agree")
        {
            Sent =
            [
                .. Sent,
                .. Agreed
                    .Where(a => View.ConsensusOf(a.Step)?.Score is null && Sent.All(s => s.Step != a.Step))
                    .Select(a => new GivenAnswer(a.Step, a.Scores.Values.First(), BasedOn: Version)),
            ];
        }

        if (Sent.Count > 0)
        {
            var outcome = await Send(new RecordConsensus.Command(Cohort, Organisation, Occasion, Sent));
            if (!outcome.Ok)
            {
                return await RefuseAsync(outcome.Refusals);
            }
        }

        if (then == "submit")
        {
            var outcome = await Send(new SubmitAssessment.Command(Cohort, Organisation, Occasion));
            if (!outcome.Ok && outcome.Refusals[0].Rule != "AlreadySubmitted")
            {
                return await RefuseAsync(outcome.Refusals);
            }

            return Redirect(Links.Assessment(Network, Cohort, Organisation, Occasion));
        }

        return Redirect(Links.Compare(Network, Cohort, Organisation, Occasion));
    }

    /// <summary>Saves one common answer as it is chosen: what the script sends.</summary>
    public async Task<IActionResult> OnPostStepAsync(int step)
    {
        var form = Steps.GetValueOrDefault(step) ?? new StepForm();
        Sent = [form.Answer(step)];
        Outcome<AssessmentView> outcome = form.Score is null
            ? Refusal.Invalid("CommonScoreFirst")
            : await Send(new RecordConsensus.Command(Cohort, Organisation, Occasion, Sent));
        Response.StatusCode = outcome.Ok ? StatusCodes.Status200OK : HttpAnswers.Status(outcome.Refusals[0].Kind);
        if (outcome.Ok)
        {
            var instrument = instruments[outcome.Value.Instrument];
            return Partial(
                "_CommonSaved",
                new CommonSaved(step, form, outcome.Value, instrument, DisagreementsOf(outcome.Value, instrument))
            );
        }

        if (outcome.Refusals.Any(r => r.IsStaleAnswer()) && await LoadAsync() is null)
        {
            Stay(outcome.Refusals);
            return Partial("_StepConflict", (ConflictOf(step, Instrument, View.ConsensusOf(step))!, (int?)View.Version));
        }

        return StepWrong(outcome.Refusals);
    }

    /// <summary>Takes her own scoring back, as a draft.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        var outcome = await Send(new TakeBackScoring.Command(Cohort, Organisation, Occasion, Function));
        return outcome.Ok
            ? Redirect(Links.Scoring(Network, Cohort, Organisation, Occasion))
            : await RefuseAsync(outcome.Refusals);
    }

    /// <summary>Opens one function's scoring again.</summary>
    public async Task<IActionResult> OnPostReopenAsync(Function? whose, string? reason)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Reopening = new(View, whose, reason);
        Outcome<AssessmentView> outcome =
            whose is { } function && Enum.IsDefined(function)
                ? await Send(new ReopenScoring.Command(Cohort, Organisation, Occasion, function, reason))
                : Refusal.Invalid("ReopenWhoseMissing", "whose");
        return outcome.Ok
            ? Redirect(Links.Compare(Network, Cohort, Organisation, Occasion))
            : await RefuseAsync(outcome.Refusals);
    }

    /// <summary>What stands in the form that opens a scoring again.</summary>
    public ReopenForm? Reopening { get; private set; }

    /// <summary>The causes that the functions wrote for a step: offered, never chosen for anybody.</summary>
    public IEnumerable<(Function Function, StepScore Answer)> CausesOf(int step) =>
        from f in Assessment.Functions
        where View.Functions[f] is { HandedIn: true, Scores: not null }
        let answer = View.Functions[f].Scores!.FirstOrDefault(s => s.Step == step)
        where answer is not null && (answer.Cause is not null || answer.CauseText is not null)
        select (f, answer);

    /// <summary>
    /// Puts the cause that a function wrote into the form of its step: <c>7-Manager</c>, a button where no script runs.
    /// </summary>
    private (int Step, StepForm Form)? CauseTaken(string? cause)
    {
        if (
            cause?.Split('-') is not [var number, var name]
            || !int.TryParse(number, CultureInfo.InvariantCulture, out var step)
            || !Steps.TryGetValue(step, out var form)
        )
        {
            return null;
        }

        var written = CausesOf(step).FirstOrDefault(c => c.Function.ToString() == name).Answer;
        (form.Cause, form.CauseText, form.ImprovementId) = (written?.Cause, written?.CauseText, written?.ImprovementId);
        return (step, form);
    }

    /// <summary>True while she sees nobody's scoring: she has not handed in herself, and not all three are in.</summary>
    public bool IsBlind => !View.Functions.Values.Any(f => f is { HandedIn: true, Scores: not null });

    /// <summary>A step on which all agreed is answered in a fold of its own, below.</summary>
    public override string? Anchor(Refusal refusal) =>
        base.Anchor(refusal) is not { } anchor ? null
        : MayRecord && Agreed.Any(a => anchor == $"step-{a.Step}") ? "common-" + anchor[5..]
        : anchor;

    public string Headline =>
        IsBlind ? Texts.CompareBlind
        : !AllHandedIn ? Texts.CompareWaiting
        : Differing.Count == 0 ? Texts.CompareAgree(Show.Word(Instrument.Steps.Count))
        : Texts.CompareDiffer(Show.Word(Differing.Count), Show.Word(Instrument.Steps.Count));

    /// <summary>Each score that somebody gave with who gave it: "Chef och nyckelperson".</summary>
    public static IReadOnlyList<(int Score, string Who)> MarksOf(Disagreement d) =>
        [
            .. d
                .Scores.GroupBy(s => s.Value)
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, Show.Capital(Show.List(g.Select(s => s.Key.Name().ToLowerInvariant()))))),
        ];

    public StepScore? Typed(int step) =>
        Refusals.Count > 0 && Steps.TryGetValue(step, out var form)
            ? new StepScore(
                step,
                form.Score,
                form.Comment,
                form.Target,
                form.Cause,
                form.CauseText,
                false,
                form.Shared,
                null,
                form.ImprovementId
            )
            : View.ConsensusOf(step);

    /// <summary>How many of the steps on which they differ have a common answer.</summary>
    public static int DecidedOf(IEnumerable<Disagreement> differing, AssessmentView view) =>
        differing.Count(d => view.ConsensusOf(d.Step)?.Score is not null);

    private static List<Disagreement> DisagreementsOf(AssessmentView view, Instrument instrument) =>
        instrument
            .Steps.Select(step => new Disagreement(
                step.Number,
                view.Functions.Where(f => f.Value is { HandedIn: true, Scores: not null })
                    .Select(f => (f.Key, f.Value.Scores!.FirstOrDefault(s => s.Step == step.Number)?.Score))
                    .Where(f => f.Score is not null)
                    .ToDictionary(f => f.Key, f => f.Score!.Value)
            ))
            .ToList();

    private async Task<IActionResult> RefuseAsync(IReadOnlyList<Refusal> refusals)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        ModelState.Clear();
        return Stay(refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (Caller.FunctionsAt(Organisation) is not { Count: > 0 } functions)
        {
            return Turn([Caller.Network is null ? Refusal.NotFound() : Refusal.Forbidden("OrganisationOnly")]);
        }

        Function = functions[0];
        var outcome = await Send(new ViewAssessment.Query(Cohort, Organisation, Occasion, Function));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        Improvements = (await Send(new Improvements.ListImprovements.Query(Cohort, Organisation))).Value?.Items ?? [];
        var all = DisagreementsOf(View, Instrument);
        Differing = [.. all.Where(d => !d.Agrees).OrderByDescending(d => d.Spread).ThenBy(d => d.Step)];
        Agreed = [.. all.Where(d => d.Agrees && d.Scores.Count > 0)];
        Version = View.Version;
        return null;
    }
}

/// <summary>What a saved common answer changes on the page.</summary>
public sealed record CommonSaved(
    int Step,
    StepForm Form,
    AssessmentView View,
    Instrument Instrument,
    IReadOnlyList<Disagreement> All
);

/// <summary>What the form that opens one function's scoring again shows.</summary>
public sealed record ReopenForm(AssessmentView View, Function? Whose, string? Reason);

using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>A function's own scoring, step by step; each answer is saved as it is given, or all by the button.</summary>
public sealed class SaveScoringModel(InstrumentCatalogue instruments) : StepsPage
{
    public AssessmentView View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public Function Function { get; private set; }

    public bool HandedIn => View.Functions[Function].HandedIn;

    /// <summary>Steps that she has been through; the rest stand as at the occasion before.</summary>
    public int Answered => View.Mine.Count(m => m.Score is not null && !m.CarriedOver);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    /// <summary>
    /// Saves the whole form: what a browser without script sends. Of what was not touched only a step that is said to stand.
    /// </summary>
    public async Task<IActionResult> OnPostAsync(string? then)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        if (StepOf(then, "take-") is { } taken)
        {
            Steps.Remove(taken);
        }

        var stands = StepOf(then, "stands-");

        Sent =
        [
            .. Steps
                .Where(s =>
                    s.Key == stands || (!s.Value.IsUntouched && s.Value.Differs(View.MineOf(s.Key), View.Previous?[s.Key], false))
                )
                .OrderBy(s => s.Key)
                .Select(s => s.Value.Answer(s.Key)),
        ];
        if (Sent.Count > 0)
        {
            var outcome = await Send(new SaveScoring.Command(Cohort, Organisation, Occasion, Sent, Function));
            if (!outcome.Ok)
            {
                return await RefuseAsync(outcome.Refusals);
            }
        }

        if ((StepOf(then, "take-") ?? stands + 1) is { } step)
        {
            return Redirect(Links.Scoring(Network, Cohort, Organisation, Occasion) + $"#step-{step}");
        }

        return Redirect(
            then == "review"
                ? Links.Review(Network, Cohort, Organisation, Occasion)
                : Links.Scoring(Network, Cohort, Organisation, Occasion)
        );
    }

    /// <summary>
    /// Saves one step: what the script sends after each answer, and the button that lets last time's answer stand.
    /// </summary>
    public async Task<IActionResult> OnPostStepAsync(int step)
    {
        if (Caller.FunctionsAt(Organisation) is not [var function, ..])
        {
            return Turn([Refusal.Forbidden("OrganisationOnly")]);
        }

        var form = Steps.GetValueOrDefault(step) ?? new StepForm();
        Sent = [form.Answer(step)];
        var outcome = await Send(new SaveScoring.Command(Cohort, Organisation, Occasion, Sent, function));
        if (Request.Headers.ContainsKey("HX-Request"))
        {
            Response.StatusCode = outcome.Ok ? StatusCodes.Status200OK : HttpAnswers.Status(outcome.Refusals[0].Kind);
            if (outcome.Ok)
            {
                var (saved, instrument) = (outcome.Value, instruments[outcome.Value.Instrument]);
                var left = new ScoringLeft(
                    instrument.Steps.Count,
                    saved.Answered,
                    saved.Next,
                    Links.Review(Network, Cohort, Organisation, Occasion)
                );
                return Partial("_StepSaved", new StepSaved(step, form, instrument, saved, left));
            }

            var isHandedIn = outcome.Refusals.Any(r => r.Rule == "AlreadyHandedIn");
            if (!isHandedIn && outcome.Refusals.Any(r => r.IsStaleAnswer()) && await LoadAsync() is null)
            {
                Stay(outcome.Refusals);
                return Partial("_StepConflict", (ConflictOf(step, Instrument, View.MineOf(step))!, (int?)View.MineVersion));
            }

            return StepWrong(outcome.Refusals);
        }

        return outcome.Ok
            ? Redirect(Links.Scoring(Network, Cohort, Organisation, Occasion) + $"#step-{step + 1}")
            : await RefuseAsync(outcome.Refusals);
    }

    /// <summary>What is left, as it stands when the page is read.</summary>
    public ScoringLeft Left =>
        new(
            Instrument.Steps.Count,
            Answered,
            Instrument
                .Steps.FirstOrDefault(s => View.MineOf(s.Number) is null or { CarriedOver: true } or { Score: null })
                ?.Number,
            Links.Review(Network, Cohort, Organisation, Occasion)
        );

    /// <summary>What the form shows for a step: what was typed when it came back with an error, else what is saved.</summary>
    public StepScore? Shown(int step) =>
        Steps.TryGetValue(step, out var form) && Refusals.Count > 0
            ? new StepScore(
                step,
                form.Score,
                form.Comment,
                form.Target,
                form.Cause,
                form.CauseText,
                false,
                true,
                null,
                form.ImprovementId
            )
            : View.MineOf(step);

    private async Task<IActionResult> RefuseAsync(IReadOnlyList<Refusal> refusals)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        // What is shown beside what was typed is what holds now, and the next save is based on it.
        ModelState.Clear();
        return Stay(refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (Caller.FunctionsAt(Organisation) is not [var function, ..])
        {
            return Turn([Caller.Network is null ? Refusal.NotFound() : Refusal.Forbidden("OrganisationOnly")]);
        }

        Function = function;
        var outcome = await Send(new ViewAssessment.Query(Cohort, Organisation, Occasion, function));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        Improvements = (await Send(new Improvements.ListImprovements.Query(Cohort, Organisation))).Value?.Items ?? [];
        Version = View.MineVersion;
        return null;
    }
}

/// <summary>What a saved step changes on the page.</summary>
public sealed record StepSaved(int Step, StepForm Form, Instrument Instrument, SaveScoring.Saved Saved, ScoringLeft Left);

/// <summary>What is left to score: the heading of the page, and what to do first.</summary>
/// <param name="Count">The steps of the checklist.</param>
/// <param name="Answered">Those that she has been through.</param>
/// <param name="Next">The first that she has not; null when there is none.</param>
/// <param name="Review">Where she reads through and hands in.</param>
public sealed record ScoringLeft(int Count, int Answered, int? Next, string Review)
{
    public string Headline(Show show)
    {
        ArgumentNullException.ThrowIfNull(show);
        return Count == Answered
            ? Texts.ScoringAllDone(show.Word(Count))
            : Show.Capital(show.Count(Count - Answered, Texts.ScoringLeftOne, Texts.ScoringLeftMany));
    }
}

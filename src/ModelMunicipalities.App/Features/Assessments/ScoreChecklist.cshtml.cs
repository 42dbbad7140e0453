using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>A function's own scoring, step by step; each answer is saved as it is given, or all by the button.</summary>
public sealed class ScoreChecklistModel(InstrumentCatalogue instruments) : StepsPage
{
    public AssessmentView View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public Function Function { get; private set; }

    public bool HandedIn => View.Functions[Function].HandedIn;

    /// <summary>Steps that she has been through; the rest stand as at the occasion before.</summary>
    public int Answered => View.Mine.Count(m => m.Score is not null && !m.CarriedOver);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    /// <summary>Saves the whole form: what a browser without script sends.</summary>
    public async Task<IActionResult> OnPostAsync(string? then)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Sent = [.. Steps.Where(s => s.Value.Differs(View.MineOf(s.Key), false)).OrderBy(s => s.Key).Select(s => s.Value.Answer(s.Key))];
        if (Sent.Count > 0)
        {
            var outcome = await Send(new SaveScoring.Command(Cohort, Organisation, Occasion, Sent, Function, Version));
            if (!outcome.Ok)
            {
                // What is shown beside what was typed is what holds now, and the next save is based on it.
                Version = View.MineVersion;
                ModelState.Clear();
                return Stay(outcome.Refusals);
            }
        }

        return Redirect(then == "review" ? Links.Review(Network, Cohort, Organisation, Occasion) : Links.Scoring(Network, Cohort, Organisation, Occasion));
    }

    /// <summary>Saves one step: what the script sends after each answer, and the button that lets last time's answer stand.</summary>
    public async Task<IActionResult> OnPostStepAsync(int step)
    {
        if (Caller.FunctionsAt(Organisation) is not [var function, ..])
        {
            return Turn([Refusal.Forbidden("OrganisationOnly")]);
        }

        Sent = [Steps.TryGetValue(step, out var form) ? form.Answer(step) : new GivenAnswer(step, null)];
        var outcome = await Send(new SaveScoring.Command(Cohort, Organisation, Occasion, Sent, function, Version));
        var answer = new StepSaved(step, Sent[0].Score, outcome.Ok ? instruments[outcome.Value.Instrument] : null, outcome.Value, outcome.Ok ? null : string.Join(" ", outcome.Refusals.Select(Show.Sentence)));
        if (Request.Headers.ContainsKey("HX-Request"))
        {
            Response.StatusCode = outcome.Ok ? StatusCodes.Status200OK : Answers.Status(outcome.Refusals[0].Kind);
            return Partial("_StepSaved", answer);
        }

        return outcome.Ok ? Redirect(Links.Scoring(Network, Cohort, Organisation, Occasion) + $"#step-{step + 1}")
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    public string Headline => (Instrument.Steps.Count - Answered) switch
    {
        0 => Texts.ScoringAllDone.With(Show.Word(Instrument.Steps.Count)),
        var left => Show.Capital(Show.Count(left, Texts.ScoringLeftOne, Texts.ScoringLeftMany)),
    };

    /// <summary>What the form shows for a step: what was typed when it came back with an error, else what is saved.</summary>
    public StepScore? Shown(int step) => Steps.TryGetValue(step, out var form) && Refusals.Count > 0
        ? new StepScore(step, form.Score, form.Comment, form.Target, form.Cause, form.CauseText, false, true, null, form.ImprovementId)
        : View.MineOf(step);

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
        if (HttpContext.Request.Method == HttpMethods.Get)
        {
            Version = View.MineVersion;
        }

        return null;
    }
}

/// <summary>What a saved step changes on the page.</summary>
public sealed record StepSaved(int Step, int? Score, Instrument? Instrument, SaveScoring.Saved? Saved, string? Wrong);

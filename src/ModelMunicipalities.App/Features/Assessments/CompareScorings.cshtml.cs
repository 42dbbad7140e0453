using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>The three scorings side by side, largest difference first, and the common answers that the key person records.</summary>
public sealed class CompareScoringsModel(InstrumentCatalogue instruments) : StepsPage
{
    public AssessmentView View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public Function Function { get; private set; }

    public IReadOnlyList<Disagreement> Differing { get; private set; } = [];

    public IReadOnlyList<Disagreement> Agreed { get; private set; } = [];

    public bool AllHandedIn => View.Functions.Values.All(f => f.HandedIn);

    public bool MayRecord => Function == Function.KeyPerson && AllHandedIn && View is { IsOpen: true, Status: not AssessmentStatus.Submitted };

    public int Decided => Differing.Count(d => View.ConsensusOf(d.Step)?.Score is not null);

    public IReadOnlyList<int> Undecided => [.. Instrument.Steps.Select(s => s.Number).Where(n => View.ConsensusOf(n)?.Score is null)];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync(string? then)
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Sent = [.. Steps
            .Where(s => s.Value.Score is not null && s.Value.Differs(View.ConsensusOf(s.Key), true))
            .OrderBy(s => s.Key)
            .Select(s => s.Value.Answer(s.Key))];
        if (then == "agree")
        {
            Sent = [.. Sent, .. Agreed.Where(a => View.ConsensusOf(a.Step)?.Score is null && Sent.All(s => s.Step != a.Step)).Select(a => new GivenAnswer(a.Step, a.Scores.Values.First()))];
        }

        if (Sent.Count > 0)
        {
            var outcome = await Send(new RecordConsensus.Command(Cohort, Organisation, Occasion, Sent, Version));
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
        Sent = [Steps.TryGetValue(step, out var form) ? form.Answer(step) : new GivenAnswer(step, null)];
        if (Sent[0].Score is null)
        {
            return Partial("_CommonSaved", new CommonSaved(step, null, null));
        }

        var outcome = await Send(new RecordConsensus.Command(Cohort, Organisation, Occasion, Sent, Version));
        Response.StatusCode = outcome.Ok ? StatusCodes.Status200OK : Answers.Status(outcome.Refusals[0].Kind);
        return Partial("_CommonSaved", new CommonSaved(step, outcome.Value, outcome.Ok ? null : string.Join(" ", outcome.Refusals.Select(Show.Sentence))));
    }

    public string Headline => !View.Functions[Function].HandedIn ? Texts.CompareBlind
        : !AllHandedIn ? Texts.CompareWaiting
        : Differing.Count == 0 ? Texts.CompareAgree.With(Show.Word(Instrument.Steps.Count))
        : Texts.CompareDiffer.With(Show.Word(Differing.Count), Show.Word(Instrument.Steps.Count));

    /// <summary>Each score that somebody gave with who gave it: "Chef och nyckelperson".</summary>
    public static IReadOnlyList<(int Score, string Who)> MarksOf(Disagreement d) =>
        [.. d.Scores.GroupBy(s => s.Value).OrderBy(g => g.Key).Select(g => (g.Key, Show.Capital(Show.List(g.Select(s => s.Key.Name().ToLowerInvariant())))))];

    public StepScore? Typed(int step) => Refusals.Count > 0 && Steps.TryGetValue(step, out var form) && form.Score is not null
        ? new StepScore(step, form.Score, form.Comment, form.Target, form.Cause, form.CauseText, false, form.Shared, null, form.ImprovementId)
        : View.ConsensusOf(step);

    private async Task<IActionResult> RefuseAsync(IReadOnlyList<Refusal> refusals)
    {
        await LoadAsync();
        ModelState.Clear();
        Version = View.Version;
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
        var all = Instrument.Steps.Select(step => new Disagreement(step.Number, View.Functions
            .Where(f => f.Value is { HandedIn: true, Scores: not null })
            .Select(f => (f.Key, f.Value.Scores!.FirstOrDefault(s => s.Step == step.Number)?.Score))
            .Where(f => f.Score is not null)
            .ToDictionary(f => f.Key, f => f.Score!.Value))).ToList();
        Differing = [.. all.Where(d => !d.Agrees).OrderByDescending(d => d.Spread).ThenBy(d => d.Step)];
        Agreed = [.. all.Where(d => d.Agrees && d.Scores.Count > 0)];
        if (HttpContext.Request.Method == HttpMethods.Get)
        {
            Version = View.Version;
        }

        return null;
    }
}

/// <summary>What a saved common answer changes on the page.</summary>
public sealed record CommonSaved(int Step, AssessmentView? View, string? Wrong);

using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>All of one's answers at once, before they are handed in.</summary>
public sealed class HandInScoringModel(InstrumentCatalogue instruments) : StepsPage
{
    public AssessmentView View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    public Function Function { get; private set; }

    public IReadOnlyList<int> Missing => [.. Instrument.Steps.Select(s => s.Number).Where(n => View.MineOf(n)?.Score is null)];

    /// <summary>Steps whose score moved without a cause: asked for before she hands in, and hers to leave out.</summary>
    public IReadOnlyList<int> Unexplained => [.. View.Mine.Where(View.IsUnexplained).Select(m => m.Step)];

    public async Task<IActionResult> OnGetAsync() =>
        await LoadAsync()
        ?? (View.Functions[Function].HandedIn ? Redirect(Links.Compare(Network, Cohort, Organisation, Occasion)) : Page());

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        // A second press of the button finds the scoring handed in, or being so, which is what was wanted.
        var outcome = await Send(new HandInScoring.Command(Cohort, Organisation, Occasion, Function));
        return outcome.Ok || outcome.Refusals[0].Rule == "AlreadyHandedIn"
            ? Redirect(Links.Compare(Network, Cohort, Organisation, Occasion))
            : Stay(outcome.Refusals);
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
        return null;
    }
}

using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Where an organisation writes down what it is going to change at home.</summary>
public sealed class ViewNewImprovementModel(InstrumentCatalogue instruments) : ImprovementFormPage
{
    public ViewNewImprovement.View View { get; private set; } = null!;

    /// <summary>The meeting that it is planned at, chosen beforehand when one comes from there.</summary>
    [BindProperty]
    public int? PlannedAt { get; set; }

    public async Task<IActionResult> OnGetAsync(int? meeting, int? step)
    {
        PlannedAt = meeting;
        Steps = step is { } s ? [s] : [];
        return await LoadAsync() ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new CreateImprovement.Command(Cohort, Organisation, Draft, PlannedAt));
        return outcome.Ok
            ? Redirect(Links.Improvement(Network, Cohort, Organisation, outcome.Value.Id))
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewNewImprovement.Query(Cohort, Organisation));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        (Instrument, People) = (instruments[View.Instrument], View.People);
        return null;
    }
}

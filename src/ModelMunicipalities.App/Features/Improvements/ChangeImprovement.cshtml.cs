using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Where an organisation changes what an improvement is about.</summary>
public sealed class ChangeImprovementModel(InstrumentCatalogue instruments) : ImprovementFormPage
{
    [BindProperty(SupportsGet = true)]
    public int Improvement { get; set; }

    [BindProperty]
    public int? Version { get; set; }

    public ViewImprovement.View View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } turn)
        {
            return turn;
        }

        Fill(View, View.OwnerId);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new ChangeImprovement.Command(Cohort, Organisation, Improvement, Draft, Version ?? -1));
        return outcome.Ok
            ? Redirect(Links.Improvement(Network, Cohort, Organisation, Improvement))
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewImprovement.Query(Cohort, Organisation, Improvement));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        if (!outcome.Value.IsOwn)
        {
            return Turn([Refusal.Forbidden("OrganisationOnly")]);
        }

        View = outcome.Value;
        (Instrument, People) = (instruments[View.Instrument], View.People);
        return null;
    }
}

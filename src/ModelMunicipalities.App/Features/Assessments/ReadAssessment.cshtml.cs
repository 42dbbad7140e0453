using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>The common answers of one organisation at one occasion, to read; for the coordinator also to open again.</summary>
public sealed class ReadAssessmentModel(InstrumentCatalogue instruments) : PortalPage
{
    public AssessmentView View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public bool IsOwn => Caller.FunctionsAt(Organisation).Count > 0;

    public string Headline => View.Status != AssessmentStatus.Submitted ? Texts.ReadNotSubmitted.With(View.OrganisationName, Show.Occasion(View.Occasion))
        : View.IsModelMunicipality == true ? Texts.MunicipalityIsModel.With(View.OrganisationName, View.Sum, Instrument.HighestSum)
        : Texts.ReadSum.With(View.OrganisationName, View.Sum, Instrument.HighestSum, Show.Occasion(View.Occasion));

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new ReopenAssessment.Command(Cohort, Organisation, Occasion, Reason));
        return outcome.Ok ? Redirect(Links.Assessment(Network, Cohort, Organisation, Occasion))
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ViewAssessment.Query(Cohort, Organisation, Occasion));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        return null;
    }
}

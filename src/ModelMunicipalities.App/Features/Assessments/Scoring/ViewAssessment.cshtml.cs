using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>The common answers of one organisation at one occasion, to read; for the coordinator also to open again.</summary>
public sealed class ViewAssessmentModel(InstrumentCatalogue instruments) : PortalPage
{
    public AssessmentView View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public bool IsOwn => Caller.FunctionsAt(Organisation).Count > 0;

    public string Headline =>
        View.Status != AssessmentStatus.Submitted ? Texts.ReadNotSubmitted(View.OrganisationName, Show.Occasion(View.Occasion))
        : View.IsModelMunicipality == true ? Texts.MunicipalityIsModel(View.OrganisationName, View.Sum, Instrument.HighestSum)
        : Texts.ReadSum(View.OrganisationName, View.Sum, Instrument.HighestSum, Show.Occasion(View.Occasion));

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new ReopenAssessment.Command(Cohort, Organisation, Occasion, Reason));
        return outcome.Ok
            ? Redirect(Links.Assessment(Network, Cohort, Organisation, Occasion))
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    /// <summary>Opens one function's scoring again: the coordinator's way to it.</summary>
    public async Task<IActionResult> OnPostReopenAsync(Function? whose, string? reason)
    {
        Outcome<AssessmentView> outcome =
            whose is { } function && Enum.IsDefined(function)
                ? await Send(new ReopenScoring.Command(Cohort, Organisation, Occasion, function, reason))
                : Refusal.Invalid("ReopenWhoseMissing", "whose");
        if (outcome.Ok)
        {
            return Redirect(Links.Assessment(Network, Cohort, Organisation, Occasion));
        }

        Whose = whose;
        return await LoadAsync() ?? Stay(outcome.Refusals);
    }

    /// <summary>Whose scoring was chosen to be opened again.</summary>
    public Function? Whose { get; private set; }

    /// <summary>True when all three are in, nothing is submitted, and the coordinator may open one of them again.</summary>
    public bool MayReopenScoring =>
        Caller.IsCoordinator
        && !IsOwn
        && View is { IsOpen: true, Status: not AssessmentStatus.Submitted }
        && View.Functions.Count > 0
        && View.Functions.Values.All(f => f.HandedIn);

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

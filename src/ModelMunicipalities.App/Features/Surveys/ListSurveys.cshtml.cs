using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>A cohort's surveys.</summary>
public sealed class ListSurveysModel(SurveyForms forms) : PortalPage
{
    public ListSurveys.View View { get; private set; } = null!;

    public IReadOnlyCollection<SurveyForm> Forms => forms.All;

    /// <summary>What was just done.</summary>
    [TempData]
    public string? Told { get; set; }

    [BindProperty]
    public string? Form { get; set; }

    /// <summary>The occasion to ask about: another name than the address's own.</summary>
    [BindProperty]
    public string? About { get; set; }

    /// <summary>What the last survey that has closed says; else how many have answered the one that is open.</summary>
    public string Headline
    {
        get
        {
            if (View.Items.LastOrDefault(i => i.Mean is not null) is { } told)
            {
                return Texts.SurveysLatestMean(
                    told.Answered,
                    told.Invited,
                    Show.Occasion(told.Occasion),
                    Show.Mean(told.Mean),
                    forms[told.Form].Question(forms[told.Form].Headline)!.Choices.Count
                );
            }

            return View.Items.Count == 0
                ? Texts.SurveysNone
                : (
                    View.Items[^1].IsOpen
                        ? Texts.SurveyOpenHead(
                            View.Items[^1].Answered,
                            View.Items[^1].Invited,
                            Show.Occasion(View.Items[^1].Occasion)
                        )
                        : Texts.SurveysLatest(
                            View.Items[^1].Answered,
                            View.Items[^1].Invited,
                            Show.Occasion(View.Items[^1].Occasion)
                        )
                );
        }
    }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await Send(new OpenSurvey.Command(Cohort, Form, About));
        if (outcome.Ok)
        {
            Told = Texts.SurveyOpened(outcome.Value.Asked);
            return Redirect(Links.Surveys(Network, Cohort));
        }

        return outcome.Refusals[0].Kind is RefusalKind.NotFound or RefusalKind.Forbidden
            ? Turn(outcome.Refusals)
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ListSurveys.Query(Cohort));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return null;
    }
}

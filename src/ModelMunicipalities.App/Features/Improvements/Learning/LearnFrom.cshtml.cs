using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Whom one can learn from, step by step.</summary>
public sealed class LearnFromModel(InstrumentCatalogue instruments) : PortalPage
{
    public LearnFrom.View View { get; private set; } = null!;

    public Instrument Instrument { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public string? Step { get; set; }

    public string Headline =>
        View.Step is not { } step ? Texts.LearnHead
        : View.Total == 0 ? Texts.LearnStepNone(step)
        : Platform.Show.Capital(
            View.Total == 1
                ? Texts.LearnStepOne(Show.WordCommon(View.Total), step)
                : Texts.LearnStepMany(Show.WordCommon(View.Total), step)
        );

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new LearnFrom.Query(int.TryParse(Step, out var step) ? step : null));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Instrument = instruments[View.Instrument];
        return Page();
    }
}

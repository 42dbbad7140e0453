using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Cohorts;

/// <summary>Who has learnt from whom, for every member of the network.</summary>
public sealed class ViewGenerationsModel : PortalPage
{
    public ViewGenerations.View View { get; private set; } = null!;

    public string Headline =>
        View.Mentors switch
        {
            0 => Texts.GenerationsNone,
            1 => Texts.GenerationsOne(Show.WordCommon(View.Organisations)),
            _ => Texts.GenerationsMany(Show.WordFirst(View.Mentors), Show.WordCommon(View.Organisations)),
        };

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewGenerations.Query());
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Networks;

public sealed class FindStartModel : PortalPage
{
    public async Task<IActionResult> OnGetAsync(string? wanted)
    {
        var outcome = await Send(
            new FindStart.Query(
                wanted switch
                {
                    "scoring" => FindStart.Wanted.Scoring,
                    "results" => FindStart.Wanted.Results,
                    _ => FindStart.Wanted.Start,
                }
            )
        );
        return outcome.Ok ? Redirect(outcome.Value)
            : Caller.Network is null ? Turn(outcome.Refusals)
            : Page();
    }
}

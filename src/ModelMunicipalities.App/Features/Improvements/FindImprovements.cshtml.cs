using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Improvements;

/// <summary>Leads on to the improvements of what the reader acts as.</summary>
public sealed class FindImprovementsModel : PortalPage
{
    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new FindImprovements.Query());
        return outcome.Ok ? Redirect(outcome.Value)
            : Caller.Network is null || outcome.Refusals[0].Kind == RefusalKind.Forbidden ? Turn(outcome.Refusals)
            : Page();
    }
}

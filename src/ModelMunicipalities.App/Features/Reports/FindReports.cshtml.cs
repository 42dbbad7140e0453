using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>Leads on to the reports of the cohort that concerns the reader.</summary>
public sealed class FindReportsModel : PortalPage
{
    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new FindReports.Query());
        return outcome.Ok ? Redirect(outcome.Value)
            : Caller.Network is null || outcome.Refusals[0].Kind == RefusalKind.Forbidden ? Turn(outcome.Refusals)
            : Page();
    }
}

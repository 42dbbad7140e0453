using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>One report: how far it has come, then itself as a page, and its file.</summary>
public sealed class ViewReportModel : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public int Report { get; set; }

    public ViewReport.View View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        var outcome = await Send(new ViewReport.Query(Report));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostRetryAsync()
    {
        var outcome = await Send(new RetryReport.Command(Report));
        return outcome.Ok ? Redirect(Links.Report(Network, Report)) : Turn(outcome.Refusals);
    }
}

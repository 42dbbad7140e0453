using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain;
using ModelMunicipalities.Domain.Reports;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>A cohort's reports, and the form to ask for one.</summary>
public sealed class ListReportsModel(TimeProvider time) : PortalPage
{
    public const int PageSize = 30;

    public ListReports.View View { get; private set; } = null!;

    public IReadOnlyList<Cohorts.ListCohorts.Line> Cohorts { get; private set; } = [];

    [BindProperty]
    public ReportKind? Kind { get; set; }

    [BindProperty]
    public string? ForOrganisation { get; set; }

    [BindProperty]
    public string? Year { get; set; }

    [BindProperty]
    public string? Format { get; set; } = nameof(ReportFormat.Pdf);

    [BindProperty]
    public string? Language { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public string Headline =>
        View.Items.Count(r => r.Status == ReportStatus.Ready) switch
        {
            0 => Texts.ReportsHeadNone(View.CohortName),
            1 => Texts.ReportsHeadOne(View.CohortName),
            _ => Texts.ReportsHeadMany(Show.Capital(Show.WordCommon(View.Total)), View.CohortName),
        };

    public async Task<IActionResult> OnGetAsync()
    {
        Language = Show.Language;
        Year = time.GetUtcNow().Year.ToString(CultureInfo.InvariantCulture);
        return await LoadAsync() ?? ToLast(View.Items.Count, View.Total, PageSize) ?? Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Kind is not { } kind)
        {
            return await LoadAsync() ?? Stay([Refusal.Invalid("ReportKindMissing", "kind")]);
        }

        if (!Choice<ReportFormat>.TryParse(Format, out var format))
        {
            return await LoadAsync() ?? Stay([Refusal.Invalid("ReportFormatUnknown", "format")]);
        }

        var year = int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) ? y : (int?)null;
        var outcome = await Send(
            new RequestReport.Command(
                Cohort,
                kind,
                ForOrganisation,
                kind == ReportKind.Annual ? year : null,
                format.Value,
                Language ?? Show.Language
            )
        );
        return outcome.Ok ? Redirect(Links.Report(Network, outcome.Value))
            : outcome.Refusals[0].Kind is RefusalKind.NotFound or RefusalKind.Forbidden ? Turn(outcome.Refusals)
            : await LoadAsync() ?? Stay(outcome.Refusals);
    }

    private async Task<IActionResult?> LoadAsync()
    {
        var outcome = await Send(new ListReports.Query(Cohort, Math.Max(1, Number), PageSize));
        if (!outcome.Ok)
        {
            return Turn(outcome.Refusals);
        }

        View = outcome.Value;
        Kind ??= View.Kinds.Count > 0 ? View.Kinds[0] : null;
        Cohorts = (await Send(new Cohorts.ListCohorts.Query(1, 50))).Value!.Items;
        return null;
    }
}

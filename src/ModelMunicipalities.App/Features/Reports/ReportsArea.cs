using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>What is written down of a cohort, a group, an organisation or a year, as page and file.</summary>
public sealed class ReportsArea : Area
{
    /// <summary>The job that makes reports; those that somebody waits for are begun at once, unless it is paused.</summary>
    public const string Making = "reports";

    public override IReadOnlyList<NetworkJob> Jobs =>
        [
            new("reportplan", "30 5 * * *", NetworkJob.MadeUp, () => new MakeDueReports.Command()),
            new(Making, "*/10 * * * *", NetworkJob.LeftOut, () => new MakeReports.Command()),
        ];

    public override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReportQueue>();
    }

    public override IEnumerable<MenuEntry> MainMenu(string network, Place acting) =>
        [new(Menu.Reports, Texts.MenuReports, Links.Reports(network))];

    public override void MapCalls(CallRoutes routes)
    {
        RequestReport.Map(routes.Network);
        ViewReport.Map(routes.Network);
        DownloadReport.Map(routes.Network);
        RetryReport.Map(routes.Network);
        ListReports.Map(routes.Cohort);
    }

    public override void MapFiles(IEndpointRouteBuilder portal)
    {
        DownloadReport.MapPortal(portal);
    }
}

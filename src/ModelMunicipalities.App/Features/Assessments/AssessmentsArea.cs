using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>Scoring the checklist, agreeing on it, and what the figures of many tell.</summary>
public sealed class AssessmentsArea : Area
{
    public override IReadOnlyList<NetworkJob> Jobs =>
        [new("figures", "2/5 * * * *", NetworkJob.LeftOut, () => new PublishFigures.Command())];

    public override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(InstrumentCatalogue.Load(FolderOf(builder.Configuration, "Instruments")));
        builder.Services.AddScoped<AssessmentViews>();
    }

    public override IEnumerable<MenuEntry> MainMenu(string network, Place acting) =>
        [
            .. acting.Function is null ? [] : new MenuEntry[] { new(Menu.Scoring, Texts.MenuScoring, Links.MyScoring(network)) },
            new(Menu.Results, Texts.MenuResults, Links.Results(network)),
        ];

    public override void MapCalls(CallRoutes routes)
    {
        ViewProgress.Map(routes.Cohort);
        ViewBenchmark.Map(routes.Cohort);
        ViewMentees.Map(routes.Cohort);
        ViewMunicipality.Map(routes.Cohort);
        ImportAssessments.Map(routes.Cohort);
        ExportAssessments.Map(routes.Cohort);
        ExportChecklist.Map(routes.Cohort);
        var assessment = routes.Organisation.MapGroup("/assessments/{occasion}").WithTags("Assessments");
        ViewAssessment.Map(assessment);
        SaveScoring.Map(assessment);
        HandInScoring.Map(assessment);
        TakeBackScoring.Map(assessment);
        ReopenScoring.Map(assessment);
        RecordConsensus.Map(assessment);
        SubmitAssessment.Map(assessment);
        ReopenAssessment.Map(assessment);
    }

    public override void MapFiles(IEndpointRouteBuilder portal)
    {
        ExportAssessments.MapPortal(portal);
        ExportChecklist.MapPortal(portal);
    }
}

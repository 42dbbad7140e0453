using ModelMunicipalities.App.Platform.Jobs;
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

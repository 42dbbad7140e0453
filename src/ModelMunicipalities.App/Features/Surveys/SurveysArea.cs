using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>What participants are asked after meetings, without anybody knowing who said what.</summary>
public sealed class SurveysArea : Area
{
    public override IReadOnlyList<NetworkJob> Jobs =>
        [new("surveys", "5/15 * * * *", NetworkJob.LeftOut, () => new SendSurveys.Command())];

    public override void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(SurveyForms.Load(FolderOf(builder.Configuration, "Surveys")));
        builder.Services.AddSingleton<SurveySecrets>();
        builder.Services.AddScoped<SurveySender>();
        builder.Services.AddScoped<SurveyResults>();
    }

    public override IEnumerable<MenuEntry> CohortMenu(string network, string cohort) =>
        [new(Menu.Surveys, Texts.SurveysTitle, Links.Surveys(network, cohort))];

    public override void MapCalls(CallRoutes routes)
    {
        AnswerSurvey.Map(routes.Open);
        ListMySurveys.Map(routes.Network);
        ListSurveys.Map(routes.Cohort);
        OpenSurvey.Map(routes.Cohort);
        ViewSurvey.Map(routes.Cohort);
        ExportSurvey.Map(routes.Cohort);
        SetClosing.Map(routes.Cohort);
        NameTheme.Map(routes.Cohort);
        MoveText.Map(routes.Cohort);
    }

    public override void MapFiles(IEndpointRouteBuilder portal)
    {
        ExportSurvey.MapPortal(portal);
    }
}

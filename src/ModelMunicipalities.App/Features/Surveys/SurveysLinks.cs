namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    /// <summary>Somebody's own link to a survey, without signing in.</summary>
    public static string SurveyOf(string token) => $"/surveys/{token}";

    public static string Surveys(string network, string cohort) => $"{Cohort(network, cohort)}/surveys";

    public static string Survey(string network, string cohort, int id) => $"{Surveys(network, cohort)}/{id}";

    public static string SurveyExport(string network, string cohort, string id, string format) =>
        $"{Surveys(network, cohort)}/{id}/results.{format}";
}

namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public static string MyImprovements(string network) => $"/{network}/improvements";

    public static string CohortImprovements(string network, string cohort) => $"{Cohort(network, cohort)}/improvements";

    public static string Improvements(string network, string cohort, string organisation) =>
        $"{Municipality(network, cohort, organisation)}/improvements";

    public static string NewImprovement(string network, string cohort, string organisation, int? meeting = null) =>
        $"{Improvements(network, cohort, organisation)}/new{(meeting is null ? "" : "?meeting=" + meeting)}";

    public static string Improvement(string network, string cohort, string organisation, int id) =>
        $"{Improvements(network, cohort, organisation)}/{id}";

    public static string EditImprovement(string network, string cohort, string organisation, int id) =>
        $"{Improvement(network, cohort, organisation, id)}/edit";

    /// <summary>The place on an improvement's page where its review at a meeting is written.</summary>
    public static string ReviewImprovement(string network, string cohort, string organisation, int id, int meeting) =>
        $"{Improvement(network, cohort, organisation, id)}?meeting={meeting}#review";

    public static string ImprovementsExport(string network, string cohort, string organisation, string format) =>
        $"{Municipality(network, cohort, organisation)}/improvements.{format}";

    public static string CohortImprovementsExport(string network, string cohort, string format) =>
        $"{Cohort(network, cohort)}/improvements.{format}";

    public static string Learn(string network, int? step = null) => $"/{network}/learn{(step is null ? "" : "?step=" + step)}";
}

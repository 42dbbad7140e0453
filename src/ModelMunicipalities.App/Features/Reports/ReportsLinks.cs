namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public static string Reports(string network) => $"/{network}/reports";

    public static string Report(string network, int id) => $"{Reports(network)}/{id}";

    public static string ReportFile(string network, int id) => $"{Report(network, id)}/file";

    public static string CohortReports(string network, string cohort) => $"/{network}/cohorts/{cohort}/reports";
}

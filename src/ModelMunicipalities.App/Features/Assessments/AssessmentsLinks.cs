namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public static string MyScoring(string network) => $"/{network}/scoring";

    public static string Results(string network) => $"/{network}/results";

    public static string CohortAt(string network, string cohort, string occasion, string? sort = null) =>
        $"{Cohort(network, cohort)}?occasion={occasion}{(sort is null ? "" : "&sort=" + sort)}";

    public static string Benchmark(string network, string cohort) => $"{Cohort(network, cohort)}/benchmark";

    public static string Mentees(string network, string cohort) => $"{Cohort(network, cohort)}/mentees";

    public static string Imports(string network, string cohort) => $"{Cohort(network, cohort)}/imports";

    public static string CohortExport(string network, string cohort, string format) =>
        $"{Cohort(network, cohort)}/assessments.{format}";

    public static string Municipality(string network, string cohort, string organisation) =>
        $"{Cohort(network, cohort)}/organisations/{organisation}";

    public static string ChecklistExport(string network, string cohort, string organisation, string format) =>
        $"{Municipality(network, cohort, organisation)}/checklist.{format}";

    public static string Assessment(string network, string cohort, string organisation, string occasion) =>
        $"{Municipality(network, cohort, organisation)}/assessments/{occasion}";

    public static string Step(string network, string cohort, string organisation, string occasion, int step) =>
        $"{Assessment(network, cohort, organisation, occasion)}#step-{step}";

    public static string Scoring(string network, string cohort, string organisation, string occasion) =>
        $"{Assessment(network, cohort, organisation, occasion)}/mine";

    public static string Review(string network, string cohort, string organisation, string occasion) =>
        $"{Scoring(network, cohort, organisation, occasion)}/review";

    public static string Compare(string network, string cohort, string organisation, string occasion) =>
        $"{Assessment(network, cohort, organisation, occasion)}/compare";
}

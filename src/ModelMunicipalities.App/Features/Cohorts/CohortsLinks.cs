namespace ModelMunicipalities.App.Features;

public static partial class Links
{
    public static string Cohorts(string network) => $"/{network}/cohorts";

    public static string NewCohort(string network) => $"{Cohorts(network)}/new";

    public static string Cohort(string network, string cohort) => $"/{network}/cohorts/{cohort}";

    public static string Plan(string network, string cohort) => $"{Cohort(network, cohort)}/plan";

    public static string PlanDates(string network, string cohort) => $"{Plan(network, cohort)}/dates";

    public static string PlanCriteria(string network, string cohort) => $"{Plan(network, cohort)}/criteria";

    public static string Invitations(string network, string cohort) => $"{Cohort(network, cohort)}/invitations";

    public static string Mentors(string network, string cohort) => $"{Cohort(network, cohort)}/mentors";

    public static string Applications(string network, string cohort, string? sort = null) =>
        $"{Cohort(network, cohort)}/applications{(sort is null ? "" : "?sort=" + sort)}";

    public static string ApplicationsExport(string network, string cohort, string format) =>
        $"{Cohort(network, cohort)}/applications.{format}";

    public static string Application(string network, string cohort, string organisation) =>
        $"{Applications(network, cohort)}/{organisation}";

    /// <param name="network">The network's slug.</param>
    /// <param name="cohort">The cohort's slug.</param>
    /// <param name="organisation">The organisation's slug.</param>
    /// <param name="part">The part of the application, in lower case.</param>
    public static string EditApplication(string network, string cohort, string organisation, string part) =>
        $"{Application(network, cohort, organisation)}/edit/{part}";

    public static string ReviewApplication(string network, string cohort, string organisation) =>
        $"{Application(network, cohort, organisation)}/review";

    public static string Generations(string network) => $"/{network}/generations";

    public static string Mentor(string network, string cohort, string organisation) =>
        $"{Mentors(network, cohort)}/{organisation}";

    public static string AllAfterwards(string network, string cohort) => $"{Cohort(network, cohort)}/afterwards";

    public static string Leave(string network, string cohort, string organisation) =>
        $"{Municipality(network, cohort, organisation)}/withdrawal";

    public static string Afterwards(string network, string cohort, string organisation) =>
        $"{Municipality(network, cohort, organisation)}/afterwards";
}

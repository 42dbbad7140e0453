namespace ModelMunicipalities.App.Platform;

/// <summary>Every address of the portal. Pages and mails take their links from here.</summary>
public static class Links
{
    public const string SignIn = "/sign-in";

    public const string SignOut = "/sign-out";

    public const string Language = "/language";

    public const string Acting = "/acting";

    public const string Sources = "/sources";

    public const string Accessibility = "/accessibility";

    public const string Privacy = "/privacy";

    public const string DevelopmentMail = "/development/mail";

    public static string Invitation(string token) => $"/invitations/{token}";

    public static string Network(string network) => $"/{network}";

    public static string MyScoring(string network) => $"/{network}/scoring";

    public static string Results(string network) => $"/{network}/results";

    public static string People(string network) => $"/{network}/people";

    public static string Trail(string network) => $"/{network}/trail";

    public static string Cohort(string network, string cohort) => $"/{network}/cohorts/{cohort}";

    public static string CohortAt(string network, string cohort, string occasion, string? sort = null) =>
        $"{Cohort(network, cohort)}?occasion={occasion}{(sort is null ? "" : "&sort=" + sort)}";

    public static string Benchmark(string network, string cohort) => $"{Cohort(network, cohort)}/benchmark";

    public static string Mentees(string network, string cohort) => $"{Cohort(network, cohort)}/mentees";

    public static string Generations(string network) => $"/{network}/generations";

    public static string Mentors(string network, string cohort) => $"{Cohort(network, cohort)}/mentors";

    public static string Mentor(string network, string cohort, string organisation) => $"{Mentors(network, cohort)}/{organisation}";

    public static string Pairing(string network, string cohort) => $"{Cohort(network, cohort)}/pairing";

    public static string AllAfterwards(string network, string cohort) => $"{Cohort(network, cohort)}/afterwards";

    public static string Imports(string network, string cohort) => $"{Cohort(network, cohort)}/imports";

    public static string CohortExport(string network, string cohort, string format) => $"{Cohort(network, cohort)}/assessments.{format}";

    public static string Municipality(string network, string cohort, string organisation) => $"{Cohort(network, cohort)}/organisations/{organisation}";

    public static string Leave(string network, string cohort, string organisation) => $"{Municipality(network, cohort, organisation)}/withdrawal";

    public static string Afterwards(string network, string cohort, string organisation) => $"{Municipality(network, cohort, organisation)}/afterwards";

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

namespace ModelMunicipalities.App.Platform;

/// <summary>Every address of the portal. Pages and mails take their links from here.</summary>
public static class Links
{
    public const string SignIn = "/sign-in";

    public const string SignOut = "/sign-out";

    public const string Account = "/account";

    public const string Language = "/language";

    public const string Acting = "/acting";

    public const string Sources = "/sources";

    /// <summary>The API's description, to read.</summary>
    public const string Api = "/api";

    public const string Accessibility = "/accessibility";

    public const string Privacy = "/privacy";

    public const string DevelopmentMail = "/development/mail";

    public static string Invitation(string token) => $"/invitations/{token}";

    public static string Network(string network) => $"/{network}";

    public static string MyScoring(string network) => $"/{network}/scoring";

    public static string Results(string network) => $"/{network}/results";

    public static string People(string network) => $"/{network}/people";

    public static string Team(string network, string organisation) => $"/{network}/organisations/{organisation}/team";

    public static string Join(string network) => $"/join/{network}";

    public static string Reports(string network) => $"/{network}/reports";

    public static string Report(string network, int id) => $"{Reports(network)}/{id}";

    public static string ReportFile(string network, int id) => $"{Report(network, id)}/file";

    public static string CohortReports(string network, string cohort) => $"/{network}/cohorts/{cohort}/reports";

    public static string Trail(string network) => $"/{network}/trail";

    public static string Jobs(string network) => $"/{network}/jobs";

    public static string Mails(string network) => $"/{network}/mail";

    public static string MailChoices(string network) => $"/{network}/mail-choices";

    /// <summary>Somebody's own link to her choices, without signing in.</summary>
    public static string MailChoicesOf(string token) => $"/mail-choices/{token}";

    public static string Reminders(string network) => $"/{network}/reminders";

    public static string Meetings(string network) => $"/{network}/meetings";

    public static string MeetingSettings(string network) => $"{Meetings(network)}/settings";

    /// <param name="network">The network's slug.</param>
    /// <param name="form">Key of the form of meeting.</param>
    public static string AgendaTemplate(string network, string form) => $"{Meetings(network)}/agendas/{form}";

    public static string Meeting(string network, int id) => $"{Meetings(network)}/{id}";

    public static string CallMeeting(string network, int id) => $"{Meeting(network, id)}/call";

    public static string CancelMeeting(string network, int id) => $"{Meeting(network, id)}/cancellation";

    public static string MeetingCalendar(string network, int id) => $"{Meeting(network, id)}/calendar.ics";

    public static string Poll(string network, int id) => $"{Meeting(network, id)}/poll";

    public static string NewPoll(string network, int id) => $"{Poll(network, id)}/new";

    public static string EditAgenda(string network, int id) => $"{Meeting(network, id)}/agenda";

    public static string MeetingPack(string network, int id) => $"{Meeting(network, id)}/pack";

    public static string MeetingRecord(string network, int id) => $"{Meeting(network, id)}/record";

    public static string Attachment(string network, int id) => $"/{network}/attachments/{id}";

    /// <summary>Somebody's own link to a poll, without signing in.</summary>
    public static string SurveyOf(string token) => $"/surveys/{token}";

    public static string Surveys(string network, string cohort) => $"{Cohort(network, cohort)}/surveys";

    public static string Survey(string network, string cohort, int id) => $"{Surveys(network, cohort)}/{id}";

    public static string SurveyExport(string network, string cohort, string id, string format) =>
        $"{Surveys(network, cohort)}/{id}/results.{format}";

    public static string PollOf(string token) => $"/polls/{token}";

    public static string MyCalendar(string network) => $"/{network}/calendar";

    public static string CalendarFeed(string token) => $"/calendar/{token}.ics";

    public static string MyImprovements(string network) => $"/{network}/improvements";

    public static string Cohorts(string network) => $"/{network}/cohorts";

    public static string NewCohort(string network) => $"{Cohorts(network)}/new";

    public static string Cohort(string network, string cohort) => $"/{network}/cohorts/{cohort}";

    public static string CohortAt(string network, string cohort, string occasion, string? sort = null) =>
        $"{Cohort(network, cohort)}?occasion={occasion}{(sort is null ? "" : "&sort=" + sort)}";

    public static string Plan(string network, string cohort) => $"{Cohort(network, cohort)}/plan";

    public static string PlanDates(string network, string cohort) => $"{Plan(network, cohort)}/dates";

    public static string PlanCriteria(string network, string cohort) => $"{Plan(network, cohort)}/criteria";

    public static string Invitations(string network, string cohort) => $"{Cohort(network, cohort)}/invitations";

    public static string CohortMeetings(string network, string cohort) => $"{Cohort(network, cohort)}/meetings";

    public static string CohortImprovements(string network, string cohort) => $"{Cohort(network, cohort)}/improvements";

    public static string Mentors(string network, string cohort) => $"{Cohort(network, cohort)}/mentors";

    public static string Pairing(string network, string cohort) => $"{Cohort(network, cohort)}/pairing";

    public static string PairingNumber(string network, string cohort, int number) => $"{Pairing(network, cohort)}/{number}";

    public static string MovePairing(string network, string cohort, int number, string participant) =>
        $"{PairingNumber(network, cohort, number)}?participant={participant}#p-{participant}";

    public static string ComparePairing(string network, string cohort, int number, int other) =>
        $"{PairingNumber(network, cohort, number)}/compare/{other}";

    public static string Benchmark(string network, string cohort) => $"{Cohort(network, cohort)}/benchmark";

    public static string Mentees(string network, string cohort) => $"{Cohort(network, cohort)}/mentees";

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

    public static string Imports(string network, string cohort) => $"{Cohort(network, cohort)}/imports";

    public static string CohortExport(string network, string cohort, string format) =>
        $"{Cohort(network, cohort)}/assessments.{format}";

    public static string Municipality(string network, string cohort, string organisation) =>
        $"{Cohort(network, cohort)}/organisations/{organisation}";

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

    public static string Leave(string network, string cohort, string organisation) =>
        $"{Municipality(network, cohort, organisation)}/withdrawal";

    public static string Afterwards(string network, string cohort, string organisation) =>
        $"{Municipality(network, cohort, organisation)}/afterwards";

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

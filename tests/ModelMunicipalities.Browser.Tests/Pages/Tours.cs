using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Platform.Jobs;
using ModelMunicipalities.App.Platform.Mails;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Browser.Tests.Kit;
using static ModelMunicipalities.Browser.Tests.Kit.Hedemora;

namespace ModelMunicipalities.Browser.Tests.Pages;

/// <summary>Every page of the portal, in every state that looks different, by who meets it.</summary>
public static class Tours
{
    private const string Welcome = "/Networks/Welcome";

    private const string Problem = "/Networks/Problem";

    private const string ViewMunicipality = "/Assessments/ViewMunicipality";

    private const string SaveScoring = "/Assessments/Scoring/SaveScoring";

    private const string HandInScoring = "/Assessments/Scoring/HandInScoring";

    private const string RecordConsensus = "/Assessments/Scoring/RecordConsensus";

    private const string ViewAssessment = "/Assessments/Scoring/ViewAssessment";

    private const string ViewBenchmark = "/Assessments/Figures/ViewBenchmark";

    private const string ViewProgress = "/Assessments/ViewProgress";

    private const string ViewMentees = "/Assessments/ViewMentees";

    private const string ImportAssessments = "/Assessments/Sheets/ImportAssessments";

    private const string ListMentors = "/Cohorts/Mentors/ListMentors";

    private const string ViewMentor = "/Cohorts/Mentors/ViewMentor";

    private const string ViewLeaving = "/Cohorts/Leaving/ViewLeaving";

    private const string ViewAfterwards = "/Cohorts/Afterwards/ViewAfterwards";

    private const string ListAfterwards = "/Cohorts/Afterwards/ListAfterwards";

    private const string ViewGenerations = "/Cohorts/ViewGenerations";

    private const string ListPeople = "/Accounts/Invitations/ListPeople";

    private const string ViewReminders = "/Reminders/ViewReminders";

    private const string ViewTeam = "/Accounts/Team/ViewTeam";

    private const string AskToJoin = "/Accounts/Invitations/AskToJoin";
    private const string ViewApplication = "/Cohorts/Applications/ViewApplication";

    private const string SaveApplication = "/Cohorts/Applications/SaveApplication";

    private const string SubmitApplication = "/Cohorts/Applications/SubmitApplication";

    private const string ListApplications = "/Cohorts/Applications/ListApplications";

    private const string ListCohorts = "/Cohorts/ListCohorts";

    private const string CreateCohort = "/Cohorts/CreateCohort";

    private const string ViewPlan = "/Cohorts/Plan/ViewPlan";

    private const string SchedulePlan = "/Cohorts/Plan/SchedulePlan";

    private const string SetCriteria = "/Cohorts/Plan/SetCriteria";

    private const string ListInvitations = "/Cohorts/Invitations/ListInvitations";

    private const string ViewProposal = "/Pairing/ViewProposal";

    private const string ComparePairing = "/Pairing/ComparePairing";

    private const string ListMyMeetings = "/Meetings/ListMyMeetings";

    private const string ListReports = "/Reports/ListReports";

    private const string ViewReport = "/Reports/ViewReport";

    private const string AnswerSurvey = "/Surveys/AnswerSurvey";

    private const string ListSurveys = "/Surveys/ListSurveys";

    private const string ViewSurvey = "/Surveys/ViewSurvey";

    private const string ViewCohortMeetings = "/Meetings/ViewCohortMeetings";

    private const string ViewPoll = "/Meetings/Polls/ViewPoll";

    private const string OpenPoll = "/Meetings/Polls/OpenPoll";

    private const string AnswerPollByLink = "/Meetings/Polls/AnswerPollByLink";

    private const string ViewMeeting = "/Meetings/ViewMeeting";

    private const string EditAgenda = "/Meetings/Preparation/EditAgenda";

    private const string ViewAgendaTemplate = "/Meetings/Preparation/ViewAgendaTemplate";

    private const string ViewPack = "/Meetings/Preparation/ViewPack";

    private const string ViewRecord = "/Meetings/Record/ViewRecord";

    private const string ViewCall = "/Meetings/Call/ViewCall";

    private const string CancelMeeting = "/Meetings/Call/CancelMeeting";

    private const string ViewMyCalendar = "/Meetings/Calendars/ViewMyCalendar";

    private const string ViewMeetingSettings = "/Meetings/Settings/ViewMeetingSettings";

    private const string Next = "2028";

    private const string ListImprovements = "/Improvements/ListImprovements";

    private const string CohortImprovements = "/Improvements/CohortImprovements";

    private const string ViewImprovement = "/Improvements/ViewImprovement";

    private const string ViewNewImprovement = "/Improvements/ViewNewImprovement";

    private const string ChangeImprovement = "/Improvements/ChangeImprovement";

    private const string LearnFrom = "/Improvements/Learning/LearnFrom";

    /// <summary>Pages that no tour shows, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotShown = new Dictionary<string, string>
    {
        ["/Networks/ApiReference"] = "what it shows is Scalar's own, in English; Pages/ApiReference.cs looks at it",
    };

    public static readonly IReadOnlyList<Tour> All =
    [
        new(
            "guest",
            null,
            [
                new(Welcome, "/", Picture: "welcome"),
                new("/Accounts/SigningIn/SignIn", Links.SignIn, Picture: "sign-in"),
                new("/Accounts/SigningIn/SignIn", Links.SignIn, 400)
                {
                    Act = page => SendAsync(page, "main form.stack", ("email", Who.Observer.Email), ("password", "fel")),
                },
                new("/Networks/Sources", Links.Sources, Picture: "sources"),
                new("/Networks/Accessibility", Links.Accessibility, Picture: "accessibility"),
                new("/Networks/Privacy", Links.Privacy),
                new("/Accounts/Language", Links.Language),
                new("/Accounts/Mail/DevelopmentMail", Links.DevelopmentMail),
                new("/Accounts/Mail/DevelopmentMail", Links.DevelopmentMail, Picture: "mail") { Before = InviteAsync },
                new("/Accounts/Invitations/AcceptInvitation", "", Picture: "invitation") { Find = InvitationAsync },
                new("/Accounts/Invitations/AcceptInvitation", "", 400)
                {
                    Find = InvitationAsync,
                    Act = page => SendAsync(page, "main form.stack", ("Password", "kort")),
                },
                new(AskToJoin, Links.Join(Network), Picture: "join"),
                new(AskToJoin, Links.Join(Network), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Name", ""), ("Email", "ingen adress")),
                },
                new(AskToJoin, Links.Join(Network), Picture: "join-asked")
                {
                    Act = page =>
                        SendAsync(page, "main form", ("Name", "Åsa Öberg"), ("Email", "asa@okand.example"), ("As", "Manager")),
                },
                new(Problem, Links.Invitation("finns-inte"), 404, "not-found"),
            ]
        ),
        new(
            "key person",
            Who.KeyPerson,
            [
                new(ViewMunicipality, Start, Picture: "start"),
                new(SaveScoring, Scoring, Picture: "scoring"),
                new(SaveScoring, Scoring) { Act = OpenEverythingAsync },
                new(HandInScoring, Review, Picture: "review"),
                new(RecordConsensus, Compare),
                new(ViewAssessment, Common),
                new(SaveScoring, Links.Scoring(Network, Cohort, Slug, "bm1")),
                new(SaveScoring, Links.Scoring(Network, Cohort, Slug, "bm3")),
                new(RecordConsensus, Links.Compare(Network, Cohort, Slug, "bm1")),
                new(ViewAssessment, Links.Assessment(Network, Cohort, Slug, "bm1")),
                new(ViewMunicipality, Links.Municipality(Network, Cohort, "norrtalje")),
                new(ViewMunicipality, Links.Municipality(Network, Cohort, "eskilstuna")),
                new(ViewTeam, Links.Team(Network, Slug), Picture: "team"),
                new(ViewTeam, Links.Team(Network, Slug)) { Act = OpenEverythingAsync },
                new(Problem, Links.Municipality(Network, Cohort, "lulea"), 403, "forbidden"),
            ]
        ),
        new(
            "key person in the closed cohort",
            Who.KeyPerson,
            [
                new(ViewMunicipality, Links.Municipality(Network, Closed, Slug), Picture: "start-closed"),
                new(ViewAssessment, Links.Assessment(Network, Closed, Slug, "bm4")),
                new(ViewBenchmark, Links.Benchmark(Network, Cohort)),
                new(ViewBenchmark, Links.Benchmark(Network, Cohort) + "?basis=respondents"),
                new(ViewBenchmark, Links.Benchmark(Network, Closed), Picture: "benchmark"),
                new(ViewBenchmark, Links.Benchmark(Network, Closed) + "?basis=respondents", Picture: "benchmark-respondents"),
                new("/Accounts/SigningIn/Act", Links.Acting),
                new("/Accounts/SigningIn/SignOut", Links.SignOut),
            ]
        ),
        new(
            "key person after handing in",
            Who.KeyPerson,
            [
                new(RecordConsensus, Compare)
                {
                    Before = portal => portal.HandInAsync(Who.KeyPerson, 3, 2, 2, 2, 3, 3, 2, 3, 2, 1),
                },
                new(ViewMunicipality, Start)
                {
                    Before = async portal =>
                    {
                        await portal.HandInAsync(Who.Manager, 3, 3, 2, 2, 1, 3, 1, 2, 2, 2);
                        await portal.HandInAsync(Who.Politician, 3, 2, 2, 2, 3, 3, 1, 2, 2, 2);
                    },
                },
                new(SaveScoring, Scoring),
                new(RecordConsensus, Compare, Picture: "compare"),
                new(RecordConsensus, Compare) { Act = OpenEverythingAsync },
                new(RecordConsensus, Compare, 400) { Act = page => SendAsync(page, "#compare", ("then", "submit")) },
                new(ViewAssessment, Common),
            ]
        ),
        new(
            "key person after submitting",
            Who.KeyPerson,
            [
                new(ViewMunicipality, Start) { Before = portal => portal.SubmitAsync() },
                new(SaveScoring, Scoring),
                new(RecordConsensus, Compare),
                new(ViewAssessment, Common, Picture: "read"),
            ]
        ),
        new(
            "manager",
            Who.Manager,
            [
                new(ViewMunicipality, Start),
                new(SaveScoring, Scoring),
                new(RecordConsensus, Compare) { Before = portal => portal.HandInAllAsync() },
            ]
        ),
        new(
            "coordinator",
            Who.Coordinator,
            [
                new(ViewProgress, Links.Cohort(Network, Cohort), Picture: "cohort"),
                new(ViewProgress, Links.CohortAt(Network, Cohort, Occasion, "sum")),
                new(ViewProgress, Links.CohortAt(Network, Cohort, Occasion, "change")),
                new(ViewProgress, Links.CohortAt(Network, Cohort, Occasion, "name")),
                new(ViewProgress, Links.Cohort(Network, Closed)),
                new(ViewMunicipality, Start),
                new(ViewAssessment, Common),
                new(ViewAssessment, Common, Picture: "read-coordinator") { Before = portal => portal.SubmitAsync() },
                new(ViewAssessment, Common, 400) { Act = page => SendAsync(page, "main form", ("Reason", "")) },
                new(ViewAssessment, Common, 200) { Act = page => SendAsync(page, "main form", ("Reason", "Steg 7 blev fel.")) },
                new(ViewBenchmark, Links.Benchmark(Network, Cohort)),
            ]
        ),
        new(
            "coordinator of people, events and files",
            Who.Coordinator,
            [
                new(ListPeople, Links.People(Network), Picture: "people"),
                new(ListPeople, Links.People(Network))
                {
                    Act = page =>
                        SendAsync(
                            page,
                            "main form",
                            ("Name", "Åsa Öberg"),
                            ("Email", "asa@kristinehamn.example"),
                            ("What", "Politician"),
                            ("Organisation", "kristinehamn")
                        ),
                },
                new(ListPeople, Links.People(Network), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Name", ""), ("Email", "ingen adress")),
                },
                new(ViewTeam, Links.Team(Network, "kristinehamn"), Picture: "team-vacant"),
                new(ViewTeam, Links.Team(Network, "kristinehamn"), 400)
                {
                    Act = page => SendAsync(page, "form[action*=Invite]", ("Name", ""), ("Email", "ingen adress")),
                },
                new(ViewTeam, Links.Team(Network, "kristinehamn"), Picture: "team-request") { Before = AskToJoinAsync },
                new("/Networks/ReadTrail", Links.Trail(Network), Picture: "trail"),
                new("/Networks/ListJobs", Links.Jobs(Network), Picture: "jobs"),
                new("/Networks/ListJobs", Links.Jobs(Network), Picture: "jobs-paused")
                {
                    Act = page => SendAsync(page, "form[action*=Pause]"),
                },
                new("/Networks/ListJobs", Links.Jobs(Network)) { Act = page => SendAsync(page, "form[action*=Resume]") },
                new("/Networks/ListMails", Links.Mails(Network), Picture: "mail"),
                new("/Networks/ListMails", Links.Mails(Network) + "?filter=givenup"),
                new("/Accounts/Mail/ViewMailChoices", Links.MailChoices(Network), Picture: "mail-choices"),
                new("/Accounts/SigningIn/ChangePassword", Links.Account, Picture: "account"),
                new("/Accounts/SigningIn/ChangePassword", Links.Account, 400)
                {
                    Act = page => SendAsync(page, "form[action*='Password']", ("Current", "fel"), ("New", "kort")),
                },
                new(ViewReminders, Links.Reminders(Network), Picture: "reminders"),
                new(ViewReminders, Links.Reminders(Network) + "?rule=ChecklistDue", 400)
                {
                    Act = page => SendAsync(page, "main form", ("Before", "två"), ("EscalateAfter", "1")),
                },
                new(ViewReminders, Links.Reminders(Network) + "?rule=FunctionVacant", Picture: "reminders-change"),
                new(ImportAssessments, Links.Imports(Network, Cohort), Picture: "import"),
                new(ImportAssessments, Links.Imports(Network, Cohort), 400)
                {
                    Act = page => SendFileAsync(page, "organisation;occasion;step;score\nhedemora;bm9;1;3\nnågonstans;bm2;1;7\n"),
                },
                new(ImportAssessments, Links.Imports(Network, Cohort), Picture: "import-preview")
                {
                    Act = page => SendFileAsync(page, "organisation;occasion;step;score\nlycksele;bm2;1;3\nlycksele;bm2;2;2\n"),
                },
            ]
        ),
        new(
            "key person who applies",
            Who.KeyPerson,
            [
                new(ViewApplication, Applying.Own, Picture: "application-invited") { Before = Applying.OpenAsync },
                new(SaveApplication, Applying.Edit("contact"), Picture: "application-contact"),
                new(SaveApplication, Applying.Edit("contact"), 400)
                {
                    Act = page => SendAsync(page, "main form.stack", ("ContactEmail", "ingen adress")),
                },
                new(SaveApplication, Applying.Edit("areas")),
                new(SaveApplication, Applying.Edit("people"), Picture: "application-people"),
                new(SaveApplication, Applying.Edit("cemr"), 400)
                {
                    Act = page => SendAsync(page, "main form.stack", ("Cemr", "Planned")),
                },
                new(SaveApplication, Applying.Edit("baseline"), Picture: "application-baseline"),
                new(SaveApplication, Applying.Edit("baseline")) { Act = OpenEverythingAsync },
                new(SaveApplication, Applying.Edit("stakeholders")),
                new(SaveApplication, Applying.Edit("commitment")),
                new(SaveApplication, Applying.Edit("questions")),
                new(ViewApplication, Applying.Own, Picture: "application-draft") { Before = Applying.BeginAsync },
                new(SubmitApplication, Applying.Review, Picture: "application-review"),
                new(ViewApplication, Applying.Own, Picture: "application-submitted") { Before = Applying.SubmitAsync },
            ]
        ),
        new(
            "coordinator who admits",
            Who.Coordinator,
            [
                new(ListApplications, Applying.List, Picture: "applications-empty") { Before = Applying.OpenAsync },
                new(ListApplications, Applying.List, Picture: "applications") { Before = Applying.FillAsync },
                new(ListApplications, Links.Applications(Network, Applying.Cohort, "criteria")),
                new(ViewApplication, Links.Application(Network, Applying.Cohort, "vannas"), Picture: "application-coordinator"),
                new(ViewApplication, Links.Application(Network, Applying.Cohort, "vannas")) { Act = OpenEverythingAsync },
                new(ViewApplication, Links.Application(Network, Applying.Cohort, "vannas"), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Decision", "Decline"), ("Reason", "")),
                },
                new(ViewApplication, Links.Application(Network, Applying.Cohort, "lulea")),
                new(ViewApplication, Links.Application(Network, Applying.Cohort, "vannas"), Picture: "application-admitted")
                {
                    Act = page => SendAsync(page, "main form", ("Decision", "Admit"), ("Reason", "Välkomna!")),
                },
            ]
        ),
        new(
            "mentor",
            Who.Mentor,
            [
                new(ViewMentees, Links.Mentees(Network, Cohort), Picture: "mentees"),
                new(ViewMentees, Links.Mentees(Network, Closed)),
                new(ViewMunicipality, Start),
                new(ViewMunicipality, Links.Municipality(Network, Cohort, "eskilstuna")),
                new(ViewAssessment, Links.Assessment(Network, Cohort, Slug, "bm1")),
                new(ViewAssessment, Common),
                new(Problem, Compare, 403),
            ]
        ),
        new(
            "coordinator of mentors and what comes after",
            Who.Coordinator,
            [
                new(ListMentors, Links.Mentors(Network, Cohort), Picture: "mentors"),
                new(ListMentors, Links.Mentors(Network, Cohort), 400) { Act = page => SendAsync(page, "main form") },
                new(ListMentors, Links.Mentors(Network, Cohort)) { Act = AskStockholmAsync },
                new(ViewMentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor-for-them"),
                new(ListAfterwards, Links.AllAfterwards(Network, Closed), Picture: "afterwards-all"),
                new(ListAfterwards, Links.AllAfterwards(Network, Cohort)),
                new(ViewAfterwards, Links.Afterwards(Network, Closed, Slug)),
                new(ViewLeaving, Links.Leave(Network, Cohort, "eskilstuna")),
                new(ViewLeaving, Links.Leave(Network, Cohort, "eskilstuna"), Picture: "left")
                {
                    Act = page => SendAsync(page, "main form", ("Reason", "Vi omorganiserar och hinner inte.")),
                },
                new(ViewLeaving, Links.Leave(Network, Closed, Slug)),
                new(ViewProgress, Links.Cohort(Network, Cohort), Picture: "cohort-group-to-look-over"),
                new(ViewMunicipality, Start),
                new(ViewMentor, Links.Mentor(Network, Cohort, "eskilstuna")),
                new(ViewGenerations, Links.Generations(Network), Picture: "generations"),
                new(ListMentors, Links.Mentors(Network, Cohort)),
            ]
        ),
        new(
            "coordinator of the next cohort",
            Who.Coordinator,
            [
                new(ListCohorts, Links.Cohorts(Network), Picture: "cohorts"),
                new(CreateCohort, Links.NewCohort(Network), Picture: "new-cohort"),
                new(CreateCohort, Links.NewCohort(Network), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Name", ""), ("Start", "")),
                },
                new(ViewPlan, Links.Plan(Network, Next), Picture: "plan") { Before = PlanNextAsync },
                new(SchedulePlan, Links.PlanDates(Network, Next), Picture: "plan-dates"),
                new(SchedulePlan, Links.PlanDates(Network, Next), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Occasions[1].Starts", "2020-01-01T09:00")),
                },
                new(SetCriteria, Links.PlanCriteria(Network, Next), Picture: "plan-criteria"),
                new(SetCriteria, Links.PlanCriteria(Network, Next), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Instrument", "finns-inte")),
                },
                new(ListInvitations, Links.Invitations(Network, Next), Picture: "invitations"),
                new(ListInvitations, Links.Invitations(Network, Next) + "?county=Gotlands+l%C3%A4n&size=From40000"),
                new(ListInvitations, Links.Invitations(Network, Next) + "?q=finns+inte"),
                new(ListInvitations, Links.Invitations(Network, Next), 400)
                {
                    Act = page =>
                        SendAsync(
                            page,
                            "form[action*='Contacts']",
                            ("Contacts[0].Name", "Åsa Öberg"),
                            ("Contacts[0].Email", "fel")
                        ),
                },
                new(ViewPlan, Links.Plan(Network, Next)) { Act = page => SendAsync(page, "form[action*='Move']") },
                new(ViewPlan, Links.Plan(Network, Cohort)),
                new(ViewPlan, Links.Plan(Network, Closed)),
            ]
        ),
        new(
            "coordinator who pairs",
            Who.Coordinator,
            [
                new(ViewProposal, Links.Pairing(Network, Cohort), Picture: "pairing-first"),
                new(ViewProposal, Links.Pairing(Network, Cohort), 400)
                {
                    Act = page => SendAsync(page, "form[action*='Propose']", ("MinPerGroup", "två"), ("Size", "-1")),
                },
                new(ViewProposal, Links.PairingNumber(Network, Cohort, 1), Picture: "pairing") { Before = ProposeTwiceAsync },
                new(ViewProposal, Links.MovePairing(Network, Cohort, 2, "uppsala"), Picture: "pairing-move"),
                new(ComparePairing, Links.ComparePairing(Network, Cohort, 2, 1), Picture: "pairing-compare"),
                new(ViewProposal, Links.PairingNumber(Network, Cohort, 2))
                {
                    Act = page => SendAsync(page, "form[action*='Publish']"),
                },
                new(ViewProposal, Links.Pairing(Network, Closed)),
            ]
        ),
        new(
            "key person who calls",
            Who.KeyPerson,
            [
                new(ViewMeeting, "") { Find = portal => Bm3Async(portal) },
                new(ViewCall, "", Picture: "call") { Find = portal => Bm3Async(portal, "/call") },
                new(ViewCall, "", 400, "call-wrong")
                {
                    Find = portal => Bm3Async(portal, "/call"),
                    Act = page =>
                        SendAsync(
                            page,
                            ".call-form",
                            ("StartsAt", "2020-01-01T13:00"),
                            ("Link", "http://video.example"),
                            ("Place", "")
                        ),
                },
                new(ViewCall, "", 400, "call-warned")
                {
                    Before = portal => portal.ToolAsync(),
                    Find = portal => Bm3Async(portal, "/call"),
                    Act = page =>
                        SendAsync(
                            page,
                            ".call-form",
                            ("Link", "https://video.example/rum"),
                            ("Shown", "Sensitive"),
                            ("Tool", "1")
                        ),
                },
                new(ViewCall, "", 409, "call-stale")
                {
                    Find = portal => Bm3Async(portal, "/call"),
                    Act = page =>
                        SendAsync(
                            page,
                            ".call-form",
                            ("Version", "99"),
                            ("Link", "https://video.example/rum"),
                            ("Shown", "Internal"),
                            ("Tool", "1")
                        ),
                },
                new(ViewMeeting, "", Picture: "meeting-called")
                {
                    Find = portal => Bm3Async(portal, "/call"),
                    Act = page =>
                        SendAsync(
                            page,
                            ".call-form",
                            ("Link", "https://video.example/rum"),
                            ("Shown", "Internal"),
                            ("Tool", "1"),
                            ("Host", "hedemora"),
                            ("Accessibility", "Hiss från entrén."),
                            ("HearingLoop", "true")
                        ),
                },
                new(CancelMeeting, "", Picture: "cancel") { Find = portal => Bm3Async(portal, "/cancellation") },
                new(CancelMeeting, "", 400)
                {
                    Find = portal => Bm3Async(portal, "/cancellation"),
                    Act = page => SendAsync(page, "main form"),
                },
                new(ViewMeeting, "", Picture: "meeting-cancelled")
                {
                    Find = portal => Bm3Async(portal, "/cancellation"),
                    Act = page => SendAsync(page, "main form", ("Reason", "Halva gruppen är sjuk.")),
                },
                new(ViewMyCalendar, Links.MyCalendar(Network), Picture: "calendar"),
                new(ViewMyCalendar, Links.MyCalendar(Network), Picture: "calendar-made")
                {
                    Act = page => SendAsync(page, "form[action*='Make']"),
                },
                new(ViewMyCalendar, Links.MyCalendar(Network)) { Act = page => SendAsync(page, "form[action*='Stop']") },
            ]
        ),
        new(
            "coordinator who keeps tools",
            Who.Coordinator,
            [
                new(ViewMeetingSettings, Links.MeetingSettings(Network)),
                new(ViewMeetingSettings, Links.MeetingSettings(Network), 400)
                {
                    Act = page => SendAsync(page, "form[action*='handler=Tool']", ("Name", "")),
                },
                new(ViewMeetingSettings, Links.MeetingSettings(Network), Picture: "meeting-settings")
                {
                    Before = portal => portal.ToolAsync(),
                },
                new(ViewMeetingSettings, Links.MeetingSettings(Network) + "?tool=1"),
                new(ViewMeetingSettings, Links.MeetingSettings(Network), 400)
                {
                    Act = page => SendAsync(page, "form[action*='handler=Rules']", ("KgPerKm", "mycket")),
                },
            ]
        ),
        new(
            "key person who looks ahead",
            Who.KeyPerson,
            [
                new(ViewAfterwards, Links.Afterwards(Network, Closed, Slug), Picture: "afterwards"),
                new(ViewAfterwards, Links.Afterwards(Network, Closed, Slug), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Comment", "Vi tänker på saken.")),
                },
                new(ViewAfterwards, Links.Afterwards(Network, Closed, Slug))
                {
                    Act = page => SendAsync(page, "main form", ("Choice", "MentorLater")),
                },
                new(ViewLeaving, Links.Leave(Network, Cohort, Slug), Picture: "leave"),
                new(ViewLeaving, Links.Leave(Network, Cohort, Slug), 400) { Act = page => SendAsync(page, "main form") },
                new(ViewLeaving, Links.Leave(Network, Cohort, Slug))
                {
                    Act = page => SendAsync(page, "main form", ("Reason", "Vi hinner inte.")),
                },
                new(ViewMunicipality, Start),
                new(ViewGenerations, Links.Generations(Network)),
            ]
        ),
        new(
            "mentor with places",
            Who.Mentor,
            [
                new(ViewMentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor"),
                new(ViewMentor, Links.Mentor(Network, Cohort, "eskilstuna"), 400)
                {
                    Act = page => SendAsync(page, "#offer", ("Places", "")),
                },
                new(ViewMentor, Links.Mentor(Network, Cohort, "eskilstuna"))
                {
                    Act = page => SendAsync(page, "#offer", ("Places", "2"), ("When", "Helst på distans.")),
                },
                new(ViewMentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor-unavailable")
                {
                    Act = page => SendAsync(page, ".panel form"),
                },
                new(ViewMentees, Links.Mentees(Network, Cohort)),
                new(Problem, Links.Mentors(Network, Cohort), 403),
            ]
        ),
        new(
            "key person who asks about times",
            Who.KeyPerson,
            [
                new(ListMyMeetings, Links.Meetings(Network), Picture: "meetings"),
                new(ListMyMeetings, Links.Meetings(Network), 400)
                {
                    Act = page => SendAsync(page, "form[action*=Add]", ("From", "")),
                },
                new(OpenPoll, "", Picture: "poll-new")
                {
                    Find = async portal => Links.NewPoll(Network, await AddCallAsync(portal)),
                },
                new(OpenPoll, "", 400)
                {
                    Find = async portal => Links.NewPoll(Network, await AddCallAsync(portal)),
                    Act = page => SendAsync(page, "main form", ("Rows[0].Date", ""), ("Deadline", "")),
                },
                new(ViewPoll, "", Picture: "poll")
                {
                    Find = async portal => Links.Poll(Network, await AskAboutCallAsync(portal)),
                },
                new(ViewPoll, "", 400)
                {
                    Find = async portal => Links.Poll(Network, await AskAboutCallAsync(portal)),
                    Act = page => SendAsync(page, "#change", ("Deadline", "")),
                },
                new(ListMyMeetings, Links.Meetings(Network)),
            ]
        ),
        new(
            "guest with a link to her mail",
            null,
            [
                new("/Accounts/Mail/ChooseMailsByLink", "", Picture: "mail-choices-link") { Find = MailChoicesLinkAsync },
                new(Problem, Links.MailChoicesOf("finns-inte"), 404),
            ]
        ),
        new(
            "guest with a link to a poll",
            null,
            [
                new(AnswerPollByLink, "", Picture: "poll-link") { Find = PollLinkAsync },
                new(AnswerPollByLink, "", 400) { Find = PollLinkAsync, Act = page => SendAsync(page, "#answer") },
                new(Problem, Links.PollOf("finns-inte"), 404),
            ]
        ),
        new(
            "guest with a link to a survey",
            null,
            [
                new(AnswerSurvey, "", Picture: "survey-link") { Find = SurveyLinkAsync },
                new(AnswerSurvey, "", 400)
                {
                    Find = SurveyLinkAsync,
                    Act = page => SendAsync(page, "#survey", ("q-moves", new string('x', 2001))),
                },
                new(Problem, Links.SurveyOf("finns-inte"), 404),
            ]
        ),
        new(
            "coordinator of surveys",
            Who.Coordinator,
            [
                new(ListSurveys, Links.Surveys(Network, Cohort), Picture: "surveys"),
                new(ListSurveys, Links.Surveys(Network, Closed)),
                new(ListSurveys, Links.Surveys(Network, Cohort), 409)
                {
                    Act = page => SendAsync(page, "main form[novalidate]", ("Form", "after-meeting-1"), ("About", "bm1")),
                },
                new(ViewSurvey, Links.Survey(Network, Cohort, 2), Picture: "survey"),
                new(ViewSurvey, Links.Survey(Network, Cohort, 3)),
                new(ViewSurvey, Links.Survey(Network, Cohort, 2), 400)
                {
                    Act = page => SendAsync(page, "form[action*=Theme]", ("Name", "")),
                },
            ]
        ),
        new(
            "coordinator of reports",
            Who.Coordinator,
            [
                new("/Reports/FindReports", Links.Reports(Empty.Network))
                {
                    Before = portal => Empty.AddAsync(portal, Who.Coordinator, Domain.Accounts.NetworkRole.Coordinator),
                },
                new(ListReports, Links.CohortReports(Network, Closed)),
                new(ViewReport, "", Picture: "report-waits")
                {
                    Find = portal =>
                        ReportAsync(portal, Who.Coordinator, Cohort, new { kind = "cohort", format = "pdf" }, make: false),
                },
                new(ViewReport, "", Picture: "report-cohort")
                {
                    Find = portal => ReportAsync(portal, Who.Coordinator, Cohort, new { kind = "cohort", format = "pdf" }),
                },
                new(ViewReport, "")
                {
                    Find = portal => ReportAsync(portal, Who.Coordinator, Closed, new { kind = "cohort", format = "xlsx" }),
                },
                new(ViewReport, "")
                {
                    Find = portal =>
                        ReportAsync(
                            portal,
                            Who.Coordinator,
                            Cohort,
                            new
                            {
                                kind = "mentor",
                                organisation = "eskilstuna",
                                format = "csv",
                            }
                        ),
                },
                new(ViewReport, "", Picture: "report-failed") { Find = FailedReportAsync },
                new(ListReports, Links.CohortReports(Network, Cohort), Picture: "reports"),
                new(ListReports, Links.CohortReports(Network, Cohort), 400)
                {
                    Act = async page =>
                    {
                        await page.Locator("[name=Kind][value=Municipality]").CheckAsync();
                        await SendAsync(page, ".report-form");
                    },
                },
            ]
        ),
        new(
            "key person with a report",
            Who.KeyPerson,
            [
                new(ViewReport, "", Picture: "report-municipality")
                {
                    Find = portal =>
                        ReportAsync(
                            portal,
                            Who.KeyPerson,
                            Cohort,
                            new
                            {
                                kind = "municipality",
                                organisation = Slug,
                                format = "pdf",
                            }
                        ),
                },
                new(ListReports, Links.CohortReports(Network, Cohort)),
            ]
        ),
        new(
            "observer of surveys",
            Who.Observer,
            [new(ListSurveys, Links.Surveys(Network, Cohort)), new(ViewSurvey, Links.Survey(Network, Cohort, 2))]
        ),
        new(
            "coordinator of meetings",
            Who.Coordinator,
            [
                new(ViewCohortMeetings, Links.CohortMeetings(Network, Cohort), Picture: "cohort-meetings"),
                new(ViewCohortMeetings, Links.CohortMeetings(Network, Cohort), 400)
                {
                    Act = page => SendAsync(page, "form[action*=Add]", ("From", "")),
                },
            ]
        ),
        new(
            "key person before and at a meeting",
            Who.KeyPerson,
            [
                new(ViewMeeting, "", Picture: "meeting") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting) },
                new(ViewMeeting, "")
                {
                    Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting),
                    Act = OpenEverythingAsync,
                },
                new(ViewMeeting, "", 400)
                {
                    Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting),
                    Act = page => SendAsync(page, "form[action*='Ask']", ("Text", "")),
                },
                new(ViewMeeting, "")
                {
                    Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting),
                    Act = page =>
                        SendAsync(page, "form[action*='Ask']", ("Text", "Hur fick ni nämnden att fråga efter siffrorna?")),
                },
                new(ViewMeeting, "", Picture: "meeting-held") { Find = portal => Rooms.FindAsync(portal, "bm1", Links.Meeting) },
                new(EditAgenda, "", Picture: "agenda") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.EditAgenda) },
                new(EditAgenda, "", 400)
                {
                    Find = portal => Rooms.FindAsync(portal, "bm2", Links.EditAgenda),
                    Act = page => SendAsync(page, "main form", ("Items[0].Minutes", "x"), ("Items[1].Title", "")),
                },
                new(EditAgenda, "", 409)
                {
                    Find = portal => Rooms.FindAsync(portal, "bm2", Links.EditAgenda),
                    Act = page => SendAsync(page, "main form", ("Version", "99")),
                },
                new(ViewPack, "", Picture: "pack") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.MeetingPack) },
                new(ViewRecord, "", Picture: "record") { Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord) },
                new(ViewRecord, "", 400)
                {
                    Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord),
                    Act = page => SendAsync(page, "form[action*='Decision']", ("Text", "")),
                },
                new(ViewRecord, "", 409)
                {
                    Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord),
                    Act = page => SendAsync(page, "form[action*='Notes']", ("Version", "99"), ("Notes", "Mina anteckningar")),
                },
                new(ViewRecord, "")
                {
                    Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord),
                    Act = page => SendAsync(page, "form[action*='Decision']", ("Text", "Vi mäter vid samma tid.")),
                },
                new(ViewRecord, "", Picture: "record-feedback")
                {
                    Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord),
                    Act = page =>
                        SendAsync(
                            page,
                            "form[action*='Feedback']",
                            ("Plus", "Samtalen i små grupper"),
                            ("Minus", "För kort tid")
                        ),
                },
                new(ViewRecord, "") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.MeetingRecord) },
            ]
        ),
        new(
            "manager at a meeting",
            Who.Manager,
            [
                new(ViewMeeting, "") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting) },
                new(ViewRecord, "") { Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord) },
                new(Problem, "", 403) { Find = portal => Rooms.FindAsync(portal, "bm2", Links.EditAgenda) },
            ]
        ),
        new(
            "coordinator of agendas",
            Who.Coordinator,
            [
                new(ViewAgendaTemplate, Links.AgendaTemplate(Network, "bm1"), Picture: "agenda-template"),
                new(ViewAgendaTemplate, Links.AgendaTemplate(Network, "bm1"), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Items[0].Title", "")),
                },
                new(ViewAgendaTemplate, Links.AgendaTemplate(Network, "bm1"))
                {
                    Act = page => SendAsync(page, "main form", ("Items[0].Title", "Välkomna till oss")),
                },
                new(ViewMeeting, "") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting) },
            ]
        ),
        new(
            "key person who improves",
            Who.KeyPerson,
            [
                new(ListImprovements, Links.Improvements(Network, Cohort, Slug), Picture: "improvements"),
                new(ListImprovements, Links.Improvements(Network, Cohort, Slug) + "?view=list", Picture: "improvements-list"),
                new(ListImprovements, Links.Improvements(Network, Cohort, Slug) + "?q=finns+inte"),
                new(ListImprovements, Links.Improvements(Network, Closed, Slug)),
                new(ViewImprovement, "", Picture: "improvement") { Find = portal => ImprovementAsync(portal, "Ny mall") },
                new(ViewImprovement, "") { Find = portal => ImprovementAsync(portal, "Ny mall"), Act = OpenEverythingAsync },
                new(ViewImprovement, "", 400)
                {
                    Find = portal => ImprovementAsync(portal, "Ny mall"),
                    Act = page => SendAsync(page, "form[action$='handler=Comment']", ("Text", "")),
                },
                new(ViewImprovement, "", Picture: "improvement-done") { Find = portal => ImprovementAsync(portal, "Kön i alla") },
                new(ViewImprovement, "")
                {
                    Find = portal => ImprovementAsync(portal, "Lika tid"),
                    Act = page => SendAsync(page, ".panel form[action*='Status']", ("To", "Stopped")),
                },
                new(ChangeImprovement, "", Picture: "improvement-edit")
                {
                    Find = async portal => await ImprovementAsync(portal, "Ny mall") + "/edit",
                },
                new(ChangeImprovement, "", 409)
                {
                    Find = async portal => await ImprovementAsync(portal, "Ny mall") + "/edit",
                    Act = page => SendAsync(page, "main form", ("Version", "0")),
                },
                new(ViewNewImprovement, Links.NewImprovement(Network, Cohort, Slug), Picture: "improvement-new"),
                new(ViewNewImprovement, Links.NewImprovement(Network, Cohort, Slug), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Name", ""), ("StartsOn", "2027-02-01"), ("DueOn", "2027-01-01")),
                },
                new(ViewNewImprovement, Links.NewImprovement(Network, Closed, Slug)),
                new(CohortImprovements, Links.CohortImprovements(Network, Cohort)),
                new(LearnFrom, Links.Learn(Network), Picture: "learn"),
                new(LearnFrom, Links.Learn(Network, 8), Picture: "learn-step"),
                new(LearnFrom, Links.Learn(Network, 1)),
            ]
        ),
        new(
            "coordinator of improvements",
            Who.Coordinator,
            [
                new(CohortImprovements, Links.MyImprovements(Network), Picture: "improvements-cohort"),
                new(CohortImprovements, Links.CohortImprovements(Network, Cohort) + "?flag=overdue"),
                new(CohortImprovements, Links.CohortImprovements(Network, Closed)),
                new(ListImprovements, Links.Improvements(Network, Cohort, Slug)),
                new(ViewImprovement, "") { Find = portal => ImprovementAsync(portal, "Ny mall"), Act = OpenEverythingAsync },
                // In a second network, which has no cohort.
                new("/Improvements/FindImprovements", Links.MyImprovements(Empty.Network))
                {
                    Before = portal => Empty.AddAsync(portal, Who.Coordinator, Domain.Accounts.NetworkRole.Coordinator),
                },
            ]
        ),
        new(
            "observer",
            Who.Observer,
            [
                new(Problem, Links.MyImprovements(Network), 403),
                new(ViewBenchmark, Links.Benchmark(Network, Cohort)),
                new(ViewBenchmark, Links.Benchmark(Network, Closed)),
                new(Problem, Start, 403),
                // In a second network, which has no cohort.
                new("/Networks/FindStart", Links.Network(Empty.Network))
                {
                    Before = portal => Empty.AddAsync(portal, Who.Observer),
                },
                new(Welcome, "/", Picture: "welcome-places"),
                new("/Accounts/SigningIn/Act", Links.Acting),
            ]
        ),
        new(
            "coordinator of another network",
            Who.CoordinatorElsewhere,
            [
                new(ViewProgress, Links.Cohort("modellforvaltningar", Cohort), Picture: "cohort-administrations"),
                new(ListPeople, Links.People("modellforvaltningar")),
                new(Problem, Start, 404),
            ]
        ),
    ];

    /// <summary>The page of Hedemora's improvement whose title begins so.</summary>
    private static async Task<string> ImprovementAsync(PortalServer portal, string title)
    {
        using var api = await portal.ApiAsync(Who.Coordinator);
        var list = System.Text.Json.Nodes.JsonNode.Parse(
            await api.GetStringAsync($"/api/v1/networks/{Network}/cohorts/{Cohort}/organisations/{Slug}/improvements")
        )!;
        return Links.Improvement(
            Network,
            Cohort,
            Slug,
            list["items"]!.AsArray().First(i => i!["title"]!.ToString().StartsWith(title, StringComparison.Ordinal))![
                "id"
            ]!.GetValue<int>()
        );
    }

    private static Task OpenEverythingAsync(IPage page) =>
        page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(d => d.open = true)");

    private static async Task AskStockholmAsync(IPage page)
    {
        await page.Locator("input[name='Organisations'][value='stockholm']").CheckAsync();
        await GoingOnAsync(page, () => page.Locator("main form button").ClickAsync());
    }

    /// <summary>Fills a form and sends it past the browser's own checks, for what the portal says to it.</summary>
    private static Task SendAsync(IPage page, string form, params (string Name, string Value)[] fields) =>
        GoingOnAsync(page, () => page.EvaluateAsync(
                """
                ([form, ...fields]) => {
                  const f = document.querySelector(form);
                  for (const [name, value] of fields) {
                    const field = f.elements[name] instanceof HTMLElement ? f.elements[name] : f.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
                    field.value = value;
                  }
                  f.submit();
                }
                """,
                new object[] { form }.Concat(fields.Select(f => new[] { f.Name, f.Value }))
            ));

    private static async Task SendFileAsync(IPage page, string csv)
    {
        await page.Locator("#file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "svar.csv",
                    MimeType = "text/csv",
                    Buffer = System.Text.Encoding.UTF8.GetBytes(csv),
                }
            );
        await GoingOnAsync(page, () => page.Locator("main form button").ClickAsync());
    }

    /// <summary>Does what leads to another document, and waits for it.</summary>
    private static async Task GoingOnAsync(IPage page, Func<Task> act)
    {
        var there = new TaskCompletionSource();
        page.Load += Arrive;
        await act();
        await there.Task.WaitAsync(TimeSpan.FromSeconds(30));
        page.Load -= Arrive;

        void Arrive(object? sender, IPage page) => there.TrySetResult();
    }

    /// <summary>The meeting of Hedemora's group that nobody has called to yet.</summary>
    private static async Task<string> Bm3Async(PortalServer portal, string path = "")
    {
        using var api = await portal.ApiAsync(Who.KeyPerson);
        var meetings = await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>(
            api,
            $"/api/v1/networks/{Network}/cohorts/{Cohort}/meetings?pageSize=200"
        );
        var bm3 = meetings!["items"]!
            .AsArray()
            .Single(m => m!["form"]!.ToString() == "bm3" && m["group"]?.ToString() == "Eskilstuna");
        return Links.Meeting(Network, bm3!["id"]!.GetValue<int>()) + path;
    }

    /// <summary>A tool for digital meetings on the list.</summary>
    private static async Task ToolAsync(this PortalServer portal)
    {
        using var api = await portal.ApiAsync(Who.Coordinator);
        using var add = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/networks/{Network}/meetings/settings/tools")
        {
            Content = System.Net.Http.Json.JsonContent.Create(
                new
                {
                    name = "Videosamtal",
                    allows = "internal",
                    note = "Alla loggar in med sin organisations konto.",
                }
            ),
        };
        add.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        using var answer = await api.SendAsync(add);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task InviteAsync(PortalServer portal)
    {
        using var api = await portal.ApiAsync(Who.Coordinator);
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            api,
            $"/api/v1/networks/{Network}/people/invitations",
            new
            {
                name = "Åsa Öberg",
                email = "asa@kristinehamn.example",
                organisation = "kristinehamn",
                function = "politician",
            }
        );
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>One more mentor's call of Hedemora's group, without a time; its identity.</summary>
    private static async Task<int> AddCallAsync(PortalServer portal)
    {
        using var api = await portal.ApiAsync(Who.Coordinator);
        var groups = System.Text.Json.Nodes.JsonNode.Parse(
            await api.GetStringAsync($"/api/v1/networks/{Network}/cohorts/{Cohort}/groups")
        )!["items"]!.AsArray();
        var group = groups.Single(g => g!["participants"]!.AsArray().Any(p => p!["organisation"]!.ToString() == Slug))![
            "id"
        ]!.GetValue<int>();
        var from = DateTimeOffset.UtcNow.AddDays(30);
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            api,
            $"/api/v1/networks/{Network}/cohorts/{Cohort}/meetings",
            new
            {
                form = "mentorCall",
                group,
                windowFrom = from,
                windowTo = from.AddDays(20),
            }
        );
        answer.EnsureSuccessStatusCode();
        return System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<int>();
    }

    /// <summary>The same with a question about its time.</summary>
    private static async Task<int> AskAboutCallAsync(PortalServer portal)
    {
        var (id, first) = (
            await AddCallAsync(portal),
            new DateTimeOffset(DateTimeOffset.UtcNow.Date.AddDays(31).AddHours(12), TimeSpan.Zero)
        );
        await portal.PostAsync(
            $"/api/v1/networks/{Network}/meetings/{id}/poll",
            new
            {
                slots = Enumerable
                    .Range(0, 3)
                    .Select(i => new { startsAt = first.AddDays(2 * i), endsAt = first.AddDays(2 * i).AddHours(1) }),
                deadline = first.AddDays(-14),
            }
        );
        return id;
    }

    /// <summary>The coordinator's link to her choices.</summary>
    private static async Task<string> MailChoicesLinkAsync(PortalServer portal)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var network = await db.Networks.SingleAsync(n => n.Slug == Network);
        var person = await db.Users.SingleAsync(p => p.Email == "koordinator@modellkommuner.example");
        return Links.MailChoicesOf(portal.Services.GetRequiredService<MailChoiceLinks>().Token(network.Id, person.Id));
    }

    /// <summary>Somebody's link to the newest question.</summary>
    private static async Task<string> PollLinkAsync(PortalServer portal)
    {
        await AskAboutCallAsync(portal);
        using var guest = new HttpClient { BaseAddress = portal.Address };
        return System
            .Text.RegularExpressions.Regex.Match(await guest.GetStringAsync(Links.DevelopmentMail), "/polls/[^\"<\\s]+")
            .Value;
    }

    /// <summary>A report asked for in the reader's language, and made unless it is to wait; its page.</summary>
    private static async Task<string> ReportAsync(PortalServer portal, Who who, string cohort, object body, bool make = true)
    {
        using var api = await portal.ApiAsync(who);
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            api,
            $"/api/v1/networks/{Network}/cohorts/{cohort}/reports",
            body
        );
        answer.EnsureSuccessStatusCode();
        if (make)
        {
            await portal.Services.GetRequiredService<NetworkJobs>().SendAsync(Network, new MakeReports.Command());
        }

        return Links.Report(
            Network,
            System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.GetValue<int>()
        );
    }

    /// <summary>One of which no PDF came.</summary>
    private static async Task<string> FailedReportAsync(PortalServer portal)
    {
        var address = await ReportAsync(
            portal,
            Who.Coordinator,
            Cohort,
            new
            {
                kind = "group",
                organisation = Slug,
                format = "pdf",
            }
        );
        var id = int.Parse(address.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await using var scope = portal.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        scope.ServiceProvider.GetRequiredService<Caller>().Enter(await db.Networks.SingleAsync(n => n.Slug == Network));
        var report = await db.Reports.SingleAsync(r => r.Id == id);
        (report.Status, report.Error) = (Domain.Reports.ReportStatus.Failed, Domain.Reports.ReportError.NoWorker);
        await db.SaveChangesAsync();
        return address;
    }

    /// <summary>The key person's own link to the survey that waits for her.</summary>
    private static async Task<string> SurveyLinkAsync(PortalServer portal)
    {
        using var api = await portal.ApiAsync(Who.KeyPerson);
        var mine = await System.Net.Http.Json.HttpClientJsonExtensions.GetFromJsonAsync<System.Text.Json.Nodes.JsonNode>(
            api,
            $"/api/v1/networks/{Network}/surveys"
        );
        return Links.SurveyOf(mine!["items"]![0]!["token"]!.ToString());
    }

    /// <summary>The cohort 2028, planned, with two invited that nobody can be reached at yet.</summary>
    private static async Task PlanNextAsync(PortalServer portal)
    {
        await portal.PostAsync(
            $"/api/v1/networks/{Network}/cohorts",
            new
            {
                name = Next,
                template = "two-years",
                start = "2028-01-20",
                withOptional = true,
            }
        );
        await portal.PostAsync($"/api/v1/networks/{Network}/cohorts/{Next}/invitations", new { codes = new[] { "2584", "09" } });
    }

    private static async Task ProposeTwiceAsync(PortalServer portal)
    {
        await portal.PostAsync($"/api/v1/networks/{Network}/cohorts/{Cohort}/pairing/proposals", new { });
        await portal.PostAsync(
            $"/api/v1/networks/{Network}/cohorts/{Cohort}/pairing/proposals",
            new
            {
                weights = new
                {
                    distance = 1,
                    size = 20,
                    focus = 50,
                },
                tolerance = 0.05,
                locked = new[] { new { mentor = "orebro", participant = "uppsala" } },
            }
        );
    }

    private static async Task PostAsync(this PortalServer portal, string path, object body)
    {
        using var api = await portal.ApiAsync(Who.Coordinator);
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(api, path, body);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Somebody asks to join an organisation that the coordinator has given its domain.</summary>
    private static async Task AskToJoinAsync(PortalServer portal)
    {
        using var api = await portal.ApiAsync(Who.Coordinator);
        using var set = await System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(
            api,
            $"/api/v1/networks/{Network}/organisations/kristinehamn/team/domain",
            new { domain = "kristinehamn.example" }
        );
        set.EnsureSuccessStatusCode();
        using var asked = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            api,
            $"/api/v1/networks/{Network}/join",
            new
            {
                name = "Nils Ek",
                email = "nils@kristinehamn.example",
                function = "politician",
                message = "Nämnden har utsett mig.",
            }
        );
        asked.EnsureSuccessStatusCode();
    }

    /// <summary>The address in the newest mail.</summary>
    private static async Task<string> InvitationAsync(PortalServer portal)
    {
        using var guest = new HttpClient { BaseAddress = portal.Address };
        var mails = await guest.GetStringAsync(Links.DevelopmentMail);
        return System.Text.RegularExpressions.Regex.Match(mails, "/invitations/[^\"<\\s]+").Value;
    }
}

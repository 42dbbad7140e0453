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

    private const string Municipality = "/Assessments/Municipality";

    private const string ScoreChecklist = "/Assessments/Scoring/ScoreChecklist";

    private const string ReviewScoring = "/Assessments/Scoring/ReviewScoring";

    private const string CompareScorings = "/Assessments/Scoring/CompareScorings";

    private const string ReadAssessment = "/Assessments/Scoring/ReadAssessment";

    private const string Benchmark = "/Assessments/Figures/BenchmarkPage";

    private const string CohortOverview = "/Assessments/CohortOverview";

    private const string Mentees = "/Assessments/Mentees";

    private const string Imports = "/Assessments/Sheets/ImportPage";

    private const string Mentors = "/Cohorts/Mentors/Mentors";

    private const string Mentor = "/Cohorts/Mentors/Mentor";

    private const string Leave = "/Cohorts/Leaving/Leave";

    private const string Afterwards = "/Cohorts/Afterwards/AfterwardsPage";

    private const string AllAfterwards = "/Cohorts/Afterwards/AllAfterwards";

    private const string Generations = "/Cohorts/GenerationsPage";

    private const string People = "/Accounts/Invitations/People";

    private const string Reminders = "/Reminders/RemindersPage";

    private const string Team = "/Accounts/Team/Team";

    private const string Join = "/Accounts/Invitations/JoinNetwork";
    private const string ApplicationPage = "/Cohorts/Applications/ApplicationPage";

    private const string EditApplication = "/Cohorts/Applications/EditApplication";

    private const string ReviewApplication = "/Cohorts/Applications/ReviewApplication";

    private const string Applications = "/Cohorts/Applications/ApplicationsPage";

    private const string Cohorts = "/Cohorts/CohortList";

    private const string NewCohort = "/Cohorts/NewCohort";

    private const string Plan = "/Cohorts/Plan/Plan";

    private const string PlanDates = "/Cohorts/Plan/PlanDates";

    private const string PlanCriteria = "/Cohorts/Plan/PlanCriteria";

    private const string Invitations = "/Cohorts/Invitations/InvitationsPage";

    private const string Pairing = "/Pairing/PairingPage";

    private const string ComparePairing = "/Pairing/ComparePairing";

    private const string MyMeetings = "/Meetings/MyMeetings";

    private const string Reports = "/Reports/ReportsPage";

    private const string ReportPage = "/Reports/ReportPage";

    private const string SurveyByLink = "/Surveys/SurveyByLink";

    private const string CohortSurveys = "/Surveys/CohortSurveys";

    private const string SurveyPage = "/Surveys/SurveyPage";

    private const string CohortMeetings = "/Meetings/CohortMeetings";

    private const string Poll = "/Meetings/Polls/Poll";

    private const string NewPoll = "/Meetings/Polls/NewPoll";

    private const string PollByLink = "/Meetings/Polls/PollByLink";

    private const string Meeting = "/Meetings/Meeting";

    private const string EditAgenda = "/Meetings/Preparation/EditAgendaPage";

    private const string AgendaTemplate = "/Meetings/Preparation/AgendaTemplatePage";

    private const string Pack = "/Meetings/Preparation/PackPage";

    private const string Record = "/Meetings/Record/RecordPage";

    private const string CallPage = "/Meetings/Call/CallPage";

    private const string CancelPage = "/Meetings/Call/CancelPage";

    private const string MyCalendar = "/Meetings/Calendars/MyCalendar";

    private const string MeetingSettings = "/Meetings/Settings/SettingsPage";

    private const string Next = "2028";

    private const string Improvements = "/Improvements/ImprovementsPage";

    private const string CohortImprovements = "/Improvements/CohortImprovements";

    private const string Improvement = "/Improvements/ImprovementPage";

    private const string NewImprovement = "/Improvements/NewImprovement";

    private const string EditImprovement = "/Improvements/EditImprovement";

    private const string Learn = "/Improvements/Learning/Learn";

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
                new(Join, Links.Join(Network), Picture: "join"),
                new(Join, Links.Join(Network), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Name", ""), ("Email", "ingen adress")),
                },
                new(Join, Links.Join(Network), Picture: "join-asked")
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
                new(Municipality, Start, Picture: "start"),
                new(ScoreChecklist, Scoring, Picture: "scoring"),
                new(ScoreChecklist, Scoring) { Act = OpenEverythingAsync },
                new(ReviewScoring, Review, Picture: "review"),
                new(CompareScorings, Compare),
                new(ReadAssessment, Common),
                new(ScoreChecklist, Links.Scoring(Network, Cohort, Slug, "bm1")),
                new(ScoreChecklist, Links.Scoring(Network, Cohort, Slug, "bm3")),
                new(CompareScorings, Links.Compare(Network, Cohort, Slug, "bm1")),
                new(ReadAssessment, Links.Assessment(Network, Cohort, Slug, "bm1")),
                new(Municipality, Links.Municipality(Network, Cohort, "norrtalje")),
                new(Municipality, Links.Municipality(Network, Cohort, "eskilstuna")),
                new(Team, Links.Team(Network, Slug), Picture: "team"),
                new(Team, Links.Team(Network, Slug)) { Act = OpenEverythingAsync },
                new(Problem, Links.Municipality(Network, Cohort, "lulea"), 403, "forbidden"),
            ]
        ),
        new(
            "key person in the closed cohort",
            Who.KeyPerson,
            [
                new(Municipality, Links.Municipality(Network, Closed, Slug), Picture: "start-closed"),
                new(ReadAssessment, Links.Assessment(Network, Closed, Slug, "bm4")),
                new(Benchmark, Links.Benchmark(Network, Cohort)),
                new(Benchmark, Links.Benchmark(Network, Cohort) + "?basis=respondents"),
                new(Benchmark, Links.Benchmark(Network, Closed), Picture: "benchmark"),
                new(Benchmark, Links.Benchmark(Network, Closed) + "?basis=respondents", Picture: "benchmark-respondents"),
                new("/Accounts/SigningIn/Act", Links.Acting),
                new("/Accounts/SigningIn/SignOut", Links.SignOut),
            ]
        ),
        new(
            "key person after handing in",
            Who.KeyPerson,
            [
                new(CompareScorings, Compare)
                {
                    Before = portal => portal.HandInAsync(Who.KeyPerson, 3, 2, 2, 2, 3, 3, 2, 3, 2, 1),
                },
                new(Municipality, Start)
                {
                    Before = async portal =>
                    {
                        await portal.HandInAsync(Who.Manager, 3, 3, 2, 2, 1, 3, 1, 2, 2, 2);
                        await portal.HandInAsync(Who.Politician, 3, 2, 2, 2, 3, 3, 1, 2, 2, 2);
                    },
                },
                new(ScoreChecklist, Scoring),
                new(CompareScorings, Compare, Picture: "compare"),
                new(CompareScorings, Compare) { Act = OpenEverythingAsync },
                new(CompareScorings, Compare, 400) { Act = page => SendAsync(page, "#compare", ("then", "submit")) },
                new(ReadAssessment, Common),
            ]
        ),
        new(
            "key person after submitting",
            Who.KeyPerson,
            [
                new(Municipality, Start) { Before = portal => portal.SubmitAsync() },
                new(ScoreChecklist, Scoring),
                new(CompareScorings, Compare),
                new(ReadAssessment, Common, Picture: "read"),
            ]
        ),
        new(
            "manager",
            Who.Manager,
            [
                new(Municipality, Start),
                new(ScoreChecklist, Scoring),
                new(CompareScorings, Compare) { Before = portal => portal.HandInAllAsync() },
            ]
        ),
        new(
            "coordinator",
            Who.Coordinator,
            [
                new(CohortOverview, Links.Cohort(Network, Cohort), Picture: "cohort"),
                new(CohortOverview, Links.CohortAt(Network, Cohort, Occasion, "sum")),
                new(CohortOverview, Links.CohortAt(Network, Cohort, Occasion, "change")),
                new(CohortOverview, Links.CohortAt(Network, Cohort, Occasion, "name")),
                new(CohortOverview, Links.Cohort(Network, Closed)),
                new(Municipality, Start),
                new(ReadAssessment, Common),
                new(ReadAssessment, Common, Picture: "read-coordinator") { Before = portal => portal.SubmitAsync() },
                new(ReadAssessment, Common, 400) { Act = page => SendAsync(page, "main form", ("Reason", "")) },
                new(ReadAssessment, Common, 200) { Act = page => SendAsync(page, "main form", ("Reason", "Steg 7 blev fel.")) },
                new(Benchmark, Links.Benchmark(Network, Cohort)),
            ]
        ),
        new(
            "coordinator of people, events and files",
            Who.Coordinator,
            [
                new(People, Links.People(Network), Picture: "people"),
                new(People, Links.People(Network))
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
                new(People, Links.People(Network), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Name", ""), ("Email", "ingen adress")),
                },
                new(Team, Links.Team(Network, "kristinehamn"), Picture: "team-vacant"),
                new(Team, Links.Team(Network, "kristinehamn"), 400)
                {
                    Act = page => SendAsync(page, "form[action*=Invite]", ("Name", ""), ("Email", "ingen adress")),
                },
                new(Team, Links.Team(Network, "kristinehamn"), Picture: "team-request") { Before = AskToJoinAsync },
                new("/Networks/Trail", Links.Trail(Network), Picture: "trail"),
                new("/Networks/Jobs", Links.Jobs(Network), Picture: "jobs"),
                new("/Networks/Jobs", Links.Jobs(Network), Picture: "jobs-paused")
                {
                    Act = page => SendAsync(page, "form[action*=Pause]"),
                },
                new("/Networks/Jobs", Links.Jobs(Network)) { Act = page => SendAsync(page, "form[action*=Resume]") },
                new("/Networks/Mails", Links.Mails(Network), Picture: "mail"),
                new("/Networks/Mails", Links.Mails(Network) + "?filter=givenup"),
                new("/Accounts/Mail/MailChoices", Links.MailChoices(Network), Picture: "mail-choices"),
                new("/Accounts/SigningIn/Account", Links.Account, Picture: "account"),
                new("/Accounts/SigningIn/Account", Links.Account, 400)
                {
                    Act = page => SendAsync(page, "form[action*='Password']", ("Current", "fel"), ("New", "kort")),
                },
                new(Reminders, Links.Reminders(Network), Picture: "reminders"),
                new(Reminders, Links.Reminders(Network) + "?rule=ChecklistDue", 400)
                {
                    Act = page => SendAsync(page, "main form", ("Before", "två"), ("EscalateAfter", "1")),
                },
                new(Reminders, Links.Reminders(Network) + "?rule=FunctionVacant", Picture: "reminders-change"),
                new(Imports, Links.Imports(Network, Cohort), Picture: "import"),
                new(Imports, Links.Imports(Network, Cohort), 400)
                {
                    Act = page => SendFileAsync(page, "organisation;occasion;step;score\nhedemora;bm9;1;3\nnågonstans;bm2;1;7\n"),
                },
                new(Imports, Links.Imports(Network, Cohort), Picture: "import-preview")
                {
                    Act = page => SendFileAsync(page, "organisation;occasion;step;score\nlycksele;bm2;1;3\nlycksele;bm2;2;2\n"),
                },
            ]
        ),
        new(
            "key person who applies",
            Who.KeyPerson,
            [
                new(ApplicationPage, Applying.Own, Picture: "application-invited") { Before = Applying.OpenAsync },
                new(EditApplication, Applying.Edit("contact"), Picture: "application-contact"),
                new(EditApplication, Applying.Edit("contact"), 400)
                {
                    Act = page => SendAsync(page, "main form.stack", ("ContactEmail", "ingen adress")),
                },
                new(EditApplication, Applying.Edit("areas")),
                new(EditApplication, Applying.Edit("people"), Picture: "application-people"),
                new(EditApplication, Applying.Edit("cemr"), 400)
                {
                    Act = page => SendAsync(page, "main form.stack", ("Cemr", "Planned")),
                },
                new(EditApplication, Applying.Edit("baseline"), Picture: "application-baseline"),
                new(EditApplication, Applying.Edit("baseline")) { Act = OpenEverythingAsync },
                new(EditApplication, Applying.Edit("stakeholders")),
                new(EditApplication, Applying.Edit("commitment")),
                new(EditApplication, Applying.Edit("questions")),
                new(ApplicationPage, Applying.Own, Picture: "application-draft") { Before = Applying.BeginAsync },
                new(ReviewApplication, Applying.Review, Picture: "application-review"),
                new(ApplicationPage, Applying.Own, Picture: "application-submitted") { Before = Applying.SubmitAsync },
            ]
        ),
        new(
            "coordinator who admits",
            Who.Coordinator,
            [
                new(Applications, Applying.List, Picture: "applications-empty") { Before = Applying.OpenAsync },
                new(Applications, Applying.List, Picture: "applications") { Before = Applying.FillAsync },
                new(Applications, Links.Applications(Network, Applying.Cohort, "criteria")),
                new(ApplicationPage, Links.Application(Network, Applying.Cohort, "vannas"), Picture: "application-coordinator"),
                new(ApplicationPage, Links.Application(Network, Applying.Cohort, "vannas")) { Act = OpenEverythingAsync },
                new(ApplicationPage, Links.Application(Network, Applying.Cohort, "vannas"), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Decision", "Decline"), ("Reason", "")),
                },
                new(ApplicationPage, Links.Application(Network, Applying.Cohort, "lulea")),
                new(ApplicationPage, Links.Application(Network, Applying.Cohort, "vannas"), Picture: "application-admitted")
                {
                    Act = page => SendAsync(page, "main form", ("Decision", "Admit"), ("Reason", "Välkomna!")),
                },
            ]
        ),
        new(
            "mentor",
            Who.Mentor,
            [
                new(Mentees, Links.Mentees(Network, Cohort), Picture: "mentees"),
                new(Mentees, Links.Mentees(Network, Closed)),
                new(Municipality, Start),
                new(Municipality, Links.Municipality(Network, Cohort, "eskilstuna")),
                new(ReadAssessment, Links.Assessment(Network, Cohort, Slug, "bm1")),
                new(ReadAssessment, Common),
                new(Problem, Compare, 403),
            ]
        ),
        new(
            "coordinator of mentors and what comes after",
            Who.Coordinator,
            [
                new(Mentors, Links.Mentors(Network, Cohort), Picture: "mentors"),
                new(Mentors, Links.Mentors(Network, Cohort), 400) { Act = page => SendAsync(page, "main form") },
                new(Mentors, Links.Mentors(Network, Cohort)) { Act = AskStockholmAsync },
                new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor-for-them"),
                new(AllAfterwards, Links.AllAfterwards(Network, Closed), Picture: "afterwards-all"),
                new(AllAfterwards, Links.AllAfterwards(Network, Cohort)),
                new(Afterwards, Links.Afterwards(Network, Closed, Slug)),
                new(Leave, Links.Leave(Network, Cohort, "eskilstuna")),
                new(Leave, Links.Leave(Network, Cohort, "eskilstuna"), Picture: "left")
                {
                    Act = page => SendAsync(page, "main form", ("Reason", "Vi omorganiserar och hinner inte.")),
                },
                new(Leave, Links.Leave(Network, Closed, Slug)),
                new(CohortOverview, Links.Cohort(Network, Cohort), Picture: "cohort-group-to-look-over"),
                new(Municipality, Start),
                new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna")),
                new(Generations, Links.Generations(Network), Picture: "generations"),
                new(Mentors, Links.Mentors(Network, Cohort)),
            ]
        ),
        new(
            "coordinator of the next cohort",
            Who.Coordinator,
            [
                new(Cohorts, Links.Cohorts(Network), Picture: "cohorts"),
                new(NewCohort, Links.NewCohort(Network), Picture: "new-cohort"),
                new(NewCohort, Links.NewCohort(Network), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Name", ""), ("Start", "")),
                },
                new(Plan, Links.Plan(Network, Next), Picture: "plan") { Before = PlanNextAsync },
                new(PlanDates, Links.PlanDates(Network, Next), Picture: "plan-dates"),
                new(PlanDates, Links.PlanDates(Network, Next), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Occasions[1].Starts", "2020-01-01T09:00")),
                },
                new(PlanCriteria, Links.PlanCriteria(Network, Next), Picture: "plan-criteria"),
                new(PlanCriteria, Links.PlanCriteria(Network, Next), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Instrument", "finns-inte")),
                },
                new(Invitations, Links.Invitations(Network, Next), Picture: "invitations"),
                new(Invitations, Links.Invitations(Network, Next) + "?county=Gotlands+l%C3%A4n&size=From40000"),
                new(Invitations, Links.Invitations(Network, Next) + "?q=finns+inte"),
                new(Invitations, Links.Invitations(Network, Next), 400)
                {
                    Act = page =>
                        SendAsync(
                            page,
                            "form[action*='Contacts']",
                            ("Contacts[0].Name", "Åsa Öberg"),
                            ("Contacts[0].Email", "fel")
                        ),
                },
                new(Plan, Links.Plan(Network, Next)) { Act = page => SendAsync(page, "form[action*='Move']") },
                new(Plan, Links.Plan(Network, Cohort)),
                new(Plan, Links.Plan(Network, Closed)),
            ]
        ),
        new(
            "coordinator who pairs",
            Who.Coordinator,
            [
                new(Pairing, Links.Pairing(Network, Cohort), Picture: "pairing-first"),
                new(Pairing, Links.Pairing(Network, Cohort), 400)
                {
                    Act = page => SendAsync(page, "form[action*='Propose']", ("MinPerGroup", "två"), ("Size", "-1")),
                },
                new(Pairing, Links.PairingNumber(Network, Cohort, 1), Picture: "pairing") { Before = ProposeTwiceAsync },
                new(Pairing, Links.MovePairing(Network, Cohort, 2, "uppsala"), Picture: "pairing-move"),
                new(ComparePairing, Links.ComparePairing(Network, Cohort, 2, 1), Picture: "pairing-compare"),
                new(Pairing, Links.PairingNumber(Network, Cohort, 2))
                {
                    Act = page => SendAsync(page, "form[action*='Publish']"),
                },
                new(Pairing, Links.Pairing(Network, Closed)),
            ]
        ),
        new(
            "key person who calls",
            Who.KeyPerson,
            [
                new(Meeting, "") { Find = portal => Bm3Async(portal) },
                new(CallPage, "", Picture: "call") { Find = portal => Bm3Async(portal, "/call") },
                new(CallPage, "", 400, "call-wrong")
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
                new(CallPage, "", 400, "call-warned")
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
                new(CallPage, "", 409, "call-stale")
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
                new(Meeting, "", Picture: "meeting-called")
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
                new(CancelPage, "", Picture: "cancel") { Find = portal => Bm3Async(portal, "/cancellation") },
                new(CancelPage, "", 400)
                {
                    Find = portal => Bm3Async(portal, "/cancellation"),
                    Act = page => SendAsync(page, "main form"),
                },
                new(Meeting, "", Picture: "meeting-cancelled")
                {
                    Find = portal => Bm3Async(portal, "/cancellation"),
                    Act = page => SendAsync(page, "main form", ("Reason", "Halva gruppen är sjuk.")),
                },
                new(MyCalendar, Links.MyCalendar(Network), Picture: "calendar"),
                new(MyCalendar, Links.MyCalendar(Network), Picture: "calendar-made")
                {
                    Act = page => SendAsync(page, "form[action*='Make']"),
                },
                new(MyCalendar, Links.MyCalendar(Network)) { Act = page => SendAsync(page, "form[action*='Stop']") },
            ]
        ),
        new(
            "coordinator who keeps tools",
            Who.Coordinator,
            [
                new(MeetingSettings, Links.MeetingSettings(Network)),
                new(MeetingSettings, Links.MeetingSettings(Network), 400)
                {
                    Act = page => SendAsync(page, "form[action*='handler=Tool']", ("Name", "")),
                },
                new(MeetingSettings, Links.MeetingSettings(Network), Picture: "meeting-settings")
                {
                    Before = portal => portal.ToolAsync(),
                },
                new(MeetingSettings, Links.MeetingSettings(Network) + "?tool=1"),
                new(MeetingSettings, Links.MeetingSettings(Network), 400)
                {
                    Act = page => SendAsync(page, "form[action*='handler=Rules']", ("KgPerKm", "mycket")),
                },
            ]
        ),
        new(
            "key person who looks ahead",
            Who.KeyPerson,
            [
                new(Afterwards, Links.Afterwards(Network, Closed, Slug), Picture: "afterwards"),
                new(Afterwards, Links.Afterwards(Network, Closed, Slug), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Comment", "Vi tänker på saken.")),
                },
                new(Afterwards, Links.Afterwards(Network, Closed, Slug))
                {
                    Act = page => SendAsync(page, "main form", ("Choice", "MentorLater")),
                },
                new(Leave, Links.Leave(Network, Cohort, Slug), Picture: "leave"),
                new(Leave, Links.Leave(Network, Cohort, Slug), 400) { Act = page => SendAsync(page, "main form") },
                new(Leave, Links.Leave(Network, Cohort, Slug))
                {
                    Act = page => SendAsync(page, "main form", ("Reason", "Vi hinner inte.")),
                },
                new(Municipality, Start),
                new(Generations, Links.Generations(Network)),
            ]
        ),
        new(
            "mentor with places",
            Who.Mentor,
            [
                new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor"),
                new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"), 400)
                {
                    Act = page => SendAsync(page, "#offer", ("Places", "")),
                },
                new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"))
                {
                    Act = page => SendAsync(page, "#offer", ("Places", "2"), ("When", "Helst på distans.")),
                },
                new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor-unavailable")
                {
                    Act = page => SendAsync(page, ".panel form"),
                },
                new(Mentees, Links.Mentees(Network, Cohort)),
                new(Problem, Links.Mentors(Network, Cohort), 403),
            ]
        ),
        new(
            "key person who asks about times",
            Who.KeyPerson,
            [
                new(MyMeetings, Links.Meetings(Network), Picture: "meetings"),
                new(MyMeetings, Links.Meetings(Network), 400)
                {
                    Act = page => SendAsync(page, "form[action*=Add]", ("From", "")),
                },
                new(NewPoll, "", Picture: "poll-new")
                {
                    Find = async portal => Links.NewPoll(Network, await AddCallAsync(portal)),
                },
                new(NewPoll, "", 400)
                {
                    Find = async portal => Links.NewPoll(Network, await AddCallAsync(portal)),
                    Act = page => SendAsync(page, "main form", ("Rows[0].Date", ""), ("Deadline", "")),
                },
                new(Poll, "", Picture: "poll") { Find = async portal => Links.Poll(Network, await AskAboutCallAsync(portal)) },
                new(Poll, "", 400)
                {
                    Find = async portal => Links.Poll(Network, await AskAboutCallAsync(portal)),
                    Act = page => SendAsync(page, "#change", ("Deadline", "")),
                },
                new(MyMeetings, Links.Meetings(Network)),
            ]
        ),
        new(
            "guest with a link to her mail",
            null,
            [
                new("/Accounts/Mail/MailChoicesByLink", "", Picture: "mail-choices-link") { Find = MailChoicesLinkAsync },
                new(Problem, Links.MailChoicesOf("finns-inte"), 404),
            ]
        ),
        new(
            "guest with a link to a poll",
            null,
            [
                new(PollByLink, "", Picture: "poll-link") { Find = PollLinkAsync },
                new(PollByLink, "", 400) { Find = PollLinkAsync, Act = page => SendAsync(page, "#answer") },
                new(Problem, Links.PollOf("finns-inte"), 404),
            ]
        ),
        new(
            "guest with a link to a survey",
            null,
            [
                new(SurveyByLink, "", Picture: "survey-link") { Find = SurveyLinkAsync },
                new(SurveyByLink, "", 400)
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
                new(CohortSurveys, Links.Surveys(Network, Cohort), Picture: "surveys"),
                new(CohortSurveys, Links.Surveys(Network, Closed)),
                new(CohortSurveys, Links.Surveys(Network, Cohort), 409)
                {
                    Act = page => SendAsync(page, "main form[novalidate]", ("Form", "after-meeting-1"), ("About", "bm1")),
                },
                new(SurveyPage, Links.Survey(Network, Cohort, 2), Picture: "survey"),
                new(SurveyPage, Links.Survey(Network, Cohort, 3)),
                new(SurveyPage, Links.Survey(Network, Cohort, 2), 400)
                {
                    Act = page => SendAsync(page, "form[action*=Theme]", ("Name", "")),
                },
            ]
        ),
        new(
            "coordinator of reports",
            Who.Coordinator,
            [
                new("/Reports/MyReports", Links.Reports(Empty.Network))
                {
                    Before = portal => Empty.AddAsync(portal, Who.Coordinator, Domain.Accounts.NetworkRole.Coordinator),
                },
                new(Reports, Links.CohortReports(Network, Closed)),
                new(ReportPage, "", Picture: "report-waits")
                {
                    Find = portal =>
                        ReportAsync(portal, Who.Coordinator, Cohort, new { kind = "cohort", format = "pdf" }, make: false),
                },
                new(ReportPage, "", Picture: "report-cohort")
                {
                    Find = portal => ReportAsync(portal, Who.Coordinator, Cohort, new { kind = "cohort", format = "pdf" }),
                },
                new(ReportPage, "")
                {
                    Find = portal => ReportAsync(portal, Who.Coordinator, Closed, new { kind = "cohort", format = "xlsx" }),
                },
                new(ReportPage, "")
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
                new(ReportPage, "", Picture: "report-failed") { Find = FailedReportAsync },
                new(Reports, Links.CohortReports(Network, Cohort), Picture: "reports"),
                new(Reports, Links.CohortReports(Network, Cohort), 400)
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
                new(ReportPage, "", Picture: "report-municipality")
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
                new(Reports, Links.CohortReports(Network, Cohort)),
            ]
        ),
        new(
            "observer of surveys",
            Who.Observer,
            [new(CohortSurveys, Links.Surveys(Network, Cohort)), new(SurveyPage, Links.Survey(Network, Cohort, 2))]
        ),
        new(
            "coordinator of meetings",
            Who.Coordinator,
            [
                new(CohortMeetings, Links.CohortMeetings(Network, Cohort), Picture: "cohort-meetings"),
                new(CohortMeetings, Links.CohortMeetings(Network, Cohort), 400)
                {
                    Act = page => SendAsync(page, "form[action*=Add]", ("From", "")),
                },
            ]
        ),
        new(
            "key person before and at a meeting",
            Who.KeyPerson,
            [
                new(Meeting, "", Picture: "meeting") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting) },
                new(Meeting, "") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting), Act = OpenEverythingAsync },
                new(Meeting, "", 400)
                {
                    Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting),
                    Act = page => SendAsync(page, "form[action*='Ask']", ("Text", "")),
                },
                new(Meeting, "")
                {
                    Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting),
                    Act = page =>
                        SendAsync(page, "form[action*='Ask']", ("Text", "Hur fick ni nämnden att fråga efter siffrorna?")),
                },
                new(Meeting, "", Picture: "meeting-held") { Find = portal => Rooms.FindAsync(portal, "bm1", Links.Meeting) },
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
                new(Pack, "", Picture: "pack") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.MeetingPack) },
                new(Record, "", Picture: "record") { Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord) },
                new(Record, "", 400)
                {
                    Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord),
                    Act = page => SendAsync(page, "form[action*='Decision']", ("Text", "")),
                },
                new(Record, "", 409)
                {
                    Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord),
                    Act = page => SendAsync(page, "form[action*='Notes']", ("Version", "99"), ("Notes", "Mina anteckningar")),
                },
                new(Record, "")
                {
                    Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord),
                    Act = page => SendAsync(page, "form[action*='Decision']", ("Text", "Vi mäter vid samma tid.")),
                },
                new(Record, "", Picture: "record-feedback")
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
                new(Record, "") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.MeetingRecord) },
            ]
        ),
        new(
            "manager at a meeting",
            Who.Manager,
            [
                new(Meeting, "") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting) },
                new(Record, "") { Find = portal => Rooms.FindAsync(portal, "bm1", Links.MeetingRecord) },
                new(Problem, "", 403) { Find = portal => Rooms.FindAsync(portal, "bm2", Links.EditAgenda) },
            ]
        ),
        new(
            "coordinator of agendas",
            Who.Coordinator,
            [
                new(AgendaTemplate, Links.AgendaTemplate(Network, "bm1"), Picture: "agenda-template"),
                new(AgendaTemplate, Links.AgendaTemplate(Network, "bm1"), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Items[0].Title", "")),
                },
                new(AgendaTemplate, Links.AgendaTemplate(Network, "bm1"))
                {
                    Act = page => SendAsync(page, "main form", ("Items[0].Title", "Välkomna till oss")),
                },
                new(Meeting, "") { Find = portal => Rooms.FindAsync(portal, "bm2", Links.Meeting) },
            ]
        ),
        new(
            "key person who improves",
            Who.KeyPerson,
            [
                new(Improvements, Links.Improvements(Network, Cohort, Slug), Picture: "improvements"),
                new(Improvements, Links.Improvements(Network, Cohort, Slug) + "?view=list", Picture: "improvements-list"),
                new(Improvements, Links.Improvements(Network, Cohort, Slug) + "?q=finns+inte"),
                new(Improvements, Links.Improvements(Network, Closed, Slug)),
                new(Improvement, "", Picture: "improvement") { Find = portal => ImprovementAsync(portal, "Ny mall") },
                new(Improvement, "") { Find = portal => ImprovementAsync(portal, "Ny mall"), Act = OpenEverythingAsync },
                new(Improvement, "", 400)
                {
                    Find = portal => ImprovementAsync(portal, "Ny mall"),
                    Act = page => SendAsync(page, "form[action$='handler=Comment']", ("Text", "")),
                },
                new(Improvement, "", Picture: "improvement-done") { Find = portal => ImprovementAsync(portal, "Kön i alla") },
                new(Improvement, "")
                {
                    Find = portal => ImprovementAsync(portal, "Lika tid"),
                    Act = page => SendAsync(page, ".panel form[action*='Status']", ("To", "Stopped")),
                },
                new(EditImprovement, "", Picture: "improvement-edit")
                {
                    Find = async portal => await ImprovementAsync(portal, "Ny mall") + "/edit",
                },
                new(EditImprovement, "", 409)
                {
                    Find = async portal => await ImprovementAsync(portal, "Ny mall") + "/edit",
                    Act = page => SendAsync(page, "main form", ("Version", "0")),
                },
                new(NewImprovement, Links.NewImprovement(Network, Cohort, Slug), Picture: "improvement-new"),
                new(NewImprovement, Links.NewImprovement(Network, Cohort, Slug), 400)
                {
                    Act = page => SendAsync(page, "main form", ("Name", ""), ("StartsOn", "2027-02-01"), ("DueOn", "2027-01-01")),
                },
                new(NewImprovement, Links.NewImprovement(Network, Closed, Slug)),
                new(CohortImprovements, Links.CohortImprovements(Network, Cohort)),
                new(Learn, Links.Learn(Network), Picture: "learn"),
                new(Learn, Links.Learn(Network, 8), Picture: "learn-step"),
                new(Learn, Links.Learn(Network, 1)),
            ]
        ),
        new(
            "coordinator of improvements",
            Who.Coordinator,
            [
                new(CohortImprovements, Links.MyImprovements(Network), Picture: "improvements-cohort"),
                new(CohortImprovements, Links.CohortImprovements(Network, Cohort) + "?flag=overdue"),
                new(CohortImprovements, Links.CohortImprovements(Network, Closed)),
                new(Improvements, Links.Improvements(Network, Cohort, Slug)),
                new(Improvement, "") { Find = portal => ImprovementAsync(portal, "Ny mall"), Act = OpenEverythingAsync },
                // In a second network, which has no cohort.
                new("/Improvements/MyImprovements", Links.MyImprovements(Empty.Network))
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
                new(Benchmark, Links.Benchmark(Network, Cohort)),
                new(Benchmark, Links.Benchmark(Network, Closed)),
                new(Problem, Start, 403),
                // In a second network, which has no cohort.
                new("/Networks/Start", Links.Network(Empty.Network)) { Before = portal => Empty.AddAsync(portal, Who.Observer) },
                new(Welcome, "/", Picture: "welcome-places"),
                new("/Accounts/SigningIn/Act", Links.Acting),
            ]
        ),
        new(
            "coordinator of another network",
            Who.CoordinatorElsewhere,
            [
                new(CohortOverview, Links.Cohort("modellforvaltningar", Cohort), Picture: "cohort-administrations"),
                new(People, Links.People("modellforvaltningar")),
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
        page.DOMContentLoaded += Arrive;
        await act();
        await there.Task.WaitAsync(TimeSpan.FromSeconds(30));
        page.DOMContentLoaded -= Arrive;
        await page.WaitForLoadStateAsync();

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

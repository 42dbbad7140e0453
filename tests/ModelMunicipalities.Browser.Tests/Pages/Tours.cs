using Microsoft.Playwright;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Browser.Tests.Kit;
using static ModelMunicipalities.Browser.Tests.Kit.Hedemora;

namespace ModelMunicipalities.Browser.Tests.Pages;

/// <summary>Every page of the portal, in every state that looks different, by who meets it.</summary>
public static class Tours
{
    private const string Welcome = "/Networks/Welcome";

    private const string Problem = "/Networks/Problem";

    private const string Municipality = "/Assessments/Municipality";

    private const string ScoreChecklist = "/Assessments/ScoreChecklist";

    private const string ReviewScoring = "/Assessments/ReviewScoring";

    private const string CompareScorings = "/Assessments/CompareScorings";

    private const string ReadAssessment = "/Assessments/ReadAssessment";

    private const string Benchmark = "/Assessments/BenchmarkPage";

    private const string CohortOverview = "/Assessments/CohortOverview";

    private const string Mentees = "/Assessments/Mentees";

    private const string Imports = "/Assessments/ImportPage";

    private const string Mentors = "/Cohorts/Mentors";

    private const string Mentor = "/Cohorts/Mentor";

    private const string Leave = "/Cohorts/Leave";

    private const string Afterwards = "/Cohorts/AfterwardsPage";

    private const string AllAfterwards = "/Cohorts/AllAfterwards";

    private const string Generations = "/Cohorts/GenerationsPage";

    private const string People = "/Accounts/People";

    private const string Team = "/Accounts/Team";

    private const string Join = "/Accounts/JoinNetwork";
    private const string ApplicationPage = "/Cohorts/ApplicationPage";

    private const string EditApplication = "/Cohorts/EditApplication";

    private const string ReviewApplication = "/Cohorts/ReviewApplication";

    private const string Applications = "/Cohorts/ApplicationsPage";

    private const string Cohorts = "/Cohorts/CohortList";

    private const string NewCohort = "/Cohorts/NewCohort";

    private const string Plan = "/Cohorts/Plan";

    private const string PlanDates = "/Cohorts/PlanDates";

    private const string PlanCriteria = "/Cohorts/PlanCriteria";

    private const string Invitations = "/Cohorts/InvitationsPage";

    private const string Pairing = "/Pairing/PairingPage";

    private const string ComparePairing = "/Pairing/ComparePairing";

    private const string Next = "2028";

    /// <summary>Pages that no tour shows, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotShown = new Dictionary<string, string>();

    public static readonly IReadOnlyList<Tour> All =
    [
        new("guest", null,
        [
            new(Welcome, "/", Picture: "welcome"),
            new("/Accounts/SignIn", Links.SignIn, Picture: "sign-in"),
            new("/Accounts/SignIn", Links.SignIn, 400)
            {
                Act = page => SendAsync(page, "main form.stack", ("email", Who.Observer.Email), ("password", "fel")),
            },
            new("/Networks/Sources", Links.Sources, Picture: "sources"),
            new("/Networks/Accessibility", Links.Accessibility, Picture: "accessibility"),
            new("/Networks/Privacy", Links.Privacy),
            new("/Accounts/Language", Links.Language),
            new("/Accounts/DevelopmentMail", Links.DevelopmentMail),
            new("/Accounts/DevelopmentMail", Links.DevelopmentMail, Picture: "mail") { Before = InviteAsync },
            new("/Accounts/AcceptInvitation", "", Picture: "invitation") { Find = InvitationAsync },
            new("/Accounts/AcceptInvitation", "", 400) { Find = InvitationAsync, Act = page => SendAsync(page, "main form.stack", ("Password", "kort")) },
            new(Join, Links.Join(Network), Picture: "join"),
            new(Join, Links.Join(Network), 400) { Act = page => SendAsync(page, "main form", ("Name", ""), ("Email", "ingen adress")) },
            new(Join, Links.Join(Network), Picture: "join-asked") { Act = page => SendAsync(page, "main form", ("Name", "Åsa Öberg"), ("Email", "asa@okand.example"), ("As", "Manager")) },
            new(Problem, Links.Invitation("finns-inte"), 404, "not-found"),
        ]),
        new("key person", Who.KeyPerson,
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
        ]),
        new("key person in the closed cohort", Who.KeyPerson,
        [
            new(Municipality, Links.Municipality(Network, Closed, Slug), Picture: "start-closed"),
            new(ReadAssessment, Links.Assessment(Network, Closed, Slug, "bm4")),
            new(Benchmark, Links.Benchmark(Network, Cohort)),
            new(Benchmark, Links.Benchmark(Network, Cohort) + "?basis=respondents"),
            new(Benchmark, Links.Benchmark(Network, Closed), Picture: "benchmark"),
            new(Benchmark, Links.Benchmark(Network, Closed) + "?basis=respondents", Picture: "benchmark-respondents"),
            new("/Accounts/Act", Links.Acting),
            new("/Accounts/SignOut", Links.SignOut),
        ]),
        new("key person after handing in", Who.KeyPerson,
        [
            new(CompareScorings, Compare) { Before = portal => portal.HandInAsync(Who.KeyPerson, 3, 2, 2, 2, 3, 3, 2, 3, 2, 1) },
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
        ]),
        new("key person after submitting", Who.KeyPerson,
        [
            new(Municipality, Start) { Before = portal => portal.SubmitAsync() },
            new(ScoreChecklist, Scoring),
            new(CompareScorings, Compare),
            new(ReadAssessment, Common, Picture: "read"),
        ]),
        new("manager", Who.Manager,
        [
            new(Municipality, Start),
            new(ScoreChecklist, Scoring),
            new(CompareScorings, Compare) { Before = portal => portal.HandInAllAsync() },
        ]),
        new("coordinator", Who.Coordinator,
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
        ]),
        new("coordinator of people, events and files", Who.Coordinator,
        [
            new(People, Links.People(Network), Picture: "people"),
            new(People, Links.People(Network)) { Act = page => SendAsync(page, "main form", ("Name", "Åsa Öberg"), ("Email", "asa@kristinehamn.example"), ("What", "Politician"), ("Organisation", "kristinehamn")) },
            new(People, Links.People(Network), 400) { Act = page => SendAsync(page, "main form", ("Name", ""), ("Email", "ingen adress")) },
            new(Team, Links.Team(Network, "kristinehamn"), Picture: "team-vacant"),
            new(Team, Links.Team(Network, "kristinehamn"), 400) { Act = page => SendAsync(page, "form[action*=Invite]", ("Name", ""), ("Email", "ingen adress")) },
            new(Team, Links.Team(Network, "kristinehamn"), Picture: "team-request") { Before = AskToJoinAsync },
            new("/Networks/Trail", Links.Trail(Network), Picture: "trail"),
            new(Imports, Links.Imports(Network, Cohort), Picture: "import"),
            new(Imports, Links.Imports(Network, Cohort), 400) { Act = page => SendFileAsync(page, "organisation;occasion;step;score\nhedemora;bm9;1;3\nnågonstans;bm2;1;7\n") },
            new(Imports, Links.Imports(Network, Cohort), Picture: "import-preview") { Act = page => SendFileAsync(page, "organisation;occasion;step;score\nlycksele;bm2;1;3\nlycksele;bm2;2;2\n") },
        ]),
        new("key person who applies", Who.KeyPerson,
        [
            new(ApplicationPage, Applying.Own, Picture: "application-invited") { Before = Applying.OpenAsync },
            new(EditApplication, Applying.Edit("contact"), Picture: "application-contact"),
            new(EditApplication, Applying.Edit("contact"), 400) { Act = page => SendAsync(page, "main form.stack", ("ContactEmail", "ingen adress")) },
            new(EditApplication, Applying.Edit("areas")),
            new(EditApplication, Applying.Edit("people"), Picture: "application-people"),
            new(EditApplication, Applying.Edit("cemr"), 400) { Act = page => SendAsync(page, "main form.stack", ("Cemr", "Planned")) },
            new(EditApplication, Applying.Edit("baseline"), Picture: "application-baseline"),
            new(EditApplication, Applying.Edit("baseline")) { Act = OpenEverythingAsync },
            new(EditApplication, Applying.Edit("stakeholders")),
            new(EditApplication, Applying.Edit("commitment")),
            new(EditApplication, Applying.Edit("questions")),
            new(ApplicationPage, Applying.Own, Picture: "application-draft") { Before = Applying.BeginAsync },
            new(ReviewApplication, Applying.Review, Picture: "application-review"),
            new(ApplicationPage, Applying.Own, Picture: "application-submitted") { Before = Applying.SubmitAsync },
        ]),
        new("coordinator who admits", Who.Coordinator,
        [
            new(Applications, Applying.List, Picture: "applications-empty") { Before = Applying.OpenAsync },
            new(Applications, Applying.List, Picture: "applications") { Before = Applying.FillAsync },
            new(Applications, Links.Applications(Network, Applying.Cohort, "criteria")),
            new(ApplicationPage, Links.Application(Network, Applying.Cohort, "vannas"), Picture: "application-coordinator"),
            new(ApplicationPage, Links.Application(Network, Applying.Cohort, "vannas")) { Act = OpenEverythingAsync },
            new(ApplicationPage, Links.Application(Network, Applying.Cohort, "vannas"), 400) { Act = page => SendAsync(page, "main form", ("Decision", "Decline"), ("Reason", "")) },
            new(ApplicationPage, Links.Application(Network, Applying.Cohort, "lulea")),
            new(ApplicationPage, Links.Application(Network, Applying.Cohort, "vannas"), Picture: "application-admitted") { Act = page => SendAsync(page, "main form", ("Decision", "Admit"), ("Reason", "Välkomna!")) },
        ]),
        new("mentor", Who.Mentor,
        [
            new(Mentees, Links.Mentees(Network, Cohort), Picture: "mentees"),
            new(Mentees, Links.Mentees(Network, Closed)),
            new(Municipality, Start),
            new(Municipality, Links.Municipality(Network, Cohort, "eskilstuna")),
            new(ReadAssessment, Links.Assessment(Network, Cohort, Slug, "bm1")),
            new(ReadAssessment, Common),
            new(Problem, Compare, 403),
        ]),
        new("coordinator of mentors and what comes after", Who.Coordinator,
        [
            new(Mentors, Links.Mentors(Network, Cohort), Picture: "mentors"),
            new(Mentors, Links.Mentors(Network, Cohort), 400) { Act = page => SendAsync(page, "main form") },
            new(Mentors, Links.Mentors(Network, Cohort)) { Act = AskStockholmAsync },
            new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor-for-them"),
            new(AllAfterwards, Links.AllAfterwards(Network, Closed), Picture: "afterwards-all"),
            new(AllAfterwards, Links.AllAfterwards(Network, Cohort)),
            new(Afterwards, Links.Afterwards(Network, Closed, Slug)),
            new(Leave, Links.Leave(Network, Cohort, "eskilstuna")),
            new(Leave, Links.Leave(Network, Cohort, "eskilstuna"), Picture: "left") { Act = page => SendAsync(page, "main form", ("Reason", "Vi omorganiserar och hinner inte.")) },
            new(Leave, Links.Leave(Network, Closed, Slug)),
            new(CohortOverview, Links.Cohort(Network, Cohort), Picture: "cohort-group-to-look-over"),
            new(Municipality, Start),
            new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna")),
            new(Generations, Links.Generations(Network), Picture: "generations"),
            new(Mentors, Links.Mentors(Network, Cohort)),
        ]),
        new("coordinator of the next cohort", Who.Coordinator,
        [
            new(Cohorts, Links.Cohorts(Network), Picture: "cohorts"),
            new(NewCohort, Links.NewCohort(Network), Picture: "new-cohort"),
            new(NewCohort, Links.NewCohort(Network), 400) { Act = page => SendAsync(page, "main form", ("Name", ""), ("Start", "")) },
            new(Plan, Links.Plan(Network, Next), Picture: "plan") { Before = PlanNextAsync },
            new(PlanDates, Links.PlanDates(Network, Next), Picture: "plan-dates"),
            new(PlanDates, Links.PlanDates(Network, Next), 400) { Act = page => SendAsync(page, "main form", ("Occasions[1].Starts", "2020-01-01T09:00")) },
            new(PlanCriteria, Links.PlanCriteria(Network, Next), Picture: "plan-criteria"),
            new(PlanCriteria, Links.PlanCriteria(Network, Next), 400) { Act = page => SendAsync(page, "main form", ("Instrument", "finns-inte")) },
            new(Invitations, Links.Invitations(Network, Next), Picture: "invitations"),
            new(Invitations, Links.Invitations(Network, Next) + "?county=Gotlands+l%C3%A4n&size=From40000"),
            new(Invitations, Links.Invitations(Network, Next) + "?q=finns+inte"),
            new(Invitations, Links.Invitations(Network, Next), 400) { Act = page => SendAsync(page, "form[action*='Contacts']", ("Contacts[0].Name", "Åsa Öberg"), ("Contacts[0].Email", "fel")) },
            new(Plan, Links.Plan(Network, Next)) { Act = page => SendAsync(page, "form[action*='Move']") },
            new(Plan, Links.Plan(Network, Cohort)),
            new(Plan, Links.Plan(Network, Closed)),
        ]),
        new("coordinator who pairs", Who.Coordinator,
        [
            new(Pairing, Links.Pairing(Network, Cohort), Picture: "pairing-first"),
            new(Pairing, Links.Pairing(Network, Cohort), 400) { Act = page => SendAsync(page, "form[action*='Propose']", ("MinPerGroup", "två"), ("Size", "-1")) },
            new(Pairing, Links.PairingNumber(Network, Cohort, 1), Picture: "pairing") { Before = ProposeTwiceAsync },
            new(Pairing, Links.MovePairing(Network, Cohort, 2, "uppsala"), Picture: "pairing-move"),
            new(ComparePairing, Links.ComparePairing(Network, Cohort, 2, 1), Picture: "pairing-compare"),
            new(Pairing, Links.PairingNumber(Network, Cohort, 2)) { Act = page => SendAsync(page, "form[action*='Publish']") },
            new(Pairing, Links.Pairing(Network, Closed)),
        ]),
        new("key person who looks ahead", Who.KeyPerson,
        [
            new(Afterwards, Links.Afterwards(Network, Closed, Slug), Picture: "afterwards"),
            new(Afterwards, Links.Afterwards(Network, Closed, Slug), 400) { Act = page => SendAsync(page, "main form", ("Comment", "Vi tänker på saken.")) },
            new(Afterwards, Links.Afterwards(Network, Closed, Slug)) { Act = page => SendAsync(page, "main form", ("Choice", "MentorLater")) },
            new(Leave, Links.Leave(Network, Cohort, Slug), Picture: "leave"),
            new(Leave, Links.Leave(Network, Cohort, Slug), 400) { Act = page => SendAsync(page, "main form") },
            new(Leave, Links.Leave(Network, Cohort, Slug)) { Act = page => SendAsync(page, "main form", ("Reason", "Vi hinner inte.")) },
            new(Municipality, Start),
            new(Generations, Links.Generations(Network)),
        ]),
        new("mentor with places", Who.Mentor,
        [
            new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor"),
            new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"), 400) { Act = page => SendAsync(page, "#offer", ("Places", "")) },
            new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna")) { Act = page => SendAsync(page, "#offer", ("Places", "2"), ("When", "Helst på distans.")) },
            new(Mentor, Links.Mentor(Network, Cohort, "eskilstuna"), Picture: "mentor-unavailable") { Act = page => SendAsync(page, ".panel form") },
            new(Mentees, Links.Mentees(Network, Cohort)),
            new(Problem, Links.Mentors(Network, Cohort), 403),
        ]),
        new("observer", Who.Observer,
        [
            new(Benchmark, Links.Benchmark(Network, Cohort)),
            new(Benchmark, Links.Benchmark(Network, Closed)),
            new(Problem, Start, 403),

            // In a second network, which has no cohort.
            new("/Networks/Start", Links.Network(Empty.Network)) { Before = portal => Empty.AddAsync(portal, Who.Observer) },
            new(Welcome, "/", Picture: "welcome-places"),
            new("/Accounts/Act", Links.Acting),
        ]),
        new("coordinator of another network", Who.CoordinatorElsewhere,
        [
            new(CohortOverview, Links.Cohort("modellforvaltningar", Cohort), Picture: "cohort-administrations"),
            new(People, Links.People("modellforvaltningar")),
            new(Problem, Start, 404),
        ]),
    ];

    private static Task OpenEverythingAsync(IPage page) => page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(d => d.open = true)");

    private static async Task AskStockholmAsync(IPage page)
    {
        await page.Locator("input[name='Organisations'][value='stockholm']").CheckAsync();
        await GoingOnAsync(page, () => page.Locator("main form button").ClickAsync());
    }

    /// <summary>Fills a form and sends it past the browser's own checks, for what the portal says to it.</summary>
    private static Task SendAsync(IPage page, string form, params (string Name, string Value)[] fields) => GoingOnAsync(page, () => page.EvaluateAsync(
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
        new object[] { form }.Concat(fields.Select(f => new[] { f.Name, f.Value }))));

    private static async Task SendFileAsync(IPage page, string csv)
    {
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "svar.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(csv) });
        await GoingOnAsync(page, () => page.Locator("main form button").ClickAsync());
    }

    /// <summary>Does what leads to another document, and waits for it.</summary>
    private static async Task GoingOnAsync(IPage page, Func<Task> act)
    {
        var there = new TaskCompletionSource();
        page.DOMContentLoaded += Arrive;
        await act();
        await there.Task.WaitAsync(TimeSpan.FromSeconds(15));
        page.DOMContentLoaded -= Arrive;
        await page.WaitForLoadStateAsync();

        void Arrive(object? sender, IPage page) => there.TrySetResult();
    }

    private static async Task InviteAsync(PortalServer portal)
    {
        using var api = await portal.ApiAsync(Who.Coordinator);
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            api, $"/api/v1/networks/{Network}/people/invitations", new { name = "Åsa Öberg", email = "asa@kristinehamn.example", organisation = "kristinehamn", function = "politician" });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The cohort 2028, planned, with two invited that nobody can be reached at yet.</summary>
    private static async Task PlanNextAsync(PortalServer portal)
    {
        await portal.PostAsync($"/api/v1/networks/{Network}/cohorts", new { name = Next, template = "two-years", start = "2028-01-20", withOptional = true });
        await portal.PostAsync($"/api/v1/networks/{Network}/cohorts/{Next}/invitations", new { codes = new[] { "2584", "09" } });
    }

    private static async Task ProposeTwiceAsync(PortalServer portal)
    {
        await portal.PostAsync($"/api/v1/networks/{Network}/cohorts/{Cohort}/pairing/proposals", new { });
        await portal.PostAsync(
            $"/api/v1/networks/{Network}/cohorts/{Cohort}/pairing/proposals",
            new { weights = new { distance = 1, size = 20, focus = 50 }, tolerance = 0.05, locked = new[] { new { mentor = "orebro", participant = "uppsala" } } });
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
            api, $"/api/v1/networks/{Network}/organisations/kristinehamn/team/domain", new { domain = "kristinehamn.example" });
        set.EnsureSuccessStatusCode();
        using var asked = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
            api, $"/api/v1/networks/{Network}/join", new { name = "Nils Ek", email = "nils@kristinehamn.example", function = "politician", message = "Nämnden har utsett mig." });
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

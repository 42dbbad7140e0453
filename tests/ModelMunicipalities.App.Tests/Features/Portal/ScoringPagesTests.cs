using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Portal;

/// <summary>The main job in a browser without script: forms that are sent, kept and answered.</summary>
public class ScoringPagesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task From_the_first_answer_to_the_locked_result()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        foreach (var function in Assessment.Functions)
        {
            var reader = await network["Luleå", function].ReaderAsync();
            (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/mine"))).ShouldBeOk();
            (
                await reader.PostAsync(
                    network.PageAt("Luleå", "bm1", "/mine"),
                    [.. Steps("3333332221"), ("Version", "0"), ("then", "review")]
                )
            ).ShouldLeadTo(network.PageAt("Luleå", "bm1", "/mine/review"));
            (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/mine/review"))).ShouldBeOk();
            (await reader.PostAsync(network.PageAt("Luleå", "bm1", "/mine/review"))).ShouldLeadTo(
                network.PageAt("Luleå", "bm1", "/compare")
            );
        }

        var keyPerson = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var compare = (await keyPerson.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk();
        (await keyPerson.PostAsync(network.PageAt("Luleå", "bm1", "/compare"), ("then", "agree"))).ShouldLeadTo(
            network.PageAt("Luleå", "bm1", "/compare")
        );
        compare = (await keyPerson.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk();
        (await keyPerson.PostAsync(network.PageAt("Luleå", "bm1", "/compare"), ("then", "submit"))).ShouldLeadTo(
            network.PageAt("Luleå", "bm1")
        );
        (await keyPerson.GetAsync(network.PageAt("Luleå", "bm1"))).ShouldBeOk().Heading.ShouldContain("25");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.CohortPage())).ShouldBeOk().Html.ShouldContain(">25<");
    }

    [Test]
    public async Task What_was_typed_stays_on_the_page_when_it_is_refused()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var page = await reader.PostAsync(
            network.PageAt("Luleå", "bm1", "/mine"),
            ("Version", "0"),
            ("Steps[1].Score", "4"),
            ("Steps[1].Comment", "Det här har jag skrivit <b>"),
            ("Steps[2].Score", "3")
        );
        page.ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("role=\"alert\"");
        page.Html.ShouldContain("href=\"#step-1\"");
        WebUtility.HtmlDecode(page.Html).ShouldContain("Det här har jag skrivit <b>");
        page.Html.ShouldNotContain("skrivit <b>");
        Checked(page, "Steps[2].Score").ShouldBe("3");
        (await network.InDbAsync(db => Task.FromResult(db.Scorings.Count()))).ShouldBe(0);
    }

    [Test]
    public async Task A_form_based_on_an_older_draft_shows_what_holds_beside_what_was_typed()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine");
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "1000000000");

        var stale = (await reader.PostAsync(path, ("Steps[1].Version", "0"), ("Steps[1].Score", "3"))).ShouldBe(
            HttpStatusCode.Conflict
        );
        Checked(stale, "Steps[1].Score").ShouldBe("3");
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].score"]!
            .GetValue<int>()
            .ShouldBe(1);
        (await reader.PostAsync(path, ("Steps[1].Version", Version(stale)), ("Steps[1].Score", "3"))).ShouldLeadTo(path);
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].score"]!
            .GetValue<int>()
            .ShouldBe(3);
    }

    [Test]
    public async Task What_was_not_saved_today_is_said_with_its_day()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "1200000000");
        var yesterday = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/Stockholm").AddDays(-1);
        await network.ChangeAsync(async db =>
        {
            (await db.Answers.SingleAsync(a => a.Step == 1)).ChangedAt = Reminding.Local($"{yesterday:yyyy-MM-dd} 12:00");
            (await db.Answers.SingleAsync(a => a.Step == 2)).ChangedAt = Reminding.Local("2025-03-04 13:02");
        });
        var page = (
            await (await network["Luleå", Function.Manager].ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1", "/mine"))
        ).ShouldBeOk();
        page.Text.ShouldContain("Sparat i går");
        page.Text.ShouldContain("Sparat tis 4 mars 2025 13.02");
    }

    [Test]
    public async Task One_step_saved_by_the_script_answers_with_that_step_and_the_new_version()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine") + "?handler=Step&step=3";
        var token = (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/mine"))).Antiforgery!;

        var saved = await ScriptAsync(
            reader,
            path,
            ("Steps[3].Score", "2"),
            ("Steps[3].Version", "0"),
            ("__RequestVerificationToken", token)
        );
        saved.ShouldBeOk().Html.ShouldContain("id=\"base-3\"");
        saved.Html.ShouldNotContain("<html");
        Version(saved, 3).ShouldBe("1");

        var refused = await ScriptAsync(
            reader,
            path,
            ("Steps[3].Score", "7"),
            ("Steps[3].Version", "1"),
            ("__RequestVerificationToken", token)
        );
        refused.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("wrong");
        var stale = await ScriptAsync(
            reader,
            path,
            ("Steps[3].Score", "1"),
            ("Steps[3].Version", "0"),
            ("__RequestVerificationToken", token)
        );
        stale.ShouldBe(HttpStatusCode.Conflict);
        (await network["Luleå", Function.Manager].Api.GetAsync(network.At("Luleå", "bm1")))["mine[0].score"]!
            .GetValue<int>()
            .ShouldBe(2);
    }

    [Test]
    public async Task No_form_is_taken_without_its_token()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var manager = await network["Luleå", Function.Manager].ReaderAsync();
        var keyPerson = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var (improvement, meeting) = (await network.ImproveAsync("Luleå"), await network.MeetingOfAsync("Piteå", "bm1"));
        var coordinator = await network.Coordinator.ReaderAsync();
        (Reader Reader, string Path)[] forms =
        [
            (manager, network.PageAt("Luleå", "bm1", "/mine")),
            (manager, network.PageAt("Luleå", "bm1", "/mine") + "?handler=Step&step=1"),
            (manager, network.PageAt("Luleå", "bm1", "/mine/review")),
            (keyPerson, network.PageAt("Luleå", "bm1", "/compare")),
            (keyPerson, network.PageAt("Luleå", "bm1", "/compare") + "?handler=Step&step=1"),
            (coordinator, network.PageAt("Luleå", "startup")),
            (coordinator, network.Page("/people")),
            (coordinator, network.CohortPage("/imports")),
            (coordinator, network.CohortPage("/imports") + "?handler=Save"),
            (keyPerson, network.PageOf("Luleå", "/withdrawal")),
            (keyPerson, network.PageOf("Luleå", "/afterwards")),
            (coordinator, network.CohortPage("/mentors")),
            (coordinator, network.CohortPage("/mentors/pitea")),
            (manager, "/language"),
            (manager, "/acting"),
            (manager, "/sign-out"),
            (new Reader(Server), "/sign-in"),
            .. new[] { "Password", "SignOut" }.Select(handler => (manager, "/account?handler=" + handler)),
            .. new[] { "Invite", "Replace", "End", "Answer", "Domain" }.Select(handler =>
                (coordinator, network.Page("/organisations/lulea/team") + "?handler=" + handler)
            ),
            (new Reader(Server), "/join/" + network.Slug),
            (manager, network.Page("/mail-choices")),
            .. new[] { "Run", "Pause", "Resume" }.Select(handler => (coordinator, network.Page("/jobs") + "?handler=" + handler)),
            .. new[] { "One", "All" }.Select(handler => (coordinator, network.Page("/mail") + "?handler=" + handler)),
            (coordinator, network.Page("/cohorts/new")),
            (coordinator, network.CohortPage("/plan") + "?handler=Move"),
            (coordinator, network.CohortPage("/plan/dates")),
            (coordinator, network.CohortPage("/plan/criteria")),
            .. new[] { "Invite", "Part", "Contacts" }.Select(handler =>
                (coordinator, network.CohortPage("/invitations") + "?handler=" + handler)
            ),
            .. new[] { "Propose", "Again", "Locks", "Move", "Publish" }.Select(handler =>
                (coordinator, network.CohortPage("/pairing") + "?handler=" + handler)
            ),
            (coordinator, network.CohortPage("/applications/lulea")),
            (keyPerson, network.CohortPage("/applications/lulea") + "?handler=TakeBack"),
            (keyPerson, network.PageOf("Luleå", "/improvements/new")),
            (keyPerson, network.ImprovementPage("Luleå", improvement, "/edit")),
            .. new[] { "Status", "Sharing" }.Select(handler =>
                (keyPerson, network.PageOf("Luleå", "/improvements") + "?handler=" + handler)
            ),
            .. new[] { "Status", "Cycle", "Review", "Comment", "RemoveComment" }.Select(handler =>
                (keyPerson, network.ImprovementPage("Luleå", improvement) + "?handler=" + handler)
            ),
            (coordinator, network.Page("/reminders")),
            (keyPerson, network.CohortPage("/reports")),
            (keyPerson, network.Page("/reports/1") + "?handler=Retry"),
            (keyPerson, network.CohortPage("/applications/lulea/edit/contact")),
            (keyPerson, network.CohortPage("/applications/lulea/review")),
            .. (await Routes.OfPortalAsync(Server))
                .Where(r => r.Method == "POST" && r.Page!.StartsWith("/Meetings/", StringComparison.Ordinal))
                .Select(r =>
                    (
                        coordinator,
                        r.Fill(p =>
                            p switch
                            {
                                "network" => network.Slug,
                                "cohort" => network.Cohort.Slug,
                                "id" => $"{meeting}",
                                "form" => "bm1",
                                _ => "token",
                            }
                        )
                    )
                ),
        ];
        foreach (var (reader, path) in forms)
        {
            (
                await reader.PostWithoutTokenAsync(path, ("Steps[1].Score", "2"), ("Reason", "fel"), ("Version", "0"))
            ).Status.ShouldBe(HttpStatusCode.BadRequest, path);
        }

        (
            await network.InDbAsync(db =>
                Task.FromResult((db.Scorings.Count(), db.Assessments.Count(a => a.SubmittedAt != null)))
            )
        ).ShouldBe((0, 1));
    }

    [Test]
    public async Task Every_page_that_takes_a_form_is_among_those()
    {
        var forms = (await Routes.OfPortalAsync(Server)).Where(r => r.Method == "POST").Select(r => r.Page).Distinct();
        forms.ShouldBe(
            [
                "/Assessments/Scoring/SaveScoring",
                "/Assessments/Scoring/HandInScoring",
                "/Assessments/Scoring/RecordConsensus",
                "/Assessments/Scoring/ViewAssessment",
                "/Accounts/Invitations/ListPeople",
                "/Assessments/Sheets/ImportAssessments",
                "/Accounts/Language",
                "/Accounts/SigningIn/Act",
                "/Accounts/SigningIn/SignOut",
                "/Accounts/SigningIn/SignIn",
                "/Accounts/SigningIn/ChangePassword",
                "/Accounts/Team/ViewTeam",
                "/Accounts/Invitations/AskToJoin",
                "/Cohorts/Leaving/ViewLeaving",
                "/Cohorts/Afterwards/ViewAfterwards",
                "/Cohorts/Mentors/ListMentors",
                "/Cohorts/Mentors/ViewMentor",
                "/Cohorts/Applications/ViewApplication",
                "/Cohorts/Applications/SaveApplication",
                "/Cohorts/Applications/SubmitApplication",
                "/Meetings/Call/ViewCall",
                "/Meetings/Call/CancelMeeting",
                "/Meetings/Calendars/ViewMyCalendar",
                "/Meetings/Settings/ViewMeetingSettings",
                "/Meetings/Preparation/ViewAgendaTemplate",
                "/Meetings/ViewCohortMeetings",
                "/Meetings/Preparation/EditAgenda",
                "/Meetings/ViewMeeting",
                "/Meetings/ListMyMeetings",
                "/Meetings/Polls/OpenPoll",
                "/Meetings/Polls/ViewPoll",
                "/Meetings/Polls/AnswerPollByLink",
                "/Meetings/Record/ViewRecord",
                "/Cohorts/CreateCohort",
                "/Cohorts/Plan/ViewPlan",
                "/Cohorts/Plan/SchedulePlan",
                "/Cohorts/Plan/SetCriteria",
                "/Cohorts/Invitations/ListInvitations",
                "/Pairing/ViewProposal",
                "/Reminders/ViewReminders",
                "/Surveys/ListSurveys",
                "/Surveys/ViewSurvey",
                "/Surveys/AnswerSurvey",
                "/Improvements/ListImprovements",
                "/Improvements/ViewNewImprovement",
                "/Improvements/ChangeImprovement",
                "/Improvements/ViewImprovement",
                "/Networks/ListJobs",
                "/Networks/ListMails",
                "/Accounts/Mail/ViewMailChoices",
                "/Reports/ListReports",
                "/Reports/ViewReport",
                // Takes no form: shows what went wrong with one. And the forms whose secret is in their address.
                "/Networks/Problem",
                "/Accounts/Invitations/AcceptInvitation",
                "/Accounts/Mail/ChooseMailsByLink",
            ],
            ignoreOrder: true
        );
    }

    [Test]
    public async Task Handing_in_with_steps_missing_tells_which_on_the_page()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ScoreAsync("Luleå", "bm1", Function.Manager, "2222222200");
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var refused = (await reader.PostAsync(network.PageAt("Luleå", "bm1", "/mine/review"))).ShouldBe(
            HttpStatusCode.BadRequest
        );
        refused.Html.ShouldContain("#step-9");
        refused.Html.ShouldContain("#step-10");
    }

    [Test]
    public async Task A_second_press_of_the_button_is_no_error()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "2222222222");
        (
            await (await network["Luleå", Function.Manager].ReaderAsync()).PostAsync(
                network.PageAt("Luleå", "bm1", "/mine/review")
            )
        ).ShouldLeadTo(network.PageAt("Luleå", "bm1", "/compare"));
    }

    [Test]
    public async Task A_tab_that_saves_after_she_has_handed_in_leads_to_where_she_takes_it_back()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var tab = await Tab.OpenAsync(reader, network.PageAt("Luleå", "bm1", "/mine"), "id=\"scoring\"");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "2222222222");
        var compare = network.PageAt("Luleå", "bm1", "/compare");
        (await tab.Type(("Steps[1].Score", "3")).SaveByItselfAsync("?handler=Step&step=1"))
            .ShouldBe(HttpStatusCode.Conflict)
            .Html.ShouldContain($"href=\"{compare}\"");
        (await reader.GetAsync(compare)).ShouldBeOk().Text.ShouldContain("Ta tillbaka min skattning");
    }

    [Test]
    public async Task What_is_left_to_score_is_the_same_after_a_save_by_itself_as_when_the_page_is_read_anew()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/mine");
        var tab = await Tab.OpenAsync(reader, path, "id=\"scoring\"");
        var seen = new List<string>();
        foreach (var step in new[] { 2, 1, 3, 4, 5, 6, 7, 8, 9, 10 })
        {
            var saved = (
                await tab.Type(($"Steps[{step}].Score", "3")).SaveByItselfAsync($"?handler=Step&step={step}")
            ).ShouldBeOk();
            var anew = (await reader.GetAsync(path)).ShouldBeOk();
            saved.Heading.ShouldBe(anew.Heading);
            Next(saved).ShouldBe(Next(anew));
            seen.Add(saved.Heading);
        }

        seen[^2].ShouldContain("Ett steg kvar");
        seen.ShouldBeUnique();

        static string Next(Page page) =>
            System
                .Text.RegularExpressions.Regex.Match(
                    page.Html,
                    "<div class=\"actions\" id=\"next\".*?</div>",
                    System.Text.RegularExpressions.RegexOptions.Singleline
                )
                .Value;
    }

    [Test]
    public async Task What_is_left_to_decide_is_the_same_after_a_save_by_itself_as_when_the_page_is_read_anew()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "1122222222");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3322222222");
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "2222222222");
        await network.AgreeAsync("Luleå", "bm1", "0022222222");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/compare");
        var tab = await Tab.OpenAsync(reader, path, "id=\"compare\"");
        foreach (var step in new[] { 1, 2 })
        {
            var saved = (
                await tab.Type(($"Steps[{step}].Score", "2")).SaveByItselfAsync($"?handler=Step&step={step}")
            ).ShouldBeOk();
            var anew = (await reader.GetAsync(path)).ShouldBeOk();
            foreach (var id in new[] { "submit", "differing-decided", "decided" })
            {
                Live(saved, id).ShouldNotBeEmpty(id);
                Live(saved, id).ShouldBe(Live(anew, id));
            }
        }

        static string Live(Page page, string id) =>
            System.Text.RegularExpressions.Regex.Match(page.Html, $"id=\"{id}\" data-live>(.*?)</").Groups[1].Value;
    }

    [Test]
    public async Task Comparing_is_blind_until_the_own_is_handed_in()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        (
            await network["Luleå", Function.Manager]
                .Api.PutAsync(
                    network.At("Luleå", "bm1", "/mine"),
                    new
                    {
                        scores = Enumerable
                            .Range(1, 10)
                            .Select(s => new
                            {
                                step = s,
                                score = 3,
                                comment = "Chefens hemlighet",
                            }),
                    }
                )
        ).ShouldBeOk();
        (await network["Luleå", Function.Manager].Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeOk();
        var reader = await network["Luleå", Function.Politician].ReaderAsync();
        (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare")))
            .ShouldBeOk()
            .Text.ShouldNotContain("Chefens hemlighet");
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "1111111111");
        (await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare"))).ShouldBeOk().Text.ShouldContain("Chefens hemlighet");
    }

    [Test]
    public async Task Common_answers_based_on_an_older_version_are_not_written_over_others()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.HandInAsync("Luleå", "bm1", Function.Politician, "1111111111");
        await network.HandInAsync("Luleå", "bm1", Function.Manager, "3333333333");
        await network.HandInAsync("Luleå", "bm1", Function.KeyPerson, "2222222222");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var path = network.PageAt("Luleå", "bm1", "/compare");
        var version = Version(await reader.GetAsync(path));
        await network.AgreeAsync("Luleå", "bm1", "3000000000");

        var stale = (
            await reader.PostAsync(path, ("Steps[1].Version", version), ("Steps[1].Score", "1"), ("Steps[1].Shared", "true"))
        ).ShouldBe(HttpStatusCode.Conflict);
        Checked(stale, "Steps[1].Score").ShouldBe("1");
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.At("Luleå", "bm1")))["consensus[0].score"]!
            .GetValue<int>()
            .ShouldBe(3);
        (
            await reader.PostAsync(
                path,
                ("Steps[1].Version", Version(stale)),
                ("Steps[1].Score", "1"),
                ("Steps[1].Shared", "true")
            )
        ).ShouldLeadTo(path);
    }

    [Test]
    public async Task The_coordinator_opens_again_on_the_page_with_a_reason()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var reader = await network.Coordinator.ReaderAsync();
        var path = network.PageAt("Luleå", "startup");
        (await reader.GetAsync(path)).ShouldBeOk().Html.ShouldContain("name=\"Reason\"");
        (await reader.PostAsync(path, ("Reason", " "))).ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain("role=\"alert\"");
        var tooLong = await reader.PostAsync(path, ("Reason", new string('r', 501)));
        tooLong.ShouldBe(HttpStatusCode.BadRequest).Html.ShouldContain(new string('r', 501));
        (await reader.PostAsync(path, ("Reason", "Fel siffra"))).ShouldLeadTo(path);
        (await network.TrailAsync("AssessmentReopened")).Single().Detail.ShouldBe("Fel siffra");
        (await reader.GetAsync(network.Page("/trail"))).ShouldBeOk().Text.ShouldContain("Fel siffra");
    }

    [Test]
    public async Task Who_may_not_act_is_refused_by_the_page_too()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Submitted("Luleå", "startup", "2222222222"));
        var mentor = await network["Piteå", Function.KeyPerson].ReaderAsync();
        (await mentor.PostAsync(network.PageAt("Luleå", "bm1", "/mine"), ("Steps[1].Score", "3"), ("Version", "0"))).ShouldBe(
            HttpStatusCode.Forbidden
        );
        (
            await mentor.PostAsync(
                network.PageAt("Luleå", "bm1", "/mine") + "?handler=Step&step=1",
                ("Steps[1].Score", "3"),
                ("Version", "0")
            )
        ).ShouldBe(HttpStatusCode.Forbidden);
        (await mentor.PostAsync(network.PageAt("Luleå", "bm1", "/mine/review"))).ShouldBe(HttpStatusCode.Forbidden);
        (await mentor.PostAsync(network.PageAt("Luleå", "bm1", "/compare"), ("Steps[1].Score", "3"), ("Version", "0"))).ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await mentor.PostAsync(network.PageAt("Luleå", "startup"), ("Reason", "fel"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (
            await mentor.PostAsync(
                network.Page("/people"),
                ("Name", "Åsa"),
                ("Email", "asa@lulea.example"),
                ("What", "Coordinator")
            )
        ).ShouldBe(HttpStatusCode.Forbidden);
        (
            await mentor.PostFileAsync(
                network.CohortPage("/imports"),
                "file",
                Workbook.Csv("organisation,occasion,step,score\nlulea,bm1,1,3\n"),
                "svar.csv"
            )
        ).ShouldBe(HttpStatusCode.Forbidden);
        (
            await network.InDbAsync(db =>
                Task.FromResult((db.Scorings.Count(), db.Invitations.Count(), db.Assessments.Count(a => a.SubmittedAt != null)))
            )
        ).ShouldBe((0, 0, 1));
    }

    [Test]
    public async Task A_sheet_is_looked_at_before_it_is_saved()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var reader = await network.Coordinator.ReaderAsync();
        var path = network.CohortPage("/imports");
        var preview = (
            await reader.PostFileAsync(
                path,
                "file",
                Workbook.Csv("organisation;occasion;step;score\nlulea;bm1;1;3\n"),
                "svar.csv"
            )
        ).ShouldBeOk();
        preview.Text.ShouldContain("Luleå");
        (await network.InDbAsync(db => Task.FromResult(db.Assessments.Count()))).ShouldBe(0);

        var sheet = System.Text.RegularExpressions.Regex.Match(preview.Html, "name=\"Sheet\" value=\"([^\"]+)\"").Groups[1].Value;
        (await reader.PostAsync(path + "?handler=Save", ("Sheet", WebUtility.HtmlDecode(sheet)))).ShouldBeOk();
        (await network.InDbAsync(db => Task.FromResult(db.Assessments.Count(a => a.SubmittedAt != null)))).ShouldBe(1);

        var refused = (
            await reader.PostFileAsync(
                path,
                "file",
                Workbook.Csv("organisation;occasion;step;score\natlantis;bm1;1;3\n"),
                "svar.csv"
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("atlantis");
        (await reader.PostAsync(path + "?handler=Save", ("Sheet", "not base64!"))).ShouldBe(HttpStatusCode.BadRequest);
        (await reader.PostAsync(path)).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task What_people_write_is_shown_as_text()
    {
        const string Evil = "<script>alert('x')</script>\"'&";
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        foreach (var function in Assessment.Functions)
        {
            var given = new
            {
                scores = Enumerable
                    .Range(1, 10)
                    .Select(s => new
                    {
                        step = s,
                        score = function == Function.Manager ? 1 : 2,
                        comment = Evil,
                    }),
            };
            (await network["Luleå", function].Api.PutAsync(network.At("Luleå", "bm1", "/mine"), given)).ShouldBeOk();
            (await network["Luleå", function].Api.PostAsync(network.At("Luleå", "bm1", "/mine/handin"))).ShouldBeOk();
        }

        var common = new
        {
            scores = Enumerable
                .Range(1, 10)
                .Select(s => new
                {
                    step = s,
                    score = 2,
                    comment = Evil,
                }),
        };
        var keyPerson = network["Luleå", Function.KeyPerson];
        (
            await keyPerson.Api.PutAsync(
                network.At("Luleå", "bm1", "/consensus"),
                common,
                await network.VersionAsync("Luleå", "bm1")
            )
        ).ShouldBeOk();
        var reader = await keyPerson.ReaderAsync();
        var seen = new List<Page> { await reader.GetAsync(network.PageAt("Luleå", "bm1", "/compare")) };
        (await keyPerson.Api.PostAsync(network.At("Luleå", "bm1", "/submission"))).ShouldBeOk();
        seen.Add(await reader.GetAsync(network.PageAt("Luleå", "bm1")));
        seen.Add(await (await network["Boden", Function.Manager].ReaderAsync()).GetAsync(network.PageAt("Luleå", "bm1")));
        (await network.Coordinator.Api.PostAsync(network.At("Luleå", "bm1", "/reopening"), new { reason = Evil })).ShouldBeOk();
        seen.Add(await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/trail")));
        seen.ShouldAllBe(p =>
            p.Status == HttpStatusCode.OK && !p.Html.Contains("<script>alert") && WebUtility.HtmlDecode(p.Html).Contains(Evil)
        );
    }

    private static (string, string)[] Steps(string digits) => [.. digits.Select((d, i) => ($"Steps[{i + 1}].Score", $"{d}"))];

    private static string Version(Page page, int step = 1) =>
        System
            .Text.RegularExpressions.Regex.Match(page.Html, $"name=\"Steps\\[{step}\\].Version\" value=\"(\\d+)\"")
            .Groups[1]
            .Value;

    /// <summary>The value of the radio button that is chosen.</summary>
    private static string? Checked(Page page, string name) =>
        System
            .Text.RegularExpressions.Regex.Matches(
                page.Html,
                $"<input type=\"radio\" name=\"{System.Text.RegularExpressions.Regex.Escape(name)}\" value=\"(\\d)\" checked"
            )
            .Select(m => m.Groups[1].Value)
            .SingleOrDefault();

    private static Task<Page> ScriptAsync(Reader reader, string path, params (string Name, string Value)[] fields) =>
        reader.SendAsync(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
            ("HX-Request", "true")
        );
}

namespace ModelMunicipalities.App.Tests.Platform;

public class PortalTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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
}

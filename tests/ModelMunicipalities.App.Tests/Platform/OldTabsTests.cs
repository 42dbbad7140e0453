using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ModelMunicipalities.App.Platform.Mails;
using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>
/// What happens when a page was opened before somebody, perhaps the reader herself, changed what it shows: nothing is lost, and
/// both are shown.
/// </summary>
public class OldTabsTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Own = "Du har själv ändrat det här i en annan flik";

    private const string Others = "Någon annan har hunnit ändra";

    [Test]
    public async Task One_choice_in_an_old_tab_of_a_survey_changes_that_answer_alone()
    {
        var (network, token) = await SurveyAsync();
        var guest = new Reader(Server);
        var (a, b) = (await SurveyTabAsync(guest, token), await SurveyTabAsync(guest, token));
        (await b.Type(("q-meeting", "4"), ("q-talk", "3"), ("q-next-time", "Mer tid för samtal")).SendAsync()).ShouldLeadTo(
            $"/surveys/{token}"
        );

        (await a.Type(("q-use", "2")).SaveByItselfAsync("?handler=Save")).ShouldBeOk().Text.ShouldContain("Sparat");
        await ShouldHoldAsync(network, ("meeting", "4"), ("talk", "3"), ("use", "2"), ("next-time", "Mer tid för samtal"));

        // What the tab saved by itself it may change again, and send.
        (await a.Type(("q-use", "4")).SaveByItselfAsync("?handler=Save")).ShouldBeOk();
        (await a.Type(("q-use", "3")).SendAsync()).ShouldLeadTo($"/surveys/{token}");
        await ShouldHoldAsync(network, ("meeting", "4"), ("talk", "3"), ("use", "3"), ("next-time", "Mer tid för samtal"));
    }

    [Test]
    public async Task A_question_answered_differently_in_two_tabs_shows_both_and_the_second_save_is_a_choice()
    {
        var (network, token) = await SurveyAsync();
        var guest = new Reader(Server);
        var (a, b) = (await SurveyTabAsync(guest, token), await SurveyTabAsync(guest, token));
        (await b.Type(("q-meeting", "4"), ("q-next-time", "Mer tid för samtal")).SendAsync()).ShouldLeadTo($"/surveys/{token}");

        (await a.Type(("q-next-time", "Mindre tid"), ("q-meeting", "1")).SaveByItselfAsync("?handler=Save"))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Mer tid för samtal");
        await ShouldHoldAsync(network, ("meeting", "4"), ("next-time", "Mer tid för samtal"));
        var refused = (await a.SendAsync()).ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain(Own);
        refused.Text.ShouldContain("Här står nu: Mer tid för samtal");
        refused.Html.ShouldContain("id=\"next-time-wrong\"");
        refused.Html.ShouldContain("id=\"meeting-wrong\"");
        a["q-next-time"].ShouldBe(["Mindre tid"]);
        await ShouldHoldAsync(network, ("meeting", "4"), ("next-time", "Mer tid för samtal"));

        (await a.SendAsync()).ShouldLeadTo($"/surveys/{token}");
        await ShouldHoldAsync(network, ("meeting", "1"), ("next-time", "Mindre tid"));
    }

    [Test]
    public async Task The_api_refuses_answers_that_are_made_of_older_ones()
    {
        var (network, token) = await SurveyAsync();
        var (guest, path) = (new Api(Server), $"/api/v1/surveys/{token}");
        var empty = (await guest.GetAsync(path)).ShouldBeOk();
        var first = (await guest.PutAsync(path, Surveying.Answers(true, ("meeting", 4)), empty.ETag)).ShouldBeOk();
        var stale = (await guest.PutAsync(path, Surveying.Answers(false, ("talk", 1)), empty.ETag)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "StaleOwn"
        );
        stale["current.answers[0].question"]!.ToString().ShouldBe("meeting");
        stale["given.answers[0].question"]!.ToString().ShouldBe("talk");
        (await guest.PutAsync(path, Surveying.Answers(false, ("meeting", 3)), first.ETag)).ShouldBeOk();

        var version = first["answers[0].version"]!.GetValue<int>();
        (
            await guest.PutAsync(
                path,
                new
                {
                    answers = new[]
                    {
                        new
                        {
                            question = "meeting",
                            values = new[] { 2 },
                            version,
                        },
                    },
                }
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "StaleOwn").Errors.Keys.ShouldBe(["meeting"]);
        (
            await guest.PutAsync(
                path,
                new
                {
                    answers = new[]
                    {
                        new
                        {
                            question = "meeting",
                            values = new[] { 4 },
                            version,
                        },
                    },
                }
            )
        ).ShouldBeOk();
        await ShouldHoldAsync(network, ("meeting", "3"));
    }

    [Test]
    public async Task Feedback_from_an_old_tab_does_not_replace_what_she_has_written_since()
    {
        var (network, id) = await MeetingAsync();
        var (reader, path) = (await network["Luleå", Manager].ReaderAsync(), network.Page($"/meetings/{id}/record"));
        var (a, b) = (
            await Tab.OpenAsync(reader, path, "handler=Feedback"),
            await Tab.OpenAsync(reader, path, "handler=Feedback")
        );
        (await b.Type(("Plus", "Allt"), ("Minus", "Inget")).SendAsync("?handler=Feedback")).ShouldBe(HttpStatusCode.Redirect);
        var refused = (await a.Type(("Plus", "Lite")).SendAsync("?handler=Feedback")).ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain(Own);
        refused.Html.ShouldContain("id=\"plus-wrong\">Här står nu: Allt.");
        refused.Html.ShouldContain("id=\"minus-wrong\">Här står nu: Inget.");
        a["Plus"].ShouldBe(["Lite"]);
        (await FeedbackAsync(network)).ShouldBe(("Allt", "Inget"));
        (await a.SendAsync("?handler=Feedback")).ShouldBe(HttpStatusCode.Redirect);
        (await FeedbackAsync(network)).ShouldBe(("Lite", null));

        var api = network["Luleå", Manager].Api;
        var version = (await api.GetAsync(network.InNetwork($"/meetings/{id}/record")))["mine.version"]!.ToString();
        (await api.PutAsync(network.InNetwork($"/meetings/{id}/feedback"), new { plus = "Ett" }, version)).ShouldBe(
            HttpStatusCode.NoContent
        );
        var stale = (
            await api.PutAsync(network.InNetwork($"/meetings/{id}/feedback"), new { plus = "Två" }, version)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "StaleOwn");
        (stale["current.plus"]!.ToString(), stale["given.plus"]!.ToString(), stale.Errors.Keys.Single()).ShouldBe(
            ("Ett", "Två", "plus")
        );
    }

    [Test]
    public async Task Two_who_note_attendance_keep_each_others_rows_and_meet_only_in_the_same()
    {
        var (network, id) = await MeetingAsync();
        var (boden, pitea) = (network["Boden", KeyPerson], network["Piteå", KeyPerson]);
        var path = network.Page($"/meetings/{id}/record");
        var (a, b) = (
            await Tab.OpenAsync(await boden.ReaderAsync(), path, "handler=Attendance"),
            await Tab.OpenAsync(await pitea.ReaderAsync(), path, "handler=Attendance")
        );
        (
            await b.Type(
                    ("Attendance[0].Presence", "Present"),
                    ("Attendance[1].Presence", "Present"),
                    ("Attendance[1].Substitute", "Vikarien")
                )
                .SendAsync("?handler=Attendance")
        ).ShouldBe(HttpStatusCode.Redirect);
        (await a.Type(("Attendance[2].Presence", "Remote")).SendAsync("?handler=Attendance")).ShouldBe(HttpStatusCode.Redirect);
        (await NotedAsync(network)).ShouldBe(
            ["Present ", "Present Vikarien", "Remote "],
            "a row that a tab did not change is left as it is"
        );

        // The same row in both.
        var (c, d) = (
            await Tab.OpenAsync(await boden.ReaderAsync(), path, "handler=Attendance"),
            await Tab.OpenAsync(await pitea.ReaderAsync(), path, "handler=Attendance")
        );
        (await d.Type(("Attendance[0].Presence", "Absent")).SendAsync("?handler=Attendance")).ShouldBe(HttpStatusCode.Redirect);
        var refused = (
            await c.Type(("Attendance[0].Presence", "Remote"), ("Attendance[1].Substitute", "")).SendAsync("?handler=Attendance")
        ).ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain(Others);
        refused.Text.ShouldContain($"Det skrev {pitea.Name}");
        refused.Html.ShouldContain("id=\"attendance[0].presence-wrong\"");
        refused.Html.ShouldNotContain("id=\"attendance[1].presence-wrong\"");
        (await NotedAsync(network)).ShouldBe(["Absent ", "Present Vikarien", "Remote "], "a refusal changes nothing");
        (await c.SendAsync("?handler=Attendance")).ShouldBe(HttpStatusCode.Redirect);
        (await NotedAsync(network)).ShouldBe(["Remote ", "Present ", "Remote "]);

        // A row that was noted and is shown as it was: the other tab's change of it stands.
        var (e, f) = (
            await Tab.OpenAsync(await boden.ReaderAsync(), path, "handler=Attendance"),
            await Tab.OpenAsync(await pitea.ReaderAsync(), path, "handler=Attendance")
        );
        (await f.Type(("Attendance[1].Presence", "Absent")).SendAsync("?handler=Attendance")).ShouldBe(HttpStatusCode.Redirect);
        (await e.Type(("Attendance[2].Presence", "Present")).SendAsync("?handler=Attendance")).ShouldBe(HttpStatusCode.Redirect);
        (await NotedAsync(network)).ShouldBe(["Remote ", "Absent ", "Present "]);

        var line = (await boden.Api.GetAsync(network.InNetwork($"/meetings/{id}/record")))["organisations[0]"]!;
        object Row(string presence) =>
            new
            {
                attendance = new[]
                {
                    new
                    {
                        organisation = line["organisation"]!.ToString(),
                        function = line["functions"]![0]!["function"]!.ToString(),
                        presence,
                        version = line["functions"]![0]!["version"]!.GetValue<int>(),
                    },
                },
            };
        (await boden.Api.PutAsync(network.InNetwork($"/meetings/{id}/attendance"), Row("present"))).ShouldBeOk();
        var stale = (await boden.Api.PutAsync(network.InNetwork($"/meetings/{id}/attendance"), Row("absent"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "StaleOwn"
        );
        stale.Errors.Keys.ShouldBe(["attendance[0].presence"]);
        stale["current.organisations[0].functions[0].presence"]!.ToString().ShouldBe("present");
    }

    [Test]
    public async Task A_decision_that_somebody_else_has_said_is_done_is_not_struck_out_by_an_old_page()
    {
        var (network, id) = await MeetingAsync();
        var (key, room) = (network["Piteå", KeyPerson], network.InNetwork($"/meetings/{id}"));
        var decision = (await key.Api.PostAsync(room + "/decisions", new { text = "Mallen ändras" })).ShouldBe(
            HttpStatusCode.Created
        )["id"]!.GetValue<int>();
        var path = network.Page($"/meetings/{id}/record");
        var old = await Tab.OpenAsync(await network["Boden", KeyPerson].ReaderAsync(), path, "handler=Strike");
        (await (await Tab.OpenAsync(await key.ReaderAsync(), path, "handler=Done")).SendAsync("?handler=Done")).ShouldBe(
            HttpStatusCode.Redirect
        );

        var refused = (await old.SendAsync("?handler=Strike")).ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain(Others);
        (await network.InDbAsync(db => db.MeetingDecisions.CountAsync())).ShouldBe(1);

        var version = (await key.Api.GetAsync(room + "/record"))["decisions[0].version"]!.ToString();
        (await key.Api.PutAsync($"{room}/decisions/{decision}", new { done = false }, "\"1\"")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "Stale"
        )["current.text"]!
            .ToString()
            .ShouldBe("Mallen ändras");
        (await key.Api.DeleteAsync($"{room}/decisions/{decision}", "\"1\"")).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (await key.Api.PutAsync($"{room}/decisions/{decision}", new { done = false }, version)).ShouldBe(
            HttpStatusCode.NoContent
        );
        (await key.Api.DeleteAsync($"{room}/decisions/{decision}", version)).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");

        // Refused, the page shows what holds, and striking it out then is a choice.
        (await old.SendAsync("?handler=Strike")).ShouldBe(HttpStatusCode.Conflict);
        (await old.SendAsync("?handler=Strike")).ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task A_review_that_somebody_else_has_written_is_shown_beside_ones_own()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var meeting = await network.MeetingIdAsync("Luleå", "bm2");
        var improvement = await network.ImproveAsync("Luleå");
        var (mentor, key) = (network["Piteå", KeyPerson], network["Luleå", KeyPerson]);
        var path = network.ImprovementPage("Luleå", improvement);
        var (a, b) = (
            await Tab.OpenAsync(await key.ReaderAsync(), path, "handler=Review"),
            await Tab.OpenAsync(await mentor.ReaderAsync(), path, "handler=Review")
        );
        (
            await b.Type(("Meeting", $"{meeting}"), ("ReviewStatus", "Active"), ("Finding", "De har börjat"))
                .SendAsync("?handler=Review")
        ).ShouldBe(HttpStatusCode.Redirect);

        var refused = (
            await a.Type(("Meeting", $"{meeting}"), ("ReviewStatus", "Planned"), ("Finding", "Inte än"))
                .SendAsync("?handler=Review")
        ).ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain(Others);
        refused.Text.ShouldContain($"Här står nu: De har börjat. Det skrev {mentor.Name}");
        a["Finding"].ShouldBe(["Inte än"]);
        (await ReviewAsync(network)).ShouldBe((ImprovementStatus.Active, "De har börjat"));
        (await a.SendAsync("?handler=Review")).ShouldBe(HttpStatusCode.Redirect);
        (await ReviewAsync(network)).ShouldBe((ImprovementStatus.Planned, "Inte än"));

        var version = (await key.Api.GetAsync(network.ImprovementOf("Luleå", improvement)))["reviews[0].version"]!.ToString();
        (
            await mentor.Api.PutAsync(
                network.ImprovementOf("Luleå", improvement, $"/reviews/{meeting}"),
                new { status = "active" },
                version
            )
        ).ShouldBeOk();
        var stale = (
            await key.Api.PutAsync(
                network.ImprovementOf("Luleå", improvement, $"/reviews/{meeting}"),
                new { status = "planned", finding = "Nej" },
                version
            )
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        stale.Errors.Keys.ShouldBe(["status", "finding"], ignoreOrder: true);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Mail_choices_in_an_old_tab_do_not_undo_what_she_has_chosen_since(bool byLink)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var member = network["Luleå", Manager];
        var reader = byLink ? new Reader(Server) : await member.ReaderAsync();
        var path = byLink
            ? $"/mail-choices/{Server.Services.GetRequiredService<MailChoiceLinks>().Token(network.Network.Id, member.Id)}"
            : network.Page("/mail-choices");
        var (a, b) = (await Tab.OpenAsync(reader, path, "name=\"Pace\""), await Tab.OpenAsync(reader, path, "name=\"Pace\""));
        (await b.Type(("Pace", "Weekly"), ("Topics", "Poll")).SendAsync()).ShouldBe(HttpStatusCode.Redirect);

        var refused = (await a.Type(("Pace", "Daily")).SendAsync()).ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain(Own);
        refused.Html.ShouldContain("id=\"pace-wrong\"");
        refused.Html.ShouldContain("id=\"topics-wrong\"");
        a["Pace"].ShouldBe(["Daily"]);
        (await network.InDbAsync(db => db.MailChoices.SingleAsync())).Pace.ShouldBe(MailPace.Weekly);
        (await a.SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        (await network.InDbAsync(db => db.MailChoices.SingleAsync())).Pace.ShouldBe(MailPace.Daily);

        var at = network.InNetwork("/mail-choices");
        var version = (await member.Api.GetAsync(at)).ShouldBeOk().ETag;
        (await member.Api.PutAsync(at, new { pace = "atOnce", topics = new[] { "poll" } }, version)).ShouldBeOk();
        var stale = (await member.Api.PutAsync(at, new { pace = "weekly", topics = new[] { "poll" } }, version)).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "StaleOwn"
        );
        (stale["current.pace"]!.ToString(), stale["given.pace"]!.ToString()).ShouldBe(("atOnce", "weekly"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Answers_to_a_poll_from_an_old_tab_change_only_the_times_that_it_changed(bool byLink)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.PlannedMeetingAsync("Luleå");
        var slots = await network.OpenPollAsync(id, "Luleå");
        var member = network["Luleå", Manager];
        var reader = byLink ? new Reader(Server) : await member.ReaderAsync();
        var path = byLink ? $"/polls/{await network.PollTokenAsync(member)}" : network.Page($"/meetings/{id}/poll");
        (await network.AnswerAsync(member, id, slots, "yyy")).ShouldBeOk();
        var (a, b) = (await Tab.OpenAsync(reader, path, "name=\"Replies["), await Tab.OpenAsync(reader, path, "name=\"Replies["));
        (await b.Type(($"Replies[{slots[0]}]", "No")).SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        (await a.Type(($"Replies[{slots[1]}]", "IfNeedBe")).SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        (await RepliesAsync(network, member)).ShouldBe([PollReply.No, PollReply.IfNeedBe, PollReply.Yes]);

        var refused = (await b.Type(($"Replies[{slots[1]}]", "No")).SendAsync()).ShouldBe(HttpStatusCode.Conflict);
        refused.Html.ShouldContain($"id=\"slot-{slots[1]}-wrong\"");
        refused.Html.ShouldNotContain($"id=\"slot-{slots[0]}-wrong\"");
        (await b.SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        (await RepliesAsync(network, member)).ShouldBe([PollReply.No, PollReply.No, PollReply.Yes]);
    }

    [Test]
    public async Task A_domain_that_another_coordinator_has_set_is_not_replaced_unseen()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (reader, path) = (await network.Coordinator.ReaderAsync(), network.Page("/organisations/lulea/team"));
        var (a, b) = (await Tab.OpenAsync(reader, path, "handler=Domain"), await Tab.OpenAsync(reader, path, "handler=Domain"));
        (await b.Type(("Domain", "lulea.example")).SendAsync("?handler=Domain")).ShouldBe(HttpStatusCode.Redirect);
        var refused = (await a.Type(("Domain", "norr.example")).SendAsync("?handler=Domain")).ShouldBe(HttpStatusCode.Conflict);
        refused.Html.ShouldContain("id=\"domain-wrong\">Här står nu: lulea.example.");
        a["Domain"].ShouldBe(["norr.example"]);
        (await a.SendAsync("?handler=Domain")).ShouldBe(HttpStatusCode.Redirect);
        (
            await network.InDbAsync(db => db.Organisations.Where(o => o.Slug == "lulea").Select(o => o.EmailDomain).SingleAsync())
        ).ShouldBe("norr.example");
    }

    [Test]
    public async Task A_theme_that_has_another_name_by_now_is_not_renamed_unseen()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var survey = await network.WrittenSurveyAsync();
        var (reader, path) = (await network.Coordinator.ReaderAsync(), network.CohortPage($"/surveys/{survey}"));
        var (a, b) = (
            await Tab.OpenAsync(reader, path, "name=\"Theme\" value"),
            await Tab.OpenAsync(reader, path, "name=\"Theme\" value")
        );
        (await b.Type(("Name", "Mer tid")).SendAsync("?handler=Theme")).ShouldBe(HttpStatusCode.Redirect);
        (await a.Type(("Name", "Tiden")).SendAsync("?handler=Theme"))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Här står nu: Mer tid.");
        (await a.SendAsync("?handler=Theme")).ShouldBe(HttpStatusCode.Redirect);
        (await network.InDbAsync(db => db.SurveyThemes.SingleAsync())).Name.ShouldBe("Tiden");
    }

    [Test]
    public async Task What_a_mentor_offers_and_what_a_participant_does_afterwards_show_both_answers_field_by_field()
    {
        var network = await BuildAsync(n => n.Open("closing").Group("Piteå", "Luleå"));
        var (path, reader) = (network.CohortPage("/mentors/pitea"), await network["Piteå", Manager].ReaderAsync());
        var (a, b) = (await Tab.OpenAsync(reader, path, "id=\"offer\""), await Tab.OpenAsync(reader, path, "id=\"offer\""));
        (await b.Type(("Places", "3"), ("When", "på våren")).SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        var refused = (await a.Type(("Places", "2"), ("When", "på hösten")).SendAsync()).ShouldBe(HttpStatusCode.Conflict);
        refused.Html.ShouldContain("id=\"places-wrong\">Här står nu: 3.");
        refused.Html.ShouldContain("på våren");
        a["When"].ShouldBe(["på hösten"]);
        (await a.SendAsync()).ShouldBe(HttpStatusCode.Redirect);

        (path, reader) = (network.PageOf("Luleå", "/afterwards"), await network["Luleå", Manager].ReaderAsync());
        (a, b) = (await Tab.OpenAsync(reader, path, "name=\"Choice\""), await Tab.OpenAsync(reader, path, "name=\"Choice\""));
        (await b.Type(("Choice", "MentorNext"), ("Comment", "gärna")).SendAsync()).ShouldBe(HttpStatusCode.Redirect);

        // A mistake of her own does not make the tab newer than it is.
        (await a.Type(("Comment", "helst inte")).SendAsync()).ShouldBe(HttpStatusCode.BadRequest);
        refused = (await a.Type(("Choice", "NotMentor")).SendAsync()).ShouldBe(HttpStatusCode.Conflict);
        refused.Html.ShouldContain("id=\"comment-wrong\"");
        (await a.SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        (
            await network.InDbAsync(db =>
                db.Participations.Where(p => p.AfterwardsComment != null).Select(p => p.AfterwardsComment).SingleAsync()
            )
        ).ShouldBe("helst inte");
    }

    [Test]
    public async Task Dates_and_criteria_that_were_refused_can_be_saved_again_once_both_are_shown()
    {
        var network = await BuildAsync(n => n);
        (
            await network.CreateCohortAsync(
                new
                {
                    name = "2031",
                    template = "three-meetings",
                    start = "2031-03-10",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        var reader = await network.Coordinator.ReaderAsync();
        var path = network.Page("/cohorts/2031/plan/dates");
        var (a, b) = (
            await Tab.OpenAsync(reader, path, "name=\"ApplyBy\""),
            await Tab.OpenAsync(reader, path, "name=\"ApplyBy\"")
        );
        (await b.Type(("ApplyBy", "2030-11-01T12:00")).SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        (await a.Type(("ApplyBy", "")).Type(("Occasions[0].Starts", "x")).SendAsync()).ShouldBe(HttpStatusCode.BadRequest);
        a["Version"].ShouldBe(["1"], "what she saw first, until she is shown something newer");
        a = await Tab.OpenAsync(reader, path, "name=\"ApplyBy\"");
        (await b.Type(("Version", a["Version"][0]), ("ApplyBy", "2030-12-01T12:00")).SendAsync()).ShouldBe(
            HttpStatusCode.Redirect
        );
        var refused = (await a.Type(("ApplyBy", "2030-10-01T12:00")).SendAsync()).ShouldBe(HttpStatusCode.Conflict);
        refused.Html.ShouldContain("id=\"applyBy-wrong\"");
        refused.Text.ShouldContain("1 december 2030");
        a["ApplyBy"].ShouldBe(["2030-10-01T12:00"]);
        (await a.SendAsync()).ShouldBe(HttpStatusCode.Redirect);

        path = network.Page("/cohorts/2031/plan/criteria");
        (a, b) = (await Tab.OpenAsync(reader, path, "id=\"criteria\""), await Tab.OpenAsync(reader, path, "id=\"criteria\""));
        (await b.Type(("Questions[0].Text", "Har ni tid?")).SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        refused = (await a.Type(("Questions[0].Text", "Har ni lust?")).SendAsync()).ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("Har ni tid?");
        a["Questions[0].Text"].ShouldBe(["Har ni lust?"]);
        (await a.SendAsync()).ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task A_rule_of_reminders_that_was_changed_meanwhile_shows_both_and_can_be_saved_again()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var path = network.Page("/reminders");
        var reader = await network.Coordinator.ReaderAsync();
        var rule = System
            .Text.RegularExpressions.Regex.Match((await reader.GetAsync(path)).ShouldBeOk().Html, "reminders\\?rule=([A-Za-z]+)")
            .Groups[1]
            .Value;
        async Task<Tab> OpenAsync() => (await Tab.OpenAsync(reader, $"{path}?rule={rule}", "name=\"Rule\""));
        var (a, b) = (await OpenAsync(), await OpenAsync());
        const string field = "Before";
        (await b.Type((field, "3")).SendAsync()).ShouldBe(HttpStatusCode.Redirect);
        var refused = (await a.Type((field, "5")).SendAsync()).ShouldBe(HttpStatusCode.Conflict);
        refused.Text.ShouldContain("Här står nu: 3.");
        a[field].ShouldBe(["5"]);
        (await a.SendAsync()).ShouldBe(HttpStatusCode.Redirect);
    }

    [Test]
    public async Task Of_two_saves_at_the_same_time_made_of_the_same_one_is_refused()
    {
        var (network, id) = await MeetingAsync();
        var member = network["Luleå", Manager];
        var room = network.InNetwork($"/meetings/{id}");
        (await member.Api.PutAsync(room + "/feedback", new { plus = "Först" })).ShouldBe(HttpStatusCode.NoContent);
        var version = (await member.Api.GetAsync(room + "/record"))["mine.version"]!.ToString();
        var replies = await Task.WhenAll(
            Enumerable
                .Range(1, 4)
                .Select(i => Task.Run(() => member.Api.PutAsync(room + "/feedback", new { plus = $"Sedan {i}" }, version)))
        );
        replies.Select(r => (int)r.Status).Order().ShouldBe([204, 409, 409, 409]);

        var choices = (await member.Api.GetAsync(network.InNetwork("/mail-choices"))).ShouldBeOk().ETag;
        string[] topics = ["poll", "meeting", "improvement", "assessment"];
        replies = await Task.WhenAll(
            topics.Select(t =>
                Task.Run(() =>
                    member.Api.PutAsync(network.InNetwork("/mail-choices"), new { pace = "daily", topics = new[] { t } }, choices)
                )
            )
        );
        replies.Select(r => (int)r.Status).Order().ShouldBe([200, 409, 409, 409]);
    }

    private static Task<Tab> SurveyTabAsync(Reader reader, string token) =>
        Tab.OpenAsync(reader, $"/surveys/{token}", "id=\"survey\"");

    private async Task<(TestNetwork Network, string Token)> SurveyAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        await network.SurveyAsync("Piteå");
        return (network, await network.SurveyTokenAsync(network["Luleå", Manager]));
    }

    private async Task<(TestNetwork Network, int Meeting)> MeetingAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var meeting = await network.MeetingAsync("Luleå", "bm1");
        await network.MoveMeetingAsync(meeting, -1);
        return (network, meeting.Id);
    }

    /// <summary>What has been answered, whoever wrote it: nobody else has.</summary>
    private static async Task ShouldHoldAsync(TestNetwork network, params (string Question, string Answer)[] answers) =>
        (await network.InDbAsync(db => db.SurveyResponses.ToListAsync()))
            .SelectMany(r => r.Answers)
            .Select(a => (a.Question, a.Text ?? string.Join(',', a.Values)))
            .ShouldBe(answers, ignoreOrder: true);

    private static async Task<(string?, string?)> FeedbackAsync(TestNetwork network) =>
        await network.InDbAsync(async db => await db.MeetingFeedback.SingleAsync() is var f ? (f.Plus, f.Minus) : default);

    private static async Task<(ImprovementStatus, string?)> ReviewAsync(TestNetwork network) =>
        await network.InDbAsync(async db => await db.ImprovementReviews.SingleAsync() is var r ? (r.Status, r.Finding) : default);

    private static async Task<List<string>> NotedAsync(TestNetwork network) =>
        [
            .. (await network.InDbAsync(db => db.Attendances.OrderBy(a => a.Id).ToListAsync())).Select(a =>
                $"{a.Presence} {a.Substitute}"
            ),
        ];

    private static async Task<List<PollReply>> RepliesAsync(TestNetwork network, Member member) =>
        await network.InDbAsync(db =>
            db.PollAnswers.Where(a => a.PersonId == member.Id).OrderBy(a => a.SlotId).Select(a => a.Reply).ToListAsync()
        );
}

using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>The pack before a meeting; attendance, notes, decisions and feedback during and after it.</summary>
public class RecordTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    [Test]
    public async Task The_pack_tells_what_has_changed_what_is_lowest_and_what_is_open_but_not_who_answered_what()
    {
        var network = await BuildAsync(n =>
            n.Open("bm1")
                .Group("Piteå", "Luleå", "Boden")
                .Submitted("Luleå", "startup", "1222222222")
                .Submitted("Luleå", "bm1", "2322222221")
                .HandedIn("Luleå", "bm1", Politician, "2322222221")
                .HandedIn("Luleå", "bm1", Manager, "2322222223")
                .HandedIn("Luleå", "bm1", KeyPerson, "2312222221")
                .HandedIn("Boden", "bm1", Politician, "1111111111")
                .HandedIn("Boden", "bm1", Manager, "3333333333")
        );
        var meeting = await network.MeetingAsync("Luleå", "bm1");
        await network.ChangeAsync(db =>
        {
            Improvement New(string organisation, string title, DateOnly? due, ImprovementStatus status) =>
                new()
                {
                    CohortId = network.Cohort.Id,
                    OrganisationId = network[organisation].Id,
                    Title = title,
                    Status = status,
                    DueOn = due,
                    Steps = [3],
                    CreatedBy = network.Coordinator.Id,
                    CreatedAt = DateTimeOffset.UtcNow,
                    TouchedAt = DateTimeOffset.UtcNow,
                };
            db.Improvements.AddRange(
                New("Luleå", "Utan dag", null, ImprovementStatus.Planned),
                New("Boden", "Sen", DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-3), ImprovementStatus.Active),
                New("Boden", "Klar", null, ImprovementStatus.Done),
                New("Boden", "Stoppad", null, ImprovementStatus.Stopped)
            );
            return Task.CompletedTask;
        });
        var path = network.InNetwork($"/meetings/{meeting.Id}/pack");

        // Twenty days before: for who plans it, saying that it is early.
        (await network["Boden", KeyPerson].Api.GetAsync(path)).ShouldBeOk()["isEarly"]!.GetValue<bool>().ShouldBeTrue();
        (await network["Boden", Manager].Api.GetAsync(path)).ShouldBeRefused(HttpStatusCode.Conflict, "PackTooEarly");
        (await (await network["Boden", Manager].ReaderAsync()).GetAsync(network.Page($"/meetings/{meeting.Id}/pack")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("en vecka före");
        await network.MoveMeetingAsync(meeting, 24 * 6);

        var pack = (await network["Boden", Manager].Api.GetAsync(path)).ShouldBeOk();
        pack["isEarly"]!.GetValue<bool>().ShouldBeFalse();
        var lulea = pack["organisations"]!.AsArray().Single(o => o!["organisation"]!.ToString() == "lulea")!;
        (lulea["hasSubmitted"]!.GetValue<bool>(), lulea["sum"]!.GetValue<int>(), lulea["change"]!.GetValue<int>()).ShouldBe(
            (true, 20, 1)
        );
        lulea["moved"]!
            .AsArray()
            .Select(m => (m!["step"]!.GetValue<int>(), m["from"]!.GetValue<int>(), m["to"]!.GetValue<int>()))
            .ShouldBe([(1, 1, 2), (2, 2, 3), (10, 2, 1)]);
        lulea["lowest"]!
            .AsArray()
            .Select(l => (l!["step"]!.GetValue<int>(), l["score"]!.GetValue<int>()))
            .ShouldBe([(10, 1), (1, 2), (3, 2)]);
        lulea["differed"]!.AsArray().Select(d => d!.GetValue<int>()).ShouldBe([3, 10]);

        // What is not submitted stays in the organisation.
        var boden = pack["organisations"]!.AsArray().Single(o => o!["organisation"]!.ToString() == "boden")!;
        (
            boden["hasSubmitted"]!.GetValue<bool>(),
            boden["sum"],
            boden["differed"]!.AsArray().Count,
            boden["lowest"]!.AsArray().Count
        ).ShouldBe((false, null, 0, 0));
        pack["improvements"]!
            .AsArray()
            .Select(i => (i!["title"]!.ToString(), i["isOverdue"]!.GetValue<bool>()))
            .ShouldBe([("Sen", true), ("Utan dag", false)]);

        var page = (
            await (await network["Boden", Manager].ReaderAsync()).GetAsync(network.Page($"/meetings/{meeting.Id}/pack"))
        ).ShouldBeOk();
        page.Heading.ShouldBe("Inför BM 1: två steg har höjts sedan sist");
        page.Text.ShouldContain("steg 3 och 10");
        foreach (var function in new[] { "politiker", "chef", "nyckelperson" })
        {
            page.Text.ShouldNotContain(function + ":");
        }
    }

    [Test]
    public async Task Before_it_begins_nobody_was_there()
    {
        var (network, room) = await MakeAsync(hours: 1);
        var row = new[]
        {
            new
            {
                organisation = "lulea",
                function = "manager",
                presence = "present",
            },
        };
        (await network["Luleå", KeyPerson].Api.PutAsync(room + "/attendance", new { attendance = row })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "MeetingNotBegun"
        )["detail"]!
            .ToString()
            .ShouldContain("börjar");
        (await network["Luleå", Manager].Api.PutAsync(room + "/feedback", new { plus = "Bra" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "MeetingNotBegun"
        );
        var page = (
            await (await network["Luleå", KeyPerson].ReaderAsync()).GetAsync(Page(network, room, "/record"))
        ).ShouldBeOk();
        page.Heading.ShouldBe("BM 1 har inte börjat");
        page.Html.ShouldNotContain("handler=Attendance");
        page.Html.ShouldContain("handler=Notes");
    }

    [Test]
    public async Task Attendance_is_noted_row_by_row_and_sums_up_who_was_complete()
    {
        var (network, room) = await MakeAsync();
        var key = network["Boden", KeyPerson].Api;
        object[] all =
        [
            Row("lulea", "politician", "present"),
            Row("lulea", "manager", "remote", "Bo Ek"),
            Row("lulea", "keyPerson", "present"),
            Row("boden", "politician", "absent", "ingen"),
            Row("boden", "manager", "present"),
        ];
        (await key.PutAsync(room + "/attendance", new { attendance = all })).ShouldBeOk();
        var record = (await key.PutAsync(room + "/attendance", new { attendance = all })).ShouldBeOk();
        record["organisations"]!
            .AsArray()
            .Select(o => (o!["name"]!.ToString(), o["isComplete"]!.GetValue<bool>()))
            .ShouldBe([("Piteå", false), ("Boden", false), ("Luleå", true)]);
        (await network.InDbAsync(db => db.Attendances.CountAsync())).ShouldBe(5);
        (await network.InDbAsync(db => db.Attendances.CountAsync(a => a.Substitute != null))).ShouldBe(1);
        (await network.TrailAsync("AttendanceRecorded")).ShouldHaveSingleItem();

        (
            await key.PutAsync(room + "/attendance", new { attendance = new[] { Row("boden", "politician", "remote") } })
        ).ShouldBeOk();
        (await network.InDbAsync(db => db.Attendances.CountAsync())).ShouldBe(5);
        (await (await network["Luleå", Politician].ReaderAsync()).GetAsync(Page(network, room, "/record")))
            .ShouldBeOk()
            .Heading.ShouldBe("På BM 1 var 1 av 3 organisationer fulltalig");
        (await network["Luleå", Manager].Api.PutAsync(room + "/attendance", new { attendance = all })).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
    }

    [TestCase("""{"attendance":[]}""", "AttendanceEmpty", "attendance")]
    [TestCase("{}", "AttendanceEmpty", "attendance")]
    [TestCase(
        """{"attendance":[{"organisation":"vannas","function":"manager","presence":"present"}]}""",
        "NotAtThisMeeting",
        "attendance[0].organisation"
    )]
    [TestCase("""{"attendance":[{"organisation":"lulea","presence":"present"}]}""", "FunctionMissing", "attendance[0].function")]
    [TestCase("""{"attendance":[{"organisation":"lulea","function":"manager"}]}""", "PresenceMissing", "attendance[0].presence")]
    [TestCase(
        """{"attendance":[{"organisation":"lulea","function":"manager","presence":"present"},{"organisation":"lulea","function":"manager","presence":"absent"}]}""",
        "AttendanceTwice",
        "attendance[1].function"
    )]
    [TestCase(
        """{"attendance":[{"organisation":"lulea","function":"manager","presence":"present","substitute":"a\u0000"}]}""",
        "Unreadable",
        "attendance[0].substitute"
    )]
    public async Task Attendance_that_is_wrong_is_refused_and_nothing_of_it_kept(string body, string rule, string field)
    {
        var (network, room) = await MakeAsync();
        (await network["Luleå", KeyPerson].Api.SendTextAsync(HttpMethod.Put, room + "/attendance", body)).ShouldBeInvalid(
            rule,
            field
        );
        (await network.InDbAsync(db => db.Attendances.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task The_page_of_attendance_keeps_what_was_chosen_when_a_row_is_wrong()
    {
        var (network, room) = await MakeAsync();
        var reader = await network["Luleå", KeyPerson].ReaderAsync();
        var page = Page(network, room, "/record");
        (string, string)[] rows =
        [
            ("Attendance[0].Organisation", "pitea"),
            ("Attendance[0].Function", "Politician"),
            ("Attendance[1].Organisation", "pitea"),
            ("Attendance[1].Function", "Manager"),
            ("Attendance[1].Presence", "Remote"),
            ("Attendance[2].Organisation", "pitea"),
            ("Attendance[2].Function", "KeyPerson"),
            ("Attendance[2].Substitute", "Någon annan"),
        ];
        var wrong = (await reader.PostAsync(page + "?handler=Attendance", rows)).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("href=\"#attendance[2].presence\"");
        wrong.Html.ShouldContain("value=\"Någon annan\"");
        wrong.Html.ShouldContain("name=\"Attendance[1].Presence\" value=\"Remote\" checked");
        (await reader.PostAsync(page + "?handler=Attendance", [.. rows, ("Attendance[2].Presence", "Present")])).ShouldLeadTo(
            page + "#attendance"
        );
        (await reader.GetAsync(page)).ShouldBeOk().Text.ShouldContain("BM 1");
        (await network.InDbAsync(db => db.Attendances.CountAsync())).ShouldBe(2);
    }

    [Test]
    public async Task Notes_are_text_and_a_stale_one_keeps_what_was_typed()
    {
        var (network, room) = await MakeAsync();
        var key = network["Luleå", KeyPerson].Api;
        (await key.PutAsync(room + "/notes", new { notes = "x" })).ShouldBe((HttpStatusCode)428);
        var saved = (await key.PutAsync(room + "/notes", new { notes = $"Rad ett\n{Hostile}" }, "\"0\"")).ShouldBeOk();
        saved.ETag.ShouldBe("\"1\"");
        var stale = (
            await network["Boden", KeyPerson].Api.PutAsync(room + "/notes", new { notes = "Mina" }, "\"0\"")
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (stale["current.notes"]!.ToString(), stale["given.notes"]!.ToString()).ShouldBe(($"Rad ett\n{Hostile}", "Mina"));
        (await key.PutAsync(room + "/notes", new { notes = new string('n', 20_001) }, "\"1\"")).ShouldBeInvalid(
            "TextTooLong",
            "notes"
        );
        (await key.PutAsync(room + "/notes", new { notes = "a\0b" }, "\"1\"")).ShouldBeInvalid("Unreadable", "notes");
        (await network["Luleå", Manager].Api.PutAsync(room + "/notes", new { notes = "x" }, "\"1\"")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        (await network.TrailAsync("NotesSaved")).ShouldHaveSingleItem();

        var page = Page(network, room, "/record");
        var read = (await (await network["Boden", Manager].ReaderAsync()).GetAsync(page)).ShouldBeOk();
        read.Html.ShouldNotContain(Hostile);
        read.Text.ShouldContain(Hostile);
        var reader = await network["Boden", KeyPerson].ReaderAsync();
        var late = (await reader.PostAsync(page + "?handler=Notes", ("Version", "0"), ("Notes", "Mina egna"))).ShouldBe(
            HttpStatusCode.Conflict
        );
        late.Text.ShouldContain("Mina egna");
        late.Text.ShouldContain("Rad ett");
        late.Html.ShouldContain("name=\"Version\" value=\"1\"");
        (await reader.PostAsync(page + "?handler=Notes", ("Version", "1"), ("Notes", "Båda"))).ShouldLeadTo(
            page + "#notes-section"
        );
        (await network.MeetingAsync("Luleå", "bm1")).Notes.ShouldBe("Båda");
    }

    [Test]
    public async Task Decisions_are_added_done_and_struck_out_each_once()
    {
        var (network, room) = await MakeAsync();
        var key = network["Piteå", KeyPerson].Api;
        var body = new
        {
            text = Hostile,
            organisation = "lulea",
            dueOn = "2027-05-01",
        };
        var id = (await key.PostAsync(room + "/decisions", body)).ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>();
        (await key.PostAsync(room + "/decisions", body)).ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>().ShouldBe(id);
        foreach (var done in new[] { true, true, false, true })
        {
            (await key.PutAsync($"{room}/decisions/{id}", new { done })).ShouldBe(HttpStatusCode.NoContent);
        }

        (await network.TrailAsync("DecisionDone")).Count.ShouldBe(2);
        (await network.TrailAsync("DecisionReopened")).ShouldHaveSingleItem().Organisation.ShouldBe("Luleå");
        var page = (await (await network["Luleå", Manager].ReaderAsync()).GetAsync(Page(network, room, "/record"))).ShouldBeOk();
        page.Html.ShouldNotContain(Hostile);
        page.Text.ShouldContain(Hostile);
        page.Html.ShouldNotContain("handler=Strike");
        (await network["Luleå", Manager].Api.PostAsync(room + "/decisions", body)).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        var elsewhere = await network.RoomAsync("Luleå", "startup");
        (await key.DeleteAsync($"{elsewhere}/decisions/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        (await key.DeleteAsync($"{room}/decisions/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await key.DeleteAsync($"{room}/decisions/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        (await network.TrailAsync("DecisionRemoved")).ShouldHaveSingleItem();
    }

    [TestCase("""{"text":" "}""", "DecisionTextMissing", "text")]
    [TestCase("""{"text":"a\u0000"}""", "Unreadable", "text")]
    [TestCase("""{"text":"a","organisation":"vannas"}""", "NotAtThisMeeting", "organisation")]
    [TestCase("""{"text":"a","dueOn":"1027-01-01"}""", "DayUnreadable", "dueOn")]
    [TestCase("""{"text":"a","dueOn":"2027-02-30"}""", "Unreadable", "dueOn")]
    public async Task A_decision_that_is_wrong_is_refused(string body, string rule, string field)
    {
        var (network, room) = await MakeAsync();
        (await network["Luleå", KeyPerson].Api.SendTextAsync(HttpMethod.Post, room + "/decisions", body)).ShouldBeInvalid(
            rule,
            field
        );
        (await network.InDbAsync(db => db.MeetingDecisions.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task The_page_of_decisions_keeps_what_was_typed()
    {
        var (network, room) = await MakeAsync();
        var page = Page(network, room, "/record");
        var reader = await network["Luleå", KeyPerson].ReaderAsync();
        var wrong = (
            await reader.PostAsync(
                page + "?handler=Decision",
                ("Text", "Vi mäter"),
                ("DueOn", "i morgon"),
                ("Organisation", "boden")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain(">Vi mäter</textarea>");
        wrong.Html.ShouldContain("<option value=\"boden\" selected=\"selected\">");
        (
            await reader.PostAsync(
                page + "?handler=Decision",
                ("Text", "Vi mäter"),
                ("DueOn", "2027-05-01"),
                ("Organisation", "boden")
            )
        ).ShouldLeadTo(page + "#decisions");
        var id = await network.InDbAsync(db => db.MeetingDecisions.Select(d => d.Id).SingleAsync());
        (await reader.PostAsync(page + "?handler=Done", ("decision", $"{id}"), ("done", "true"))).ShouldLeadTo(
            page + "#decisions"
        );
        (await reader.PostAsync(page + "?handler=Strike", ("decision", $"{id}"))).ShouldLeadTo(page + "#decisions");
        (await network.InDbAsync(db => db.MeetingDecisions.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task Feedback_is_each_ones_own_and_told_without_names()
    {
        var (network, room) = await MakeAsync();
        (
            await network["Luleå", Manager].Api.PutAsync(room + "/feedback", new { plus = "Ö bra", minus = "A för långt" })
        ).ShouldBe(HttpStatusCode.NoContent);
        (
            await network["Boden", KeyPerson]
                .Api.PutAsync(
                    room + "/feedback",
                    new
                    {
                        plus = Hostile,
                        minus = "B för kort",
                        interesting = "Kartan",
                    }
                )
        ).ShouldBe(HttpStatusCode.NoContent);
        (
            await network["Luleå", Manager].Api.PutAsync(room + "/feedback", new { plus = "Ö bättre", minus = "A för långt" })
        ).ShouldBe(HttpStatusCode.NoContent);
        (
            await network["Piteå", Politician].Api.PutAsync(room + "/feedback", new { plus = " ", minus = (string?)null })
        ).ShouldBeInvalid("FeedbackEmpty", "plus");
        (
            await network["Piteå", Politician].Api.PutAsync(room + "/feedback", new { plus = new string('x', 1001) })
        ).ShouldBeInvalid("TextTooLong", "plus");
        (await network.InDbAsync(db => db.MeetingFeedback.CountAsync())).ShouldBe(2);

        var record = (await network["Piteå", Manager].Api.GetAsync(room + "/record")).ShouldBeOk();
        record["feedback.plus"]!.AsArray().Select(p => p!.ToString()).ShouldBe([Hostile, "Ö bättre"]);
        record["feedback.minus"]!.AsArray().Select(p => p!.ToString()).ShouldBe(["A för långt", "B för kort"]);
        record["mine"].ShouldBeNull();
        (await network["Luleå", Manager].Api.GetAsync(room + "/record"))["mine.plus"]!.ToString().ShouldBe("Ö bättre");

        // Nothing of who or when: not in the answer, not to the coordinator, not in the trail.
        foreach (var reader in new[] { network["Piteå", Manager], network.Coordinator })
        {
            var feedback = (await reader.Api.GetAsync(room + "/record"))["feedback"]!;
            feedback.AsObject().Select(p => p.Key).ShouldBe(["given", "plus", "minus", "interesting"]);
            var page = (await (await reader.ReaderAsync()).GetAsync(Page(network, room, "/record"))).ShouldBeOk();
            page.Html.ShouldNotContain(Hostile);
            page.Text[page.Text.IndexOf("Ö bättre", StringComparison.Ordinal)..].ShouldNotContain(network["Luleå", Manager].Name);
        }

        (await network.Coordinator.Api.GetAsync(network.InNetwork("/trail?pageSize=200"))).ShouldBeOk()["items"]!
            .AsArray()
            .ShouldNotContain(l => l!["act"]!.ToString().Contains("Feedback"));
        (await network["Luleå", Manager].Api.PutAsync(room + "/feedback", new { plus = "" })).ShouldBe(HttpStatusCode.NoContent);
        (await network.InDbAsync(db => db.MeetingFeedback.CountAsync())).ShouldBe(1);
    }

    [Test]
    public async Task The_page_of_feedback_is_filled_with_ones_own()
    {
        var (network, room) = await MakeAsync();
        var page = Page(network, room, "/record");
        var reader = await network["Luleå", Politician].ReaderAsync();
        (
            await reader.PostAsync(page + "?handler=Feedback", ("Plus", "Samtalen"), ("Minus", ""), ("Interesting", ""))
        ).ShouldLeadTo(page + "#feedback");
        (await reader.GetAsync(page)).ShouldBeOk().Html.ShouldContain(">Samtalen</textarea>");
        (await (await network["Boden", Politician].ReaderAsync()).GetAsync(page))
            .ShouldBeOk()
            .Html.ShouldNotContain(">Samtalen</textarea>");
        (await reader.PostAsync(page + "?handler=Feedback", ("Plus", new string('x', 1001))))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#plus\"");
    }

    private async Task<(TestNetwork Network, string Room)> MakeAsync(double hours = -1)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Outside("Vännäs"));
        await network.MoveMeetingAsync(await network.MeetingAsync("Luleå", "bm1"), hours);
        return (network, await network.RoomAsync("Luleå", "bm1"));
    }

    private static string Page(TestNetwork network, string room, string path) =>
        network.Page(room[network.InNetwork().Length..] + path);

    private static object Row(string organisation, string function, string presence, string? substitute = null) =>
        new
        {
            organisation,
            function,
            presence,
            substitute,
        };
}

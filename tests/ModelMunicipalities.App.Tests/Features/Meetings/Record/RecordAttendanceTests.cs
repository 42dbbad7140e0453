using Microsoft.EntityFrameworkCore;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class RecordAttendanceTests(DatabaseProvider provider) : RecordTest(provider)
{
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

    private static object Row(string organisation, string function, string presence, string? substitute = null) =>
        new
        {
            organisation,
            function,
            presence,
            substitute,
        };
}

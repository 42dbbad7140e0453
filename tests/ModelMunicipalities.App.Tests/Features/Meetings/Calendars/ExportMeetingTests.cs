using Microsoft.EntityFrameworkCore;
using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ExportMeetingTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [TestCase(
        "2031-03-30T09:00:00Z",
        "2031-03-30T12:00:00Z",
        "2031-03-30T11:00:00",
        "2031-03-30T14:00:00",
        TestName = "The day that the clocks go forward"
    )]
    [TestCase(
        "2031-03-29T22:30:00Z",
        "2031-03-30T01:30:00Z",
        "2031-03-29T23:30:00",
        "2031-03-30T03:30:00",
        TestName = "Over the hour that is skipped"
    )]
    [TestCase(
        "2031-10-26T10:00:00Z",
        "2031-10-26T13:00:00Z",
        "2031-10-26T11:00:00",
        "2031-10-26T14:00:00",
        TestName = "The day that the clocks go back"
    )]
    [TestCase(
        "2031-10-25T22:00:00Z",
        "2031-10-26T03:00:00Z",
        "2031-10-26T00:00:00",
        "2031-10-26T04:00:00",
        TestName = "Over the hour that comes twice"
    )]
    [TestCase(
        "2031-10-26T00:30:00Z",
        "2031-10-26T01:30:00Z",
        "2031-10-26T00:30:00",
        "2031-10-26T01:30:00",
        TestName = "From one half past two to the other"
    )]
    [TestCase(
        "2032-01-10T12:00:00Z",
        "2032-01-12T12:00:00Z",
        "2032-01-10T13:00:00",
        "2032-01-12T13:00:00",
        TestName = "Two days in winter"
    )]
    [TestCase(
        "2031-07-01T07:15:00Z",
        "2031-07-01T08:00:00Z",
        "2031-07-01T09:15:00",
        "2031-07-01T10:00:00",
        TestName = "A summer morning"
    )]
    public async Task Times_are_read_as_they_were_meant(string starts, string ends, string wallStart, string wallEnd)
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.PlannedAsync("Piteå");
        (
            await network.CallAsync(
                network["Luleå", Function.KeyPerson],
                id,
                Digital().With("startsAt", starts).With("endsAt", ends)
            )
        ).ShouldBeOk();
        foreach (var text in new[] { await FileAsync(network, id), (await network.MailsAsync())[0].Calendar! })
        {
            var calendar = await CalendarReader.ReadAsync(text);
            var meeting = calendar.Event();
            (meeting.Says("start.utc"), meeting.Says("end.utc")).ShouldBe((starts, ends));
            (meeting.Says("start.wall"), meeting.Says("end.wall")).ShouldBe((wallStart, wallEnd));
            meeting["start"]!
                ["zone"]
                ?.ToString()
                .ShouldBe(
                    starts == "2031-10-26T00:30:00Z" ? null : "Europe/Stockholm",
                    "a time that the clocks show twice is in UTC"
                );
            calendar["zones"]!.ToJsonString().ShouldBe("[\"Europe/Stockholm\"]");
            meeting["errors"]!.AsArray().ShouldBeEmpty();
        }
    }

    [Test]
    public async Task Long_lines_with_our_letters_are_folded_and_read_back_whole()
    {
        var network = await BuildAsync(n => n.Named("Å, Ä; \"Ö\" \\ nätverket").Group("Piteå", "Luleå"));
        var id = await network.PlannedAsync("Piteå");
        var place = string.Concat(Enumerable.Repeat("Åäö, ÅÄÖ; å\\ä 🙂 ", 25)).Trim();
        var way = string.Concat(Enumerable.Repeat("Där står det «på»,\r\nöppna; gå in\\upp.\n", 20)).Trim();
        (
            await network.CallAsync(network.Coordinator, id, Physical().With("place", place).With("accessibility", way))
        ).ShouldBeOk();
        foreach (var text in new[] { await FileAsync(network, id), (await network.MailsAsync())[0].Calendar! })
        {
            var calendar = await CalendarReader.ReadAsync(text);
            calendar["lines"]!.GetValue<int>().ShouldBeLessThanOrEqualTo(75);
            calendar["bareBreaks"]!.GetValue<int>().ShouldBe(0);
            var meeting = calendar.Event();
            meeting.Says("location").ShouldBe(place);
            meeting.Says("description").ShouldContain(way.ReplaceLineEndings("\n"));
            meeting.Says("summary").ShouldBe("BM 1, gruppen Piteå");
            meeting.Says("organizerName").ShouldBe("Å, Ä; 'Ö' \\ nätverket");
            meeting.Says("url").ShouldEndWith(network.MeetingPage(id));
        }
    }

    [Test]
    public async Task Nothing_that_is_written_breaks_out_of_its_line()
    {
        const string Evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:stulen\r\nATTENDEE:mailto:alla@x.example";
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        await network.ChangeAsync(async db => (await db.Groups.SingleAsync()).Name = Evil);
        var id = await network.InDbAsync(db => db.Meetings.Where(m => m.Form == "bm1").Select(m => m.Id).SingleAsync());
        (
            await network.CallAsync(network.Coordinator, id, Physical().With("place", Evil).With("accessibility", Evil))
        ).ShouldBeOk();
        var meeting = (await CalendarReader.ReadAsync(await FileAsync(network, id))).Event();
        meeting.Says("uid").ShouldBe($"{(await network.MeetingAsync(id)).Uid}");
        meeting["attendees"]!.AsArray().ShouldBeEmpty();
        (await network.MailsAsync()).ShouldAllBe(m => !m.Subject.Contains('\n'));
    }

    [Test]
    public async Task A_file_is_for_those_who_are_to_be_there()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.MeetingOfAsync("Piteå", "bm1");
        var reply = (
            await network["Luleå", Function.Politician].Api.GetAsync(network.AtMeeting(id, "/calendar.ics"))
        ).ShouldBeOk();
        reply.Message.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        reply.Message.Content.Headers.ContentDisposition!.FileName.ShouldBe($"meeting-{id}.ics");
        reply.Message.Headers.CacheControl!.Private.ShouldBeTrue();
        (await CalendarReader.ReadAsync(reply.Text)).Says("method").ShouldBe("PUBLISH");
        var page = (
            await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.MeetingPage(id, "/calendar.ics"))
        ).ShouldBeOk();
        page.Html.ShouldStartWith("BEGIN:VCALENDAR\r\n");

        await network.CancelAsync(network.Coordinator, id, "Sjukdom");
        (await CalendarReader.ReadAsync(await FileAsync(network, id))).Event().Says("status").ShouldBe("CANCELLED");
        var planned = await network.PlannedAsync("Piteå", "bm2");
        (await network["Luleå", Function.Politician].Api.GetAsync(network.AtMeeting(planned, "/calendar.ics"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "MeetingNotCalled"
        );
        var refused = (
            await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(
                network.MeetingPage(planned, "/calendar.ics")
            )
        ).ShouldBe(HttpStatusCode.Conflict);
        refused.Heading.ShouldNotBeEmpty();
    }

    private static async Task<string> FileAsync(TestNetwork network, int id) =>
        (await network["Luleå", Function.Manager].Api.GetAsync(network.AtMeeting(id, "/calendar.ics"))).ShouldBeOk().Text;
}

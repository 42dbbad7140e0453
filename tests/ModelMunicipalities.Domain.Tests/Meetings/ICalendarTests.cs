using System.Text;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class ICalendarTests
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static readonly DateTimeOffset Now = new(2027, 1, 15, 9, 30, 0, TimeSpan.Zero);

    private static readonly CalendarPerson Portal = new("Nätverket \"Norr\", öst", "ingen-svarar@modellkommuner.example");

    private static readonly CalendarPerson Reader = new("Åsa Öberg", "asa@lulea.example");

    [TestCase("vanlig text", "vanlig text")]
    [TestCase("a, b; c\\d", "a\\, b\\; c\\\\d")]
    [TestCase("en\r\ntvå\ntre\rfyra", "en\\ntvå\\ntre\\nfyra")]
    [TestCase("a\u0000b\u0007c\td", "abc\td")]
    [TestCase("\nEND:VEVENT", "\\nEND:VEVENT")]
    public void Texts_are_marked(string text, string escaped) => ICalendar.Escape(text).ShouldBe(escaped);

    [TestCase("a")]
    [TestCase("å")]
    [TestCase("€")]
    [TestCase("🙂")]
    public void Long_lines_are_folded_between_characters_and_read_back_whole(string character)
    {
        for (var length = 0; length < 240; length++)
        {
            var line = "X:" + string.Concat(Enumerable.Repeat(character, length));
            var parts = ICalendar.Fold(line).Split("\r\n");
            parts.ShouldAllBe(p => Encoding.UTF8.GetByteCount(p) <= 75);
            parts.Skip(1).ShouldAllBe(p => p[0] == ' ');
            string.Concat(parts.Select((p, i) => i == 0 ? p : p[1..])).ShouldBe(line);
            parts.SkipLast(1).ShouldAllBe(p => Encoding.UTF8.GetByteCount(p) > 71, "no shorter than it has to be");
        }
    }

    [TestCase("2027-03-28T00:30:00Z", ";TZID=Europe/Stockholm:20270328T013000", TestName = "before the clocks skip an hour")]
    [TestCase("2027-03-28T01:00:00Z", ";TZID=Europe/Stockholm:20270328T030000", TestName = "after it")]
    [TestCase("2027-03-28T10:00:00Z", ";TZID=Europe/Stockholm:20270328T120000", TestName = "later that day")]
    [TestCase("2027-10-30T23:30:00Z", ";TZID=Europe/Stockholm:20271031T013000", TestName = "before the hour that comes twice")]
    [TestCase(
        "2027-10-31T00:30:00Z",
        ":20271031T003000Z",
        TestName = "the first time that it is half past two, which readers take differently"
    )]
    [TestCase("2027-10-31T01:30:00Z", ":20271031T013000Z", TestName = "the second time")]
    [TestCase("2027-10-31T02:00:00Z", ";TZID=Europe/Stockholm:20271031T030000", TestName = "after it in autumn")]
    public void A_time_is_on_the_wall_clock(string at, string written) =>
        Lines(Write([Event(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), 2)]))
            .ShouldContain("DTSTART" + written);

    [Test]
    public void The_changes_of_the_clocks_are_written_out_for_the_years_covered()
    {
        var zone = string.Join(
            ' ',
            Lines(
                    Write([
                        Event(new(2027, 3, 27, 12, 0, 0, TimeSpan.Zero), 72),
                        Event(new(2027, 10, 30, 12, 0, 0, TimeSpan.Zero), 48),
                    ])
                )
                .SkipWhile(l => l != "BEGIN:VTIMEZONE")
                .TakeWhile(l => l != "END:VTIMEZONE")
        );
        zone.ShouldStartWith(
            "BEGIN:VTIMEZONE TZID:Europe/Stockholm BEGIN:STANDARD DTSTART:20260101T010000 TZOFFSETFROM:+0100 TZOFFSETTO:+0100 END:STANDARD"
        );
        zone.ShouldContain("BEGIN:DAYLIGHT DTSTART:20270328T020000 TZOFFSETFROM:+0100 TZOFFSETTO:+0200 END:DAYLIGHT");
        zone.ShouldContain("BEGIN:STANDARD DTSTART:20271031T030000 TZOFFSETFROM:+0200 TZOFFSETTO:+0100 END:STANDARD");
        zone.Split("BEGIN:").Length.ShouldBe(2 + 1 + 4, "the start, and two changes in each of two years");
    }

    [TestCase("Asia/Kolkata", "+0530", 1)]
    [TestCase("America/St_Johns", "-0330", 5)]
    [TestCase("UTC", "+0000", 1)]
    public void Other_zones_have_other_clocks(string zone, string offset, int observances)
    {
        var lines = Lines(
            ICalendar.Write(CalendarMethod.Publish, [Event(Now, 2)], TimeZoneInfo.FindSystemTimeZoneById(zone), Portal, null, Now)
        );
        lines.ShouldContain("TZID:" + zone);
        lines.ShouldContain("TZOFFSETTO:" + offset);
        lines.Count(l => l is "BEGIN:STANDARD" or "BEGIN:DAYLIGHT").ShouldBe(observances);
    }

    [Test]
    public void An_invitation_names_its_reader_and_nobody_else()
    {
        var lines = Lines(
            ICalendar.Write(
                CalendarMethod.Request,
                [Event(Now.AddDays(60), 3) with { Sequence = 2 }],
                Stockholm,
                Portal,
                Reader,
                Now
            )
        );
        lines
            .Take(5)
            .ShouldBe([
                "BEGIN:VCALENDAR",
                "PRODID:-//Modellkommuner//Portal//SV",
                "VERSION:2.0",
                "CALSCALE:GREGORIAN",
                "METHOD:REQUEST",
            ]);
        lines.ShouldContain("UID:00000000-0000-0000-0000-000000000001");
        lines.ShouldContain("DTSTAMP:20270115T093000Z");
        lines.ShouldContain("LAST-MODIFIED:20270114T093000Z");
        lines.ShouldContain("SEQUENCE:2");
        lines.ShouldContain("STATUS:CONFIRMED");
        lines.ShouldContain("ORGANIZER;CN=\"Nätverket 'Norr', öst\":mailto:ingen-svarar@modellkommuner.example");
        lines
            .Where(l => l.Contains("ATTENDEE"))
            .ShouldBe([
                "ATTENDEE;CN=\"Åsa Öberg\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:asa@lulea.example",
            ]);
    }

    [Test]
    public void A_cancellation_and_a_published_calendar_say_what_they_are()
    {
        var cancelled = Lines(
            ICalendar.Write(CalendarMethod.Cancel, [Event(Now, 3) with { IsCancelled = true }], Stockholm, Portal, Reader, Now)
        );
        cancelled.ShouldContain("METHOD:CANCEL");
        cancelled.ShouldContain("STATUS:CANCELLED");
        var published = Lines(ICalendar.Write(CalendarMethod.Publish, [], Stockholm, Portal, null, Now, "Träffar, Norr"));
        published.ShouldContain("METHOD:PUBLISH");
        published.ShouldContain("X-WR-CALNAME:Träffar\\, Norr");
        published.ShouldNotContain(l => l.StartsWith("ATTENDEE") || l.StartsWith("BEGIN:VEVENT"));
    }

    [Test]
    public void Nothing_that_is_written_in_can_break_out_of_its_line()
    {
        const string Evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\u2028\u0085\";:";
        var text = ICalendar.Write(
            CalendarMethod.Request,
            [Event(Now, 1) with { Summary = Evil, Location = Evil, Description = Evil, Url = Evil }],
            Stockholm,
            new(Evil, "a@b.example"),
            new(Evil, "c@d.example"),
            Now,
            Evil
        );
        Lines(text).Count(l => l is "BEGIN:VEVENT" or "END:VEVENT").ShouldBe(2);
        text.Replace("\r\n", "").ShouldNotContain('\r');
        text.Replace("\r\n", "").ShouldNotContain('\n');
    }

    private static string Write(IReadOnlyCollection<CalendarEvent> events) =>
        ICalendar.Write(CalendarMethod.Publish, events, Stockholm, Portal, null, Now);

    /// <summary>The lines as they were before they were folded.</summary>
    private static List<string> Lines(string text) =>
        [.. text.Replace("\r\n ", "").Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];

    private static CalendarEvent Event(DateTimeOffset starts, int hours) =>
        new(
            new Guid("00000000-0000-0000-0000-000000000001"),
            0,
            Now.AddDays(-1),
            starts,
            starts.AddHours(hours),
            false,
            "BM 1",
            "Stadshuset",
            "Vi möts.",
            "https://portal.example/norr/meetings/1"
        );
}

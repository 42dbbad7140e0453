using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>
/// Calendar files as others' programs read them: one meeting, mails, and the calendar that a person subscribes to.
/// </summary>
public class CalendarFilesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
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

    [Test]
    public async Task Five_hundred_meetings_come_in_one_answer_with_as_many_queries_as_five()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var address = await network.CalendarAsync(network["Luleå", Function.Manager]);
        var (few, before) = await Guest.CountAsync(HttpMethod.Get, address);
        (await CalendarReader.ReadAsync(few.ShouldBeOk().Text))["events"]!.AsArray().Count.ShouldBe(5);
        var group = await network.InDbAsync(db => db.Groups.Select(g => g.Id).SingleAsync());
        var first = new DateTimeOffset(2027, 1, 1, 6, 0, 0, TimeSpan.Zero);
        await network.ChangeAsync(db =>
        {
            db.Meetings.AddRange(
                Enumerable
                    .Range(0, 495)
                    .Select(i => new Meeting
                    {
                        CohortId = network.Cohort.Id,
                        GroupId = group,
                        Form = MeetingForm.MentorCall,
                        Number = i + 1,
                        WindowFrom = first,
                        WindowTo = first.AddYears(2),
                        Status = MeetingStatus.Confirmed,
                        StartsAt = first.AddHours(31 * i),
                        EndsAt = first.AddHours((31 * i) + 2),
                        Mode = MeetingMode.Physical,
                        Place = $"Åsögatan {i}",
                        HostId = network["Piteå"].Id,
                    })
            );
            return Task.CompletedTask;
        });
        var (many, after) = await Guest.CountAsync(HttpMethod.Get, address);
        after.Count.ShouldBe(before.Count);
        after.Count.ShouldBeLessThanOrEqualTo(4);
        many.Message.Headers.CacheControl!.Private.ShouldBeTrue();
        many.Message.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        var calendar = await CalendarReader.ReadAsync(many.ShouldBeOk().Text);
        (calendar.Says("method"), calendar.Says("name"), calendar["lines"]!.GetValue<int>() <= 75).ShouldBe(
            ("PUBLISH", "Träffar – Nätverket", true)
        );
        var meetings = calendar["events"]!.AsArray().Select(m => m!).ToList();
        meetings.Count.ShouldBe(500);
        meetings.Select(m => m.Says("uid")).Distinct().Count().ShouldBe(500);
        var calls = meetings
            .Where(m => m.Says("summary").StartsWith("Mentorsamtal", StringComparison.Ordinal))
            .ToDictionary(m => m.Says("summary"));
        for (var i = 0; i < 495; i++)
        {
            var call = calls[$"Mentorsamtal {i + 1}, gruppen Piteå"];
            (call.Says("start.utc"), call.Says("location")).ShouldBe(
                ($"{first.AddHours(31 * i):yyyy-MM-ddTHH:mm:ssZ}", $"Åsögatan {i}")
            );
        }
    }

    [Test]
    public async Task A_subscribed_calendar_holds_the_persons_own_meetings_of_every_cohort_and_no_others()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        var elsewhere = await BuildAsync(n => n.Named("Annat").Group("Piteå", "Luleå"));
        var person = network["Luleå", Function.Politician];
        await elsewhere.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new()
                {
                    PersonId = person.Id,
                    OrganisationId = elsewhere["Luleå"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        var whole = await network.WholeAsync(MeetingStatus.Confirmed);
        await network.WholeAsync();
        var cancelled = await network.MeetingOfAsync("Piteå", "bm2");
        (await network.CancelAsync(network.Coordinator, cancelled, "Sjukdom")).ShouldBeOk();
        await network.PlannedAsync("Piteå", "bm3");
        await AddOtherCohortAsync(network);

        var calendar = await CalendarReader.ReadAsync(
            (await Guest.GetAsync(await network.CalendarAsync(person))).ShouldBeOk().Text
        );
        var summaries = calendar["events"]!
            .AsArray()
            .Select(m => m!)
            .Select(m => $"{m.Says("summary")} {m.Says("status")}")
            .ToList();
        summaries.ShouldBe(
            [
                "Uppstart, gruppen Piteå CONFIRMED",
                "BM 1, gruppen Piteå CONFIRMED",
                "BM 2, gruppen Piteå CANCELLED",
                "Resultatkonferens, gruppen Piteå CONFIRMED",
                "Nyckelpersonsdag 1, Omgång 2027 CONFIRMED",
                "Uppstart, Omgång 2025 CONFIRMED",
            ],
            ignoreOrder: true
        );
        calendar["events"]!.AsArray().ShouldAllBe(m => m!["attendees"]!.AsArray().Count == 0);

        // The coordinator has what is for whole cohorts; the other network's address gives that network's.
        var hers = await CalendarReader.ReadAsync(
            (await Guest.GetAsync(await network.CalendarAsync(network.Coordinator))).ShouldBeOk().Text
        );
        hers["events"]!
            .AsArray()
            .Select(m => m!.Says("summary"))
            .ShouldBe(["Nyckelpersonsdag 1, Omgång 2027", "Uppstart, Omgång 2025", "Uppstart, Omgång 2023"], ignoreOrder: true);
        var other = (await Guest.GetAsync(await elsewhere.CalendarAsync(person))).ShouldBeOk().Text;
        other.ShouldContain($"/{elsewhere.Slug}/");
        other.ShouldNotContain(network.Slug);
        (await network.MeetingAsync(whole)).Version.ShouldBe(0);
    }

    [Test]
    public async Task A_subscribed_calendar_is_in_the_persons_language_and_leaves_with_her()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var person = network["Luleå", Function.Manager];
        await network.ReadsEnglishAsync(person);
        var address = await network.CalendarAsync(person);
        var calendar = await CalendarReader.ReadAsync((await Guest.GetAsync(address)).ShouldBeOk().Text);
        calendar.Says("name").ShouldBe("Meetings – Nätverket");
        calendar["events"]!.AsArray().Select(m => m!.Says("summary")).ShouldContain("BM 1, group Piteå");

        await network.ChangeAsync(async db =>
            (await db.Participations.SingleAsync(p => p.OrganisationId == network["Luleå"].Id)).WithdrawnAt =
                DateTimeOffset.UtcNow
        );
        (await CalendarReader.ReadAsync((await Guest.GetAsync(address)).ShouldBeOk().Text))["events"]!.AsArray().ShouldBeEmpty();
        await network.ChangeAsync(async db =>
            (await db.Memberships.SingleAsync(m => m.PersonId == person.Id)).EndedAt = DateTimeOffset.UtcNow
        );
        Gone(await Guest.GetAsync(address));
    }

    [Test]
    public async Task A_stopped_or_unknown_address_says_so_in_plain_words()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var person = network["Luleå", Function.Manager];
        var first = await network.CalendarAsync(person);
        (await Guest.GetAsync(first)).ShouldBeOk();
        var second = await network.CalendarAsync(person);
        Gone(await Guest.GetAsync(first));
        (await Guest.GetAsync(second)).ShouldBeOk();
        (await person.Api.GetAsync(network.InNetwork("/calendar"))).ShouldBeOk()["madeAt"].ShouldNotBeNull();
        (await person.Api.SendAsync(HttpMethod.Delete, network.InNetwork("/calendar"))).ShouldBe(HttpStatusCode.NoContent);
        (await person.Api.SendAsync(HttpMethod.Delete, network.InNetwork("/calendar"))).ShouldBe(HttpStatusCode.NoContent);
        Gone(await Guest.GetAsync(second));
        (await person.Api.GetAsync(network.InNetwork("/calendar"))).ShouldBeOk()["madeAt"].ShouldBeNull();
        var unknown = (await Guest.GetAsync("/calendar/finns-inte.ics")).ShouldBe(HttpStatusCode.NotFound);
        unknown.Message.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        unknown.Text.ShouldStartWith("Det finns ingen kalender på den här adressen.");
        (await network.TrailAsync("CalendarMade")).Count.ShouldBe(2);
        (await network.TrailAsync("CalendarStopped")).Count.ShouldBe(1);
        (await network.InDbAsync(db => db.CalendarFeeds.Select(f => f.TokenHash).ToListAsync())).ShouldAllBe(h =>
            h.Length == 64 && !first.Contains(h) && !second.Contains(h)
        );
        (await network.Observer.Api.PostAsync(network.InNetwork("/calendar"))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "NoMeetingsOfHers"
        );
    }

    [Test]
    public async Task Made_twice_at_once_one_address_works()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var addresses = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => network.CalendarAsync(network["Luleå", Function.Manager]))
        );
        var answers = await Task.WhenAll(addresses.Select(a => Guest.GetAsync(a)));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.Gone).ShouldBe(3);
    }

    [Test]
    public async Task A_delivered_mail_carries_the_calendar_beside_the_text_and_as_a_file()
    {
        await using var server = Server.Start(Server.Provider);
        var network = await new NetworkPlan().Group("Piteå", "Luleå").BuildAsync(server);
        var id = await network.PlannedAsync("Piteå");
        var by = network["Luleå", Function.KeyPerson];
        (await network.CallAsync(by, id, Digital().With("link", "https://video.example/" + new string('r', 90)))).ShouldBeOk();
        (await network.CallAsync(by, id, Physical())).ShouldBeOk();
        (await network.CancelAsync(by, id, "Åska över Öjebyn")).ShouldBeOk();
        await Outbox.DeliverAsync(server);
        var folder = Path.Combine(server.DataFolder, "mail");
        var sent = (await network.MailsAsync()).Where(m => m.To == by.Email).ToList();
        var files = Directory.EnumerateFiles(folder, "*.eml").Select(File.ReadAllBytes).ToList();
        var mails = new List<JsonNode>();
        foreach (var mail in sent)
        {
            var file = files.First(f => Encoding.ASCII.GetString(f).Contains($"X-Outbox-Id: {mail.Id}\r\n"));
            mails.Add(await CalendarReader.ReadMailAsync(file));

            // Another reader finds the same, and each way to read it beside the others.
            var parts = MimeMessage.Load(new MemoryStream(file));
            var mixed = parts.Body.ShouldBeOfType<Multipart>();
            mixed.ContentType.MimeType.ShouldBe("multipart/mixed");
            var ways = mixed[0].ShouldBeOfType<MultipartAlternative>().Cast<TextPart>().ToList();
            ways.Select(p => p.ContentType.MimeType).ShouldBe(["text/plain", "text/html", "text/calendar"]);
            ways[2].Text.ReplaceLineEndings("\r\n").ShouldBe(mail.Calendar);
            ((MimePart)mixed[1]).IsAttachment.ShouldBeTrue();
            var read = await CalendarReader.ReadAsync(mail.Calendar!);
            read.Event().Says("uid").ShouldBe($"{(await network.MeetingAsync(id)).Uid}");
        }

        foreach (var (mail, row) in mails.Zip(sent))
        {
            mail["containers"]!.ToJsonString().ShouldBe("[\"multipart/mixed\",\"multipart/alternative\"]");
            mail["types"]!.ToJsonString().ShouldBe("[\"text/plain\",\"text/html\",\"text/calendar\",\"application/ics\"]");
            (
                mail.Says("to"),
                mail.Says("subject"),
                mail.Says("charset"),
                mail.Says("fileName"),
                mail["same"]!.GetValue<bool>()
            ).ShouldBe((by.Email, row.Subject, "utf-8", "invite.ics", true));
            mail.Says("text").ReplaceLineEndings("\n").ShouldStartWith(row.Body.ReplaceLineEndings("\n").Trim());
            mail.Says("calendar.method").ShouldBe(mail.Says("method"));
            mail["calendar"]!["bareBreaks"]!.GetValue<int>().ShouldBe(0);
        }

        mails
            .Select(m => (m.Says("method"), m["calendar"]!.Event().Says("sequence"), m["calendar"]!.Event().Says("status")))
            .ShouldBe([("REQUEST", "0", "CONFIRMED"), ("REQUEST", "1", "CONFIRMED"), ("CANCEL", "2", "CANCELLED")]);
        mails.Select(m => m["calendar"]!.Event().Says("uid")).Distinct().Count().ShouldBe(1);
        mails[2]["calendar"]!.Event().Says("description").ShouldContain("Inställd: Åska över Öjebyn");
    }

    private static async Task<string> FileAsync(TestNetwork network, int id) =>
        (await network["Luleå", Function.Manager].Api.GetAsync(network.AtMeeting(id, "/calendar.ics"))).ShouldBeOk().Text;

    private static void Gone(Reply reply)
    {
        reply.ShouldBe(HttpStatusCode.Gone);
        reply.Message.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        reply.Message.Headers.CacheControl!.Private.ShouldBeTrue();
        reply.Text.ShouldStartWith("Den här kalenderadressen är stoppad.");
        reply.Text.ShouldContain("This calendar address has been stopped.");
        reply.Text.ShouldNotContain("BEGIN:");
    }

    /// <summary>A cohort before, in which Luleå took part; and one in which it left.</summary>
    private static async Task AddOtherCohortAsync(TestNetwork network)
    {
        foreach (var (year, left) in new[] { (2025, false), (2023, true) })
        {
            var starts = new DateTimeOffset(year, 5, 6, 11, 0, 0, TimeSpan.Zero);
            var cohort = new Cohort
            {
                Slug = year.ToString(CultureInfo.InvariantCulture),
                Name = $"Omgång {year}",
                Instrument = "ten-step-2019",
                Stage = CohortStage.Closed,
                ClosedAt = starts.AddYears(1),
            };
            await network.ChangeAsync(db =>
            {
                db.Cohorts.Add(cohort);
                return Task.CompletedTask;
            });
            await network.ChangeAsync(db =>
            {
                db.Participations.Add(
                    new Participation
                    {
                        CohortId = cohort.Id,
                        OrganisationId = network["Luleå"].Id,
                        Role = CohortRole.Participant,
                        WithdrawnAt = left ? starts.AddDays(-1) : null,
                    }
                );
                db.Meetings.Add(
                    new Meeting
                    {
                        CohortId = cohort.Id,
                        Form = "startup",
                        OccasionId = null,
                        WindowFrom = starts,
                        WindowTo = starts.AddHours(3),
                        Status = MeetingStatus.Confirmed,
                        StartsAt = starts,
                        EndsAt = starts.AddHours(3),
                    }
                );
                return Task.CompletedTask;
            });
        }
    }
}

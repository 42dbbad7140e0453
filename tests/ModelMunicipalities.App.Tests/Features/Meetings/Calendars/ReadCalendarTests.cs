using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ReadCalendarTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
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

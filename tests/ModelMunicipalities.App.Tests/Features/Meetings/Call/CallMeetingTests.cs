using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class CallMeetingTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Everybody_of_the_meeting_is_called_each_in_her_language_and_nobody_else()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
        var english = network["Boden", Function.Manager];
        await network.ReadsEnglishAsync(english);
        var id = await network.PlannedAsync("Piteå", host: "Luleå");
        var caller = network["Luleå", Function.KeyPerson];
        var called = (await network.CallAsync(caller, id, Physical().With("host", "lulea"))).ShouldBeOk();
        (
            called["status"]!.ToString(),
            called["version"]!.GetValue<int>(),
            called.ETag,
            called["hostOrganisation"]!.ToString()
        ).ShouldBe(("confirmed", 1, "\"1\"", "lulea"));
        called["locksAt"]!.GetValue<DateTimeOffset>().ShouldBe(Soon, "its start locks the checklists");

        var mails = await network.MailsAsync();
        mails
            .To()
            .ShouldBe(
                new[] { "Piteå", "Luleå", "Boden" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f].Email)),
                ignoreOrder: true
            );
        var own = mails.Single(m => m.To == caller.Email);
        own.Subject.ShouldStartWith("Kallelse: BM 1, gruppen Piteå, ");
        own.Subject.ShouldContain("kl.");
        own.Body.ShouldContain($"{caller.Name} kallar till BM 1, gruppen Piteå.");
        own.Body.ShouldContain("Plats: Stadshuset i Luleå, plan 2");
        own.Body.ShouldContain("Tillgänglighet: Hiss; ring på klockan");
        own.Body.ShouldContain("Hörslinga finns.");
        own.Body.ShouldContain("Värd: Luleå");
        own.Body.ShouldContain("Självskattningen ska vara inlämnad innan träffen börjar.");
        own.Body.ShouldEndWith(network.MeetingPage(id));
        var hers = mails.Single(m => m.To == english.Email);
        hers.Subject.ShouldMatch("^Call: BM 1, group Piteå, [A-Z][a-z]{2} \\d+ [A-Z][a-z]+ \\d{4}, \\d\\d:\\d\\d–\\d\\d:\\d\\d$");
        hers.Body.ShouldContain("Place: Stadshuset");
        (await network.TrailAsync("MeetingCalled")).ShouldHaveSingleItem().Detail!.ShouldStartWith("Omgång 2027, Piteå, bm1, ");
    }

    [Test]
    public async Task The_coordinator_who_calls_gets_it_too_and_each_gets_it_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var person = network["Piteå", Function.Politician];
        await network.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new()
                {
                    PersonId = person.Id,
                    OrganisationId = network["Luleå"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            db.Memberships.Add(
                new()
                {
                    PersonId = network.Observer.Id,
                    OrganisationId = network["Luleå"].Id,
                    Function = Function.Manager,
                    Since = DateTimeOffset.UtcNow.AddDays(-9),
                    EndedAt = DateTimeOffset.UtcNow.AddDays(-1),
                }
            );
            return Task.CompletedTask;
        });
        var id = await network.WholeAsync();
        (await network.CallAsync(network.Coordinator, id, Physical())).ShouldBeOk();
        (await network.MailsAsync())
            .To()
            .ShouldBe(
                [
                    network.Coordinator.Email,
                    .. new[] { "Piteå", "Luleå" }.SelectMany(o => Assessment.Functions.Select(f => network[o, f].Email)),
                ],
                ignoreOrder: true
            );
    }

    [Test]
    public async Task A_change_updates_calendars_and_what_they_do_not_show_is_no_news()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var (id, by) = (await network.PlannedAsync("Piteå"), network["Luleå", Function.KeyPerson]);
        (await network.CallAsync(by, id, Digital())).ShouldBeOk();
        (await network.CallAsync(by, id, Digital())).ShouldBeOk();
        (await network.CallAsync(by, id, Digital().With("shown", "open"))).ShouldBeOk()["shown"]!.ToString().ShouldBe("open");
        (await network.MailsAsync()).Count.ShouldBe(6, "six people were told once");

        (await network.CallAsync(by, id, Digital(Soon.AddHours(2)))).ShouldBeOk();
        var mails = (await network.MailsAsync()).Where(m => m.To == network["Piteå", Function.Manager].Email).ToList();
        mails.Select(m => m.Subject.Split(':')[0]).ShouldBe(["Kallelse", "Ändrad"]);
        mails.Select(m => m.CalendarMethod).ShouldBe(["REQUEST", "REQUEST"]);
        var (first, second) = (
            (await CalendarReader.ReadAsync(mails[0].Calendar!)).Event(),
            (await CalendarReader.ReadAsync(mails[1].Calendar!)).Event()
        );
        second.Says("uid").ShouldBe(first.Says("uid"));
        (first.Says("sequence"), second.Says("sequence")).ShouldBe(("0", "1"));
        second.Says("start.utc").ShouldBe($"{Soon.AddHours(2):yyyy-MM-ddTHH:mm:ssZ}");
        (await network.TrailAsync("MeetingChanged")).Count.ShouldBe(3);
    }

    [Test]
    public async Task Of_two_confirmations_at_once_one_wins_and_the_other_is_told_what_holds()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var id = await network.PlannedAsync("Piteå");
        var slots = await network.PollAsync(id, Soon, Soon.AddDays(1));
        var replies = await Task.WhenAll(
            network.CallAsync(
                network["Luleå", Function.KeyPerson],
                id,
                Digital().With("startsAt", null).With("endsAt", null).With("slot", slots[0]),
                0
            ),
            network.CallAsync(
                network["Boden", Function.KeyPerson],
                id,
                Digital().With("startsAt", null).With("endsAt", null).With("slot", slots[1]),
                0
            )
        );
        replies.Select(r => r.Status).ShouldBe([HttpStatusCode.OK, HttpStatusCode.Conflict], ignoreOrder: true);
        var lost = replies.Single(r => r.Status == HttpStatusCode.Conflict).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        var meeting = await network.MeetingAsync(id);
        lost["current.startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(meeting.StartsAt!.Value);
        lost["given.slot"]!.GetValue<int>().ShouldBeOneOf(slots);
        (meeting.Version, meeting.Sequence).ShouldBe((1, 0));
        (await network.MailsAsync()).Count.ShouldBe(9);
        (await network.TrailAsync("MeetingCalled")).Count.ShouldBe(1);
    }

    [Test]
    public async Task The_same_form_sent_twice_calls_once()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.PlannedAsync("Piteå");
        (await network.CallAsync(network.Coordinator, id, Digital(), 0)).ShouldBeOk();
        (await network.CallAsync(network.Coordinator, id, Digital(), 0)).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (await network.CancelAsync(network.Coordinator, id, "Sjukdom", 0)).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (await network.Coordinator.Api.PutAsync(network.AtMeeting(id, "/call"), Digital())).Status.ShouldBe(
            HttpStatusCode.PreconditionRequired
        );
        (
            await network.Coordinator.Api.PostAsync(network.AtMeeting(id, "/cancellation"), new { reason = "Sjukdom" })
        ).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        (await network.MailsAsync()).Count.ShouldBe(7);
    }

    [Test]
    public async Task A_time_of_the_meetings_own_poll_is_taken_and_the_poll_closed()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        var (id, other) = (await network.PlannedAsync("Piteå"), await network.PlannedAsync("Umeå"));
        var (own, others) = (
            await network.PollAsync(id, Soon.AddDays(1), Soon.AddDays(2)),
            await network.PollAsync(other, Soon.AddDays(3))
        );
        var by = network["Luleå", Function.KeyPerson];
        (await network.CallAsync(by, id, Digital().With("slot", others[0]))).ShouldBeInvalid("SlotUnknown", "slot");
        (await network.CallAsync(by, id, Digital().With("slot", 999_999))).ShouldBeInvalid("SlotUnknown", "slot");
        (await network.MeetingAsync(id)).Status.ShouldBe(MeetingStatus.Planned);
        (await by.Api.GetAsync(network.AtMeeting(id)))["pollIsOpen"]!.GetValue<bool>().ShouldBeTrue();

        var called = (await network.CallAsync(by, id, Digital().With("slot", own[1]))).ShouldBeOk();
        (
            called["startsAt"]!.GetValue<DateTimeOffset>(),
            called["endsAt"]!.GetValue<DateTimeOffset>(),
            called["pollIsOpen"]!.GetValue<bool>()
        ).ShouldBe((Soon.AddDays(2), Soon.AddDays(2).AddHours(2), false));
        (await network.InDbAsync(db => db.Polls.OrderBy(p => p.Id).Select(p => p.ClosedAt != null).ToListAsync())).ShouldBe([
            true,
            false,
        ]);
    }

    private static readonly (string What, Func<JsonObject> Body, string Rule, string[] Fields)[] Wrong =
    [
        ("end before start", () => Digital().With("endsAt", Soon.AddHours(-1)), "EndsBeforeStart", ["endsAt"]),
        ("in the past", () => Digital(DateTimeOffset.UtcNow.AddDays(-1)), "MeetingInPast", ["startsAt"]),
        ("no times", () => Digital().With("startsAt", null).With("endsAt", null), "DateMissing", ["startsAt", "endsAt"]),
        ("a week long", () => Digital().With("endsAt", Soon.AddDays(7)), "MeetingTooLong", ["endsAt"]),
        (
            "the year 9000",
            () => Digital().With("startsAt", "9000-01-01T10:00:00Z").With("endsAt", "9000-01-01T11:00:00Z"),
            "DateMissing",
            ["startsAt", "endsAt"]
        ),
        ("no form", () => Digital().With("mode", null), "ModeMissing", ["mode"]),
        ("unknown form", () => Digital().With("mode", "telepathic"), "Unreadable", ["mode"]),
        ("http", () => Digital().With("link", "http://video.example"), "LinkNotSafe", ["link"]),
        ("script", () => Digital().With("link", "javascript:alert(1)"), "LinkNotSafe", ["link"]),
        ("no address", () => Digital().With("link", "rum 4"), "LinkNotSafe", ["link"]),
        ("no link", () => Digital().With("link", null), "LinkMissing", ["link"]),
        (
            "a link with a character that no text has",
            () => Digital().With("link", "https://a.example/\0"),
            "LinkNotSafe",
            ["link"]
        ),
        ("nothing said of what is shown", () => Digital().With("shown", null), "ShownMissing", ["shown"]),
        ("secret", () => Digital().With("shown", "secret"), "NoToolForSecret", ["shown"]),
        ("nowhere", () => Physical().With("place", " "), "MeetingPlaceMissing", ["place"]),
        (
            "hybrid without either",
            () => Digital().With("mode", "hybrid").With("link", null),
            "MeetingPlaceMissing",
            ["place", "link"]
        ),
        ("a character that no text has", () => Physical().With("place", "a\0b"), "Unreadable", ["place"]),
        ("a very long place", () => Physical().With("place", new string('x', 501)), "TextTooLong", ["place"]),
        ("a very long way in", () => Physical().With("accessibility", new string('x', 1001)), "TextTooLong", ["accessibility"]),
        ("unknown tool", () => Digital().With("tool", 999_999), "ToolUnknown", ["tool"]),
        ("a host of another group", () => Physical().With("host", "vannas"), "HostUnknown", ["host"]),
        ("a host with a character that no text has", () => Physical().With("host", "a\0"), "HostUnknown", ["host"]),
    ];

    [Test]
    public async Task What_is_wrong_is_told_field_by_field_and_nothing_is_decided()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        var id = await network.PlannedAsync("Piteå");
        foreach (var (what, body, rule, fields) in Wrong)
        {
            var reply = await network.CallAsync(network["Luleå", Function.KeyPerson], id, body(), 0);
            reply.Status.ShouldBe(HttpStatusCode.BadRequest, what);
            reply.ShouldBeInvalid(rule, fields);
        }

        var meeting = await network.MeetingAsync(id);
        (meeting.Status, meeting.Version, meeting.StartsAt, meeting.Link, meeting.Place).ShouldBe(
            (MeetingStatus.Planned, 0, null, null, null)
        );
        (await network.MailsAsync()).ShouldBeEmpty();
    }

    [Test]
    public async Task A_network_warns_of_an_unfit_tool_or_refuses_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var elsewhere = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var foreign = await elsewhere.ToolAsync("Främmande", InformationClass.Secret);
        var tool = await network.ToolAsync("Samtal", InformationClass.Internal);
        var (id, by) = (await network.PlannedAsync("Piteå"), network["Luleå", Function.KeyPerson]);
        JsonObject Sensitive() => Digital().With("tool", tool).With("shown", "sensitive");

        (await network.CallAsync(by, id, Digital())).ShouldBeInvalid("ToolMissing", "tool");
        (await network.CallAsync(by, id, Digital().With("tool", foreign))).ShouldBeInvalid("ToolUnknown", "tool");
        var warned = (await network.CallAsync(by, id, Sensitive())).ShouldBeInvalid("ToolUnfitWarning", "tool");
        warned["detail"]!
            .ToString()
            .ShouldBe(
                "Samtal är godkänt för högst intern information, och det ni ska visa är känslig. Välj ett annat verktyg, eller kryssa i att ni använder det ändå."
            );
        (await network.CallAsync(by, id, Digital().With("tool", tool))).ShouldBeOk()["tool"]!.ToString().ShouldBe("Samtal");
        (await network.TrailAsync("UnfitToolUsed")).ShouldBeEmpty();
        (await network.CallAsync(by, id, Sensitive().With("useUnfitTool", true))).ShouldBeOk();
        (await network.TrailAsync("UnfitToolUsed")).ShouldHaveSingleItem().Detail.ShouldBe("Samtal");

        await network.ChangeAsync(async db => (await db.MeetingSettings.SingleAsync()).RefusesUnfitTools = true);
        (await network.CallAsync(by, id, Sensitive().With("useUnfitTool", true))).ShouldBeInvalid("ToolUnfit", "tool");

        // One that has been taken off the list stays with the meeting that has it, and is no choice for others.
        await network.ChangeAsync(async db => (await db.MeetingTools.SingleAsync()).RemovedAt = DateTimeOffset.UtcNow);
        (await network.CallAsync(by, id, Digital(Soon.AddHours(1)).With("tool", tool))).ShouldBeOk();
        var next = await network.PlannedAsync("Piteå", "bm2");
        (await network.CallAsync(by, next, Digital().With("tool", tool))).ShouldBeInvalid("ToolUnknown", "tool");
        (await by.Api.GetAsync(network.AtMeeting(next, "/call")))["tools"]!.AsArray().ShouldBeEmpty();
        (await by.Api.GetAsync(network.AtMeeting(id, "/call")))["tools"]!.AsArray().Count.ShouldBe(1);
    }

    [Test]
    public async Task Who_plans_it_calls_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        var (id, whole) = (await network.PlannedAsync("Piteå"), await network.WholeAsync());
        (await network.CallAsync(network["Luleå", Function.Manager], id, Digital())).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        (await network.CallAsync(network["Vännäs", Function.KeyPerson], id, Digital())).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "NotYourMeeting"
        );
        (await network.CallAsync(network.Observer, id, Digital())).ShouldBeRefused(HttpStatusCode.Forbidden, "NotYourMeeting");
        (await network.CallAsync(network["Luleå", Function.KeyPerson], whole, Digital())).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        (await network.CallAsync(network["Piteå", Function.KeyPerson], id, Digital())).ShouldBeOk();
        (await network.CallAsync(network.Coordinator, whole, Digital())).ShouldBeOk();
        (await network.CallAsync(network.Coordinator, 999_999, Digital(), 0)).ShouldBe(HttpStatusCode.NotFound);
        await network.ChangeAsync(async db => (await db.Cohorts.SingleAsync()).Stage = CohortStage.Closed);
        (await network.CallAsync(network.Coordinator, id, Digital())).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
        (await network.CancelAsync(network.Coordinator, id, "Sjukdom")).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
    }

    [Test]
    public async Task What_has_been_held_stays()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå"));
        var id = await network.MeetingOfAsync("Piteå", "bm1");
        (await network.CallAsync(network.Coordinator, id, Digital())).ShouldBeRefused(HttpStatusCode.Conflict, "MeetingHeld");
        (await network.CancelAsync(network.Coordinator, id, "Sjukdom")).ShouldBeRefused(HttpStatusCode.Conflict, "MeetingHeld");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.MeetingPage(id, "/call"))).ShouldBe(
            HttpStatusCode.Conflict
        );
        var page = (
            await (await network["Luleå", Function.KeyPerson].ReaderAsync()).GetAsync(network.MeetingPage(id))
        ).ShouldBeOk();
        page.Text.ShouldContain("Träffen hölls ");
        page.Html.ShouldNotContain("/call\"");
    }
}

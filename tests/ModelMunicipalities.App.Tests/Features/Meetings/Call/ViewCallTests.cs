using Microsoft.EntityFrameworkCore;
using MimeKit;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ViewCallTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Evil = "<script>alert(1)</script>";

    private static readonly (string, string)[] Filled =
    [
        ("StartsAt", "2031-10-26T13:00"),
        ("EndsAt", "2031-10-26T16:00"),
        ("Mode", "Digital"),
        ("Link", "https://video.example/rum"),
        ("Shown", "Internal"),
    ];

    [Test]
    public async Task A_key_person_calls_from_a_form_that_starts_from_the_window()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.PlannedAsync("Piteå", host: "Luleå");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var meeting = (await reader.GetAsync(network.MeetingPage(id))).ShouldBeOk();
        meeting.Text.ShouldContain("Tiden är inte bestämd. Träffen ska hållas");
        meeting.Html.ShouldContain(network.MeetingPage(id, "/poll/new"));
        meeting.Html.ShouldContain(network.MeetingPage(id, "/call"));

        var form = (await reader.GetAsync(network.MeetingPage(id, "/call"))).ShouldBeOk();
        form.Heading.ShouldBe("Bestäm när och hur ni ses på BM 1");
        var stockholm = TimeZoneInfo.ConvertTime(
            (await network.MeetingAsync(id)).WindowFrom,
            TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm")
        );
        Value(form, "startsAt").ShouldBe($"{stockholm:yyyy-MM-ddTHH:mm}");
        Value(form, "endsAt").ShouldBe($"{stockholm.AddHours(3):yyyy-MM-ddTHH:mm}");
        form.Html.ShouldMatch("value=\"Digital\" checked");
        form.Text.ShouldContain("Ses ni digitalt sparar ni ungefär");

        (await reader.PostAsync(network.MeetingPage(id, "/call"), [.. Filled, ("Version", "0"), ("Host", "lulea")])).ShouldLeadTo(
            network.MeetingPage(id)
        );
        var called = (await reader.GetAsync(network.MeetingPage(id))).ShouldBeOk();
        called.Text.ShouldContain("Sex personer får kallelsen med mejl");
        called.Text.ShouldContain("Sön 26 oktober 2031 kl. 13.00–16.00");
        called.Text.ShouldContain("https://video.example/rum");
        called.Html.ShouldContain(network.MeetingPage(id, "/calendar.ics"));
        called.Html.ShouldContain(network.MeetingPage(id, "/cancellation"));
        (await network.MeetingAsync(id)).StartsAt.ShouldBe(new DateTimeOffset(2031, 10, 26, 12, 0, 0, TimeSpan.Zero));
        (await reader.GetAsync(network.MeetingPage(id))).Text.ShouldNotContain("får kallelsen", Case.Sensitive, "told once");

        var other = (
            await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.MeetingPage(id))
        ).ShouldBeOk();
        other.Html.ShouldContain("/calendar.ics");
        other.Html.ShouldNotContain("/cancellation");
    }

    [Test]
    public async Task A_time_of_the_poll_fills_the_form_and_one_of_another_does_not()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå").Group("Umeå", "Vännäs"));
        var (id, other) = (await network.PlannedAsync("Piteå"), await network.PlannedAsync("Umeå"));
        var (own, others) = (
            await network.PollAsync(id, new DateTimeOffset(2031, 3, 30, 11, 0, 0, TimeSpan.Zero)),
            await network.PollAsync(other, new DateTimeOffset(2031, 6, 1, 11, 0, 0, TimeSpan.Zero))
        );
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var form = (await reader.GetAsync(network.MeetingPage(id, $"/call?slot={own[0]}"))).ShouldBeOk();
        (Value(form, "startsAt"), Value(form, "endsAt")).ShouldBe(("2031-03-30T13:00", "2031-03-30T15:00"));
        Value((await reader.GetAsync(network.MeetingPage(id, $"/call?slot={others[0]}"))).ShouldBeOk(), "startsAt")
            .ShouldNotStartWith("2031-06-01");
        (await reader.GetAsync(network.MeetingPage(id))).Html.ShouldContain($"href=\"{network.MeetingPage(id, "/poll")}\"");
    }

    [Test]
    public async Task What_was_typed_stays_with_what_is_wrong_beside_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.PlannedAsync("Piteå");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var page = (
            await reader.PostAsync(
                network.MeetingPage(id, "/call"),
                ("Version", "0"),
                ("StartsAt", "2031-03-30T02:30"),
                ("EndsAt", "2031-03-30T01:00"),
                ("Mode", "Hybrid"),
                ("Link", "javascript:alert(1)"),
                ("Place", Evil),
                ("Accessibility", Evil)
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        page.Html.ShouldContain("id=\"startsAt-wrong\"", Case.Sensitive, "an hour that the clocks skip");
        page.Html.ShouldContain("id=\"link-wrong\"");
        page.Html.ShouldContain("id=\"shown-wrong\"");
        Value(page, "startsAt").ShouldBe("2031-03-30T02:30");
        page.Html.ShouldNotContain("<script>alert");
        page.Text.ShouldContain(Evil);
        page.Html.ShouldNotContain("href=\"javascript:");
        (await network.MeetingAsync(id)).Status.ShouldBe(MeetingStatus.Planned);

        (
            await reader.PostAsync(
                network.MeetingPage(id, "/call"),
                ("Version", "0"),
                ("StartsAt", "2031-03-30T13:00"),
                ("EndsAt", "2031-03-30T15:00"),
                ("Mode", "Physical"),
                ("Place", Evil),
                ("Accessibility", Evil),
                ("HearingLoop", "false")
            )
        ).ShouldBe(HttpStatusCode.Redirect);
        var shown = (await reader.GetAsync(network.MeetingPage(id))).ShouldBeOk();
        shown.Html.ShouldNotContain("<script>alert");
        shown.Text.ShouldContain("Hörslinga finns inte.");
    }

    [Test]
    public async Task A_warning_is_read_before_an_unfit_tool_is_used_anyway()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var tool = await network.ToolAsync("Samtal", InformationClass.Open);
        var id = await network.PlannedAsync("Piteå");
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        (await reader.GetAsync(network.MeetingPage(id, "/call"))).Html.ShouldNotContain("UseUnfitTool");
        (string, string)[] fields = [.. Filled, ("Version", "0"), ("Tool", $"{tool}")];
        var warned = (await reader.PostAsync(network.MeetingPage(id, "/call"), fields)).ShouldBe(HttpStatusCode.BadRequest);
        warned.Html.ShouldContain("name=\"UseUnfitTool\"");
        warned.Text.ShouldContain("Samtal är godkänt för högst öppen information");
        await network.ChangeAsync(async db => (await db.MeetingSettings.SingleAsync()).RefusesUnfitTools = true);
        var refused = (await reader.PostAsync(network.MeetingPage(id, "/call"), fields)).ShouldBe(HttpStatusCode.BadRequest);
        refused.Html.ShouldNotContain("name=\"UseUnfitTool\"");
        await network.ChangeAsync(async db => (await db.MeetingSettings.SingleAsync()).RefusesUnfitTools = false);
        (await reader.PostAsync(network.MeetingPage(id, "/call"), [.. fields, ("UseUnfitTool", "true")])).ShouldBe(
            HttpStatusCode.Redirect
        );
    }

    [Test]
    public async Task Who_was_late_sees_what_holds_and_what_she_wrote()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var id = await network.PlannedAsync("Piteå");
        (await network.CallAsync(network["Piteå", Function.KeyPerson], id, Physical())).ShouldBeOk();
        var reader = await network["Luleå", Function.KeyPerson].ReaderAsync();
        var late = (await reader.PostAsync(network.MeetingPage(id, "/call"), [.. Filled, ("Version", "0")])).ShouldBe(
            HttpStatusCode.Conflict
        );
        late.Text.ShouldContain("Så är det bestämt nu");
        late.Text.ShouldContain("Stadshuset i Luleå, plan 2");
        Value(late, "startsAt").ShouldBe("2031-10-26T13:00");
        late.Html.ShouldContain("name=\"Version\" value=\"1\"");
        (await reader.PostAsync(network.MeetingPage(id, "/cancellation"), ("Version", "0"), ("Reason", "Sjukdom")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Sjukdom");
        (await reader.PostAsync(network.MeetingPage(id, "/call"), [.. Filled, ("Version", "1")])).ShouldLeadTo(
            network.MeetingPage(id)
        );
    }

    private static string Value(Page page, string id) =>
        WebUtility.HtmlDecode(
            System.Text.RegularExpressions.Regex.Match(page.Html, $"id=\"{id}\" name=\"\\w+\" value=\"([^\"]*)\"").Groups[1].Value
        );
}

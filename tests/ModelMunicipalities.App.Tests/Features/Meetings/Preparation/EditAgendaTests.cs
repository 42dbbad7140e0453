using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class EditAgendaTests(DatabaseProvider provider) : PreparationTest(provider)
{
    [Test]
    public async Task A_planner_changes_the_agenda_of_one_meeting_from_what_she_has_read()
    {
        var (network, room) = await MakeAsync();
        var key = network["Luleå", KeyPerson].Api;
        var version = (await key.GetAsync(room.Path + "/preparation")).ShouldBeOk().ETag;
        var body = Items((20, Hostile, "Åsa"), (30, "Samtal", null));
        (await key.PutAsync(room.Path + "/agenda", body)).ShouldBe((HttpStatusCode)428);
        var changed = (await key.PutAsync(room.Path + "/agenda", body, version)).ShouldBeOk();
        (changed["agendaFrom"]!.ToString(), changed["agenda"]!.AsArray().Count).ShouldBe(("meeting", 2));
        changed["agenda[1].startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(room.StartsAt.AddMinutes(20));
        changed.ETag.ShouldNotBe(version);

        // Whoever read before is told what holds now, and has to look at it.
        var stale = (
            await network["Boden", KeyPerson].Api.PutAsync(room.Path + "/agenda", Items((5, "Annat", null)), version)
        ).ShouldBeRefused(HttpStatusCode.Conflict, "Stale");
        (stale["current.agenda[1].title"]!.ToString(), stale["given.items[0].title"]!.ToString()).ShouldBe(("Samtal", "Annat"));

        // It is shown as text.
        var page = await (await network["Boden", Politician].ReaderAsync()).GetAsync(room.Page);
        page.ShouldBeOk().Html.ShouldNotContain(Hostile);
        page.Text.ShouldContain(Hostile);

        (await key.DeleteAsync(room.Path + "/agenda", changed.ETag)).ShouldBeOk()["agendaFrom"]!.ToString().ShouldBe("form");
        (await network.TrailAsync("AgendaChanged")).ShouldHaveSingleItem().Person.ShouldBe(network["Luleå", KeyPerson].Name);
        (await network.TrailAsync("AgendaFollowsTemplate")).ShouldHaveSingleItem().Detail.ShouldBe("Benchmarkingträff 1, Piteå");
    }

    [TestCase("""{"items":[]}""", "AgendaCount", "items")]
    [TestCase("{}", "AgendaCount", "items")]
    [TestCase("""{"items":[null]}""", "Unreadable", "items[0]")]
    [TestCase("""{"items":[{"minutes":5,"title":"a"},{"minutes":0,"title":"b"}]}""", "AgendaMinutes", "items[1].minutes")]
    [TestCase("""{"items":[{"title":"b"}]}""", "AgendaMinutes", "items[0].minutes")]
    [TestCase("""{"items":[{"minutes":5,"title":" "}]}""", "AgendaTitleMissing", "items[0].title")]
    [TestCase("""{"items":[{"minutes":5,"title":"a\u0000b"}]}""", "Unreadable", "items[0].title")]
    public async Task An_agenda_that_cannot_stand_is_refused_beside_its_field(string body, string rule, string field)
    {
        var (network, room) = await MakeAsync();
        var reply = await network["Luleå", KeyPerson]
            .Api.SendAsync(
                HttpMethod.Put,
                room.Path + "/agenda",
                new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
                r => r.Headers.TryAddWithoutValidation("If-Match", "\"0\"")
            );
        reply.ShouldBeInvalid(rule, field);
        (await network.MeetingAsync("Luleå", "bm1")).Agenda.ShouldBeEmpty();
    }

    [Test]
    public async Task Rows_of_the_agenda_are_moved_added_and_taken_away_without_script_and_without_saving()
    {
        var (network, room) = await MakeAsync();
        var reader = await network["Luleå", KeyPerson].ReaderAsync();
        var path = room.Page + "/agenda";
        (await reader.GetAsync(path)).ShouldBeOk().Html.ShouldContain("value=\"Välkomna och dagens mål\"");
        (string, string)[] typed =
        [
            ("Version", "0"),
            ("Items[0].Minutes", "10"),
            ("Items[0].Title", "Ett"),
            ("Items[1].Minutes", "x"),
            ("Items[1].Title", "Två & <b>tre</b>"),
        ];
        (await Titles([.. typed, ("Do", "add")])).ShouldBe(["Ett", "Två & <b>tre</b>", ""]);
        (await Titles([.. typed, ("Do", "down:0")])).ShouldBe(["Två & <b>tre</b>", "Ett"]);
        (await Titles([.. typed, ("Do", "up:1")])).ShouldBe(["Två & <b>tre</b>", "Ett"]);
        (await Titles([.. typed, ("Do", "remove:0")])).ShouldBe(["Två & <b>tre</b>"]);
        (await Titles([.. typed, ("Do", "up:7")])).ShouldBe(["Ett", "Två & <b>tre</b>"]);
        (await network.MeetingAsync("Luleå", "bm1")).Agenda.ShouldBeEmpty();

        var wrong = (await reader.PostAsync(path, typed)).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("href=\"#items[1].minutes\"");
        wrong.Html.ShouldContain("value=\"x\"");
        typed[3] = ("Items[1].Minutes", "30");
        (await reader.PostAsync(path, typed)).ShouldLeadTo(room.Page + "#agenda");
        (await network.MeetingAsync("Luleå", "bm1")).Agenda.Select(a => a.Title).ShouldBe(["Ett", "Två & <b>tre</b>"]);

        // Stale: what was typed stays, and what holds stands below it.
        typed[2] = ("Items[0].Title", "Min nya");
        var stale = (await reader.PostAsync(path, typed)).ShouldBe(HttpStatusCode.Conflict);
        stale.Html.ShouldContain("value=\"Min nya\"");
        stale.Text.ShouldContain("Så här ser det ut nu");
        (await reader.PostAsync(path + "?handler=Reset", ("Version", "1"))).ShouldLeadTo(room.Page + "#agenda");
        (await network.MeetingAsync("Luleå", "bm1")).Agenda.ShouldBeEmpty();

        async Task<List<string>> Titles((string, string)[] fields) =>
            [
                .. System
                    .Text.RegularExpressions.Regex.Matches(
                        (await reader.PostAsync(path, fields)).ShouldBeOk().Html,
                        "name=\"Items\\[\\d+\\]\\.Title\"(?: value=\"([^\"]*)\")?"
                    )
                    .Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)),
            ];
    }
}

using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;
using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>Before a meeting: its agenda, what each prepares, what each wants to ask.</summary>
public class PreparationTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    private const string Hostile = "<script>alert('x')</script>";

    [Test]
    public async Task The_agenda_follows_the_form_in_the_readers_language_with_times_and_the_names_of_who_leads()
    {
        var (network, room) = await MakeAsync();
        await network.ChangeAsync(async db => (await db.Meetings.SingleAsync(m => m.Id == room.Id)).HostId = network["Luleå"].Id);
        var view = (await network["Boden", Politician].Api.GetAsync(room.Path + "/preparation")).ShouldBeOk();
        view["agendaFrom"]!.ToString().ShouldBe("form");
        view["agenda[0].title"]!.ToString().ShouldBe("Välkomna och dagens mål");
        view["agenda[0].lead"]!.ToString().ShouldBe("Luleå, värden");
        view["agenda[2].lead"]!.ToString().ShouldBe("Piteå, mentorn");
        view["agenda[0].startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(room.StartsAt);
        view["agenda[1].startsAt"]!.GetValue<DateTimeOffset>().ShouldBe(room.StartsAt.AddMinutes(10));
        var english = await network["Boden", Politician]
            .Api.GetAsync(room.Path + "/preparation", r => r.Headers.TryAddWithoutValidation("Accept-Language", "en"));
        english["agenda[0].title"]!.ToString().ShouldBe("Welcome and the aim of the day");
        english["agenda[0].lead"]!.ToString().ShouldBe("Luleå, the host");
    }

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
    public async Task The_networks_template_holds_for_every_meeting_that_has_no_agenda_of_its_own()
    {
        var (network, room) = await MakeAsync();
        var path = network.InNetwork("/meetings/settings/agendas/bm1");
        var coordinator = network.Coordinator.Api;
        var builtIn = (await coordinator.GetAsync(path)).ShouldBeOk();
        (builtIn["isOwn"]!.GetValue<bool>(), builtIn.ETag).ShouldBe((false, "\"0\""));
        var own = (await coordinator.PutAsync(path, Items((60, "Vårt sätt", null)), "\"0\"")).ShouldBeOk();
        own["isOwn"]!.GetValue<bool>().ShouldBeTrue();
        (await network["Boden", Manager].Api.GetAsync(room.Path + "/preparation"))["agenda[0].title"]!
            .ToString()
            .ShouldBe("Vårt sätt");
        (await coordinator.PutAsync(path, Items((60, "Annat", null)), "\"0\"")).ShouldBeRefused(HttpStatusCode.Conflict, "Stale")[
            "current.items[0].title"
        ]!
            .ToString()
            .ShouldBe("Vårt sätt");
        (await coordinator.DeleteAsync(path, own.ETag)).ShouldBeOk()["isOwn"]!.GetValue<bool>().ShouldBeFalse();
        (await coordinator.DeleteAsync(path, "\"0\"")).ShouldBeOk();
        (await network.TrailAsync("AgendaTemplateSet")).ShouldHaveSingleItem();
        (await network.TrailAsync("AgendaTemplateReset")).ShouldHaveSingleItem();
        (await coordinator.GetAsync(network.InNetwork("/meetings/settings/agendas/nonsense"))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
    }

    [Test]
    public async Task What_is_done_is_known_by_what_an_organisation_says_uploads_and_submits()
    {
        var network = await BuildAsync(n =>
            n.Open("bm2").Group("Piteå", "Luleå", "Boden").Submitted("Luleå", "bm2", "2222222222")
        );
        var path = await network.RoomAsync("Luleå", "bm2");
        var key = network["Luleå", KeyPerson].Api;
        var mark = new { task = "improvements", done = true };
        (await key.PostAsync(path + "/preparation", mark)).ShouldBe(HttpStatusCode.NoContent);
        (await key.PostAsync(path + "/preparation", mark)).ShouldBe(HttpStatusCode.NoContent);
        (await network.TrailAsync("PreparationDone")).ShouldHaveSingleItem().Organisation.ShouldBe("Luleå");
        (await Left()).ShouldBe([("Piteå", 3), ("Boden", 3), ("Luleå", 1)]);

        (await key.UploadAsync(path + "/attachments?task=presentation", MeetingRoom.Pdf, "Läget.pdf")).ShouldBe(
            HttpStatusCode.Created
        );
        (await Left()).ShouldBe([("Piteå", 3), ("Boden", 3), ("Luleå", 0)]);
        var page = await (await network["Boden", KeyPerson].ReaderAsync()).GetAsync(
            network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm2")).Id}")
        );
        page.Heading.ShouldBe("BM 2 är om 20 dagar – två har kvar att förbereda");

        (await key.PostAsync(path + "/preparation", new { task = "improvements", done = false })).ShouldBe(
            HttpStatusCode.NoContent
        );
        (await Left()).ShouldBe([("Piteå", 3), ("Boden", 3), ("Luleå", 1)]);
        (await network.TrailAsync("PreparationUndone")).ShouldHaveSingleItem();

        async Task<List<(string, int)>> Left() =>
            [
                .. (await key.GetAsync(path + "/preparation")).ShouldBeOk()["organisations"]!
                    .AsArray()
                    .Select(o => (o!["name"]!.ToString(), o["left"]!.GetValue<int>())),
            ];
    }

    [TestCase("checklist")]
    [TestCase("presentation")]
    [TestCase("nonsense")]
    [TestCase(null)]
    public async Task Only_what_is_a_task_can_be_said_to_be_done(string? task)
    {
        var (network, room) = await MakeAsync();
        (await network["Luleå", KeyPerson].Api.PostAsync(room.Path + "/preparation", new { task, done = true })).ShouldBeInvalid(
            "PreparationUnknown",
            "task"
        );
    }

    [Test]
    public async Task Two_marks_at_once_leave_one()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var path = await network.RoomAsync("Luleå", "bm2", "/preparation");
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    network["Luleå", i % 2 == 0 ? KeyPerson : Manager]
                        .Api.PostAsync(path, new { task = "improvements", done = true })
                )
        );
        replies.ShouldAllBe(r => r.Status == HttpStatusCode.NoContent);
        (await network.InDbAsync(db => db.Preparations.CountAsync())).ShouldBe(1);
        (await network.TrailAsync("PreparationDone")).ShouldHaveSingleItem();
    }

    [Test]
    public async Task One_with_two_organisations_in_the_meeting_says_which()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var path = await network.RoomAsync("Luleå", "bm2");
        await network.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = network["Luleå", KeyPerson].Id,
                    OrganisationId = network["Boden"].Id,
                    Function = Manager,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        var both = network["Luleå", KeyPerson].Api;
        (await both.PostAsync(path + "/preparation", new { task = "improvements", done = true })).ShouldBeInvalid(
            "WhichOrganisation",
            "organisation"
        );
        (
            await both.PostAsync(
                path + "/preparation",
                new
                {
                    task = "improvements",
                    done = true,
                    organisation = "boden",
                }
            )
        ).ShouldBe(HttpStatusCode.NoContent);
        (
            await both.PostAsync(
                path + "/preparation",
                new
                {
                    task = "improvements",
                    done = true,
                    organisation = "pitea",
                }
            )
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "OrganisationOnly");
        (await both.PostAsync(path + "/questions", new { text = "Hur?", organisation = "pitea" })).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
    }

    [Test]
    public async Task A_question_is_there_once_is_shown_as_text_and_is_its_organisations_to_take_back()
    {
        var (network, room) = await MakeAsync();
        var own = network["Luleå", Politician].Api;
        var asked = (await own.PostAsync(room.Path + "/questions", new { text = $" {Hostile} " })).ShouldBe(
            HttpStatusCode.Created
        );
        (await own.PostAsync(room.Path + "/questions", new { text = Hostile })).ShouldBe(HttpStatusCode.Created)["id"]!
            .GetValue<int>()
            .ShouldBe(asked["id"]!.GetValue<int>());
        var question = $"{room.Path}/questions/{asked["id"]}";
        foreach (var path in new[] { room.Page, room.Page + "/pack" })
        {
            var page = (await (await network["Boden", KeyPerson].ReaderAsync()).GetAsync(path)).ShouldBeOk();
            page.Html.ShouldNotContain(Hostile);
            page.Text.ShouldContain(Hostile);
        }

        (await network["Boden", KeyPerson].Api.DeleteAsync(question)).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "OrganisationOnly"
        );
        (await network.Coordinator.Api.DeleteAsync(question)).ShouldBeRefused(HttpStatusCode.Forbidden, "OrganisationOnly");
        (await network["Luleå", KeyPerson].Api.DeleteAsync(question)).ShouldBe(HttpStatusCode.NoContent);
        (await network["Luleå", KeyPerson].Api.DeleteAsync(question)).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        (await network.TrailAsync("QuestionAsked")).ShouldHaveSingleItem();
        (await network.TrailAsync("QuestionRemoved")).ShouldHaveSingleItem();
    }

    [TestCase("")]
    [TestCase("  ")]
    [TestCase(null)]
    [TestCase("a\0b")]
    public async Task A_question_that_is_none_is_refused(string? text)
    {
        var (network, room) = await MakeAsync();
        (await network["Luleå", KeyPerson].Api.PostAsync(room.Path + "/questions", new { text })).ShouldBeInvalid(
            "QuestionMissing",
            "text"
        );
        (
            await network["Luleå", KeyPerson].Api.PostAsync(room.Path + "/questions", new { text = new string('f', 501) })
        ).ShouldBeInvalid("QuestionMissing", "text");
        (await network.InDbAsync(db => db.MeetingQuestions.CountAsync())).ShouldBe(0);
    }

    [Test]
    public async Task An_organisation_brings_ten_questions_however_many_ask_at_once()
    {
        var (network, room) = await MakeAsync();
        var replies = await Task.WhenAll(
            Enumerable
                .Range(0, 14)
                .Select(i =>
                    network["Luleå", Assessment.Functions[i % 3]]
                        .Api.PostAsync(room.Path + "/questions", new { text = $"Fråga {i}" })
                )
        );
        replies.Count(r => r.Status == HttpStatusCode.Created).ShouldBe(MeetingQuestion.Most);
        replies
            .Where(r => r.Status != HttpStatusCode.Created)
            .ShouldAllBe(r => r["type"]!.ToString() == "urn:modellkommuner:TooManyQuestions");
    }

    [Test]
    public async Task What_is_cancelled_or_in_a_closed_cohort_is_not_prepared()
    {
        var (network, room) = await MakeAsync();
        await network.ChangeAsync(async db =>
            (await db.Meetings.SingleAsync(m => m.Id == room.Id)).Status = MeetingStatus.Cancelled
        );
        var key = network["Luleå", KeyPerson];
        (await key.Api.PostAsync(room.Path + "/questions", new { text = "Hur?" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "MeetingIsOff"
        );
        (await (await key.ReaderAsync()).GetAsync(room.Page)).ShouldBeOk().Heading.ShouldBe("BM 1 är inställd");
        (await (await key.ReaderAsync()).GetAsync(room.Page + "/agenda")).ShouldBe(HttpStatusCode.Conflict);

        var closed = await BuildAsync(n => n.Closed().Group("Piteå", "Luleå"));
        var path = await closed.RoomAsync("Luleå", "bm1");
        (await closed["Luleå", KeyPerson].Api.PostAsync(path + "/questions", new { text = "Hur?" })).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        (await closed["Luleå", KeyPerson].Api.PutAsync(path + "/notes", new { notes = "Hur?" }, "\"0\"")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        (await closed["Luleå", KeyPerson].Api.UploadAsync(path + "/attachments", MeetingRoom.Pdf, "x.pdf")).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TooLateStage"
        );
        (await closed["Luleå", KeyPerson].Api.GetAsync(path + "/preparation")).ShouldBeOk()["mayChange"]!
            .GetValue<bool>()
            .ShouldBeFalse();
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

    [Test]
    public async Task The_coordinators_template_is_edited_on_a_page()
    {
        var (network, room) = await MakeAsync();
        var reader = await network.Coordinator.ReaderAsync();
        var path = network.Page("/meetings/agendas/bm1");
        (await reader.GetAsync(path)).ShouldBeOk().Heading.ShouldBe("Mallen för Benchmarkingträff 1");
        (await reader.PostAsync(path, ("Version", "0"), ("Items[0].Minutes", "45"), ("Items[0].Title", "Vårt"))).ShouldLeadTo(
            path
        );
        (await reader.GetAsync(room.Page)).ShouldBeOk().Text.ShouldContain("Vårt");
        (await reader.PostAsync(path, ("Version", "0"), ("Items[0].Minutes", "45"), ("Items[0].Title", "Annat")))
            .ShouldBe(HttpStatusCode.Conflict)
            .Html.ShouldContain("value=\"Annat\"");
        (await reader.PostAsync(path + "?handler=Reset", ("Version", "1"))).ShouldLeadTo(path);
    }

    [Test]
    public async Task Everything_of_the_page_works_by_its_forms()
    {
        var network = await BuildAsync(n => n.Open("bm2").Group("Piteå", "Luleå", "Boden"));
        var page = network.Page($"/meetings/{(await network.MeetingAsync("Luleå", "bm2")).Id}");
        var reader = await network["Luleå", Manager].ReaderAsync();
        (
            await reader.PostAsync(page + "?handler=Mark", ("Organisation", "lulea"), ("Task", "improvements"), ("done", "true"))
        ).ShouldLeadTo(page + "#preparation");
        (await reader.PostAsync(page + "?handler=Ask", ("Text", "Hur gör ni?"))).ShouldLeadTo(page + "#questions");
        (await reader.PostAsync(page + "?handler=Ask", ("Text", new string('f', 501))))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#text\"");
        (await reader.PostFileAsync(page + "?handler=Upload", "file", MeetingRoom.Pdf, "../Läget <b>.pdf")).ShouldLeadTo(
            page + "#material"
        );
        (await reader.PostAsync(page + "?handler=Upload", ("Task", "presentation"), ("Organisation", "lulea")))
            .ShouldBe(HttpStatusCode.BadRequest)
            .Html.ShouldContain("href=\"#file-lulea-presentation\"");
        var shown = (await reader.GetAsync(page)).ShouldBeOk();
        shown.Text.ShouldContain("Läget -b-.pdf");
        shown.Text.ShouldContain("Hur gör ni?");
        shown.Heading.ShouldBe("BM 2 är om 20 dagar – tre har kvar att förbereda");
        var (attachment, question) = await network.InDbAsync(async db =>
            ((await db.Attachments.SingleAsync()).Id, (await db.MeetingQuestions.SingleAsync()).Id)
        );
        (
            await (await network["Boden", Manager].ReaderAsync()).PostAsync(
                page + "?handler=Remove",
                ("attachment", $"{attachment}")
            )
        ).ShouldBe(HttpStatusCode.Forbidden);
        (await reader.PostAsync(page + "?handler=Remove", ("attachment", $"{attachment}"))).ShouldLeadTo(page + "#material");
        (await reader.PostAsync(page + "?handler=Retract", ("question", $"{question}"))).ShouldLeadTo(page + "#questions");
    }

    [Test]
    public async Task Of_a_meeting_that_is_not_hers_a_member_sees_when_it_is_and_nothing_of_it()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs"));
        var meeting = await network.MeetingAsync("Luleå", "bm1");
        await network["Luleå", KeyPerson]
            .Api.PostAsync(network.InNetwork($"/meetings/{meeting.Id}/questions"), new { text = "Bara för oss" });
        foreach (var member in new[] { network["Vännäs", KeyPerson], network.Observer })
        {
            var page = (await (await member.ReaderAsync()).GetAsync(network.Page($"/meetings/{meeting.Id}"))).ShouldBeOk();
            page.Heading.ShouldBe("BM 1 är om 20 dagar");
            page.Text.ShouldNotContain("Bara för oss");
            page.Text.ShouldNotContain("förbered");
            (await member.Api.GetAsync(network.InNetwork($"/meetings/{meeting.Id}/preparation"))).ShouldBeRefused(
                HttpStatusCode.Forbidden,
                "NotYourMeeting"
            );
        }
    }

    private async Task<(TestNetwork Network, Room Room)> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        var meeting = await network.MeetingAsync("Luleå", "bm1");

        // So near that everybody may read the pack.
        await network.MoveMeetingAsync(meeting, 48);
        meeting = await network.MeetingAsync("Luleå", "bm1");
        return (
            network,
            new Room(
                meeting.Id,
                network.InNetwork($"/meetings/{meeting.Id}"),
                network.Page($"/meetings/{meeting.Id}"),
                meeting.StartsAt!.Value
            )
        );
    }

    private sealed record Room(int Id, string Path, string Page, DateTimeOffset StartsAt);

    private static object Items(params (int Minutes, string Title, string? Lead)[] items) =>
        new
        {
            items = items.Select(i => new
            {
                minutes = i.Minutes,
                title = i.Title,
                lead = i.Lead,
            }),
        };
}

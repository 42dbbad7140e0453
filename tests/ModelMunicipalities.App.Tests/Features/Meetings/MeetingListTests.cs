using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

/// <summary>The lists of meetings, laying them out, adding one, and who hosts.</summary>
public class MeetingListTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Mine_are_those_of_my_organisations_and_of_the_whole_cohort_with_what_is_asked_of_me()
    {
        var (network, id) = await MakeAsync();
        await network.ChangeAsync(db =>
        {
            db.Meetings.Add(
                new Meeting
                {
                    CohortId = network.Cohort.Id,
                    Form = "keyPersonsDay",
                    WindowFrom = Polling.InDays(40),
                    WindowTo = Polling.InDays(41),
                }
            );
            return Task.CompletedTask;
        });
        var slots = await network.OpenPollAsync(id, "Luleå");
        var view = (await network["Luleå", Function.Manager].Api.GetAsync(network.InNetwork("/meetings"))).ShouldBeOk();
        view["ahead"]!
            .AsArray()
            .Select(m => m!["meeting"]!["form"]!.ToString())
            .ShouldBe(["bm1", "keyPersonsDay", "bm2", "bm3", "closing"]);
        view["past"]!.AsArray().Select(m => m!["meeting"]!["form"]!.ToString()).ShouldBe(["startup"]);
        view["ahead"]!.AsArray().Select(m => m!["poll"]?["asksMe"]?.GetValue<bool>()).ShouldBe([null, null, true, null, null]);
        view["ahead[0].toDo"]!.AsArray().Select(t => t!["task"]!.ToString()).ShouldBe(["presentation", "checklist"]);
        view["ahead"]!.AsArray().ShouldAllBe(m => !m!["plans"]!.GetValue<bool>() && m["hosts"]!.AsArray().Count == 0);

        await network.ChangeAsync(db =>
        {
            db.Attachments.Add(
                new Attachment
                {
                    MeetingId = view["ahead[0].meeting.id"]!.GetValue<int>(),
                    OrganisationId = network["Luleå"].Id,
                    Task = "presentation",
                    Name = "a.pdf",
                    Kind = FileKind.Pdf,
                    Size = 1,
                    UploadedBy = network.Coordinator.Id,
                    UploadedAt = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        await network.SubmitAsync("Luleå", "bm1", "2222222222");
        (await network.AnswerAsync(network["Luleå", Function.Manager], id, slots, "yyy")).ShouldBeOk();
        var after = (await network["Luleå", Function.Manager].Api.GetAsync(network.InNetwork("/meetings"))).ShouldBeOk();
        after["ahead[0].toDo"]!.AsArray().ShouldBeEmpty();
        after["ahead[2].poll.asksMe"]!.GetValue<bool>().ShouldBeFalse();

        var key = (await network["Luleå", Function.KeyPerson].Api.GetAsync(network.InNetwork("/meetings"))).ShouldBeOk();
        key["ahead"]!
            .AsArray()
            .Select(m => m!["plans"]!.GetValue<bool>())
            .ShouldBe([true, false, true, true, true], "what is for all is the coordinator's");
        key["ahead[2].hosts"]!.AsArray().Select(h => h!["name"]!.ToString()).ShouldBe(["Boden", "Luleå", "Piteå"]);
        (await network["Kalmar", Function.KeyPerson].Api.GetAsync(network.InNetwork("/meetings")))
            .ShouldBeOk()
            .Text.ShouldBe("""{"ahead":[],"past":[],"groups":[]}""");
    }

    [Test]
    public async Task The_page_leads_with_what_waits_for_me_and_the_coordinator_is_led_to_the_cohort()
    {
        var (network, id) = await MakeAsync();
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        (await reader.GetAsync(network.Page("/meetings"))).ShouldBeOk().Heading.ShouldStartWith("Nästa träff: BM 1 ");
        await network.OpenPollAsync(id, "Luleå");
        var asked = (await reader.GetAsync(network.Page("/meetings"))).ShouldBeOk();
        asked.Heading.ShouldBe("En träff väntar på ditt svar");
        asked.Html.ShouldContain(network.MeetingPage(id, "/poll"));
        asked.Html.ShouldNotContain("handler=Host");
        (await (await network["Kalmar", Function.KeyPerson].ReaderAsync()).GetAsync(network.Page("/meetings")))
            .ShouldBeOk()
            .Heading.ShouldBe("Inga träffar är planerade ännu");
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/meetings"))).ShouldLeadTo(
            network.CohortPage("/meetings")
        );
    }

    [Test]
    public async Task The_coordinator_sees_every_meeting_by_group_with_how_many_have_answered_and_lays_out_what_is_missing()
    {
        var (network, id) = await MakeAsync();
        var slots = await network.OpenPollAsync(id, "Luleå");
        (await network.AnswerAsync(network["Luleå", Function.Manager], id, slots, "yyy")).ShouldBeOk();
        (await network.AnswerAsync(network["Boden", Function.Manager], id, slots, "yyy")).ShouldBeOk();
        await network.ChangeAsync(async db =>
            (await db.Memberships.SingleAsync(m => m.PersonId == network["Boden", Function.Manager].Id)).EndedAt =
                DateTimeOffset.UtcNow
        );

        var reader = await network.Coordinator.ReaderAsync();
        var page = (await reader.GetAsync(network.CohortPage("/meetings"))).ShouldBeOk();
        page.Heading.ShouldEndWith("träffar i programmet saknas");
        page.Text.ShouldContain("1 av 8 har svarat");
        var missing = (await network.Coordinator.Api.GetAsync(network.InCohort("/meetings/planning"))).ShouldBeOk()[
            "missing"
        ]!.GetValue<int>();
        missing.ShouldBe(4, "two calls of each group");

        (await reader.PostAsync(network.CohortPage("/meetings?handler=Plan"))).ShouldLeadTo(network.CohortPage("/meetings"));
        var after = (await reader.GetAsync(network.CohortPage("/meetings"))).ShouldBeOk();
        after.Text.ShouldContain("Fyra träffar är utlagda.");
        after.Heading.ShouldContain("kommande träffar har ingen tid ännu");
        (await reader.PostAsync(network.CohortPage("/meetings?handler=Plan"))).ShouldLeadTo(network.CohortPage("/meetings"));
        (await network.InDbAsync(db => db.Meetings.CountAsync())).ShouldBe(14);
    }

    [Test]
    public async Task Meetings_are_added_by_the_coordinator_and_a_mentors_call_by_a_key_person_of_the_group()
    {
        var (network, _) = await MakeAsync();
        var group = await GroupAsync(network, "Luleå");
        var path = network.InCohort("/meetings");
        object Call(int? at, int days = 30) =>
            new
            {
                form = "mentorCall",
                group = at,
                windowFrom = Polling.InDays(days),
                windowTo = Polling.InDays(days + 10),
            };
        var added = (await network["Boden", Function.KeyPerson].Api.PostAsync(path, Call(group))).ShouldBeOk();
        (
            added["form"]!.ToString(),
            added["number"]!.GetValue<int>(),
            added["group"]!.ToString(),
            added["host"]!.ToString(),
            added["status"]!.ToString()
        ).ShouldBe(("mentorCall", 3, "Piteå", "Piteå", "planned"));
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(path, Call(group))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "MeetingAddedAlready"
        );
        (await network["Piteå", Function.KeyPerson].Api.PostAsync(path, Call(group, 60))).ShouldBeOk()["number"]!
            .GetValue<int>()
            .ShouldBe(4);
        (
            await network.Coordinator.Api.PostAsync(
                path,
                new
                {
                    form = "learningMeeting",
                    windowFrom = Polling.InDays(30),
                    windowTo = Polling.InDays(40),
                }
            )
        ).ShouldBeOk()["group"].ShouldBeNull();
        (await network.TrailAsync("MeetingAdded"))
            .Select(t => t.Detail)
            .ShouldBe(["Omgång 2027: Lärträff", "Omgång 2027: Mentorsamtal, Piteå", "Omgång 2027: Mentorsamtal, Piteå"]);

        (await network["Vännäs", Function.KeyPerson].Api.PostAsync(path, Call(group))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        (await network["Luleå", Function.Manager].Api.PostAsync(path, Call(group))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(path, new { form = "learningMeeting", group })).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "CoordinatorOnly"
        );
        (await network["Luleå", Function.KeyPerson].Api.PostAsync(path, Call(null))).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "CoordinatorOnly"
        );
        (await network.Coordinator.Api.PostAsync(path, Call(999_999))).ShouldBeInvalid("UnknownGroup", "group");
        (await network.Coordinator.Api.PostAsync(path, Call(null))).ShouldBeInvalid("MentorCallOfGroup", "group");
        (
            await network.Coordinator.Api.PostAsync(
                path,
                new
                {
                    form = "<script>",
                    windowFrom = Polling.InDays(30),
                    windowTo = Polling.InDays(29),
                }
            )
        ).ShouldBeInvalid("MeetingFormNotExtra", "form", "windowTo");
        (await network.Coordinator.Api.PostAsync(network.InNetwork("/cohorts/nowhere/meetings"), Call(group))).ShouldBeRefused(
            HttpStatusCode.NotFound,
            "NotFound"
        );
        await network.SetStageAsync(CohortStage.Closed);
        (await network.Coordinator.Api.PostAsync(path, Call(group, 90))).ShouldBeRefused(HttpStatusCode.Conflict, "TooLateStage");
        (await network.InDbAsync(db => db.Meetings.CountAsync())).ShouldBe(13);
    }

    [Test]
    public async Task On_the_pages_one_is_added_and_a_host_set_and_what_was_typed_stays()
    {
        var (network, id) = await MakeAsync();
        var (key, coordinator, group) = (
            await network["Luleå", Function.KeyPerson].ReaderAsync(),
            await network.Coordinator.ReaderAsync(),
            await GroupAsync(network, "Luleå")
        );
        var wrong = (
            await key.PostAsync(
                network.Page("/meetings?handler=Add"),
                ("Group", $"2027/{group}"),
                ("From", "2030-03-31T02:30"),
                ("To", "2030-04-10T12:00")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("href=\"#windowFrom\"");
        wrong.Html.ShouldContain("value=\"2030-03-31T02:30\"");
        (
            await key.PostAsync(
                network.Page("/meetings?handler=Add"),
                ("Group", $"2027/{group}"),
                ("From", "2030-03-30T02:30"),
                ("To", "2030-04-10T12:00")
            )
        ).ShouldLeadTo(network.Page("/meetings"));
        (await key.GetAsync(network.Page("/meetings"))).ShouldBeOk().Text.ShouldContain("Mentorsamtal 3 är tillagt.");

        var form = (
            await coordinator.PostAsync(
                network.CohortPage("/meetings?handler=Add"),
                ("Form", "mentorCall"),
                ("Group", ""),
                ("From", "x"),
                ("To", "2030-04-10T12:00")
            )
        ).ShouldBe(HttpStatusCode.BadRequest);
        form.Html.ShouldContain("href=\"#group\"");
        form.Html.ShouldContain("value=\"x\"");
        (
            await coordinator.PostAsync(
                network.CohortPage("/meetings?handler=Add"),
                ("Form", "learningMeeting"),
                ("Group", ""),
                ("From", "2030-04-01T12:00"),
                ("To", "2030-04-10T12:00")
            )
        ).ShouldLeadTo(network.CohortPage("/meetings"));

        (
            await key.PostAsync(network.Page("/meetings?handler=Host"), ("meeting", $"{id}"), ("host", "boden"), ("version", "0"))
        ).ShouldLeadTo(network.Page("/meetings"));
        (await key.GetAsync(network.Page("/meetings"))).ShouldBeOk().Text.ShouldContain("Boden är värd för BM 2.");
        (
            await coordinator.PostAsync(
                network.CohortPage("/meetings?handler=Host"),
                ("meeting", $"{id}"),
                ("host", "pitea"),
                ("version", "0")
            )
        )
            .ShouldBe(HttpStatusCode.Conflict)
            .Text.ShouldContain("Någon annan har hunnit ändra.");
        (
            await coordinator.PostAsync(
                network.CohortPage("/meetings?handler=Host"),
                ("meeting", $"{id}"),
                ("host", "pitea"),
                ("version", "1")
            )
        ).ShouldLeadTo(network.CohortPage("/meetings"));
        (await network.InDbAsync(db => db.Meetings.SingleAsync(m => m.Id == id))).HostId.ShouldBe(network["Piteå"].Id);
    }

    [Test]
    public async Task A_host_is_one_of_those_that_meet_and_is_set_by_who_plans()
    {
        var (network, id) = await MakeAsync();
        var path = network.AtMeeting(id, "/host");
        var key = network["Luleå", Function.KeyPerson].Api;
        (await key.PutAsync(path, new { host = "lulea" }, "\"0\"")).ShouldBeOk()["host"]!.ToString().ShouldBe("Luleå");
        (await key.PutAsync(path, new { host = "lulea" }, "\"1\"")).ShouldBeOk()["version"]!
            .GetValue<int>()
            .ShouldBe(1, "the same again changes nothing");
        (await key.PutAsync(path, new { host = "boden" }, "\"0\"")).ShouldBeRefused(HttpStatusCode.Conflict, "Stale")[
            "current.host"
        ]!
            .ToString()
            .ShouldBe("Luleå");
        (await key.PutAsync(path, new { host = "boden" })).ShouldBe((HttpStatusCode)428);
        (await key.PutAsync(path, new { host = "vannas" }, "\"1\"")).ShouldBeInvalid("HostNotHere", "host");
        (await key.PutAsync(path, new { host = (string?)null }, "\"1\"")).ShouldBeInvalid("HostNotHere", "host");
        (await network["Luleå", Function.Politician].Api.PutAsync(path, new { host = "boden" }, "\"1\"")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        (await network["Vännäs", Function.KeyPerson].Api.PutAsync(path, new { host = "boden" }, "\"1\"")).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "NotYourMeeting"
        );
        var confirmed = await network.InDbAsync(db => db.Meetings.Where(m => m.Form == "bm3").Select(m => m.Id).FirstAsync());
        (
            await network.Coordinator.Api.PutAsync(network.AtMeeting(confirmed, "/host"), new { host = "boden" }, "\"0\"")
        ).ShouldBeRefused(HttpStatusCode.Conflict, "HostSettled");
        (await network.TrailAsync("HostSet")).ShouldBe([
            (network["Luleå", Function.KeyPerson].Name, "Luleå", "bm2", "Benchmarkingträff 2, Piteå"),
        ]);
    }

    [Test]
    public async Task What_one_that_leaves_was_to_host_goes_to_another_of_the_group()
    {
        var (network, id) = await MakeAsync();
        var confirmed = await network.InDbAsync(db =>
            db.Meetings.Where(m => m.Form == "bm3").OrderBy(m => m.Id).Select(m => m.Id).FirstAsync()
        );
        await network.ChangeAsync(async db =>
            await db.Meetings.Where(m => m.Id == id || m.Id == confirmed).ForEachAsync(m => m.HostId = network["Luleå"].Id)
        );
        (
            await network["Luleå", Function.KeyPerson]
                .Api.PostAsync(network.Of("Luleå", "/withdrawal"), new { reason = "Vi hinner inte." })
        ).ShouldBeOk();
        var hosts = await network.InDbAsync(db =>
            db.Meetings.Where(m => m.Id == id || m.Id == confirmed)
                .OrderBy(m => m.Id)
                .Select(m => new { m.Id, m.HostId })
                .ToListAsync()
        );
        hosts
            .Select(h => (h.Id, h.HostId))
            .ShouldBe(
                [(id, network["Boden"].Id), (confirmed, network["Luleå"].Id)],
                "what is decided is for its planners to decide anew"
            );
    }

    private static Task<int> GroupAsync(TestNetwork network, string organisation) =>
        network.InDbAsync(db =>
            db.Participations.Where(p => p.OrganisationId == network[organisation].Id).Select(p => p.GroupId!.Value).SingleAsync()
        );

    private async Task<(TestNetwork Network, int Meeting)> MakeAsync()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden").Group("Umeå", "Vännäs").Outside("Kalmar"));
        return (network, await network.PlannedMeetingAsync("Luleå"));
    }
}

using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class AddMeetingTests(DatabaseProvider provider) : MeetingListTest(provider)
{
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

    private static Task<int> GroupAsync(TestNetwork network, string organisation) =>
        network.InDbAsync(db =>
            db.Participations.Where(p => p.OrganisationId == network[organisation].Id).Select(p => p.GroupId!.Value).SingleAsync()
        );
}

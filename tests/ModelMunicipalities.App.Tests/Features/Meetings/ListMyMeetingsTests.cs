using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class ListMyMeetingsTests(DatabaseProvider provider) : MeetingListTest(provider)
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
}

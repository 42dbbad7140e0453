using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class SetHostTests(DatabaseProvider provider) : MeetingListTest(provider)
{
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
}

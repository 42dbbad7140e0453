using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class FinishDecisionTests(DatabaseProvider provider) : RecordTest(provider)
{
    [Test]
    public async Task Decisions_are_added_done_and_struck_out_each_once()
    {
        var (network, room) = await MakeAsync();
        var key = network["Piteå", KeyPerson].Api;
        var body = new
        {
            text = Hostile,
            organisation = "lulea",
            dueOn = "2027-05-01",
        };
        var id = (await key.PostAsync(room + "/decisions", body)).ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>();
        (await key.PostAsync(room + "/decisions", body)).ShouldBe(HttpStatusCode.Created)["id"]!.GetValue<int>().ShouldBe(id);
        foreach (var done in new[] { true, true, false, true })
        {
            (await key.PutAsync($"{room}/decisions/{id}", new { done })).ShouldBe(HttpStatusCode.NoContent);
        }

        (await network.TrailAsync("DecisionDone")).Count.ShouldBe(2);
        (await network.TrailAsync("DecisionReopened")).ShouldHaveSingleItem().Organisation.ShouldBe("Luleå");
        var page = (await (await network["Luleå", Manager].ReaderAsync()).GetAsync(Page(network, room, "/record"))).ShouldBeOk();
        page.Html.ShouldNotContain(Hostile);
        page.Text.ShouldContain(Hostile);
        page.Html.ShouldNotContain("handler=Strike");
        (await network["Luleå", Manager].Api.PostAsync(room + "/decisions", body)).ShouldBeRefused(
            HttpStatusCode.Forbidden,
            "PlannersOnly"
        );
        var elsewhere = await network.RoomAsync("Luleå", "startup");
        (await key.DeleteAsync($"{elsewhere}/decisions/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        (await key.DeleteAsync($"{room}/decisions/{id}")).ShouldBe(HttpStatusCode.NoContent);
        (await key.DeleteAsync($"{room}/decisions/{id}")).ShouldBeRefused(HttpStatusCode.NotFound, "NotFound");
        (await network.TrailAsync("DecisionRemoved")).ShouldHaveSingleItem();
    }
}

using Microsoft.EntityFrameworkCore;
using static ModelMunicipalities.App.Tests.Kit.Calling;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class MeetingTravelTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Travel_is_told_with_what_it_is_counted_from()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Okänd", "Stadsdelen"));
        await network.ChangeAsync(async db =>
            (await db.Organisations.SingleAsync(o => o.Name == "Stadsdelen")).ParentId = network["Luleå"].Id
        );
        var id = await network.PlannedAsync("Piteå");
        (await network.Coordinator.Api.GetAsync(network.AtMeeting(id)))["travel"].ShouldBeNull("nobody hosts");
        (await network.CallAsync(network.Coordinator, id, Digital().With("host", "pitea"))).ShouldBeOk();
        var travel = (await network["Luleå", Function.Manager].Api.GetAsync(network.AtMeeting(id))).ShouldBeOk()["travel"]!;
        var km = travel["organisations"]!
            .AsArray()
            .ToDictionary(o => o!["organisation"]!.ToString(), o => o!["km"]?.GetValue<double>());
        (km["pitea"], km["okand"]).ShouldBe((0, null));
        km["stadsdelen"].ShouldBe(km["lulea"], "a part of a municipality is where it is");
        var kilometres = 2 * 2 * km["lulea"]!.Value;
        travel["hoursSaved"]!.GetValue<double>().ShouldBe(3 * kilometres / 60, 1e-9);
        travel["kgCo2eSaved"]!.GetValue<double>().ShouldBe(0.157 * kilometres, 1e-9);
        travel["kgSource"]!.ToString().ShouldContain("klimatsmartsemester.se");
        var page = (
            await (await network["Luleå", Function.Manager].ReaderAsync()).GetAsync(network.MeetingPage(id))
        ).ShouldBeOk();
        page.Text.ShouldContain("Digitalt sparar ni ungefär");
        page.Text.ShouldContain("157\u00a0gram");
        page.Text.ShouldContain("klimatsmartsemester.se");
        page.Text.ShouldContain("okänt avstånd");
    }
}

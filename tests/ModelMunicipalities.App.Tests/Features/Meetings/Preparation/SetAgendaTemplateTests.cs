using static ModelMunicipalities.Domain.Accounts.Function;

namespace ModelMunicipalities.App.Tests.Features.Meetings;

public class SetAgendaTemplateTests(DatabaseProvider provider) : PreparationTest(provider)
{
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
}

using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Cohorts;

public class UndoLeavingTests(DatabaseProvider provider) : LeavingTest(provider)
{
    [Test]
    public async Task The_coordinator_takes_it_back_and_the_organisation_is_in_its_group_again()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå", "Boden"));
        (await LeaveAsync(network["Luleå", Function.KeyPerson], network, "Luleå")).ShouldBeOk();
        (
            await network["Luleå", Function.KeyPerson].Api.SendAsync(HttpMethod.Delete, network.Of("Luleå", "/withdrawal"))
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "CoordinatorOnly");

        var back = (await network.Coordinator.Api.SendAsync(HttpMethod.Delete, network.Of("Luleå", "/withdrawal"))).ShouldBeOk();
        (back["withdrawnAt"], back["group"]!.AsArray().Count).ShouldBe((null, 2));
        (
            await network.InDbAsync(db => db.Participations.SingleAsync(p => p.OrganisationId == network["Luleå"].Id))
        ).GroupId.ShouldNotBeNull();
        (await network.MailsAsync())
            .Where(m => m.Subject.Contains("med igen"))
            .To()
            .ShouldBe(
                [.. from o in new[] { "Luleå", "Boden", "Piteå" } from f in Assessment.Functions select network[o, f].Email],
                ignoreOrder: true
            );
        (await network.TrailAsync("LeavingUndone")).ShouldHaveSingleItem();
        (await network.Coordinator.Api.SendAsync(HttpMethod.Delete, network.Of("Luleå", "/withdrawal"))).ShouldBeRefused(
            HttpStatusCode.Conflict,
            "TakesPartAlready"
        );
    }

    [Test]
    public async Task One_whose_group_is_empty_comes_back_into_none()
    {
        var network = await BuildAsync(n => n.Peers("Luleå"));
        (await LeaveAsync(network["Luleå", Function.KeyPerson], network, "Luleå")).ShouldBeOk();
        (await network.Coordinator.Api.SendAsync(HttpMethod.Delete, network.Of("Luleå", "/withdrawal"))).ShouldBeOk();
        (await network.InDbAsync(db => db.Participations.SingleAsync())).GroupId.ShouldBeNull();
    }
}

using Microsoft.EntityFrameworkCore;

namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class InviteToTeamTests(DatabaseProvider provider) : TeamTest(provider)
{
    [Test]
    public async Task The_key_person_invites_to_a_vacant_function_and_to_no_other()
    {
        var network = await MakeAsync();
        var key = network["Luleå", Function.KeyPerson].Api;
        (
            await key.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny", email = Address(network) })
        ).ShouldBeRefused(HttpStatusCode.Conflict, "FunctionNotVacant");
        await EndAsync(network, network.Coordinator, Function.Politician);
        (
            await network["Luleå", Function.Manager]
                .Api.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny", email = Address(network) })
        ).ShouldBeRefused(HttpStatusCode.Forbidden, "FunctionOnly");
        (await key.PostAsync(Team(network, "/politician/invitations"), new { name = "", email = "x" })).ShouldBeInvalid(
            "NameMissing",
            "name",
            "email"
        );
        var email = Address(network);
        (await key.PostAsync(Team(network, "/politician/invitations"), new { name = "Ny Chef", email })).ShouldBe(
            HttpStatusCode.Created
        );
        await AcceptAsync(email);
        (await HavingAsync(network, Function.Politician)).ShouldBe(1);
    }

    [Test]
    public async Task An_address_of_another_organisation_is_not_invited_by_mistake()
    {
        var network = await MakeAsync();
        await DomainAsync(network, "Boden", "boden.example");
        var body = new
        {
            name = "Åsa",
            email = "asa@Boden.example",
            organisation = "lulea",
            function = "manager",
        };
        var refused = await network.Coordinator.Api.PostAsync(network.InNetwork("/people/invitations"), body);
        refused.ShouldBeInvalid("AddressOfAnother", "email");
        refused["detail"]!.ToString().ShouldContain("Boden");
        (
            await network.Coordinator.Api.PostAsync(
                network.InNetwork("/people/invitations"),
                body with
                {
                    organisation = "boden",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);
        (
            await network.Coordinator.Api.PostAsync(
                network.InNetwork("/people/invitations"),
                new
                {
                    name = "Åsa",
                    email = "asa@boden.example",
                    role = "observer",
                }
            )
        ).ShouldBe(HttpStatusCode.Created);

        // A part of the organisation and the one that it is a part of share their people's addresses.
        foreach (var (part, whole) in new[] { ("Luleå", "Boden"), ("Boden", "Luleå") })
        {
            await network.ChangeAsync(async db =>
            {
                var all = await db.Organisations.ToListAsync();
                all.ForEach(o => o.ParentId = null);
                all.Single(o => o.Name == part).ParentId = all.Single(o => o.Name == whole).Id;
            });
            (await network.Coordinator.Api.PostAsync(network.InNetwork("/people/invitations"), body)).ShouldBe(
                HttpStatusCode.Created
            );
        }
    }
}

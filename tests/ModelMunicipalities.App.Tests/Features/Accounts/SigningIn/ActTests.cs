namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class ActTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Who_has_several_places_chooses_as_what_she_acts()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var member = network["Luleå", Function.KeyPerson];
        var coordinator = new Membership
        {
            PersonId = member.Id,
            Role = NetworkRole.Coordinator,
            Since = DateTimeOffset.UtcNow,
        };
        await network.ChangeAsync(db => Task.FromResult(db.Memberships.Add(coordinator)));
        var reader = await member.ReaderAsync();
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.PageOf("Luleå"));
        (await reader.PostAsync("/acting", ("membership", $"{coordinator.Id}"))).ShouldLeadTo(network.Page());
        (await reader.GetAsync(network.Page())).ShouldLeadTo(network.CohortPage());
    }
}

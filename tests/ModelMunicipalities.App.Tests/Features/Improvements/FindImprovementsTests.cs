namespace ModelMunicipalities.App.Tests.Features.Improvements;

public class FindImprovementsTests(DatabaseProvider provider) : ImprovementTest(provider)
{
    [Test]
    public async Task The_menu_leads_each_to_her_own()
    {
        var network = await MakeAsync();
        (await (await network["Luleå", Function.Politician].ReaderAsync()).GetAsync(network.Page("/improvements"))).ShouldLeadTo(
            network.PageOf("Luleå", "/improvements")
        );
        (await (await network.Coordinator.ReaderAsync()).GetAsync(network.Page("/improvements"))).ShouldLeadTo(
            network.CohortPage("/improvements")
        );
        (await (await network["Kalmar", Function.Politician].ReaderAsync()).GetAsync(network.Page("/improvements")))
            .ShouldBeOk()
            .Heading.ShouldBe("Inga förbättringar är nedskrivna ännu");
    }
}

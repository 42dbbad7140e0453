namespace ModelMunicipalities.App.Tests.Features.Accounts;

public class SetEmailDomainTests(DatabaseProvider provider) : TeamTest(provider)
{
    [Test]
    public async Task The_domain_is_normalised_of_one_organisation_and_of_no_mail_provider()
    {
        var network = await MakeAsync();
        (await DomainAsync(network, "Luleå", " @Lulea.Example ")).ShouldBeOk()["domain"]!.ToString().ShouldBe("lulea.example");
        (await DomainAsync(network, "Luleå", "lulea.example")).ShouldBeOk();
        (await DomainAsync(network, "Boden", "LULEA.example")).ShouldBeInvalid("DomainTaken", "domain");
        (await DomainAsync(network, "Boden", "gmail.com")).ShouldBeInvalid("DomainPublic", "domain");
        (await DomainAsync(network, "Boden", "<script>alert(1)</script>")).ShouldBeInvalid("DomainNotValid", "domain");
        (await DomainAsync(network, "Boden", "a\0.se")).ShouldBeInvalid("DomainNotValid", "domain");
        (await network.TrailAsync("EmailDomainSet")).ShouldBe([(network.Coordinator.Name, "Luleå", null, "lulea.example")]);
        var other = await MakeAsync();
        (await DomainAsync(other, "Luleå", "lulea.example")).ShouldBeOk();
        (await DomainAsync(network, "Luleå", "")).ShouldBeOk()["domain"].ShouldBeNull();
        (await DomainAsync(network, "Boden", "lulea.example")).ShouldBeOk();
    }

    [Test]
    public async Task One_domain_taken_by_many_at_the_same_time_is_one_organisations()
    {
        var network = await MakeAsync();
        string[] names = ["Luleå", "Boden", "Piteå"];
        var replies = await Task.WhenAll(names.Select(name => Task.Run(() => DomainAsync(network, name, "norr.example"))));
        replies.Count(r => r.Status == HttpStatusCode.OK).ShouldBe(1);
    }

    [Test]
    public async Task A_domain_is_suggested_to_the_coordinator_from_the_addresses_that_there_are()
    {
        var network = await MakeAsync();
        (await network.Coordinator.Api.GetAsync(Team(network)))["suggestedDomain"]!
            .ToString()
            .ShouldBe($"{network.Slug}.example");
        (await network["Luleå", Function.KeyPerson].Api.GetAsync(Team(network)))["suggestedDomain"].ShouldBeNull();
        await DomainAsync(network, "Boden", $"{network.Slug}.example");
        (await network.Coordinator.Api.GetAsync(Team(network)))["suggestedDomain"].ShouldBeNull();
    }
}

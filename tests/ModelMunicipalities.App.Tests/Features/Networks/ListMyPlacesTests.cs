using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Networks;

public class ListMyPlacesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task Places_of_all_networks_are_told_with_what_one_is_there_and_none_that_has_ended()
    {
        var network = await BuildAsync(n => n.Group("Piteå", "Luleå"));
        var other = await BuildAsync(n => n.Outside("Boden"));
        var member = network["Luleå", Function.Manager];
        await other.ChangeAsync(db =>
        {
            db.Memberships.Add(
                new Membership
                {
                    PersonId = member.Id,
                    Role = NetworkRole.Observer,
                    Since = DateTimeOffset.UtcNow,
                }
            );
            db.Memberships.Add(
                new Membership
                {
                    PersonId = member.Id,
                    OrganisationId = other["Boden"].Id,
                    Function = Function.KeyPerson,
                    Since = DateTimeOffset.UtcNow.AddYears(-1),
                    EndedAt = DateTimeOffset.UtcNow,
                }
            );
            return Task.CompletedTask;
        });
        var places = (await member.Api.GetAsync("/api/v1/me/places")).ShouldBeOk();
        places["total"]!.GetValue<int>().ShouldBe(2);
        places["items"]!
            .AsArray()
            .Select(p =>
                (p!["network"]!.ToString(), p["organisation"]?.ToString(), p["function"]?.ToString(), p["role"]?.ToString())
            )
            .ShouldBe([(network.Slug, "lulea", "manager", null), (other.Slug, null, null, "observer")], ignoreOrder: true);
    }
}

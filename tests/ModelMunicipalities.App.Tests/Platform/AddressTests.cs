namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>An address is written in one way, whatever the database takes for the same.</summary>
public class AddressTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task A_page_asked_for_in_capitals_leads_on()
    {
        var network = await BuildAsync(n => n.Cohort("c-2027").Group("Piteå", "Luleå"));
        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        foreach (
            var address in new[]
            {
                network.CohortPage("/benchmark"),
                network.PageOf("Luleå"),
                network.PageAt("Luleå", "bm1", "/mine"),
                network.Page("/organisations/lulea/team"),
            }
        )
        {
            (await reader.GetAsync(address)).ShouldBeOk();
            foreach (var slug in address.Split('/').Where(part => part is "c-2027" or "lulea" or "bm1" || part == network.Slug))
            {
                var moved = await reader.GetAsync(
                    address.Replace(slug, slug.ToUpperInvariant(), StringComparison.Ordinal) + "?a=%C3%A5%20B"
                );
                (moved.Status, moved.Location).ShouldBe((HttpStatusCode.MovedPermanently, address + "?a=%C3%A5%20B"));
            }
        }
    }

    [Test]
    public async Task Who_asks_in_another_way_is_told_the_same_whoever_she_is()
    {
        var network = await BuildAsync(n => n.Cohort("c-2027").Group("Piteå", "Luleå"));
        string[] addresses =
        [
            network.InCohort("/participants"),
            network.At("Luleå", "bm1"),
            network.InNetwork("/organisations/lulea/team"),
        ];
        foreach (var api in new[] { network["Luleå", Function.KeyPerson].Api, network.Coordinator.Api })
        {
            foreach (var address in addresses)
            {
                (await api.GetAsync(address)).ShouldBeOk();
                foreach (
                    var slug in address.Split('/').Where(part => part is "c-2027" or "lulea" or "bm1" || part == network.Slug)
                )
                {
                    foreach (var other in new[] { slug.ToUpperInvariant(), slug + "%20", "%EF%BD%83" + slug[1..] })
                    {
                        (await api.GetAsync(address.Replace(slug, other, StringComparison.Ordinal))).ShouldBe(
                            HttpStatusCode.NotFound
                        );
                    }
                }
            }

            (
                await api.PutAsync(
                    network.At("Luleå", "bm1", "/mine").Replace("lulea", "LULEA", StringComparison.Ordinal),
                    Body.Scores("2222222222")
                )
            ).ShouldBe(HttpStatusCode.NotFound);
        }

        var reader = await network["Luleå", Function.Manager].ReaderAsync();
        (await reader.GetAsync(network.PageOf("Luleå") + "%20")).ShouldBe(HttpStatusCode.NotFound);
        (
            await reader.PostAsync(network.PageAt("Luleå", "bm1", "/mine").Replace("lulea", "LULEA", StringComparison.Ordinal))
        ).ShouldBe(HttpStatusCode.NotFound);
    }
}

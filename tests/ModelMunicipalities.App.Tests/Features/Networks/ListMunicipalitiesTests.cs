namespace ModelMunicipalities.App.Tests.Features.Networks;

public class ListMunicipalitiesTests(DatabaseProvider provider) : OnEveryDatabase(provider)
{
    [Test]
    public async Task The_catalogue_is_searched_by_name_county_and_code()
    {
        var network = await BuildAsync(n => n);
        var api = network.Observer.Api;
        (await api.GetAsync("/api/v1/catalogue/municipalities"))["total"]!.GetValue<int>().ShouldBe(290);
        (await api.GetAsync("/api/v1/catalogue/municipalities?q=GÖTEBORG"))["items[0].code"]!.ToString().ShouldBe("1480");
        (await api.GetAsync("/api/v1/catalogue/municipalities?q=0180"))["items[0].name"]!.ToString().ShouldBe("Stockholm");
        (await api.GetAsync("/api/v1/catalogue/municipalities?q=norrbottens"))["total"]!.GetValue<int>().ShouldBe(14);
        (await api.GetAsync("/api/v1/catalogue/municipalities?q=atlantis"))["total"]!.GetValue<int>().ShouldBe(0);
        (await api.GetAsync("/api/v1/catalogue/regions"))["total"]!.GetValue<int>().ShouldBe(21);
    }
}

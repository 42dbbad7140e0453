using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Tests.Networks;

public class CatalogueTests
{
    private const double EarthRadius = 6371.0088;

    [Test]
    public void Sweden_has_290_municipalities_and_21_regions() =>
        (Catalogue.Municipalities.Count, Catalogue.Regions.Count).ShouldBe((290, 21));

    [Test]
    public void Codes_are_unique_and_in_order_with_their_leading_zeros()
    {
        Catalogue.Municipalities.Select(m => m.Code).ShouldBeUnique();
        Catalogue.Municipalities.Select(m => m.Code).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        Catalogue.Municipalities.ShouldAllBe(m =>
            m.Code.Length == 4 && m.Code.All(char.IsAsciiDigit) && m.Code.StartsWith(m.CountyCode)
        );
        Catalogue.Regions.Select(r => r.Code).ShouldBeUnique();
        Catalogue.Regions.ShouldAllBe(r => r.Code.Length == 2);
        Catalogue.Municipality("0180")!.Name.ShouldBe("Stockholm");
        Catalogue.Municipality("180").ShouldBeNull();
    }

    [TestCase("2081", "Borlänge")]
    [TestCase("2584", "Kiruna")]
    [TestCase("1880", "Örebro")]
    [TestCase("0480", "Nyköping")]
    [TestCase("2404", "Vindeln")]
    [TestCase("0980", "Gotland")]
    [TestCase("0117", "Österåker")]
    [TestCase("2409", "Robertsfors")]
    [TestCase("1080", "Karlskrona")]
    [TestCase("2506", "Arjeplog")]
    public void Names_are_the_official_ones(string code, string name) => Catalogue.Municipality(code)!.Name.ShouldBe(name);

    [Test]
    public void Names_are_written_with_å_ä_ö_and_nothing_broken()
    {
        var names = Catalogue.Municipalities.Select(m => m.Name).Concat(Catalogue.Regions.Select(r => r.Name)).ToList();
        names.ShouldAllBe(n => n.All(c => char.IsAsciiLetter(c) || "åäöÅÄÖ -".Contains(c)));
        names.ShouldContain("Åmål");
        names.ShouldContain("Härjedalen");
        names.ShouldContain("Malå");
        Catalogue.Municipalities.ShouldAllBe(m => !m.Name.EndsWith("kommun"));
    }

    [Test]
    public void Every_municipality_lies_in_a_county_that_has_a_region()
    {
        var regions = Catalogue.Regions.ToDictionary(r => r.Code);
        Catalogue.Municipalities.ShouldAllBe(m => regions[m.CountyCode].County == m.County);
        foreach (var region in Catalogue.Regions)
        {
            Catalogue
                .Municipalities.Where(m => m.CountyCode == region.Code)
                .Sum(m => m.Population)
                .ShouldBe(region.Population, region.Name);
        }
    }

    [Test]
    public void Figures_are_within_what_Sweden_can_have()
    {
        Catalogue.Municipalities.ShouldAllBe(m =>
            m.Latitude > 55 && m.Latitude < 69.1 && m.Longitude > 10.9 && m.Longitude < 24.2
        );
        Catalogue.Municipalities.ShouldAllBe(m => m.Population > 2000 && m.Population < 1_050_000);
        Catalogue.Municipalities.ShouldAllBe(m =>
            m.Group.Length == 2 && m.Group[0] >= 'A' && m.Group[0] <= 'C' && m.Group[1] >= '1' && m.Group[1] <= '9'
        );
        Catalogue.Municipalities.Sum(m => m.Population).ShouldBeInRange(10_500_000, 10_700_000);
    }

    [TestCase("Piteå", "Luleå", 43)]
    [TestCase("Malmö", "Kristianstad", 86)]
    [TestCase("Umeå", "Lycksele", 115)]
    [TestCase("Jönköping", "Linköping", 111)]
    [TestCase("Malmö", "Kiruna", 1412)]
    public void The_distance_between_two_seat_towns_is_what_a_map_says(string from, string to, double kilometres) =>
        Distance(from, to).ShouldBe(kilometres, tolerance: 1);

    [Test]
    public void Every_organisation_is_known_by_its_code_the_290_and_the_20_regions_besides_Gotlands()
    {
        var all = Catalogue.All.ToList();
        (
            all.Count,
            all.Count(e => e.Kind == OrganisationKind.Municipality),
            all.Count(e => e.Kind == OrganisationKind.Region)
        ).ShouldBe((310, 290, 20));
        all.Select(e => e.Code).ShouldBeUnique();
        all.ShouldAllBe(e => Catalogue.Known(e.Code) == e);
        all.ShouldAllBe(e =>
            (e.Group == null) == (e.Kind == OrganisationKind.Region)
            && e.Code.Length == (e.Kind == OrganisationKind.Region ? 2 : 4)
        );
        all.Take(290).ShouldAllBe(e => e.Kind == OrganisationKind.Municipality);
    }

    [Test]
    public void Gotlands_region_is_its_municipality()
    {
        Catalogue.Known("09").ShouldBe(Catalogue.Known("0980"));
        (Catalogue.Known("09")!.Code, Catalogue.Known("09")!.Kind).ShouldBe(("0980", OrganisationKind.Municipality));
        Catalogue.All.Count(e => e.County == "Gotlands län").ShouldBe(1);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("180")]
    [TestCase("9")]
    [TestCase("0999")]
    [TestCase(" 0180")]
    public void What_is_no_code_is_not_known(string? code) => Catalogue.Known(code).ShouldBeNull();

    private static double Distance(string from, string to)
    {
        var (a, b) = (Catalogue.Municipalities.Single(m => m.Name == from), Catalogue.Municipalities.Single(m => m.Name == to));
        var (latitude, longitude) = (Radians(b.Latitude - a.Latitude), Radians(b.Longitude - a.Longitude));
        var chord =
            Math.Pow(Math.Sin(latitude / 2), 2)
            + (Math.Cos(Radians(a.Latitude)) * Math.Cos(Radians(b.Latitude)) * Math.Pow(Math.Sin(longitude / 2), 2));
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(chord));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}

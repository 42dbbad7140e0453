using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.Domain.Tests.Pairing;

public class GreatCircleTests
{
    private const double QuarterKm = GreatCircle.EarthRadiusKm * Math.PI / 2;

    [TestCase(0, 0, 0, 90)]
    [TestCase(0, 0, 90, 0)]
    [TestCase(0, -45, 0, 45)]
    [TestCase(12, 20, -78, 20)]
    public void A_quarter_of_the_way_round(double latitudeA, double longitudeA, double latitudeB, double longitudeB) =>
        GreatCircle.Kilometres(latitudeA, longitudeA, latitudeB, longitudeB).ShouldBe(QuarterKm, 1e-9);

    [TestCase(90, 0, -90, 0)]
    [TestCase(0, -90, 0, 90)]
    [TestCase(59.3, 18, -59.3, -162)]
    public void The_other_end_of_the_world_is_half_the_way_round(
        double latitudeA,
        double longitudeA,
        double latitudeB,
        double longitudeB
    ) => GreatCircle.Kilometres(latitudeA, longitudeA, latitudeB, longitudeB).ShouldBe(2 * QuarterKm, 1e-3);

    [Test]
    public void The_shortest_way_may_cross_the_date_line() =>
        GreatCircle.Kilometres(0, 179.5, 0, -179.5).ShouldBe(QuarterKm / 90, 1e-9);

    /// <summary>The value that the example of the formula is known by: 2 887.26 km on a radius of 6 372.8 km.</summary>
    [Test]
    public void From_Nashville_to_Los_Angeles() =>
        GreatCircle
            .Kilometres(36.12, -86.67, 33.94, -118.40)
            .ShouldBe(2887.2599506071106 / 6372.8 * GreatCircle.EarthRadiusKm, 1e-9);

    [TestCase("Piteå", "Luleå", 43)]
    [TestCase("Malmö", "Kristianstad", 86)]
    [TestCase("Malmö", "Kiruna", 1412)]
    public void Between_two_seat_towns_it_is_what_a_map_says(string from, string to, double kilometres)
    {
        var (a, b) = (Pairings.Named(from), Pairings.Named(to));
        GreatCircle.Kilometres(a.Latitude, a.Longitude, b.Latitude, b.Longitude).ShouldBe(kilometres, 1);
        GreatCircle
            .Kilometres(b.Latitude, b.Longitude, a.Latitude, a.Longitude)
            .ShouldBe(GreatCircle.Kilometres(a.Latitude, a.Longitude, b.Latitude, b.Longitude));
    }

    [Test]
    public void No_way_is_no_distance() => GreatCircle.Kilometres(57.64089, 18.29602, 57.64089, 18.29602).ShouldBe(0);
}

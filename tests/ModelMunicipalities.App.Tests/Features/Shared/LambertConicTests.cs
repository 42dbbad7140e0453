using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Shared;

public class LambertConicTests : MapTest
{
    [TestCase("Kiruna", "Malmö")]
    [TestCase("Haparanda", "Luleå")]
    [TestCase("Umeå", "Vännäs")]
    public void East_is_to_the_right(string one, string other)
    {
        var (a, b) = (Town(one), Town(other));
        (MapLayout.Point(a.Latitude, a.Longitude).X > MapLayout.Point(b.Latitude, b.Longitude).X).ShouldBeTrue();
    }

    [Test]
    public void North_is_up_and_kiruna_far_from_malmö()
    {
        var (_, kiruna) = Projected("Kiruna");
        var (_, malmö) = Projected("Malmö");
        (kiruna - malmö).ShouldBeInRange(1350, 1420);
        MapLayout.Point(68, 16.5).Y.ShouldBeLessThan(MapLayout.Point(56, 16.5).Y);
        MapLayout.Point(68, 16.5).X.ShouldBe(MapLayout.Point(56, 16.5).X, 1e-9);
    }

    [TestCase(LambertConic.SouthernParallel, 1.0)]
    [TestCase(LambertConic.NorthernParallel, 1.0)]
    [TestCase(61.8, 0.99725)]
    public void Lengths_are_true_on_the_standard_parallels_and_short_between(double latitude, double scale)
    {
        const double Step = 1e-4;
        var along = Length(LambertConic.Project(latitude, 14), LambertConic.Project(latitude, 14 + Step));
        var up = Length(LambertConic.Project(latitude - (Step / 2), 14), LambertConic.Project(latitude + (Step / 2), 14));
        var degree = LambertConic.EarthRadius * Math.PI / 180;
        (along / (degree * Step * Math.Cos(latitude * Math.PI / 180))).ShouldBe(scale, 1e-5);
        (up / (degree * Step)).ShouldBe(scale, 1e-5);
    }

    [Test]
    public void Towns_within_200_km_lie_as_far_apart_as_on_the_earth()
    {
        var towns = Catalogue.Municipalities.Select(m => (Town: m, At: LambertConic.Project(m.Latitude, m.Longitude))).ToList();
        var pairs = towns
            .SelectMany(
                (a, i) => towns.Skip(i + 1).Select(b => (OnEarth: GreatCircle(a.Town, b.Town), OnMap: Length(a.At, b.At)))
            )
            .Where(p => p.OnEarth is > 0.5 and < 200)
            .ToList();
        pairs.Count.ShouldBeGreaterThan(5000);
        pairs.ShouldAllBe(p => Math.Abs((p.OnMap / p.OnEarth) - 1) < 0.03);
    }

    [Test]
    public void The_poles_and_beyond_are_somewhere() => double.IsFinite(LambertConic.Project(-90, 720).North).ShouldBeTrue();

    private static (double East, double North) Projected(string name) =>
        LambertConic.Project(Town(name).Latitude, Town(name).Longitude);

    private static double GreatCircle(Municipality a, Municipality b)
    {
        static double Half(double from, double to) => Math.Pow(Math.Sin((to - from) * Math.PI / 360), 2);
        var h =
            Half(a.Latitude, b.Latitude)
            + (Math.Cos(a.Latitude * Math.PI / 180) * Math.Cos(b.Latitude * Math.PI / 180) * Half(a.Longitude, b.Longitude));
        return 2 * LambertConic.EarthRadius * Math.Asin(Math.Sqrt(h));
    }
}

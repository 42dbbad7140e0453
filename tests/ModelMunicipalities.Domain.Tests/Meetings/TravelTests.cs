using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class TravelTests
{
    private const string Lulea = "2580";

    private const string Pitea = "2581";

    [Test]
    public void Distances_are_as_the_crow_flies_between_seats()
    {
        Travel.Kilometres(Lulea, Pitea)!.Value.ShouldBe(43, 3);
        Travel.Kilometres(Pitea, Lulea).ShouldBe(Travel.Kilometres(Lulea, Pitea));
        Travel.Kilometres(Lulea, Lulea).ShouldBe(0);
        Travel.Kilometres("09", "0980").ShouldBe(0, "Gotland is one organisation");
        Travel.Kilometres("25", Lulea)!.Value.ShouldBeLessThan(1, "the county's seat");
    }

    [TestCase(null, Lulea)]
    [TestCase(Lulea, null)]
    [TestCase("9999", Lulea)]
    [TestCase("", Lulea)]
    public void What_is_not_in_the_catalogue_has_no_distance(string? code, string? other) =>
        Travel.Kilometres(code, other).ShouldBeNull();

    [Test]
    public void Three_travel_from_each_in_one_car_there_and_back()
    {
        // 2 × (60 + 30) km = 180 km: three people at 60 km/h for nine hours together, 180 × 0.157 kg.
        var (hours, kilograms) = Travel.Saved([0, 60, null, 30], new MeetingSettings())!.Value;
        (hours, Math.Round(kilograms, 6)).ShouldBe((9, 28.26));
        var (slower, cleaner) = Travel.Saved([60, 30], new MeetingSettings { KmPerHour = 90, KgPerKm = 0.1 })!.Value;
        (slower, Math.Round(cleaner, 6)).ShouldBe((6, 18));
    }

    [Test]
    public void Without_any_distance_nothing_is_said_to_be_saved()
    {
        Travel.Saved([null, null], new MeetingSettings()).ShouldBeNull();
        Travel.Saved([], new MeetingSettings()).ShouldBeNull();
    }
}

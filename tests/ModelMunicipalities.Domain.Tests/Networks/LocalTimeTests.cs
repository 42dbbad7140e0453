using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Tests.Networks;

public class LocalTimeTests
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    [TestCase("2027-01-12T13:00", "2027-01-12T12:00Z", Description = "Winter")]
    [TestCase("2027-07-01T13:00", "2027-07-01T11:00Z", Description = "Summer")]
    [TestCase("2027-03-28T01:59", "2027-03-28T00:59Z", Description = "The last minute before the clocks go forward")]
    [TestCase("2027-03-28T02:30", null, Description = "Skipped in spring")]
    [TestCase("2027-03-28T03:00", "2027-03-28T01:00Z", Description = "The first minute after")]
    [TestCase("2027-10-31T02:30", "2027-10-31T00:30Z", Description = "Shown twice in autumn: the first")]
    [TestCase("2027-10-31T03:00", "2027-10-31T02:00Z", Description = "After the clocks went back")]
    public void A_time_of_the_clock_is_an_instant(string local, string? instant) =>
        LocalTime
            .At(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), Stockholm)
            .ShouldBe(instant is null ? null : DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture));
}

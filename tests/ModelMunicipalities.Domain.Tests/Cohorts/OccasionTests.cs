using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class OccasionTests
{
    private static readonly DateTimeOffset Opens = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Ends = Opens.AddDays(30);

    private static readonly Occasion Occasion = new() { Key = "bm1", OpensAt = Opens, DueAt = Opens.AddDays(20), StartsAt = Opens.AddDays(25), EndsAt = Ends };

    [Test]
    public void A_round_is_open_from_its_opening_until_its_last_meeting_ends()
    {
        Occasion.IsOpen(Opens.AddTicks(-1)).ShouldBeFalse();
        Occasion.IsOpen(Opens).ShouldBeTrue();
        Occasion.IsOpen(Ends.AddTicks(-1)).ShouldBeTrue();
        Occasion.IsOpen(Ends).ShouldBeFalse();
    }

    [Test]
    public void It_is_over_from_the_moment_that_meeting_ends()
    {
        Occasion.IsOver(Ends.AddTicks(-1)).ShouldBeFalse();
        Occasion.IsOver(Ends).ShouldBeTrue();
    }
}

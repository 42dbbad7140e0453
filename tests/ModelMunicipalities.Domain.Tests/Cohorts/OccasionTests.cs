using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class OccasionTests
{
    private static readonly DateTimeOffset Opens = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Ends = Opens.AddDays(30);

    private static readonly Occasion Occasion = new()
    {
        Key = "bm1",
        OpensAt = Opens,
        DueAt = Opens.AddDays(20),
        StartsAt = Opens.AddDays(25),
        EndsAt = Ends,
    };

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

    [Test]
    public void In_a_cohort_that_is_closed_every_occasion_is_behind_and_none_is_open()
    {
        var (running, closed) = (
            new Cohort
            {
                Slug = "c",
                Name = "c",
                Instrument = "i",
            },
            new Cohort
            {
                Slug = "c",
                Name = "c",
                Instrument = "i",
                ClosedAt = Opens,
            }
        );
        (running.HasOpen(Occasion, Opens), running.HasBehind(Occasion, Opens)).ShouldBe((true, false));
        (closed.HasOpen(Occasion, Opens), closed.HasBehind(Occasion, Opens)).ShouldBe((false, true));
        (running.HasOpen(Occasion, Ends), running.HasBehind(Occasion, Ends)).ShouldBe((false, true));
    }

    [Test]
    public void Scores_are_asked_for_on_the_day_that_is_said_and_never_after_ones_own_meeting()
    {
        Occasion.DueBefore(Opens.AddDays(25)).ShouldBe(Opens.AddDays(20));
        Occasion.DueBefore(Opens.AddDays(12)).ShouldBe(Opens.AddDays(12));
    }
}

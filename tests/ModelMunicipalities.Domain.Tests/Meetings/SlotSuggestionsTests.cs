using FsCheck.Fluent;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class SlotSuggestionsTests
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static readonly DateTimeOffset Now = new(2027, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_short_window_is_offered_morning_and_afternoon() =>
        Local(For(new(2027, 3, 4, 0, 0, 0, TimeSpan.Zero), new(2027, 3, 7, 0, 0, 0, TimeSpan.Zero), 180))
            .ShouldBe(
                [
                    "to 2027-03-04 09:00-12:00",
                    "to 2027-03-04 13:00-16:00",
                    "fr 2027-03-05 09:00-12:00",
                    "fr 2027-03-05 13:00-16:00",
                ],
                "a Saturday and a Sunday are left out"
            );

    [Test]
    public void A_day_long_meeting_begins_in_the_morning() =>
        Local(For(new(2027, 3, 4, 0, 0, 0, TimeSpan.Zero), new(2027, 3, 5, 0, 0, 0, TimeSpan.Zero), 300))
            .ShouldBe(["to 2027-03-04 09:00-14:00", "fr 2027-03-05 09:00-14:00"]);

    [Test]
    public void A_long_window_is_spread_over()
    {
        var times = For(new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero), new(2027, 5, 31, 0, 0, 0, TimeSpan.Zero), 60);
        times.Count.ShouldBe(4);
        (times[^1].StartsAt!.Value - times[0].StartsAt!.Value).ShouldBeGreaterThan(TimeSpan.FromDays(45));
        Local(times).ShouldAllBe(t => t.Contains("13:00-14:00"), "on the network's clock, in winter and in summer");
    }

    [Test]
    public void After_the_window_the_weeks_that_follow_are_offered() =>
        For(Now.AddDays(-30), Now.AddDays(-20), 180)
            .ShouldAllBe(t => t.StartsAt > Now.AddDays(6) && t.StartsAt < Now.AddDays(29));

    [Test]
    public void What_is_suggested_can_always_be_asked() =>
        Always.Holds(Gen.Choose(-400, 400).Zip(Gen.Choose(0, 200)).Zip(Gen.Choose(15, 480)), input =>
        {
            var ((from, days), minutes) = input;
            var times = For(Now.AddDays(from), Now.AddDays(from + days), minutes);
            return times.Count is >= 1 and <= 4
                && times.Distinct().Count() == times.Count
                && times.All(t =>
                    t.StartsAt > Now.AddDays(6)
                    && t.EndsAt - t.StartsAt == TimeSpan.FromMinutes(minutes)
                    && TimeZoneInfo.ConvertTime(t.StartsAt!.Value, Stockholm).DayOfWeek
                        is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                );
        });

    private static IReadOnlyList<ProposedTime> For(DateTimeOffset from, DateTimeOffset to, int minutes) =>
        SlotSuggestions.For(from, to, minutes, Stockholm, Now, 4);

    private static IEnumerable<string> Local(IEnumerable<ProposedTime> times) =>
        times.Select(t =>
        {
            var (starts, ends) = (
                TimeZoneInfo.ConvertTime(t.StartsAt!.Value, Stockholm),
                TimeZoneInfo.ConvertTime(t.EndsAt!.Value, Stockholm)
            );
            return $"{(starts.DayOfWeek == DayOfWeek.Thursday ? "to" : starts.DayOfWeek == DayOfWeek.Friday ? "fr" : "?")} {starts:yyyy-MM-dd HH:mm}-{ends:HH:mm}";
        });
}

using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Reminders;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Reminders;

public class ReminderRuleTests
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static readonly ReminderRule Rule = new(
        ReminderReason.ChecklistDue,
        ReminderDeadline.Deadline,
        [14, 7, 1],
        [1, 7],
        null,
        10,
        true
    );

    [TestCase("2031-03-05 23:59", null)]
    [TestCase("2031-03-06 00:00", -14)]
    [TestCase("2031-03-12 23:59", -14)]
    [TestCase("2031-03-13 00:00", -7)]
    [TestCase("2031-03-19 00:00", -1)]
    [TestCase("2031-03-20 15:59", -1)]
    [TestCase("2031-03-20 16:00", null)]
    [TestCase("2031-03-20 23:59", null)]
    [TestCase("2031-03-21 00:00", 1)]
    [TestCase("2031-03-26 23:59", 1)]
    [TestCase("2031-03-27 00:00", 7)]
    [TestCase("2032-03-27 00:00", 7)]
    public void The_window_is_the_last_that_has_begun_on_the_side_of_the_deadline(string now, int? day) =>
        (Rule.WindowAt(At("2031-03-20 16:00"), At(now), Stockholm)?.Day).ShouldBe(day);

    [Test]
    public void What_goes_on_is_told_again_and_again()
    {
        var weekly = Rule with { Before = [], Overdue = [], Every = 7 };
        int?[] found =
        [
            .. new[] { 0, 6, 7, 13, 14, 70 }.Select(d =>
                weekly.WindowAt(At("2031-03-20 16:00"), At("2031-03-20 16:00").AddDays(d), Stockholm)?.Day
            ),
        ];
        found.ShouldBe([null, null, 7, 7, 14, 70]);
    }

    [Test]
    public void A_deadline_in_the_hour_that_is_skipped_counts_by_the_days_of_the_calendar()
    {
        // Clocks go from 02.00 to 03.00 on Sunday 30 March 2031: 02.30 does not exist, and an instant in that hour is 03.30.
        LocalTime.At(new DateTime(2031, 3, 30, 2, 30, 0), Stockholm).ShouldBeNull();
        var deadline = new DateTimeOffset(2031, 3, 30, 1, 30, 0, TimeSpan.Zero);
        Rule.WindowAt(deadline, At("2031-03-28 23:59"), Stockholm)!.Value.Day.ShouldBe(-7);
        Rule.WindowAt(deadline, At("2031-03-29 00:00"), Stockholm).ShouldBe(new ReminderWindow(-1, new DateOnly(2031, 3, 29)));
        Rule.WindowAt(deadline, deadline.AddMinutes(-1), Stockholm)!.Value.Day.ShouldBe(-1);
        Rule.WindowAt(deadline, At("2031-03-31 00:00"), Stockholm).ShouldBe(new ReminderWindow(1, new DateOnly(2031, 3, 31)));
    }

    [Test]
    public void A_day_of_twentythree_or_twentyfive_hours_is_a_day()
    {
        // The deadline is the day after the clocks change; the window before begins on the short or long day's midnight.
        foreach (
            var (deadline, begins) in new[] { ("2031-03-31 09:00", "2031-03-30 00:00"), ("2031-10-27 09:00", "2031-10-26 00:00") }
        )
        {
            Rule.WindowAt(At(deadline), At(begins).AddMinutes(-1), Stockholm)!.Value.Day.ShouldBe(-7);
            Rule.WindowAt(At(deadline), At(begins), Stockholm)!.Value.Day.ShouldBe(-1);
        }
    }

    [Test]
    public void A_year_ends_like_any_day()
    {
        Rule.WindowAt(At("2032-01-01 00:30"), At("2031-12-31 00:00"), Stockholm)
            .ShouldBe(new ReminderWindow(-1, new DateOnly(2031, 12, 31)));
        Rule.WindowAt(At("2031-12-31 23:30"), At("2031-12-31 23:59"), Stockholm).ShouldBeNull();
        Rule.WindowAt(At("2031-12-31 23:30"), At("2032-01-01 00:00"), Stockholm)
            .ShouldBe(new ReminderWindow(1, new DateOnly(2032, 1, 1)));
        Rule.WindowAt(At("2032-01-07 12:00"), At("2031-12-31 12:00"), Stockholm)!.Value.Day.ShouldBe(-7);
    }

    [Test]
    public void As_time_goes_each_window_comes_once_and_in_order()
    {
        var input =
            from hour in Gen.Choose(0, 24 * 365 * 4)
            from minute in Gen.Choose(0, 59)
            from zone in Gen.Elements("Europe/Stockholm", "America/St_Johns", "Pacific/Apia", "UTC")
            from every in Gen.Elements<int?>(null, 3, 7)
            select (
                Deadline: new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour).AddMinutes(minute),
                Zone: TimeZoneInfo.FindSystemTimeZoneById(zone),
                every
            );
        Always.Holds(
            input,
            given =>
            {
                var rule = Rule with { Every = given.every };
                var seen = Enumerable
                    .Range(-24 * 20, 24 * 45)
                    .Select(h => rule.WindowAt(given.Deadline, given.Deadline.AddHours(h), given.Zone))
                    .OfType<ReminderWindow>()
                    .ToList();
                var changes = seen.Where((w, i) => i == 0 || seen[i - 1] != w).Select(w => w.Day).ToList();
                return changes.SequenceEqual(changes.Distinct().Order())
                    && new[] { -14, -7, -1, 1, 7 }.All(changes.Contains)
                    && seen.TrueForAll(w => w.From == LocalTime.DayOf(given.Deadline, given.Zone).AddDays(w.Day));
            },
            100
        );
    }

    [Test]
    public void What_lies_after_the_latest_deadline_is_in_no_window() => Always.Holds(Gen.Choose(0, 24 * 365), hour =>
        {
            var now = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour);
            return Rule.WindowAt(Rule.LatestDeadline(now).AddMinutes(1), now, Stockholm) is null;
        });

    [Test]
    public void The_coordinator_is_told_so_many_days_after()
    {
        Rule.IsStuck(At("2031-03-20 16:00"), At("2031-03-29 23:59"), Stockholm).ShouldBeFalse();
        Rule.IsStuck(At("2031-03-20 16:00"), At("2031-03-30 00:00"), Stockholm).ShouldBeTrue();
        (Rule with { EscalateAfter = null }).IsStuck(At("2031-03-20 16:00"), At("2041-03-30 00:00"), Stockholm).ShouldBeFalse();
    }

    [Test]
    public void Nights_are_quiet_by_the_clocks_of_the_place()
    {
        var hours = new QuietHours(19, 7);
        foreach (var day in new[] { "2031-01-15", "2031-07-15" })
        {
            new[] { "06:59", "07:00", "18:59", "19:00", "00:00" }
                .Select(t => hours.IsQuiet(At($"{day} {t}"), Stockholm))
                .ShouldBe([true, false, false, true, true]);
        }

        hours.NextAwake(At("2031-03-29 20:15"), Stockholm).ShouldBe(At("2031-03-30 07:00"), "a night of eleven hours");
        hours.NextAwake(At("2031-12-31 23:59"), Stockholm).ShouldBe(At("2032-01-01 07:00"));
        hours.NextAwake(At("2031-06-01 10:17"), Stockholm).ShouldBe(At("2031-06-01 10:17"));
        hours
            .NextWeekday(At("2031-03-28 20:15"), Stockholm)
            .ShouldBe(At("2031-03-31 07:00"), "from Friday evening over the night when clocks change");
        hours.NextWeekday(At("2031-03-30 12:00"), Stockholm).ShouldBe(At("2031-03-31 07:00"));
        hours.NextWeekday(At("2031-03-31 12:00"), Stockholm).ShouldBe(At("2031-03-31 12:00"));
        QuietHours.IsWeekend(At("2031-03-29 00:00"), Stockholm).ShouldBeTrue();
        QuietHours.IsWeekend(At("2031-03-31 00:00"), Stockholm).ShouldBeFalse();
    }

    [Test]
    public void The_last_minute_of_a_day_is_on_that_day_also_where_it_is_skipped()
    {
        LocalTime.LastMinuteOf(new DateOnly(2031, 12, 31), Stockholm).ShouldBe(At("2031-12-31 23:59"));
        LocalTime.LastMinuteOf(new DateOnly(2031, 3, 30), Stockholm).ShouldBe(At("2031-03-30 23:59"));

        // Samoa had no 30 December 2011.
        var apia = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia");
        LocalTime
            .LastMinuteOf(new DateOnly(2011, 12, 30), apia)
            .ShouldBeGreaterThan(LocalTime.LastMinuteOf(new DateOnly(2011, 12, 29), apia).AddMinutes(-1));
    }

    private static DateTimeOffset At(string local) =>
        LocalTime.At(DateTime.Parse(local, CultureInfo.InvariantCulture), Stockholm)!.Value;
}

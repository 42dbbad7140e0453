using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Kit;

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

public class TimelineTests
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static readonly DateTimeOffset Start = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_timeline_in_order_has_nothing_wrong() => TwoOccasions().CheckTimeline().ShouldBeEmpty();

    [Test]
    public void A_day_for_scores_on_the_start_itself_or_on_the_opening_is_in_order()
    {
        var cohort = TwoOccasions();
        cohort.Occasions[0].DueAt = cohort.Occasions[0].StartsAt;
        cohort.Occasions[1].DueAt = cohort.Occasions[1].OpensAt;
        cohort.CheckTimeline().ShouldBeEmpty();
    }

    [Test]
    public void Each_thing_wrong_is_told_at_its_own_field()
    {
        Wrong(c => c.Occasions[1].EndsAt = c.Occasions[1].StartsAt).ShouldBe([("EndsBeforeStart", "occasions[1].ends")]);
        Wrong(c => c.Occasions[0].DueAt = c.Occasions[0].StartsAt.AddTicks(1)).ShouldBe([("DueOutside", "occasions[0].due")]);
        Wrong(c => c.Occasions[0].DueAt = c.Occasions[0].OpensAt.AddTicks(-1)).ShouldBe([("DueOutside", "occasions[0].due")]);
        Wrong(c => c.Occasions[0].EndsAt = c.Occasions[1].StartsAt).ShouldBe([("BeforeEarlierOccasion", "occasions[1].starts")]);
        Wrong(c => c.Days[0].EndsAt = c.Days[0].StartsAt).ShouldBe([("EndsBeforeStart", "days[0].ends")]);
        Wrong(c =>
            {
                c.Occasions[0].EndsAt = c.Occasions[0].StartsAt;
                c.Occasions[1].DueAt = c.Occasions[1].StartsAt.AddDays(1);
            })
            .ShouldBe([("EndsBeforeStart", "occasions[0].ends"), ("DueOutside", "occasions[1].due")]);
    }

    [Test]
    public void Fields_are_counted_in_the_order_of_the_programme_however_they_were_read()
    {
        var cohort = TwoOccasions();
        cohort.Occasions.Reverse();
        cohort.Occasions[0].EndsAt = cohort.Occasions[0].StartsAt;
        cohort.CheckTimeline().Select(r => r.Field).ShouldBe(["occasions[1].ends"]);
    }

    /// <summary>From summer time to winter time and back: nine o'clock stays nine o'clock.</summary>
    [TestCase("2027-03-01", "2027-11-01")]
    [TestCase("2027-03-01", "2028-02-29")]
    [TestCase("2027-07-05", "2028-01-10")]
    public void Copying_keeps_the_hour_of_the_day(string was, string becomes)
    {
        var (first, start) = (
            DateOnly.Parse(was, System.Globalization.CultureInfo.InvariantCulture),
            DateOnly.Parse(becomes, System.Globalization.CultureInfo.InvariantCulture)
        );
        var earlier = Laid(first);
        var cohort = New();
        cohort.CopyPlan(earlier, start, Stockholm);
        cohort
            .Occasions.Zip(earlier.Occasions)
            .ShouldAllBe(o =>
                Local(o.First.StartsAt).TimeOfDay == Local(o.Second.StartsAt).TimeOfDay
                && Local(o.First.OpensAt).TimeOfDay == Local(o.Second.OpensAt).TimeOfDay
            );
        cohort.Occasions.ShouldAllBe(o => o.StartsAt.Offset == TimeSpan.Zero && o.EndsAt.Offset == TimeSpan.Zero);
        DateOnly.FromDateTime(Local(cohort.Occasions[0].StartsAt)).ShouldBe(start);
    }

    [Test]
    public void A_copy_has_its_own_criteria_and_days_and_no_other_cohorts_identities()
    {
        var earlier = Laid(new DateOnly(2027, 1, 11));
        earlier.Criteria.Add(
            new Criterion
            {
                Key = "question-1",
                Kind = CriterionKind.Question,
                IsRequired = true,
                Question = "Har ni en strategi?",
            }
        );
        earlier.Occasions.ForEach(o => (o.Id, o.CohortId) = (o.Ordinal, 9));
        var cohort = New();
        cohort.CopyPlan(earlier, new DateOnly(2028, 1, 10), Stockholm);
        cohort
            .Criteria.Select(c => (c.Key, c.Kind, c.IsRequired, c.Question))
            .ShouldBe(earlier.Criteria.Select(c => (c.Key, c.Kind, c.IsRequired, c.Question)));
        cohort.Days.Select(d => (d.Kind, d.Ordinal)).ShouldBe(earlier.Days.Select(d => (d.Kind, d.Ordinal)));
        cohort.Occasions.ShouldAllBe(o => o.Id == 0 && o.CohortId == 0);
        cohort.Criteria[0].IsRequired = false;
        earlier.Criteria[0].IsRequired.ShouldBeTrue();
    }

    [Test]
    public void A_round_that_lands_on_a_weekend_is_moved_as_a_whole()
    {
        var earlier = New();
        earlier.Occasions.Add(
            new Occasion
            {
                Key = "startup",
                Ordinal = 1,
                OpensAt = At(2027, 4, 1, 8),
                DueAt = At(2027, 5, 3, 16),
                StartsAt = At(2027, 5, 6, 13),
                EndsAt = At(2027, 5, 7, 10),
            }
        );
        var cohort = New();
        cohort.CopyPlan(earlier, new DateOnly(2028, 5, 6), Stockholm);
        (Local(cohort.Occasions[0].StartsAt), Local(cohort.Occasions[0].EndsAt)).ShouldBe(
            (new DateTime(2028, 5, 8, 13, 0, 0), new DateTime(2028, 5, 9, 10, 0, 0))
        );
    }

    [Test]
    public void Scoring_opens_after_the_round_before_also_when_that_one_was_moved_over_a_weekend()
    {
        var earlier = Laid(new DateOnly(2027, 1, 11));
        for (var day = 0; day < 14; day++)
        {
            var cohort = New();
            cohort.CopyPlan(earlier, new DateOnly(2028, 1, 10).AddDays(day), Stockholm);
            cohort.Occasions.Zip(cohort.Occasions.Skip(1)).ShouldAllBe(o => o.First.EndsAt <= o.Second.OpensAt);
        }
    }

    /// <summary>
    /// Whatever the earlier timeline and the new start: in order, on weekdays, at the same hours, moved by the same number of
    /// days give or take a weekend.
    /// </summary>
    [Test]
    public void A_copied_timeline_is_in_order_on_weekdays_at_the_same_hours()
    {
        var timeline =
            from first in Gen.Choose(0, 1500)
            from move in Gen.Choose(-700, 1500)
            from rounds in Gen.ListOf(
                from gap in Gen.Choose(8, 200)
                from length in Gen.Choose(0, 6)
                from opens in Gen.Choose(5, 60)
                from due in Gen.Choose(0, 4)
                from starts in Gen.Choose(7, 19)
                from ends in Gen.Choose(7, 19)
                select (gap, length, opens, due, starts, ends: length == 0 ? starts + 2 : ends),
                5
            )
            select (first, move, rounds: rounds.ToList());
        Always.Holds(timeline, t =>
        {
            var (earlier, at) = (New(), new DateOnly(2026, 1, 1).AddDays(t.first));
            foreach (var (i, r) in t.rounds.Index())
            {
                at = at.AddDays(r.gap + (i == 0 ? 0 : t.rounds[i - 1].length));
                earlier.Occasions.Add(
                    new Occasion
                    {
                        Key = $"bm{i}",
                        Ordinal = i + 1,
                        OpensAt = At(at.AddDays(-r.opens), 8),
                        DueAt = At(at.AddDays(-r.due), 6),
                        StartsAt = At(at, r.starts),
                        EndsAt = At(at.AddDays(r.length), r.ends),
                    }
                );
                earlier.Days.Add(
                    new ProgrammeDay
                    {
                        Kind = ProgrammeDayKind.KeyPersonsDay,
                        Ordinal = i + 1,
                        StartsAt = At(at.AddDays(-9), 9),
                        EndsAt = At(at.AddDays(-9), 16),
                    }
                );
            }

            var cohort = New();
            cohort.CopyPlan(earlier, DateOnly.FromDateTime(Local(earlier.Occasions[0].StartsAt)).AddDays(t.move), Stockholm);
            return earlier.CheckTimeline().Count == 0
                && cohort.CheckTimeline().Count == 0
                && cohort
                    .Occasions.Zip(earlier.Occasions)
                    .All(o =>
                        o.First.Key == o.Second.Key
                        && IsWeekday(o.First.StartsAt)
                        && IsWeekday(o.First.EndsAt)
                        && Local(o.First.StartsAt).TimeOfDay == Local(o.Second.StartsAt).TimeOfDay
                        && Local(o.First.EndsAt).TimeOfDay == Local(o.Second.EndsAt).TimeOfDay
                        && Local(o.First.OpensAt) - Local(o.Second.OpensAt).AddDays(t.move) is { Days: >= 0 and <= 4 }
                        && Local(o.First.DueAt) == Local(o.Second.DueAt).AddDays(t.move)
                        && (Local(o.First.StartsAt) - Local(o.Second.StartsAt)).Days - t.move is >= 0 and <= 2
                    )
                && cohort.Days.All(d => IsWeekday(d.StartsAt) && Local(d.StartsAt).Date == Local(d.EndsAt).Date);
        });
    }

    private static List<(string, string?)> Wrong(Action<Cohort> change)
    {
        var cohort = TwoOccasions();
        change(cohort);
        return [.. cohort.CheckTimeline().Select(r => (r.Rule, r.Field))];
    }

    private static Cohort TwoOccasions()
    {
        var cohort = New();
        cohort.Occasions.AddRange(
            new[] { 0, 60 }.Select(
                (day, i) =>
                    new Occasion
                    {
                        Key = $"bm{i + 1}",
                        Ordinal = i + 1,
                        OpensAt = Start.AddDays(day),
                        DueAt = Start.AddDays(day + 10),
                        StartsAt = Start.AddDays(day + 13),
                        EndsAt = Start.AddDays(day + 17),
                    }
            )
        );
        cohort.Days.Add(
            new ProgrammeDay
            {
                Kind = ProgrammeDayKind.KeyPersonsDay,
                Ordinal = 1,
                StartsAt = Start.AddDays(5),
                EndsAt = Start.AddDays(5).AddHours(7),
            }
        );
        return cohort;
    }

    private static Cohort Laid(DateOnly start)
    {
        var cohort = New();
        ProgrammeTemplate.All[0].LayOut(cohort, start, true, Stockholm);
        return cohort;
    }

    private static Cohort New() =>
        new()
        {
            Slug = "2028",
            Name = "2028",
            Instrument = "ten-step-2019",
        };

    private static DateTimeOffset At(int year, int month, int day, int hour) => At(new DateOnly(year, month, day), hour);

    private static DateTimeOffset At(DateOnly day, int hour) => ProgrammeTemplate.At(day, hour, Stockholm);

    private static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Stockholm).DateTime;

    private static bool IsWeekday(DateTimeOffset at) => Local(at).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}

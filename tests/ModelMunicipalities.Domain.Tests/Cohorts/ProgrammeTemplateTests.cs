using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

[TestFixtureSource(nameof(Keys))]
public class ProgrammeTemplateTests(string key)
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static readonly string[] Allowed = ["startup", "bm1", "bm2", "bm3", "bm4", "closing"];

    private readonly ProgrammeTemplate _template = ProgrammeTemplate.Find(key)!;

    private static IEnumerable<string> Keys => ProgrammeTemplate.All.Select(t => t.Key);

    [Test]
    public void It_is_whole()
    {
        new[] { _template.Title.Sv, _template.Title.En, _template.What.Sv, _template.What.En }.ShouldAllBe(text =>
            text.Length > 5
        );
        _template.Title.Sv.ShouldNotBe(_template.Title.En);
        InstrumentCatalogue.Load(null).Has(_template.Instrument).ShouldBeTrue();
        _template.Occasions.Select(o => o.Key).ShouldBe(Allowed.Where(k => _template.Occasions.Any(o => o.Key == k)));
        _template.Occasions.ShouldAllBe(o => o.Length >= 1);
        (_template.Occasions[0].Key, _template.Occasions[0].Day, _template.Occasions[^1].Key).ShouldBe(("startup", 0, "closing"));
        _template.Occasions.Where(o => o.IsOptional).Select(o => o.Key).ShouldBe(["bm4"]);
        _template.Days.Where(d => d.For is not null).ShouldAllBe(d => _template.Occasions.Any(o => o.Key == d.For));
    }

    [Test]
    public void Its_criteria_are_the_programmes_each_once()
    {
        var criteria = _template.NewCriteria();
        criteria
            .Select(c => c.Kind)
            .ShouldBe([
                CriterionKind.Functions,
                CriterionKind.Mandate,
                CriterionKind.Cemr,
                CriterionKind.Baseline,
                CriterionKind.Stakeholders,
                CriterionKind.Commitment,
            ]);
        criteria.Select(c => c.Key).ShouldBe(["functions", "mandate", "cemr", "baseline", "stakeholders", "commitment"]);
        criteria.ShouldAllBe(c => c.Question == null);
        criteria.Count(c => c.IsRequired).ShouldBeGreaterThanOrEqualTo(5);
        _template.NewCriteria()[0].ShouldNotBeSameAs(criteria[0]);
    }

    [Test]
    public void Bm4_is_there_only_when_asked_for_and_its_key_persons_day_with_it()
    {
        var (without, with) = (LayOut(new DateOnly(2028, 1, 10), false), LayOut(new DateOnly(2028, 1, 10), true));
        without.Occasions.Select(o => o.Key).ShouldBe(["startup", "bm1", "bm2", "bm3", "closing"]);
        with.Occasions.Select(o => o.Key).ShouldBe(Allowed);
        (with.Days.Count - without.Days.Count).ShouldBe(1);
        without.Occasions[^1].StartsAt.ShouldBe(with.Occasions[^1].StartsAt);
        without.Days.Select(d => d.Ordinal).ShouldBe(Enumerable.Range(1, without.Days.Count));
    }

    /// <summary>Ten years of start days, weekends and the days when clocks change among them.</summary>
    [Test]
    public void Whatever_the_start_day_it_is_in_order_on_weekdays_at_the_hours_meetings_are_held()
    {
        var input =
            from day in Gen.Choose(0, 3650)
            from optional in Gen.Elements(true, false)
            select (Start: new DateOnly(2026, 1, 1).AddDays(day), optional);
        Always.Holds(
            input,
            i =>
            {
                var cohort = LayOut(i.Start, i.optional);
                var (occasions, days) = (cohort.Occasions, cohort.Days);
                return cohort.CheckTimeline().Count == 0
                    && occasions.Select(o => o.Ordinal).SequenceEqual(Enumerable.Range(1, occasions.Count))
                    && occasions.All(o =>
                        o.OpensAt < o.DueAt
                        && o.DueAt < o.StartsAt
                        && o.StartsAt < o.EndsAt
                        && IsWeekday(o.StartsAt)
                        && IsWeekday(o.EndsAt)
                        && Hour(o.StartsAt) is 9 or 13
                        && Hour(o.EndsAt) == 16
                    )
                    && occasions.Zip(occasions.Skip(1)).All(o => o.First.EndsAt <= o.Second.OpensAt)
                    && days.All(d => IsWeekday(d.StartsAt) && (Hour(d.StartsAt), Hour(d.EndsAt)) == (9, 16))
                    && days.Zip(days.Skip(1)).All(d => d.First.EndsAt < d.Second.StartsAt)
                    && days.All(d => occasions.All(o => d.EndsAt < o.StartsAt || d.StartsAt > o.EndsAt))
                    && Local(occasions[0].StartsAt).Date >= i.Start.ToDateTime(TimeOnly.MinValue)
                    && (Local(occasions[0].StartsAt).Date - i.Start.ToDateTime(TimeOnly.MinValue)).Days <= 2;
            },
            2000
        );
    }

    /// <summary>Source: [002] ch. 3: the key persons prepare each round of group meetings.</summary>
    [Test]
    public void Before_each_round_the_key_persons_meet_after_the_round_before()
    {
        var cohort = LayOut(new DateOnly(2028, 1, 10), true);
        foreach (
            var (before, round) in cohort
                .Occasions.Zip(cohort.Occasions.Skip(1))
                .Where(o => o.Second.Key.StartsWith("bm", StringComparison.Ordinal))
        )
        {
            cohort
                .Days.Count(d =>
                    d.Kind == ProgrammeDayKind.KeyPersonsDay && d.StartsAt > before.EndsAt && d.EndsAt < round.StartsAt
                )
                .ShouldBe(1, round.Key);
        }
    }

    private Cohort LayOut(DateOnly start, bool withOptional)
    {
        var cohort = new Cohort
        {
            Slug = "2028",
            Name = "2028",
            Instrument = _template.Instrument,
        };
        _template.LayOut(cohort, start, withOptional, Stockholm);
        return cohort;
    }

    private static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Stockholm).DateTime;

    private static int Hour(DateTimeOffset at) => Local(at).Hour;

    private static bool IsWeekday(DateTimeOffset at) => Local(at).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}

public class ProgrammeTemplatesTests
{
    [Test]
    public void There_are_the_two_forms_of_the_programme() =>
        ProgrammeTemplate.All.Select(t => t.Key).ShouldBe(["three-meetings", "two-years"]);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("Three-Meetings")]
    public void Another_key_is_none(string? key) => ProgrammeTemplate.Find(key).ShouldBeNull();

    [Test]
    public void The_key_of_a_criterion_is_its_kind_or_the_questions_number()
    {
        Criterion.KeyOf(CriterionKind.Functions).ShouldBe("functions");
        Criterion.KeyOf(CriterionKind.Question, 3).ShouldBe("question-3");
    }
}

using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Meetings;

namespace ModelMunicipalities.Domain.Tests.Meetings;

public class MeetingPlanTests
{
    private static readonly TimeZoneInfo Stockholm = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    private static readonly DateTimeOffset Before = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PlannedGroup[] Groups = [new(7, [1, 2, 3]), new(8, [4, 5])];

    [Test]
    public void The_programme_gives_each_group_its_rounds_and_calls_and_everybody_the_rest()
    {
        var plan = Plan(Programme(), []);
        plan.Where(m => m.GroupId == 7)
            .Select(m => (m.Form, m.Number))
            .ShouldBe([("bm1", 1), ("bm2", 1), ("bm3", 1), ("mentorCall", 1), ("mentorCall", 2)]);
        plan.Where(m => m.GroupId is null)
            .OrderBy(m => m.StartsAt)
            .Select(m => (m.Form, m.Number))
            .ShouldBe([("startup", 1), ("keyPersonsDay", 1), ("keyPersonsDay", 2), ("keyPersonsDay", 3), ("closing", 1)]);
        plan.Count.ShouldBe(15);
        plan.ShouldAllBe(m => m.Status == MeetingStatus.Planned && m.CohortId == 3 && m.WindowFrom < m.WindowTo);
    }

    [Test]
    public void Hosting_goes_round_in_the_group_and_the_mentor_hosts_its_calls()
    {
        var plan = Plan(Programme(), []);
        plan.Where(m => m.GroupId == 7 && m.OccasionId is not null).Select(m => m.HostId).ShouldBe([1, 2, 3]);
        plan.Where(m => m.GroupId == 8 && m.OccasionId is not null).Select(m => m.HostId).ShouldBe([4, 5, 4]);
        plan.Where(m => m.Form == "mentorCall").Select(m => m.HostId).Distinct().ShouldBe([3, 5]);
    }

    [Test]
    public void A_round_is_the_window_and_nothing_of_the_group_is_decided()
    {
        var cohort = Programme();
        var bm2 = Plan(cohort, []).First(m => m.Form == "bm2");
        (bm2.WindowFrom, bm2.WindowTo, bm2.StartsAt, bm2.EndsAt).ShouldBe(
            (cohort.Occasions[2].StartsAt, cohort.Occasions[2].EndsAt, null, null)
        );
        bm2.LocksAt.ShouldBe(cohort.Occasions[2].EndsAt);
        var call = Plan(cohort, []).First(m => m is { Form: "mentorCall", Number: 2 });
        (call.WindowFrom, call.WindowTo, call.OccasionId).ShouldBe(
            (cohort.Occasions[2].EndsAt, cohort.Occasions[3].StartsAt, null)
        );
    }

    [Test]
    public void What_is_for_all_has_the_day_of_the_timeline_and_locks_the_checklist_at_its_start()
    {
        var cohort = Programme();
        var startup = Plan(cohort, []).Single(m => m.Form == "startup");
        (startup.StartsAt, startup.EndsAt, startup.OccasionId).ShouldBe(
            (cohort.Occasions[0].StartsAt, cohort.Occasions[0].EndsAt, cohort.Occasions[0].Id)
        );
        startup.LocksAt.ShouldBe(cohort.Occasions[0].StartsAt);
    }

    [Test]
    public void One_more_is_numbered_after_what_the_programme_gives_or_may_yet_give()
    {
        var cohort = Programme();
        var (call, _) = MeetingPlan.Extra(cohort, "mentorCall", Groups[0], Before.AddDays(40), Before.AddDays(50), [], Before);
        (call!.Number, call.GroupId, call.HostId, call.OccasionId, call.Status, call.StartsAt).ShouldBe(
            (3, 7, 3, null, MeetingStatus.Planned, null)
        );
        Plan(cohort, [call])
            .Count(m => m is { Form: "mentorCall", GroupId: 7 })
            .ShouldBe(2, "none of the programme's is taken for planned");

        MeetingPlan
            .Extra(cohort, "mentorCall", Groups[0], Before.AddDays(40), Before.AddDays(50), [call], Before)
            .Meeting!.Number.ShouldBe(4);
        MeetingPlan
            .Extra(cohort, "mentorCall", Groups[1], Before.AddDays(40), Before.AddDays(50), [call], Before)
            .Meeting!.Number.ShouldBe(3);
        var (learning, _) = MeetingPlan.Extra(
            cohort,
            "learningMeeting",
            null,
            Before.AddDays(40),
            Before.AddDays(50),
            [call],
            Before
        );
        (learning!.Number, learning.GroupId, learning.HostId).ShouldBe((1, null, null));
        MeetingPlan
            .Extra(cohort, "learningMeeting", Groups[1], Before.AddDays(40), Before.AddDays(50), [learning], Before)
            .Meeting!.Number.ShouldBe(2);
    }

    [TestCase("bm1", true, 40, 50, "MeetingFormNotExtra form")]
    [TestCase(null, true, 40, 50, "MeetingFormNotExtra form")]
    [TestCase("mentorCall", false, 40, 50, "MentorCallOfGroup group")]
    [TestCase("mentorCall", true, null, 50, "DateMissing windowFrom")]
    [TestCase("mentorCall", true, 40, null, "DateMissing windowTo")]
    [TestCase("mentorCall", true, 40, 40, "EndsBeforeStart windowTo")]
    [TestCase("mentorCall", true, -9, 0, "MeetingWindowPast windowTo")]
    public void One_more_that_cannot_be_is_refused_beside_its_field(
        string? form,
        bool ofGroup,
        int? from,
        int? to,
        string expected
    )
    {
        var (meeting, refusals) = MeetingPlan.Extra(
            Programme(),
            form,
            ofGroup ? Groups[0] : null,
            from is { } f ? Before.AddDays(f) : null,
            to is { } t ? Before.AddDays(t) : null,
            [],
            Before
        );
        meeting.ShouldBeNull();
        refusals.Select(r => $"{r.Rule} {r.Field}").ShouldBe([expected]);
    }

    [Test]
    public void Planned_again_it_adds_nothing_also_when_something_was_cancelled()
    {
        var cohort = Programme();
        var plan = Plan(cohort, []);
        plan[0].Status = MeetingStatus.Cancelled;
        Plan(cohort, plan).ShouldBeEmpty();
    }

    [Test]
    public void A_group_made_later_gets_what_is_still_ahead()
    {
        var cohort = Programme();
        var plan = Plan(cohort, []);
        var late = MeetingPlan.Missing(cohort, [.. Groups, new PlannedGroup(9, [6])], plan, cohort.Occasions[1].EndsAt);
        late.Select(m => (m.GroupId, m.Form, m.HostId))
            .ShouldBe([(9, "bm2", 6), (9, "bm3", 6), (9, "mentorCall", 6), (9, "mentorCall", 6)]);
    }

    [Test]
    public void What_is_not_decided_follows_the_programme_and_what_is_called_stays()
    {
        var cohort = Programme();
        var plan = Plan(cohort, []);
        var called = plan.First(m => m.Form == "bm1");
        called.Status = MeetingStatus.Confirmed;
        var (calledFrom, calls) = (called.WindowFrom, plan.Where(m => m.Form == "mentorCall").Select(m => m.Version).ToList());
        foreach (var o in cohort.Occasions)
        {
            (o.StartsAt, o.EndsAt) = (o.StartsAt.AddDays(7), o.EndsAt.AddDays(7));
        }

        MeetingPlan.Follow(cohort, plan);
        called.WindowFrom.ShouldBe(calledFrom);
        plan.Where(m => m.Form == "bm1" && m != called)
            .ShouldAllBe(m => m.WindowFrom == cohort.Occasions[1].StartsAt && m.StartsAt == null && m.Version == 1);
        plan.Single(m => m.Form == "startup").StartsAt.ShouldBe(cohort.Occasions[0].StartsAt);
        plan.Where(m => m.Form == "mentorCall").ShouldAllBe(m => m.Version == 1);
        plan.Where(m => m.Form == "keyPersonsDay").ShouldAllBe(m => m.Version == 0);
        calls.ShouldAllBe(v => v == 0);
    }

    [Test]
    public void A_host_that_is_not_in_the_group_any_more_is_replaced_while_nothing_is_called()
    {
        var plan = Plan(Programme(), []);
        var called = plan.First(m => m is { GroupId: 7, HostId: 2 });
        MeetingPlan.Rehost([new PlannedGroup(7, [1, 3])], plan);
        plan.Where(m => m.GroupId == 7).ShouldAllBe(m => m.HostId == 1 || m.HostId == 3);
        plan.Where(m => m.GroupId == 8).ShouldAllBe(m => m.Version == 0);

        (called.Status, called.HostId) = (MeetingStatus.Confirmed, 2);
        MeetingPlan.Rehost([new PlannedGroup(7, [1, 3])], plan);
        called.HostId.ShouldBe(2);
    }

    [Test]
    public void Every_occasion_and_day_of_every_programme_has_a_form_of_meeting()
    {
        foreach (var template in ProgrammeTemplate.All)
        {
            template.Occasions.ShouldAllBe(o => MeetingForm.Find(o.Key) != null);
        }

        MeetingForm.All.Select(f => f.Key).ShouldBeUnique();
        foreach (var form in MeetingForm.All)
        {
            form.Agenda.ShouldNotBeEmpty();
            form.Agenda.ShouldAllBe(i =>
                i.Minutes >= 1
                && i.Minutes <= 480
                && i.Title.Sv.Length <= AgendaItem.LongestTitle
                && i.Title.En.Length <= AgendaItem.LongestTitle
            );
            form.Preparations.Select(p => p.Key).ShouldBeUnique();
            form.Preparations.ShouldAllBe(p => p.DaysBefore >= 0 && p.Key.Length <= 40);
        }
    }

    [Test]
    public void A_preparation_is_due_at_the_same_hour_of_the_clock_across_a_change_of_it()
    {
        var preparation = MeetingForm.Find("bm1")!.Preparations.Single(p => p.Key == "presentation");
        preparation
            .DueAt(new DateTimeOffset(2027, 3, 30, 11, 0, 0, TimeSpan.Zero), Stockholm)
            .ShouldBe(new DateTimeOffset(2027, 3, 23, 12, 0, 0, TimeSpan.Zero));
    }

    [TestCase("2027-04-14", "2027-04-09", Description = "Three days before a Wednesday is a Sunday: the Friday before")]
    [TestCase("2027-04-13", "2027-04-09", Description = "A Saturday")]
    [TestCase("2027-04-15", "2027-04-12", Description = "A Monday stays")]
    public void A_preparation_is_never_due_on_a_weekend(string day, string due) =>
        MeetingForm.Find("bm2")!.Preparations.Single(p => p.Key == "improvements").DueAt(At(day), Stockholm).ShouldBe(At(due));

    [Test]
    public void What_is_due_at_the_start_is_so_on_a_weekend_too() =>
        MeetingForm
            .Find("bm2")!
            .Preparations.Single(p => p.Key == "checklist")
            .DueAt(At("2027-04-17"), Stockholm)
            .ShouldBe(At("2027-04-17"));

    private static DateTimeOffset At(string day) =>
        ProgrammeTemplate.At(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), 13, Stockholm);

    private static IReadOnlyList<Meeting> Plan(Cohort cohort, IReadOnlyList<Meeting> existing) =>
        MeetingPlan.Missing(cohort, Groups, existing, Before);

    private static Cohort Programme()
    {
        var cohort = new Cohort
        {
            Id = 3,
            Slug = "2027",
            Name = "2027",
            Instrument = "ten-step-2019",
        };
        ProgrammeTemplate.Find("three-meetings")!.LayOut(cohort, new DateOnly(2027, 1, 12), false, Stockholm);
        foreach (var (i, o) in cohort.Occasions.Index())
        {
            o.Id = 100 + i;
        }

        foreach (var (i, d) in cohort.Days.Index())
        {
            d.Id = 200 + i;
        }

        return cohort;
    }
}

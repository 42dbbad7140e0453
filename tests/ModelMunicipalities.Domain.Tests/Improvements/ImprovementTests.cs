using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Improvements;
using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Improvements;

public class ImprovementTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly Today = new(2027, 3, 4);

    private static readonly Dictionary<int, string> People = new() { [7] = "Anna Lindqvist" };

    private static readonly ImprovementDraft Draft = new(
        "Kön i alla rapportmallar",
        "Alla ska se det.",
        [8, 6],
        null,
        "Ekonomichefen",
        new DateOnly(2027, 3, 1),
        new DateOnly(2027, 6, 1)
    );

    [Test]
    public void What_is_written_is_kept_and_counts_as_a_change()
    {
        var improvement = Make();
        improvement
            .Write(
                Draft with
                {
                    Title = "  Ny mall ",
                    Aim = " rad ett\r\nrad två ",
                    OwnerId = 7,
                    Owner = "någon",
                },
                Checklist.TenSteps,
                People,
                Now
            )
            .ShouldBeEmpty();
        (improvement.Title, improvement.Aim, improvement.OwnerId, improvement.Owner).ShouldBe(
            ("Ny mall", "rad ett\nrad två", 7, "Anna Lindqvist")
        );
        improvement.Steps.ShouldBe([6, 8]);
        (improvement.Version, improvement.TouchedAt).ShouldBe((2, Now));
    }

    [Test]
    public void What_breaks_a_rule_is_refused_and_nothing_is_kept()
    {
        Refused(Draft with { Title = " " }).ShouldBe([("ImprovementTitleMissing", "title")]);
        Refused(Draft with { Title = new string('x', Improvement.LongestTitle + 1) }).ShouldBe([("TextTooLong", "title")]);
        Refused(Draft with { Title = "rad\nrad" }).ShouldBe([("Unreadable", "title")]);
        Refused(Draft with { Aim = "a\0b" }).ShouldBe([("Unreadable", "aim")]);
        Refused(Draft with { Aim = new string('x', Improvement.LongestAim + 1) }).ShouldBe([("TextTooLong", "aim")]);
        Refused(Draft with { Steps = [0, 11, 6, 6] })
            .ShouldBe([("UnknownStep", "steps[0]"), ("UnknownStep", "steps[1]"), ("StepTwice", "steps[3]")]);
        Refused(Draft with { OwnerId = 8 }).ShouldBe([("OwnerUnknown", "ownerId")]);
        Refused(Draft with { Owner = new string('x', Improvement.LongestOwner + 1) }).ShouldBe([("TextTooLong", "owner")]);
        Refused(Draft with { DueOn = new DateOnly(2027, 2, 28) }).ShouldBe([("DueBeforeStart", "dueOn")]);
        Refused(Draft with { StartsOn = new DateOnly(1, 1, 1) }).ShouldBe([("DateMissing", "startsOn")]);

        static IEnumerable<(string, string?)> Refused(ImprovementDraft draft)
        {
            var improvement = Make();
            var refusals = improvement.Write(draft, Checklist.TenSteps, People, Now);
            (improvement.Title, improvement.Version).ShouldBe((Draft.Title, 1));
            return refusals.Select(r => (r.Rule, r.Field));
        }
    }

    [Test]
    public void Who_owned_it_may_stay_after_leaving()
    {
        var improvement = Make();
        improvement.Write(Draft with { OwnerId = 7 }, Checklist.TenSteps, People, Now).ShouldBeEmpty();
        improvement
            .Write(Draft with { OwnerId = 7, Title = "Ny" }, Checklist.TenSteps, new Dictionary<int, string>(), Now)
            .ShouldBeEmpty();
        (improvement.OwnerId, improvement.Owner).ShouldBe((7, "Anna Lindqvist"));
    }

    [TestCase(ImprovementStatus.Planned, "Active Stopped")]
    [TestCase(ImprovementStatus.Active, "Done Stopped")]
    [TestCase(ImprovementStatus.Done, "Active")]
    [TestCase(ImprovementStatus.Stopped, "Active")]
    public void It_moves_in_order_ends_and_is_taken_up_again(ImprovementStatus from, string to)
    {
        foreach (var status in Enum.GetValues<ImprovementStatus>().Where(s => s != from))
        {
            var improvement = Make();
            improvement.Status = from;
            var may = to.Split(' ').Contains(status.ToString());
            improvement.MoveTo(status, Now.AddDays(1))?.Rule.ShouldBe("ImprovementNotNext");
            (improvement.Status == status).ShouldBe(may, $"{from} → {status}");
            improvement.EndedAt.ShouldBe(may && !improvement.IsOpen ? Now.AddDays(1) : null);
            improvement.Version.ShouldBe(may ? 2 : 1);
        }
    }

    [Test]
    public void The_status_that_it_has_changes_nothing()
    {
        var improvement = Make();
        improvement.MoveTo(ImprovementStatus.Planned, Now.AddDays(1)).ShouldBeNull();
        (improvement.Version, improvement.TouchedAt).ShouldBe((1, Now));
    }

    [Test]
    public void It_is_late_from_the_day_after_the_last_while_it_is_open()
    {
        var improvement = Make();
        improvement.DueOn = Today;
        (improvement.IsOverdue(Today), improvement.IsOverdue(Today.AddDays(1))).ShouldBe((false, true));
        improvement.Status = ImprovementStatus.Done;
        improvement.IsOverdue(Today.AddDays(1)).ShouldBeFalse();
        improvement.Status = ImprovementStatus.Active;
        improvement.DueOn = null;
        improvement.IsOverdue(Today.AddDays(1)).ShouldBeFalse();
    }

    [Test]
    public void It_stands_still_after_sixty_days_without_a_word_while_it_is_open()
    {
        var improvement = Make();
        (improvement.IsUntouched(Now.AddDays(60).AddSeconds(-1)), improvement.IsUntouched(Now.AddDays(60))).ShouldBe(
            (false, true)
        );
        improvement.Status = ImprovementStatus.Stopped;
        improvement.IsUntouched(Now.AddDays(60)).ShouldBeFalse();
    }

    [Test]
    public void A_cycle_is_written_in_order_and_ends_with_its_outcome()
    {
        var improvement = Make();
        Rules(improvement.BeginCycle(new CycleDraft(" "), Now)).ShouldBe([("PlanMissing", "plan")]);
        improvement.BeginCycle(new CycleDraft("planen"), Now).ShouldBeEmpty();
        Rules(improvement.BeginCycle(new CycleDraft("en till"), Now)).ShouldBe([("CycleOpen", null)]);
        Rules(improvement.WriteCycle(1, new CycleDraft("planen", Study: "såg"), Now)).ShouldBe([("CycleOrder", "do")]);
        Rules(improvement.WriteCycle(1, new CycleDraft("planen", "gjort", null, "agerar"), Now))
            .ShouldBe([("CycleOrder", "study")]);
        Rules(improvement.WriteCycle(1, new CycleDraft("planen", "gjort", "såg", null, CycleOutcome.Adopt), Now))
            .ShouldBe([("CycleOrder", "act")]);
        Rules(improvement.WriteCycle(1, new CycleDraft("planen", "a\0"), Now)).ShouldBe([("Unreadable", "do")]);
        Rules(improvement.WriteCycle(1, new CycleDraft("planen", "gjort", "såg", "agerar", (CycleOutcome)9), Now))
            .ShouldBe([("Unreadable", "outcome")]);
        Rules(improvement.WriteCycle(2, new CycleDraft("planen"), Now)).ShouldBe([("NotFound", null)]);
        improvement.Version.ShouldBe(2);

        improvement
            .WriteCycle(1, new CycleDraft("planen", "gjort", "såg", "agerar", CycleOutcome.Adapt), Now.AddDays(2))
            .ShouldBeEmpty();
        (improvement.Version, improvement.TouchedAt, improvement.Cycles[0].BegunAt).ShouldBe((3, Now.AddDays(2), Now));
        improvement.BeginCycle(new CycleDraft("nästa"), Now.AddDays(3)).ShouldBeEmpty();
        improvement
            .WriteCycle(1, new CycleDraft("planen", "gjort mer", "såg", "agerar", CycleOutcome.Adopt), Now)
            .ShouldBeEmpty();
        Rules(improvement.WriteCycle(1, new CycleDraft("planen", "gjort"), Now)).ShouldBe([("CycleFollowed", "outcome")]);
    }

    [Test]
    public void Nothing_is_begun_in_what_has_ended_and_not_more_than_thirty_cycles()
    {
        var improvement = Make();
        for (var i = 0; i < Improvement.MostCycles; i++)
        {
            improvement.BeginCycle(new CycleDraft("p", "d", "s", "a", CycleOutcome.Adapt), Now).ShouldBeEmpty();
        }

        Rules(improvement.BeginCycle(new CycleDraft("p"), Now)).ShouldBe([("TooManyCycles", null)]);
        improvement.MoveTo(ImprovementStatus.Stopped, Now);
        Rules(improvement.BeginCycle(new CycleDraft("p"), Now)).ShouldBe([("ImprovementEnded", null)]);
    }

    [Test]
    public void It_is_reviewed_at_a_meeting_of_its_own_after_the_one_where_it_was_planned()
    {
        var improvement = Make();
        var planned = At(1, 5, 0);
        ImprovementReview.WhyNotAt(improvement, 5, At(2, 5, 10), planned).ShouldBeNull();
        ImprovementReview.WhyNotAt(improvement, 5, At(2, null, 10), planned).ShouldBeNull();
        ImprovementReview.WhyNotAt(improvement, 5, At(2, 6, 10), planned)!.Rule.ShouldBe("MeetingNotTheirs");
        ImprovementReview.WhyNotAt(improvement, 5, planned, planned)!.Rule.ShouldBe("ReviewedWherePlanned");
        var cancelled = At(2, 5, 10);
        cancelled.Status = MeetingStatus.Cancelled;
        ImprovementReview.WhyNotAt(improvement, 5, cancelled, null)!.Rule.ShouldBe("ReviewOfCancelled");
        var elsewhere = At(2, null, 10);
        elsewhere.CohortId = 4;
        ImprovementReview.WhyNotAt(improvement, 5, elsewhere, null)!.Rule.ShouldBe("MeetingNotTheirs");

        static Meeting At(int id, int? group, int day) =>
            new()
            {
                Id = id,
                CohortId = 3,
                GroupId = group,
                Form = "bm1",
                StartsAt = Now.AddDays(day),
                WindowTo = Now.AddDays(day),
                Status = MeetingStatus.Confirmed,
            };
    }

    [Test]
    public void Words_are_not_empty_not_too_long_and_can_be_read()
    {
        var comment = new ImprovementComment { Text = "" };
        comment.Say("  ")!.Rule.ShouldBe("CommentMissing");
        comment.Say(new string('x', ImprovementComment.Longest + 1))!.Rule.ShouldBe("TextTooLong");
        comment.Say("\0")!.Rule.ShouldBe("Unreadable");
        comment.Say(" Bra! ").ShouldBeNull();
        comment.Text.ShouldBe("Bra!");

        var review = new ImprovementReview();
        review.Note((ImprovementStatus)9, null, 1, Now)!.Rule.ShouldBe("Unreadable");
        review.Note(ImprovementStatus.Done, new string('x', ImprovementReview.Longest + 1), 1, Now)!.Rule.ShouldBe("TextTooLong");
        review.Note(ImprovementStatus.Done, " ", 1, Now).ShouldBeNull();
        (review.Status, review.Finding, review.NotedBy, review.NotedAt).ShouldBe((ImprovementStatus.Done, null, 1, Now));
    }

    [Test]
    public void An_organisation_writes_while_it_takes_part_in_a_cohort_that_runs_and_consents_at_any_time()
    {
        var cohort = new Cohort
        {
            Slug = "c",
            Name = "c",
            Instrument = "i",
            Stage = CohortStage.Running,
        };
        var part = new Participation();
        part.WhyNotImprove(cohort).ShouldBeNull();
        cohort.Stage = CohortStage.Admission;
        part.WhyNotImprove(cohort)!.Rule.ShouldBe("TooEarlyStage");
        cohort.Stage = CohortStage.Closed;
        part.WhyNotImprove(cohort)!.Rule.ShouldBe("TooLateStage");
        cohort.Stage = CohortStage.Running;
        part.WithdrawnAt = Now;
        part.WhyNotImprove(cohort)!.Rule.ShouldBe("HasLeft");

        part.ShareProgress(true, DateTimeOffset.UnixEpoch);
        part.ShareProgress(true, DateTimeOffset.UnixEpoch);
        (part.SharesProgress, part.Version).ShouldBe((true, 1));
        part.ShareProgress(false, DateTimeOffset.UnixEpoch.AddDays(1));
        (part.SharesProgress, part.Version).ShouldBe((false, 2));
    }

    private static IEnumerable<(string, string?)> Rules(IReadOnlyList<Refusal> refusals) =>
        refusals.Select(r => (r.Rule, r.Field));

    private static Improvement Make()
    {
        var improvement = new Improvement
        {
            CohortId = 3,
            OrganisationId = 2,
            Title = "",
        };
        improvement.Write(Draft, Checklist.TenSteps, People, Now).ShouldBeEmpty();
        return improvement;
    }
}

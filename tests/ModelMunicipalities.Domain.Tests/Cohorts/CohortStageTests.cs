using ModelMunicipalities.Domain.Cohorts;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class CohortStageTests
{
    /// <summary>What each stage says of each act: yes, too early, too late.</summary>
    private const string Table = """
        act              Planning Application Admission Pairing Running Closed
        Schedule         yes      yes         yes       yes     yes     late
        SetCriteria      yes      late        late      late    late    late
        Invite           yes      yes         late      late    late    late
        Apply            early    yes         late      late    late    late
        Correct          early    yes         yes       yes     late    late
        TakeBack         early    yes         yes       yes     late    late
        Decide           early    yes         yes       yes     yes     late
        OfferPlaces      yes      yes         yes       yes     yes     late
        Propose          early    yes         yes       yes     yes     late
        Publish          early    early       early     yes     yes     late
        Meet             early    early       early     yes     yes     late
        Improve          early    early       early     yes     yes     late
        Leave            early    yes         yes       yes     yes     late
        StateAfterwards  early    early       early     early   yes     yes
        """;

    /// <summary>Every move, from row to column, where nothing is left to do and no group is made: what stops it.</summary>
    private const string Moves = """
        from         Planning     Application  Admission    Pairing      Running      Closed
        Planning     StageNotNext -            StageNotNext StageNotNext StageNotNext StageNotNext
        Application  -            StageNotNext -            StageNotNext StageNotNext StageNotNext
        Admission    StageNotNext -            StageNotNext -            StageNotNext StageNotNext
        Pairing      StageNotNext StageNotNext -            StageNotNext NotAllGrouped StageNotNext
        Running      StageNotNext StageNotNext StageNotNext NoWayBack    StageNotNext -
        Closed       NoWayBack    NoWayBack    NoWayBack    NoWayBack    NoWayBack    NoWayBack
        """;

    private static readonly DateTimeOffset Now = new(2028, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static IEnumerable<TestCaseData> Acts() =>
        from row in Rows(Table)
        from cell in row.Cells
        select new TestCaseData(Enum.Parse<CohortAct>(row.Name), cell.Stage, cell.Value);

    private static IEnumerable<TestCaseData> AllMoves() =>
        from row in Rows(Moves)
        from cell in row.Cells
        select new TestCaseData(Enum.Parse<CohortStage>(row.Name), cell.Stage, cell.Value);

    [TestCaseSource(nameof(Acts))]
    public void Each_stage_allows_what_it_is_for(CohortAct act, CohortStage stage, string expected)
    {
        stage.Allows(act).ShouldBe(expected == "yes");
        stage.WhyNot(act)?.Rule.ShouldBe(expected == "early" ? "TooEarlyStage" : "TooLateStage");
        (stage.WhyNot(act) is null).ShouldBe(expected == "yes");
    }

    [Test]
    public void Every_act_is_in_the_table() => Rows(Table).Select(r => r.Name).ShouldBe(Enum.GetNames<CohortAct>());

    [Test]
    public void What_is_too_early_says_when_it_will_be_possible() =>
        CohortStage.Admission.WhyNot(CohortAct.Publish)!.Args.ShouldBe([CohortStage.Admission, CohortStage.Pairing]);

    [TestCaseSource(nameof(AllMoves))]
    public void A_cohort_goes_one_stage_at_a_time(CohortStage from, CohortStage to, string expected)
    {
        var cohort = At(from);
        var refusal = cohort.MoveTo(to, new CohortStanding(0, 3, 3), Now);
        (refusal?.Rule ?? "-").ShouldBe(expected);
        (cohort.Stage, cohort.Version).ShouldBe(expected == "-" ? (to, 8) : (from, 7));
        cohort.ClosedAt.ShouldBe(
            expected == "-" && to == CohortStage.Closed ? Now
            : from == CohortStage.Closed ? Now.AddDays(-1)
            : null
        );
    }

    [TestCase(CohortStage.Admission, CohortStage.Pairing, 2, 3, 3, "UndecidedLeft")]
    [TestCase(CohortStage.Admission, CohortStage.Pairing, 0, 0, 0, "NobodyAdmitted")]
    [TestCase(CohortStage.Admission, CohortStage.Pairing, 0, 1, 1, null)]
    [TestCase(CohortStage.Admission, CohortStage.Application, 2, 0, 0, null)]
    [TestCase(CohortStage.Application, CohortStage.Admission, 5, 0, 0, null)]
    [TestCase(CohortStage.Pairing, CohortStage.Running, 0, 3, 1, "NotAllGrouped")]
    [TestCase(CohortStage.Pairing, CohortStage.Running, 0, 0, 0, "NobodyAdmitted")]
    [TestCase(CohortStage.Pairing, CohortStage.Running, 0, 3, 0, null)]
    [TestCase(CohortStage.Pairing, CohortStage.Admission, 0, 3, 2, "GroupsPublished")]
    [TestCase(CohortStage.Pairing, CohortStage.Admission, 0, 3, 3, null)]
    [TestCase(CohortStage.Pairing, CohortStage.Running, 1, 3, 0, null)]
    public void What_is_left_to_do_stops_it(
        CohortStage from,
        CohortStage to,
        int undecided,
        int participants,
        int ungrouped,
        string? rule
    )
    {
        var cohort = At(from);
        cohort.MoveTo(to, new CohortStanding(undecided, participants, ungrouped), Now)?.Rule.ShouldBe(rule);
        cohort.Stage.ShouldBe(rule is null ? to : from);
    }

    [Test]
    public void Without_criteria_nobody_can_apply()
    {
        var cohort = At(CohortStage.Planning);
        cohort.Criteria = [];
        cohort.MoveTo(CohortStage.Application, new CohortStanding(0, 0, 0), Now)!.Rule.ShouldBe("NoCriteria");
    }

    [Test]
    public void It_closes_when_the_last_occasion_is_over_and_not_before()
    {
        var cohort = At(CohortStage.Running);
        var ends = cohort.Occasions[0].EndsAt;
        var refusal = cohort.MoveTo(CohortStage.Closed, new CohortStanding(0, 3, 0), ends.AddTicks(-1))!;
        (refusal.Rule, refusal.Args[0], cohort.ClosedAt).ShouldBe(("OccasionsLeft", ends, null));
        cohort.MoveTo(CohortStage.Closed, new CohortStanding(0, 3, 0), ends).ShouldBeNull();
        cohort.ClosedAt.ShouldBe(ends);
    }

    private static Cohort At(CohortStage stage) =>
        new()
        {
            Slug = "2028",
            Name = "2028",
            Instrument = "ten-step-2019",
            Stage = stage,
            Version = 7,
            ClosedAt = stage == CohortStage.Closed ? Now.AddDays(-1) : null,
            Criteria = [new Criterion { Key = "functions", Kind = CriterionKind.Functions }],
            Occasions =
            {
                new Occasion
                {
                    Key = "closing",
                    Ordinal = 1,
                    OpensAt = Now.AddDays(-9),
                    DueAt = Now.AddDays(-5),
                    StartsAt = Now.AddDays(-3),
                    EndsAt = Now.AddDays(-2),
                },
            },
        };

    private static IEnumerable<(string Name, IEnumerable<(CohortStage Stage, string Value)> Cells)> Rows(string table)
    {
        var lines = table
            .Split('\n')
            .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .ToList();
        var stages = lines[0][1..].Select(Enum.Parse<CohortStage>).ToList();
        return lines.Skip(1).Select(cells => (cells[0], stages.Zip(cells[1..])));
    }
}

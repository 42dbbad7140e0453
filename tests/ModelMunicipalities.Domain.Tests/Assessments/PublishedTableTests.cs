using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class PublishedTableTests
{
    private static readonly List<OccasionCount> Occasions = [.. PublishedTable.Occasions.Select((key, i) =>
        new OccasionCount(key, PublishedTable.Answered[i], PublishedTable.Asked, false))];

    private static readonly ILookup<int, BenchmarkCell> Steps = Benchmark.Table(Checklist.ThirteenSteps, Occasions, Counts(), Organisations(), [], 5, 3).ToLookup(c => c.Step);

    [Test]
    public void Every_mean_of_the_report_is_reproduced() =>
        Enumerable.Range(1, 13).SelectMany(step => Steps[step].Select(c => Rounded(c.Mean!.Value)))
            .ShouldBe(PublishedTable.Printed.SelectMany(p => p.Means));

    [Test]
    public void Every_change_of_the_report_is_reproduced_from_unrounded_means() =>
        Enumerable.Range(1, 13).Select(step => Rounded(Steps[step].Sum(c => c.Change ?? 0))).ShouldBe(PublishedTable.Printed.Select(p => p.Change));

    [Test]
    public void Four_of_them_would_differ_if_the_rounded_means_were_subtracted() =>
        PublishedTable.Printed.Count(p => p.Means[2] - p.Means[0] != p.Change).ShouldBe(4);

    [Test]
    public void The_shares_that_answered_are_those_of_the_report() =>
        Occasions.Select(o => (int)Math.Round(100 * o.Rate!.Value)).ShouldBe(PublishedTable.PercentAnswered);

    [Test]
    public void The_two_occasions_that_fewer_than_half_answered_are_flagged() => Occasions.Select(o => o.HasLowRate).ShouldBe([false, true, true]);

    [Test]
    public void Every_mean_tells_how_many_answered_and_what()
    {
        foreach (var cell in Steps.SelectMany(s => s))
        {
            cell.N!.Value.ShouldBeInRange(1, PublishedTable.Answered[PublishedTable.Occasions.ToList().IndexOf(cell.Occasion)]);
            cell.Distribution!.Values.Sum().ShouldBe(cell.N!.Value);
            (cell.Distribution.Sum(d => d.Key * d.Value) / (double)cell.N.Value).ShouldBe(cell.Mean!.Value, 1e-12);
        }
    }

    private static IEnumerable<StepCount> Organisations() =>
        from occasion in PublishedTable.Occasions
        from step in Enumerable.Range(1, 13)
        select new StepCount(occasion, step, 15);

    private static decimal Rounded(double mean) => Math.Round((decimal)mean, 2, MidpointRounding.AwayFromZero);

    private static IEnumerable<ScoreCount> Counts() =>
        from occasion in Enumerable.Range(0, 3)
        from respondent in Enumerable.Range(0, PublishedTable.Answered[occasion])
        from answer in PublishedTable.Scores(occasion, respondent).Select((score, i) => (Step: i + 1, Score: score))
        where answer.Score is not null
        group answer by (Occasion: PublishedTable.Occasions[occasion], answer.Step, answer.Score) into cell
        select new ScoreCount(cell.Key.Occasion, cell.Key.Step, cell.Key.Score!.Value, cell.Count());
}

using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class PublishedTableTests
{
    private static readonly List<OccasionCount> Occasions =
    [
        .. PublishedTable.Occasions.Select(
            (key, i) => new OccasionCount(key, PublishedTable.Answered[i], PublishedTable.Asked, false)
        ),
    ];

    private static readonly ILookup<int, BenchmarkCell> Steps = Table().ToLookup(c => c.Step);

    [Test]
    public void Every_mean_of_the_report_is_reproduced() =>
        Enumerable
            .Range(1, 13)
            .SelectMany(step => Steps[step].Select(c => Rounded(c.Mean!.Value)))
            .ShouldBe(PublishedTable.Printed.SelectMany(p => p.Means));

    [Test]
    public void Every_change_of_the_report_is_reproduced_from_unrounded_means() =>
        Enumerable
            .Range(1, 13)
            .Select(step => Rounded(Steps[step].Sum(c => c.Change ?? 0)))
            .ShouldBe(PublishedTable.Printed.Select(p => p.Change));

    [Test]
    public void Four_of_them_would_differ_if_the_rounded_means_were_subtracted() =>
        PublishedTable.Printed.Count(p => p.Means[2] - p.Means[0] != p.Change).ShouldBe(4);

    [Test]
    public void The_shares_that_answered_are_those_of_the_report() =>
        Occasions.Select(o => (int)Math.Round(100 * o.Rate!.Value)).ShouldBe(PublishedTable.PercentAnswered);

    [Test]
    public void The_two_occasions_that_fewer_than_half_answered_are_flagged() =>
        Occasions.Select(o => o.HasLowRate).ShouldBe([false, true, true]);

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

    private static decimal Rounded(double mean) => Math.Round((decimal)mean, 2, MidpointRounding.AwayFromZero);

    /// <summary>Three persons of each of twenty-one organisations.</summary>
    private static IReadOnlyList<BenchmarkCell> Table()
    {
        var day = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var editions = Enumerable
            .Range(0, 3)
            .Select(i => new Edition
            {
                OccasionId = i,
                Number = 1,
                PublishedAt = day.AddDays(i + 1),
                MinimumCell = 5,
                Rows =
                [
                    .. Enumerable
                        .Range(0, PublishedTable.Answered[i])
                        .GroupBy(r => r % 21)
                        .Select(o =>
                            o.Index()
                                .Aggregate(new EditionRow(o.Key), (row, r) =>
                                    row.With(
                                        EditionRow.Whos(Basis.Respondents)[r.Index],
                                        string.Concat(PublishedTable.Scores(i, r.Item).Select(s => s ?? 0))
                                    )
                                )
                        ),
                ],
            });
        var ledger = new FigureLedger(
            13,
            [.. Enumerable.Range(0, 3).Select(i => new FigureOccasion(i, day.AddDays(i), day.AddDays(i + 1)))],
            editions
        );
        return Benchmark.Table(
            Checklist.ThirteenSteps,
            [.. PublishedTable.Occasions.Select((key, i) => (i, key))],
            ledger.For([], 5),
            Basis.Respondents
        );
    }
}

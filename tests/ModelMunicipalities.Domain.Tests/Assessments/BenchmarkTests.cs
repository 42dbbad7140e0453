using FsCheck;
using FsCheck.Fluent;
using ModelMunicipalities.Domain.Assessments;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Assessments;

public class BenchmarkTests
{
    private static readonly Instrument OneStep = Checklist.Make(1, 3, null);

    [Test]
    public void A_cell_tells_how_many_answered_their_mean_and_how_many_gave_each_score()
    {
        var cell = Table(5, Answers("startup", 1, 2, 2, 3, 3, 3)).Single();
        (cell.Step, cell.Occasion, cell.N, cell.Suppressed, cell.Change, cell.ChangeBoth, cell.NBoth).ShouldBe(
            (1, "startup", 6, false, null, null, null)
        );
        cell.Mean!.Value.ShouldBe(14 / 6.0, 1e-12);
        cell.Distribution.ShouldBe(
            new Dictionary<int, int>
            {
                [1] = 1,
                [2] = 2,
                [3] = 3,
            },
            ignoreOrder: true
        );
    }

    [Test]
    public void Five_organisations_are_shown_and_four_are_not()
    {
        Table(5, Answers("startup", 1, 2, 2, 3, 3)).Single().Suppressed.ShouldBeFalse();
        var four = Table(5, Answers("startup", 1, 2, 2, 3)).Single();
        four.ShouldBe(new BenchmarkCell(1, "startup", null, null, null, null, null, null, true));
    }

    [Test]
    public void A_network_may_show_from_three()
    {
        Table(3, Answers("startup", 1, 2, 2)).Single().Suppressed.ShouldBeFalse();
        Table(3, Answers("startup", 1, 2)).Single().Suppressed.ShouldBeTrue();
    }

    [Test]
    public void An_occasion_that_is_still_going_on_is_withheld()
    {
        // It has no edition: those are made when it is over.
        var cells = Table(OneStep, [("startup", [])]);
        cells.ShouldBe([new BenchmarkCell(1, "startup", null, null, null, null, null, null, true)]);
    }

    [Test]
    public void The_change_is_that_of_the_means_and_for_those_who_answered_both_times_their_own()
    {
        // Six at start-up, eleven at BM 1, of whom the six: their own rise is one whole level, the newcomers pull the mean down.
        var cells = Table(5, Answers("startup", 2, 2, 2, 2, 2, 2), Answers("bm1", 3, 3, 3, 3, 3, 3, 1, 1, 1, 1, 1));
        cells[1].Change!.Value.ShouldBe((23 / 11.0) - 2, 1e-12);
        (cells[1].ChangeBoth, cells[1].NBoth).ShouldBe((1.0, 6));
    }

    [Test]
    public void The_change_of_those_who_answered_both_times_is_not_shown_when_few_answered_only_once()
    {
        // The seventh would be told by subtraction.
        var cells = Table(5, Answers("startup", 2, 2, 2, 2, 2, 2), Answers("bm1", 3, 3, 3, 3, 3, 3, 1));
        (cells[1].Change is null, cells[1].ChangeBoth, cells[1].NBoth).ShouldBe((false, null, null));
    }

    [Test]
    public void It_is_not_shown_when_few_answered_both_times()
    {
        var cells = Table(
            5,
            Answers("startup", 2, 2, 2, 2, null, null, null, null, null, 2),
            Answers("bm1", 3, 3, 3, 3, 3, 3, 3, 3, 3, null)
        );
        (cells[1].Suppressed, cells[1].ChangeBoth, cells[1].NBoth).ShouldBe((false, null, null));
    }

    [Test]
    public void It_is_not_shown_twice_in_a_row_when_the_two_would_tell_who_answered_only_at_the_ends()
    {
        // Six answer all times, five only BM 1 and one only start-up: start-up less both changes less BM 2 would be that one's.
        var cells = Table(
            5,
            Answers("startup", 2, 2, 2, 2, 2, 2, 1, null, null, null, null, null),
            Answers("bm1", 2, 2, 2, 2, 2, 2, null, 3, 3, 3, 3, 3),
            Answers("bm2", 3, 3, 3, 3, 3, 3)
        );
        cells.Select(c => c.ChangeBoth).ShouldBe([null, 0.0, null]);
    }

    [Test]
    public void Nor_is_it_when_an_occasion_with_the_same_answers_lies_between()
    {
        var cells = Table(
            5,
            Answers("startup", 2, 2, 2, 2, 2, 2, 1, null, null, null, null, null),
            Answers("bm1", 2, 2, 2, 2, 2, 2, null, 3, 3, 3, 3, 3),
            Answers("bm2", 2, 2, 2, 2, 2, 2, null, 3, 3, 3, 3, 3),
            Answers("bm3", 3, 3, 3, 3, 3, 3)
        );
        cells.Select(c => c.ChangeBoth).ShouldBe([null, 0.0, 0.0, null]);
    }

    [Test]
    public void The_same_organisations_every_time_are_shown_every_time()
    {
        var cells = Table(5, Answers("startup", 1, 1, 1, 1, 1), Answers("bm1", 2, 2, 2, 2, 2), Answers("bm2", 3, 3, 3, 3, 3));
        cells.Select(c => c.ChangeBoth).ShouldBe([null, 1.0, 1.0]);
    }

    [Test]
    public void After_a_suppressed_occasion_there_is_nothing_to_have_changed_from()
    {
        var cells = Table(5, Answers("startup", 1, 1, 1, 1), Answers("bm1", 2, 2, 2, 2, 2));
        (cells[1].Suppressed, cells[1].Mean, cells[1].Change, cells[1].ChangeBoth).ShouldBe((false, 2.0, null, null));
    }

    [Test]
    public void Each_step_is_suppressed_for_itself()
    {
        var cells = Table(Checklist.Make(2, 3, null), [("startup", ["22", "22", "22", "22", "20", "20"])]);
        cells.Select(c => c.Suppressed).ShouldBe([false, true]);
    }

    [Test]
    public void Many_persons_of_few_organisations_are_not_shown() =>
        new Panel(5, 1, [.. Enumerable.Range(0, 12).Select(i => new Respondent(i % 4, [2]))])
            .Table()
            .Single()
            .Suppressed.ShouldBeTrue();

    [Test]
    public void A_person_who_answered_only_once_is_not_told_though_her_organisation_answered_both_times()
    {
        // Five organisations of three persons; one person leaves BM 1 out.
        var respondents = Enumerable.Range(0, 15).Select(i => new Respondent(i / 3, [2, i == 0 ? null : 3]));
        var cells = new Panel(5, 2, [.. respondents]).Table();
        (cells[1].N, cells[1].ChangeBoth).ShouldBe((14, null));
    }

    [Test]
    public void A_change_of_persons_of_few_organisations_is_not_shown_though_many_organisations_answered_both_times()
    {
        // In every organisation one answers start-up and another BM 1; in one of them a third answers both.
        var respondents = Enumerable
            .Range(0, 18)
            .Select(i => new Respondent(
                i / 3,
                (i % 3) switch
                {
                    0 => [2, null],
                    1 => [null, 3],
                    _ => i == 2 ? [1, 2] : [null, null],
                }
            ));
        var cells = new Panel(5, 2, [.. respondents]).Table();
        (cells[1].N, cells[1].ChangeBoth, cells[1].NBoth).ShouldBe((7, null, null));
    }

    [Test]
    public void The_table_has_every_step_of_the_list_at_every_occasion_in_order()
    {
        Table(
                Checklist.Make(3, 4, null),
                [("startup", [.. Enumerable.Repeat("040", 9)]), ("bm1", [.. Enumerable.Repeat("000", 9)])]
            )
            .Select(c => (c.Step, c.Occasion, c.N))
            .ShouldBe([
                (1, "startup", null),
                (1, "bm1", null),
                (2, "startup", 9),
                (2, "bm1", null),
                (3, "startup", null),
                (3, "bm1", null),
            ]);
    }

    [TestCase(29, 60, true)]
    [TestCase(30, 60, false)]
    [TestCase(0, 60, true)]
    [TestCase(0, 0, false)]
    public void A_rate_below_half_is_flagged_and_nobody_asked_is_no_rate(int answered, int asked, bool low)
    {
        var occasion = new OccasionCount("bm1", answered, asked, false);
        occasion.HasLowRate.ShouldBe(low);
        (occasion.Rate is null).ShouldBe(asked == 0);
    }

    [Test]
    public void The_means_are_those_of_a_plain_count_and_nothing_too_small_is_shown() => Always.Holds(Panels(), panel =>
        {
            var cells = panel.Table();
            return Enumerable
                .Range(0, panel.Occasions)
                .All(t =>
                {
                    var here = panel.Respondents.Where(r => r.Scores[t] is not null).ToList();
                    var cell = cells[t];
                    return here.DistinctBy(r => r.Organisation).Count() < panel.Minimum
                        ? cell
                            is {
                                Suppressed: true,
                                N: null,
                                Mean: null,
                                Distribution: null,
                                Change: null,
                                ChangeBoth: null,
                                NBoth: null
                            }
                        : !cell.Suppressed
                            && cell.N == here.Count
                            && Math.Abs(cell.Mean!.Value - here.Average(r => r.Scores[t]!.Value)) < 1e-12;
                });
        });

    [Test]
    public void Nothing_that_is_shown_can_be_added_and_subtracted_into_the_answers_of_fewer_than_the_minimum() =>
        Always.Holds(
            Panels(),
            panel => panel.SmallestThatCanBeTold() is not { } told || told.Count >= panel.Minimum,
            times: 1500
        );

    /// <summary>Each array holds one organisation's answer per place; the same place is the same organisation.</summary>
    private static (string Occasion, int?[] Scores) Answers(string occasion, params int?[] scores) => (occasion, scores);

    private static IReadOnlyList<BenchmarkCell> Table(int minimum, params (string Occasion, int?[] Scores)[] answers)
    {
        var organisations = answers.Max(a => a.Scores.Length);
        return new Panel(
            minimum,
            answers.Length,
            [
                .. Enumerable
                    .Range(0, organisations)
                    .Select(o => new Respondent(o, [.. answers.Select(a => o < a.Scores.Length ? a.Scores[o] : null)])),
            ]
        )
        {
            Keys = [.. answers.Select(a => a.Occasion)],
        }.Table();
    }

    /// <summary>Common answers of organisations, a profile each; an occasion without any is one without an edition.</summary>
    private static IReadOnlyList<BenchmarkCell> Table(
        Instrument instrument,
        IReadOnlyList<(string Occasion, string[] Profiles)> answers
    ) =>
        Table(
            instrument,
            [.. answers.Select(a => a.Occasion)],
            [.. answers.Select(a => a.Profiles.Select((p, i) => new EditionRow(i, p)).ToList())],
            Basis.Consensus,
            5
        );

    private static IReadOnlyList<BenchmarkCell> Table(
        Instrument instrument,
        IReadOnlyList<string> keys,
        IReadOnlyList<List<EditionRow>> rows,
        Basis basis,
        int minimum
    )
    {
        var day = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var occasions = keys.Select((_, i) => new FigureOccasion(i + 1, day.AddDays(i), day.AddDays(i + 1))).ToList();
        var editions = rows.Index()
            .Where(r => r.Item.Count > 0)
            .Select(r => new Edition
            {
                OccasionId = r.Index + 1,
                Number = 1,
                PublishedAt = day.AddDays(r.Index + 1),
                MinimumCell = minimum,
                Rows = r.Item,
            });
        var sight = new FigureLedger(instrument.Steps.Count, occasions, editions).For([], minimum);
        return Benchmark.Table(instrument, [.. keys.Select((key, i) => (i + 1, key))], sight, basis);
    }

    /// <summary>
    /// Organisations of one to three persons who answer at some occasions and not at others. Whole blocks of organisations
    /// come and go together, so that the numbers lie round the minimum.
    /// </summary>
    private static Gen<Panel> Panels() =>
        from minimum in Gen.Choose(3, 4)
        from occasions in Gen.Choose(2, 4)
        from blocks in Gen.Choose(1, 4)
        from sizes in Gen.Choose(1, 4).ArrayOf(blocks)
        from presence in Gen.Choose(1, (1 << occasions) - 1).ArrayOf(blocks)
        from everyTime in Gen.Choose(0, 4)
        from deviants in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        from deviation in Gen.Choose(0, (1 << occasions) - 1)
        from scores in Gen.Choose(1, 3).ArrayOf(occasions * 3 * 24)
        let organisations = Enumerable
            .Repeat((1 << occasions) - 1, everyTime)
            .Concat(sizes.SelectMany((size, b) => Enumerable.Repeat(presence[b], size)))
            .ToList()
        let respondents = from o in Enumerable.Range(0, organisations.Count)
        from who in Enumerable.Range(0, o < deviants ? 3 : 1)
        let answers = who == 2 ? deviation : organisations[o]
        select new Respondent(
            o,
            [
                .. Enumerable
                    .Range(0, occasions)
                    .Select(t => (answers & (1 << t)) == 0 ? (int?)null : scores[(((o * 3) + who) * occasions) + t]),
            ]
        )
        select new Panel(minimum, occasions, [.. respondents]);

    private sealed record Respondent(int Organisation, int?[] Scores);

    private sealed record Panel(int Minimum, int Occasions, IReadOnlyList<Respondent> Respondents)
    {
        public string[] Keys { get; init; } = ["startup", "bm1", "bm2", "bm3"];

        public IReadOnlyList<BenchmarkCell> Table()
        {
            var times = Enumerable.Range(0, Occasions).ToList();
            return BenchmarkTests.Table(
                OneStep,
                times.ConvertAll(t => Keys[t]),
                times.ConvertAll(t => Rows(t)),
                Basis.Respondents,
                Minimum
            );
        }

        private List<EditionRow> Rows(int t) =>
            [
                .. Respondents
                    .GroupBy(r => r.Organisation)
                    .Select(o =>
                        o.Index()
                            .Aggregate(new EditionRow(o.Key), (row, r) =>
                                r.Item.Scores[t] is { } score
                                    ? row.With(EditionRow.Whos(Basis.Respondents)[r.Index], $"{score}")
                                    : row
                            )
                    ),
            ];

        /// <summary>
        /// The smallest set of organisations about whose answers alone something can be worked out from what is shown: some
        /// sum of the shown totals in which nobody else's answer is left. Null when there is none smaller than the minimum.
        /// </summary>
        public IReadOnlyList<int>? SmallestThatCanBeTold()
        {
            var shown = Shown().ToList();
            var organisations = Respondents.Select(r => r.Organisation).Distinct().ToList();
            var rank = Rank(shown);
            return Enumerable
                .Range(1, Minimum - 1)
                .SelectMany(size => Subsets(organisations, size))
                .FirstOrDefault(few =>
                    Rank([
                        .. shown.Select(row =>
                            row.Where((_, i) => !few.Contains(Respondents[i / Occasions].Organisation)).ToArray()
                        ),
                    ]) < rank
                );
        }

        /// <summary>
        /// Every total that the table tells, as what it adds up: a number for each respondent's answer at each occasion.
        /// </summary>
        private IEnumerable<long[]> Shown()
        {
            var cells = Table();
            for (var t = 0; t < Occasions; t++)
            {
                if (!cells[t].Suppressed)
                {
                    yield return Row((r, at) => at == t && r.Scores[t] is not null ? 1 : 0);
                }

                if (cells[t].ChangeBoth is not null)
                {
                    yield return Row(
                        (r, at) =>
                            !Both(r, t) ? 0
                            : at == t ? 1
                            : at == t - 1 ? -1
                            : 0
                    );
                }
            }
        }

        private long[] Row(Func<Respondent, int, long> factor) =>
            [.. Respondents.SelectMany(r => Enumerable.Range(0, Occasions).Select(at => factor(r, at)))];

        private static bool Both(Respondent r, int t) => t > 0 && r.Scores[t] is not null && r.Scores[t - 1] is not null;

        /// <summary>The number of rows that are not sums of others, by elimination modulo a prime.</summary>
        private static int Rank(IReadOnlyList<long[]> rows)
        {
            const long Prime = 1_000_003;
            var left = rows.Select(r => r.Select(x => ((x % Prime) + Prime) % Prime).ToArray()).ToList();
            var rank = 0;
            for (var column = 0; rank < left.Count && column < left[0].Length; column++)
            {
                var pivot = left.FindIndex(rank, r => r[column] != 0);
                if (pivot < 0)
                {
                    continue;
                }

                (left[rank], left[pivot]) = (left[pivot], left[rank]);
                foreach (var row in left.Skip(rank + 1).Where(r => r[column] != 0))
                {
                    var (a, b) = (left[rank][column], row[column]);
                    for (var i = 0; i < row.Length; i++)
                    {
                        row[i] = ((row[i] * a) - (left[rank][i] * b) + (Prime * Prime)) % Prime;
                    }
                }

                rank++;
            }

            return rank;
        }

        private static IEnumerable<List<int>> Subsets(IReadOnlyList<int> of, int size) =>
            size == 0
                ?
                [
                    [],
                ]
                : of.SelectMany(
                    (first, i) => Subsets([.. of.Skip(i + 1)], size - 1).Select(rest => rest.Prepend(first).ToList())
                );
    }
}

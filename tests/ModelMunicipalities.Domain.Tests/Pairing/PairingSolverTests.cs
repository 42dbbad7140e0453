using System.Globalization;
using System.Text.Json;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Pairing;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Pairing;

public class PairingSolverTests
{
    [Test]
    public void The_historical_cohort_is_paired_at_no_more_than_its_historical_distance()
    {
        var problem = Pairings.HistoricalProblem();
        var historical = PairingSolver.Evaluate(problem, Pairings.Historical);
        historical.TotalDistanceKm.ShouldBeInRange(1352, 1354);
        var solution = PairingSolver.Solve(problem).Solution!;
        solution.Optimal.ShouldBeTrue();
        solution.TotalDistanceKm.ShouldBeLessThanOrEqualTo(historical.TotalDistanceKm);
        solution.Objective.ShouldBe(solution.TotalDistanceKm, 1e-4);
        solution.Groups.Count.ShouldBe(6);
        solution.Groups.ShouldAllBe(g => g.Participants.Count >= 2 && g.Participants.Count <= 3);
    }

    [Test]
    public void No_assignment_is_cheaper_and_there_is_one_exactly_when_some_assignment_keeps_the_limits() =>
        Always.Holds(Pairings.Seeds, seed => IsBest(Pairings.Small(seed)), times: 3000);

    [Test]
    public void A_repair_changes_as_few_as_possible_and_then_costs_the_least() =>
        Always.Holds(Pairings.Seeds, seed => IsBest(Pairings.Small(seed, repair: true)), times: 3000);

    [Test]
    public void Limits_are_kept_whatever_the_size() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
            {
                var problem = Pairings.Large(seed);
                var (solution, refusals) = PairingSolver.Solve(problem);
                return solution is null ? refusals.Count > 0 : refusals.Count == 0 && Keeps(problem, solution);
            },
            times: 60
        );

    [Test]
    public void Many_of_the_large_problems_can_be_solved() =>
        Enumerable
            .Range(0, 40)
            .Count(seed => PairingSolver.Solve(Pairings.Large(seed)).Solution is not null)
            .ShouldBeGreaterThan(5);

    [Test]
    public void The_groups_do_not_depend_on_the_order_in_which_the_problem_is_told() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
            {
                var problem = seed % 10 == 0 ? Pairings.Large(seed) : Pairings.Small(seed, repair: seed % 2 == 0);
                return Text(PairingSolver.Solve(problem).Solution)
                    == Text(PairingSolver.Solve(Pairings.Shuffled(problem, seed + 1)).Solution);
            },
            times: 300
        );

    [Test]
    public void The_groups_do_not_depend_on_the_language()
    {
        var problem = Pairings.HistoricalProblem(new PairingWeights(1, 10, 5), 0.05);
        var plain = Text(PairingSolver.Solve(problem).Solution);
        foreach (var culture in new[] { "sv-SE", "en-US", "tr-TR", "ar-SA" })
        {
            var before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Text(PairingSolver.Solve(problem).Solution).ShouldBe(plain);
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void The_costs_of_the_pairs_sum_up_to_the_objective() =>
        Always.Holds(Pairings.Seeds, seed =>
            PairingSolver.Solve(Pairings.Small(seed)).Solution is not { } s
            || (
                Math.Abs(Pairings.AllOf(s).Sum(p => p.Cost) - s.Objective) < 1e-9
                && Math.Abs(Pairings.AllOf(s).Sum(p => p.DistanceKm) - s.TotalDistanceKm) < 1e-9
            )
        );

    [Test]
    public void Gotland_is_not_its_own_mentor_though_region_and_municipality_are_two()
    {
        var municipality = Pairings.Named("Gotland");
        var region = municipality with { Key = "region-gotland", Name = "Region Gotland" };
        var solution = PairingSolver
            .Solve(
                Pairings.Problem(
                    [municipality, Pairings.Named("Nynäshamn")],
                    [new MentorPlaces(region, 1, 2), new MentorPlaces(Pairings.Named("Malmö"), 0, 2)]
                )
            )
            .Solution!;
        Pairings
            .PairsOf(solution)
            .ShouldBe([new Pair("Malmö", "Gotland"), new Pair("region-gotland", "Nynäshamn")], ignoreOrder: true);
    }

    [Test]
    public void One_that_is_both_mentor_and_participant_is_not_paired_with_itself_even_when_its_families_differ()
    {
        var (a, b) = (Pairings.At("a", 60, 15), Pairings.At("b", 56, 13));
        var solution = PairingSolver
            .Solve(
                Pairings.Problem(
                    [a, b],
                    [new MentorPlaces(a with { Family = "other" }, 0, 2), new MentorPlaces(b with { Family = "another" }, 0, 2)]
                )
            )
            .Solution!;
        Pairings.PairsOf(solution).ShouldBe([new Pair("a", "b"), new Pair("b", "a")], ignoreOrder: true);
    }

    [Test]
    public void A_mentor_that_needs_none_may_go_without()
    {
        var solution = PairingSolver
            .Solve(
                Pairings.Problem(
                    [Pairings.At("a", 60, 15)],
                    [
                        new MentorPlaces(Pairings.At("far", 56, 13), 0, 5),
                        new MentorPlaces(Pairings.At("near", 60, 16), 0, int.MaxValue),
                    ]
                )
            )
            .Solution!;
        solution.Groups.Select(g => g.Mentor).ShouldBe(["near"]);
    }

    [Test]
    public void A_mentor_gets_its_least_though_another_is_nearer_to_all()
    {
        var solution = PairingSolver
            .Solve(
                Pairings.Problem(
                    [Pairings.At("a", 60, 15), Pairings.At("b", 60, 16), Pairings.At("c", 60, 17)],
                    [new MentorPlaces(Pairings.At("far", 60, 30), 1, 3), new MentorPlaces(Pairings.At("near", 60, 15.5), 0, 3)]
                )
            )
            .Solution!;
        Pairings.PairsOf(solution).Single(p => p.Mentor == "far").Participant.ShouldBe("c");
    }

    [Test]
    public void Size_counts_per_doubling_and_focus_per_share_that_is_not_common()
    {
        var mentor = new MentorPlaces(Pairings.At("m", 60, 15, 40_000, "care", "school"), 1, 3);
        PairingOrganisation[] participants =
        [
            Pairings.At("half", 60, 15, 20_000),
            Pairings.At("one-of-three", 60, 15, 40_000, "school", "planning"),
            Pairings.At("unknown", 60, 15, 0, "planning"),
        ];
        var solution = PairingSolver.Solve(Pairings.Problem(participants, [mentor], new PairingWeights(1, 10, 3))).Solution!;
        solution
            .Groups.Single()
            .Participants.Select(p => (p.Key, p.Cost))
            .ShouldBe([("half", 10), ("one-of-three", 2), ("unknown", 3)]);
    }

    [Test]
    public void Costs_may_be_as_high_as_the_weights_allow_at_the_size_of_Sweden()
    {
        var all = Catalogue.Municipalities.Select(m => Pairings.Named(m.Name)).ToList();
        var highest = new PairingWeights(PairingWeights.Highest, PairingWeights.Highest, PairingWeights.Highest);
        var problem = Pairings.Problem(all, [.. all.Where((_, i) => i % 3 == 0).Select(m => new MentorPlaces(m, 2, 3))], highest);
        var solution = PairingSolver.Solve(problem).Solution!;
        solution.Optimal.ShouldBeTrue();

        // Scaled, the same: the weights are only about what counts more.
        var scaled = PairingSolver.Solve(problem with { Weights = new PairingWeights(1, 1, 1) }).Solution!;
        scaled.Objective.ShouldBe(solution.Objective / PairingWeights.Highest, 1e-3);
    }

    private static bool IsBest(PairingProblem problem)
    {
        var (solution, refusals) = PairingSolver.Solve(problem);
        var best = EveryAssignment.Best(problem);
        if (solution is null || best is null)
        {
            return solution is null && best is null && refusals.Count > 0;
        }

        return Keeps(problem, solution)
            && Math.Abs(solution.Optimum - best.Value.Cost) < 1e-5
            && solution.Changed == best.Value.Changes
            && solution.Optimal == (solution.Objective == solution.Optimum)
            && (problem.Tolerance > 0 || solution.Optimal);
    }

    private static bool Keeps(PairingProblem problem, PairingSolution solution)
    {
        var participants = problem.Participants.ToDictionary(p => p.Key);
        var mentors = problem.Mentors.ToDictionary(m => m.Organisation.Key);
        var pairs = Pairings.PairsOf(solution).ToList();
        return pairs
                .Select(p => p.Participant)
                .Order(StringComparer.Ordinal)
                .SequenceEqual(participants.Keys.Order(StringComparer.Ordinal))
            && pairs.All(p => EveryAssignment.May(problem, participants[p.Participant], mentors[p.Mentor].Organisation))
            && mentors.All(m =>
                pairs.Count(p => p.Mentor == m.Key) is var number && number >= m.Value.Least && number <= m.Value.Most
            )
            && solution.Changed == pairs.Sum(p => EveryAssignment.Changes(problem, p.Participant, p.Mentor))
            && Math.Abs(
                solution.Objective
                    - pairs.Sum(p =>
                        EveryAssignment.Cost(participants[p.Participant], mentors[p.Mentor].Organisation, problem.Weights)
                    )
            ) < 1e-3
            && solution.Objective >= solution.Optimum
            && solution.Objective <= (solution.Optimum * (1 + problem.Tolerance)) + 1e-6
            && solution.Fit.After <= solution.Fit.Before
            && Math.Abs(solution.Fit.After - EveryAssignment.Fit(problem, solution)) < 1e-5;
    }

    private static string Text(PairingSolution? solution) => JsonSerializer.Serialize(solution);
}

public class EvaluateTests
{
    [Test]
    public void What_was_solved_is_found_as_good_as_it_was_told() => Always.Holds(Pairings.Seeds, seed =>
        {
            var problem = Pairings.Small(seed, repair: seed % 2 == 0);
            if (PairingSolver.Solve(problem).Solution is not { } solution)
            {
                return true;
            }

            var seen = PairingSolver.Evaluate(problem, [.. Pairings.PairsOf(solution)]);
            return (
                    seen.Objective,
                    seen.Optimum,
                    seen.Optimal,
                    seen.Changed,
                    seen.TotalDistanceKm,
                    seen.Fit.After,
                    seen.Fit.Before
                )
                == (
                    solution.Objective,
                    solution.Optimum,
                    solution.Optimal,
                    solution.Changed,
                    solution.TotalDistanceKm,
                    solution.Fit.After,
                    solution.Fit.After
                );
        });

    [Test]
    public void Only_what_keeps_all_limits_and_costs_the_least_is_optimal() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
            {
                var problem = Pairings.Small(seed, repair: seed % 2 == 0);
                var random = new Random(seed);
                Pair[] pairs =
                [
                    .. problem.Participants.Select(p => new Pair(
                        problem.Mentors[random.Next(problem.Mentors.Count)].Organisation.Key,
                        p.Key
                    )),
                ];
                var seen = PairingSolver.Evaluate(problem, pairs);
                var best = EveryAssignment.Best(problem);
                var participants = problem.Participants.ToDictionary(p => p.Key);
                var kept =
                    pairs.All(p =>
                        EveryAssignment.May(
                            problem,
                            participants[p.Participant],
                            problem.Mentors.Single(m => m.Organisation.Key == p.Mentor).Organisation
                        )
                    )
                    && problem.Mentors.All(m =>
                        pairs.Count(p => p.Mentor == m.Organisation.Key) is var n && n >= m.Least && n <= m.Most
                    );
                return seen.Optimal
                        == (
                            kept
                            && best is not null
                            && seen.Changed == best.Value.Changes
                            && Math.Abs(seen.Objective - best.Value.Cost) < 1e-5
                        )
                    && double.IsNaN(seen.Optimum) == best is null;
            },
            times: 2000
        );

    [Test]
    public void The_runner_up_is_the_cheapest_other_mentor_whether_it_has_a_place_or_not()
    {
        var problem = Pairings.Problem(
            [Pairings.At("a", 60, 15), Pairings.At("b", 60, 15)],
            [
                new MentorPlaces(Pairings.At("m", 61, 15), 1, 1),
                new MentorPlaces(Pairings.At("n", 62, 15), 1, 1),
                new MentorPlaces(Pairings.At("o", 63, 15), 0, 1),
            ]
        );
        var seen = PairingSolver.Evaluate(problem, [new Pair("m", "a"), new Pair("o", "b")]);
        var next = Pairings.AllOf(seen).Select(p => (p.Key, p.RunnerUp!.Mentor, Math.Round(p.RunnerUp.ExtraCost, 2))).ToList();
        next.ShouldBe([("a", "n", 111.2), ("b", "m", -222.39)]);
        (seen.Optimal, seen.Optimum < seen.Objective).ShouldBe((false, true));
    }

    [Test]
    public void Somebody_may_be_left_out_and_unknown_keys_are_passed_over()
    {
        var seen = PairingSolver.Evaluate(
            Pairings.HistoricalProblem(),
            [new Pair("Piteå", "Luleå"), new Pair("Nowhere", "Boden"), new Pair("Piteå", "Nobody")]
        );
        Pairings.PairsOf(seen).ShouldBe([new Pair("Piteå", "Luleå")]);
        (seen.Optimal, seen.Fit.After).ShouldBe((false, 0));
        seen.TotalDistanceKm.ShouldBe(43, 1);
    }

    [Test]
    public void Where_nothing_can_be_solved_the_optimum_is_not_known()
    {
        var problem = Pairings.Problem(
            [Pairings.At("a", 60, 15), Pairings.At("b", 60, 15)],
            [new MentorPlaces(Pairings.At("m", 61, 15), 1, 1)]
        );
        var seen = PairingSolver.Evaluate(problem, [new Pair("m", "a"), new Pair("m", "b")]);
        (seen.Optimum, seen.Optimal, Math.Round(seen.Objective, 2)).ShouldBe((double.NaN, false, 222.39));
        Should.NotThrow(() =>
            PairingSolver.Evaluate(
                problem with
                {
                    Participants = [.. problem.Participants, .. problem.Participants],
                    Weights = new PairingWeights(double.NaN, double.PositiveInfinity),
                },
                [new Pair("m", "a")]
            )
        );
    }
}

public class RunnerUpTests
{
    [Test]
    public void The_next_mentor_costs_the_whole_what_the_best_assignment_with_that_pair_costs_more() =>
        Always.Holds(Pairings.Seeds, seed => Holds(Pairings.Small(seed)), times: 2000);

    [Test]
    public void So_it_does_in_a_repair_where_fewer_changes_go_first() =>
        Always.Holds(Pairings.Seeds, seed => Holds(Pairings.Small(seed, repair: true)), times: 2000);

    [Test]
    public void Nothing_instead_of_an_optimal_choice_makes_the_whole_cheaper() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
                PairingSolver.Solve(Pairings.Large(seed) with { Tolerance = 0, Current = null }).Solution is not { } solution
                || (solution.Optimal && Pairings.AllOf(solution).All(p => p.RunnerUp is null or { ExtraCost: >= 0 })),
            times: 20
        );

    [Test]
    public void A_locked_participant_has_none_and_neither_has_one_with_a_single_mentor_to_go_to()
    {
        var problem = Pairings.HistoricalProblem() with { Locked = [new Pair("Malmö", "Luleå")] };
        Pairings
            .AllOf(PairingSolver.Solve(problem).Solution!)
            .Where(p => p.RunnerUp is null)
            .Select(p => p.Key)
            .ShouldBe(["Luleå"]);
    }

    [Test]
    public void It_comes_with_its_distance()
    {
        var solution = PairingSolver
            .Solve(
                Pairings.Problem(
                    [Pairings.At("a", 60, 15)],
                    [
                        new MentorPlaces(Pairings.At("m", 61, 15), 0, 1),
                        new MentorPlaces(Pairings.At("n", 62, 15), 0, 1),
                        new MentorPlaces(Pairings.At("o", 63, 15), 0, 1),
                    ]
                )
            )
            .Solution!;
        var next = Pairings.AllOf(solution).Single().RunnerUp!;
        (next.Mentor, Math.Round(next.DistanceKm, 2), Math.Round(next.ExtraCost, 2)).ShouldBe(("n", 222.39, 111.2));
    }

    private static bool Holds(PairingProblem problem)
    {
        if (PairingSolver.Solve(problem).Solution is not { } solution)
        {
            return true;
        }

        foreach (var (group, paired) in solution.Groups.SelectMany(g => g.Participants.Select(p => (g, p))))
        {
            // The repair's order: fewest changes first, then cost.
            var others = problem
                .Mentors.Select(m => m.Organisation.Key)
                .Where(m => m != group.Mentor)
                .Select(m => (Mentor: m, Best: EveryAssignment.Best(problem, new Pair(m, paired.Key))))
                .Where(o => o.Best is not null)
                .OrderBy(o => o.Best!.Value.Changes)
                .ThenBy(o => Math.Round(o.Best!.Value.Cost, 4))
                .ToList();
            if (paired.RunnerUp is not { } next)
            {
                if (others.Count > 0)
                {
                    return false;
                }

                continue;
            }

            var told = others.FirstOrDefault(o => o.Mentor == next.Mentor).Best;
            if (
                told is null
                || told.Value.Changes != others[0].Best!.Value.Changes
                || Math.Abs(told.Value.Cost - others[0].Best!.Value.Cost) > 1e-3
                || Math.Abs(next.ExtraCost - (told.Value.Cost - solution.Objective)) > 1e-4
            )
            {
                return false;
            }
        }

        return true;
    }
}

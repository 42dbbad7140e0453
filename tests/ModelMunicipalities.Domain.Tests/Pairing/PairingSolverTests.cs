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

using ModelMunicipalities.Domain.Pairing;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Pairing;

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

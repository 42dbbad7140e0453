using ModelMunicipalities.Domain.Pairing;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Pairing;

public class FitImprovementTests
{
    /// <summary>
    /// Four on the equator's line between two mentors that are equally far from all of them; two and two are neighbours.
    /// </summary>
    private static readonly PairingProblem EquallyFar = Pairings.Problem(
        [Pairings.At("a", 0, 0), Pairings.At("b", 0, 10), Pairings.At("c", 0, 0.1), Pairings.At("d", 0, 10.1)],
        [new MentorPlaces(Pairings.At("north", 90, 0), 2, 2), new MentorPlaces(Pairings.At("south", -90, 0), 2, 2)]
    );

    [Test]
    public void Of_groups_that_cost_the_same_those_are_made_whose_participants_fit_each_other()
    {
        var solution = PairingSolver.Solve(EquallyFar).Solution!;
        solution.Groups.Select(g => string.Concat(g.Participants.Select(p => p.Key))).ShouldBe(["ac", "bd"], ignoreOrder: true);
        solution.Optimal.ShouldBeTrue();
        solution.Fit.After.ShouldBe(11.12, 0.01);
        solution.Fit.Before.ShouldBeGreaterThan(1000);
    }

    [Test]
    public void Locks_hold_against_a_better_fit()
    {
        var solution = PairingSolver
            .Solve(EquallyFar with { Locked = [new Pair("north", "a"), new Pair("south", "c")] })
            .Solution!;
        Pairings.PairsOf(solution).ShouldContain(new Pair("north", "a"));
        Pairings.PairsOf(solution).ShouldContain(new Pair("south", "c"));
    }

    [Test]
    public void A_repair_is_not_undone_for_a_better_fit()
    {
        var solution = PairingSolver
            .Solve(
                EquallyFar with
                {
                    Current = [new Pair("north", "a"), new Pair("north", "b"), new Pair("south", "c"), new Pair("south", "d")],
                    Tolerance = 1,
                }
            )
            .Solution!;
        (solution.Changed, solution.Fit.After == solution.Fit.Before).ShouldBe((0, true));
    }

    [Test]
    public void A_little_more_distance_buys_a_better_fit_only_within_the_tolerance()
    {
        var problem = Pairings.HistoricalProblem(new PairingWeights(1, 100));
        var (plain, some, more) = (Solved(0), Solved(0.02), Solved(0.05));
        plain.Optimal.ShouldBeTrue();
        some.Optimal.ShouldBeFalse();
        some.Optimum.ShouldBe(plain.Objective);
        some.Objective.ShouldBeInRange(some.Optimum, some.Optimum * 1.02);
        more.Objective.ShouldBeInRange(more.Optimum, more.Optimum * 1.05);
        some.Fit.After.ShouldBeLessThan(plain.Fit.After);
        more.Fit.After.ShouldBeLessThan(some.Fit.After);

        PairingSolution Solved(double tolerance) => PairingSolver.Solve(problem with { Tolerance = tolerance }).Solution!;
    }

    [Test]
    public void The_same_groups_are_not_with_dearer_mentors_than_they_need_be()
    {
        var problem = Pairings.HistoricalProblem(new PairingWeights(1, 60), 0.2);
        var solution = PairingSolver.Solve(problem).Solution!;
        var mentors = problem.Mentors.ToDictionary(m => m.Organisation.Key, m => m.Organisation);
        var participants = problem.Participants.ToDictionary(p => p.Key);
        foreach (var (a, b) in from a in solution.Groups from b in solution.Groups where a != b select (a, b))
        {
            (Cost(a, b.Mentor!) + Cost(b, a.Mentor!)).ShouldBeGreaterThan(Cost(a, a.Mentor!) + Cost(b, b.Mentor!) - 1e-5);
        }

        double Cost(PairedGroup group, string mentor) =>
            group.Participants.Sum(p => EveryAssignment.Cost(participants[p.Key], mentors[mentor], problem.Weights));
    }

    [Test]
    public void Nobody_is_left_alone_for_a_better_mean()
    {
        // The mean would be best with d alone.
        var solution = PairingSolver
            .Solve(
                Pairings.Problem(
                    [Pairings.At("a", 0, 0), Pairings.At("b", 0, 0.1), Pairings.At("c", 0, 10), Pairings.At("d", 0, 12)],
                    [new MentorPlaces(Pairings.At("m", 0, 0), 1, 3), new MentorPlaces(Pairings.At("n", 0, 12), 1, 3)]
                ) with
                {
                    Tolerance = 1,
                }
            )
            .Solution!;
        solution.Groups.ShouldAllBe(g => g.Participants.Count == 2);
    }

    [Test]
    public void Fit_never_worsens_and_the_objective_stays_within_the_tolerance() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
            {
                var problem = Pairings.Large(seed) with { Locked = [], Tolerance = 0.05 };
                if (PairingSolver.Solve(problem).Solution is not { } solution)
                {
                    return true;
                }

                var untouched = PairingSolver.Evaluate(
                    problem,
                    [.. Pairings.PairsOf(PairingSolver.Solve(problem with { Tolerance = 0 }).Solution!)]
                );
                return solution.Fit.After <= solution.Fit.Before
                    && solution.Fit.After <= untouched.Fit.After + 1e-9
                    && solution.Objective <= (solution.Optimum * 1.05) + 1e-6
                    && solution.Changed == untouched.Changed;
            },
            times: 20
        );
}

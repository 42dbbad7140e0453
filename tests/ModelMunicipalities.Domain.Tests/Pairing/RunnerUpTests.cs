using ModelMunicipalities.Domain.Pairing;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Pairing;

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

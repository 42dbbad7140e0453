using ModelMunicipalities.Domain.Pairing;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Pairing;

public class PeerGroupsTests
{
    private static readonly PairingWeights Weights = new(1, 20, 30);

    [Test]
    public void No_division_into_groups_is_cheaper() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
            {
                var peers = Pairings.Peers(seed, 1 + (seed % 8));
                var (least, most) = (1 + (seed / 8 % 3), 1 + (seed / 8 % 3) + (seed / 24 % 3));
                var (solution, refusals) = PairingSolver.SolvePeers(peers, least, most, Weights);
                var best = EveryAssignment.BestPeers(peers, least, most, Weights);
                return solution is null || best is null
                    ? solution is null && best is null && refusals.Single().Rule == "GroupsDoNotDivide"
                    : solution.Optimal
                        && solution.Objective == solution.Optimum
                        && Math.Abs(solution.Objective - best.Value) < 1e-4
                        && Keeps(solution, peers, least, most);
            },
            times: 800
        );

    [Test]
    public void The_pilot_of_peers_is_grouped_by_who_is_near()
    {
        var names = new[] { "Malmö", "Örebro", "Jönköping", "Umeå", "Eskilstuna", "Piteå", "Västerås" };
        var solution = PairingSolver.SolvePeers([.. names.Select(Pairings.Named)], 2, 3, new PairingWeights()).Solution!;
        solution.Groups.ShouldAllBe(g => g.Mentor == null);
        solution
            .Groups.Select(g => string.Join(" ", g.Participants.Select(p => p.Key)))
            .ShouldBe(["Eskilstuna Västerås Örebro", "Jönköping Malmö", "Piteå Umeå"]);
        (solution.Optimal, solution.Changed).ShouldBe((true, 0));
        Pairings.AllOf(solution).ShouldAllBe(p => p.RunnerUp == null);
    }

    [Test]
    public void Shares_sum_up_to_the_objective_and_distances_are_means()
    {
        var solution = PairingSolver
            .SolvePeers([Pairings.At("a", 0, 0), Pairings.At("b", 0, 1), Pairings.At("c", 0, 2)], 3, 3, new PairingWeights(2))
            .Solution!;
        var degree = GreatCircle.EarthRadiusKm * Math.PI / 180;
        solution.TotalDistanceKm.ShouldBe(4 * degree, 1e-6);
        solution.Objective.ShouldBe(8 * degree, 1e-5);
        solution.Groups.Single().Participants.Sum(p => p.Cost).ShouldBe(solution.Objective, 1e-6);
        solution.Groups.Single().Participants.Select(p => p.DistanceKm / degree).ShouldBe([1.5, 1, 1.5], 1e-9);
        solution.Fit.After.ShouldBe(8 * degree / 3, 1e-5);
    }

    [Test]
    public void Sixteen_are_proven()
    {
        var peers = Pairings.Peers(1, PairingSolver.MostProvenPeers);
        var solution = PairingSolver.SolvePeers(peers, 2, 4, Weights).Solution!;
        solution.Optimal.ShouldBeTrue();
        Keeps(solution, peers, 2, 4).ShouldBeTrue();
    }

    [Test]
    public void Above_it_is_searched_kept_within_the_bounds_and_not_called_optimal() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
            {
                var peers = Pairings.Peers(seed, 17 + (seed % 60));
                var solution = PairingSolver.SolvePeers(peers, 2, 3, Weights).Solution!;
                return !solution.Optimal && double.IsNaN(solution.Optimum) && Keeps(solution, peers, 2, 3);
            },
            times: 50
        );

    [Test]
    public void What_is_searched_cannot_be_bettered_by_one_swap()
    {
        var peers = Pairings.Peers(3, 40);
        var groups = PairingSolver
            .SolvePeers(peers, 2, 3, Weights)
            .Solution!.Groups.Select(g => g.Participants.Select(p => p.Key).ToList())
            .ToList();
        var byKey = peers.ToDictionary(p => p.Key);
        var now = Cost();
        foreach (var (a, b) in from a in groups from b in groups where a != b select (a, b))
        {
            foreach (var (i, j) in from i in Enumerable.Range(0, a.Count) from j in Enumerable.Range(0, b.Count) select (i, j))
            {
                (a[i], b[j]) = (b[j], a[i]);
                Cost().ShouldBeGreaterThan(now - 1e-5);
                (a[i], b[j]) = (b[j], a[i]);
            }
        }

        double Cost() =>
            groups.Sum(g =>
                g.Sum(x =>
                    g.Where(y => string.CompareOrdinal(x, y) < 0).Sum(y => EveryAssignment.Cost(byKey[x], byKey[y], Weights))
                )
            );
    }

    [Test]
    public void The_order_in_which_they_are_told_means_nothing() =>
        Always.Holds(
            Pairings.Seeds,
            seed =>
            {
                var peers = Pairings.Peers(seed, 4 + (seed % 20));
                return Groups(peers) == Groups([.. peers.AsEnumerable().Reverse()]);

                static string Groups(List<PairingOrganisation> peers) =>
                    string.Join(
                        "|",
                        PairingSolver
                            .SolvePeers(peers, 2, 3, Weights)
                            .Solution!.Groups.Select(g => string.Join(" ", g.Participants.Select(p => p.Key)))
                    );
            },
            times: 100
        );

    private static bool Keeps(PairingSolution solution, List<PairingOrganisation> peers, int least, int most) =>
        solution.Groups.All(g => g.Mentor is null && g.Participants.Count >= least && g.Participants.Count <= most)
        && Pairings
            .AllOf(solution)
            .Select(p => p.Key)
            .Order(StringComparer.Ordinal)
            .SequenceEqual(peers.Select(p => p.Key).Order(StringComparer.Ordinal));
}

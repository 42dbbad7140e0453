using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.Domain.Tests.Pairing;

/// <summary>The plain way: tries every assignment, with costs computed by other formulas.</summary>
internal static class EveryAssignment
{
    /// <summary>The fewest changes and with these the least cost; null when no assignment keeps the limits.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="insisted">A pair that must be made too.</param>
    public static (int Changes, double Cost)? Best(PairingProblem problem, Pair? insisted = null)
    {
        (int Changes, double Cost)? best = null;
        var load = new int[problem.Mentors.Count];
        Give(0, 0, 0);
        return best;

        void Give(int participant, int changes, double cost)
        {
            if (participant == problem.Participants.Count)
            {
                var enough = problem.Mentors.Select((m, i) => load[i] >= m.Least).All(e => e);
                if (
                    enough
                    && (best is null || changes < best.Value.Changes || (changes == best.Value.Changes && cost < best.Value.Cost))
                )
                {
                    best = (changes, cost);
                }

                return;
            }

            for (var m = 0; m < load.Length; m++)
            {
                var (one, mentor) = (problem.Participants[participant], problem.Mentors[m]);
                if (
                    load[m] < mentor.Most
                    && May(problem, one, mentor.Organisation)
                    && (insisted?.Participant != one.Key || insisted.Mentor == mentor.Organisation.Key)
                )
                {
                    load[m]++;
                    Give(
                        participant + 1,
                        changes + Changes(problem, one.Key, mentor.Organisation.Key),
                        cost + Cost(one, mentor.Organisation, problem.Weights)
                    );
                    load[m]--;
                }
            }
        }
    }

    public static bool May(PairingProblem problem, PairingOrganisation participant, PairingOrganisation mentor) =>
        participant.Family != mentor.Family
        && participant.Key != mentor.Key
        && !problem.Forbidden.Contains(new Pair(mentor.Key, participant.Key))
        && problem.Locked.All(l => l.Participant != participant.Key || l.Mentor == mentor.Key);

    public static int Changes(PairingProblem problem, string participant, string mentor) =>
        problem.Current?.FirstOrDefault(c => c.Participant == participant) is { } now && now.Mentor != mentor ? 1 : 0;

    public static double Cost(PairingOrganisation a, PairingOrganisation b, PairingWeights weights)
    {
        var size = a.Population > 0 && b.Population > 0 ? Math.Abs(Math.Log2((double)a.Population / b.Population)) : 0;
        var either = a.Focus.Union(b.Focus).Count();
        var strange = a.Focus.Count == 0 || b.Focus.Count == 0 ? 0 : 1 - ((double)a.Focus.Intersect(b.Focus).Count() / either);
        return (weights.Distance * Kilometres(a, b)) + (weights.Size * size) + (weights.Focus * strange);
    }

    /// <summary>The mean cost of all pairs of participants within the groups.</summary>
    public static double Fit(PairingProblem problem, PairingSolution solution)
    {
        var organisations = problem.Participants.ToDictionary(p => p.Key);
        var pairs = solution
            .Groups.SelectMany(g =>
                g.Participants.SelectMany(
                    (a, i) =>
                        g.Participants.Take(i).Select(b => Cost(organisations[a.Key], organisations[b.Key], problem.Weights))
                )
            )
            .ToList();
        return pairs.Count == 0 ? 0 : pairs.Average();
    }

    /// <summary>The least sum of pairs within groups of peers, over all divisions.</summary>
    public static double? BestPeers(IReadOnlyList<PairingOrganisation> peers, int least, int most, PairingWeights weights)
    {
        double? best = null;
        var groups = new List<List<PairingOrganisation>>();
        Give(0, 0);
        return best;

        void Give(int peer, double cost)
        {
            if (peer == peers.Count)
            {
                best = groups.All(g => g.Count >= least) && !(cost >= best) ? cost : best;
                return;
            }

            foreach (var group in groups.Where(g => g.Count < most).ToList())
            {
                var added = group.Sum(other => Cost(other, peers[peer], weights));
                group.Add(peers[peer]);
                Give(peer + 1, cost + added);
                group.RemoveAt(group.Count - 1);
            }

            groups.Add([peers[peer]]);
            Give(peer + 1, cost);
            groups.RemoveAt(groups.Count - 1);
        }
    }

    private static double Kilometres(PairingOrganisation a, PairingOrganisation b)
    {
        var ((x, y, z), (u, v, w)) = (OnSphere(a), OnSphere(b));
        var chord = Math.Sqrt(((x - u) * (x - u)) + ((y - v) * (y - v)) + ((z - w) * (z - w)));
        return 2 * 6371.0088 * Math.Asin(Math.Min(1, chord / 2));
    }

    private static (double X, double Y, double Z) OnSphere(PairingOrganisation o)
    {
        var (latitude, longitude) = (double.DegreesToRadians(o.Latitude), double.DegreesToRadians(o.Longitude));
        return (Math.Cos(latitude) * Math.Cos(longitude), Math.Cos(latitude) * Math.Sin(longitude), Math.Sin(latitude));
    }
}

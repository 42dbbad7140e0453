namespace ModelMunicipalities.Domain.Pairing;

/// <summary>
/// Pairs participants with mentors so that the whole costs the least, proven, and says what the runner-up of each would cost.
/// The same problem gives the same groups, in whatever order it is told. Source: docs/adr/0008-pairing-exact.md.
/// </summary>
public static class PairingSolver
{
    /// <summary>The most peers whose groups are proven to be the cheapest.</summary>
    public const int MostProvenPeers = 16;

    /// <summary>
    /// The cheapest groups within the bounds, locks and forbidden pairs, then improved within the tolerance; or why there are
    /// none. Refused is what is out of range, contradicts itself or cannot be met, and then it says by whom.
    /// </summary>
    public static (PairingSolution? Solution, IReadOnlyList<Refusal> Refusals) Solve(PairingProblem problem)
    {
        var (input, cheapest, refusals) = Cheapest(problem);
        if (cheapest is null)
        {
            return (null, refusals);
        }

        var proven = cheapest.IsProvenCheapest();
        var optimum = input!.WithoutChanges(cheapest.Total);
        var with = FitImprovement.Improve(input, cheapest.With, (long)Math.Floor(problem.Tolerance * optimum));
        var objective = Objective(input, with);
        var insisting = cheapest.CostOfInsisting();
        var solution = SolutionOf(input, with, RunnerUp) with
        {
            Optimum = proven ? PairCosts.Kilometres(optimum) : double.NaN,
            Optimal = proven && objective == optimum,
        };
        return (solution with { Fit = solution.Fit with { Before = Fit(input, cheapest.With.ToArray()) } }, []);

        Alternative? RunnerUp(int participant)
        {
            var row = insisting.AsSpan(participant * input.Mentors.Length, input.Mentors.Length);
            var next = Least(row, PairingInput.Closed, except: with[participant]);
            return next < 0
                ? null
                : new Alternative(
                    input.Mentors[next].Organisation.Key,
                    input.Distance(participant, next),
                    PairCosts.Kilometres(optimum + input.WithoutChanges(row[next]) - objective)
                );
        }
    }

    /// <summary>
    /// Groups of peers without mentor, in which the sum of costs over all pairs within groups is as small as possible. For up
    /// to <see cref="MostProvenPeers"/> participants all divisions are weighed, so that it is proven; above, groups are
    /// made and improved by local search, the optimum is not known and nothing is called optimal.
    /// </summary>
    /// <param name="participants">Who is divided into groups.</param>
    /// <param name="least">The fewest in a group, 1 or more.</param>
    /// <param name="most">The most in a group.</param>
    /// <param name="weights">What a pair of peers costs.</param>
    public static (PairingSolution? Solution, IReadOnlyList<Refusal> Refusals) SolvePeers(
        IReadOnlyList<PairingOrganisation> participants,
        int least,
        int most,
        PairingWeights weights
    )
    {
        var refusals = PairingRules
            .OfOrganisations(participants, "participants", "")
            .Concat(PairingRules.OfWeights(weights))
            .ToList();
        if (least < 1)
        {
            refusals.Add(Refusal.Invalid("GroupWithoutMembers", "least"));
        }
        else if (most < least)
        {
            refusals.Add(Refusal.Invalid("GroupMostBelowLeast", "most", least, most));
        }
        else if (participants.Count > 0 && ((participants.Count - 1) / most) + 1 > participants.Count / least)
        {
            refusals.Add(Refusal.Invalid("GroupsDoNotDivide", "participants", participants.Count, least, most));
        }

        return refusals.Count > 0 ? (null, refusals) : (new PeerGroups(participants, least, most, weights).Solution(), []);
    }

    /// <summary>
    /// The figures of groups that somebody made by hand: any assignment, even one that breaks bounds, locks or prohibitions or
    /// leaves somebody out. Pairs with unknown keys are passed over; of several for one participant the last counts. The
    /// runner-up is the mentor that would add the least to the objective if nobody else moved, with a place or not, and may
    /// be cheaper than the one chosen. The optimum is <see cref="Solve"/>'s, NaN where that refuses; optimal is only what
    /// keeps all limits. Where Solve refuses weights or coordinates the figures mean nothing.
    /// </summary>
    public static PairingSolution Evaluate(PairingProblem problem, IReadOnlyList<Pair> assignment)
    {
        var (solved, cheapest, _) = Cheapest(problem);
        var input = solved ?? new PairingInput(problem);
        var with = new int[input.Participants.Length];
        Array.Fill(with, -1);
        foreach (var pair in assignment)
        {
            if (
                input.ParticipantNumber.TryGetValue(pair.Participant, out var participant)
                && input.MentorNumber.TryGetValue(pair.Mentor, out var mentor)
            )
            {
                with[participant] = mentor;
            }
        }

        var solution = SolutionOf(input, with, RunnerUp);
        if (cheapest is null || !cheapest.IsProvenCheapest())
        {
            return solution;
        }

        var total = Keeps(input, with) ? with.Select((mentor, i) => input.Cost[(i * input.Mentors.Length) + mentor]).Sum() : -1;
        return solution with
        {
            Optimum = PairCosts.Kilometres(input.WithoutChanges(cheapest.Total)),
            Optimal = total == cheapest.Total,
        };

        Alternative? RunnerUp(int participant)
        {
            var row = new long[input.Mentors.Length];
            for (var mentor = 0; mentor < row.Length; mentor++)
            {
                row[mentor] = input.May(participant, mentor) ? input.Units(participant, mentor) : PairingInput.Closed;
            }

            var next = Least(row, PairingInput.Closed, except: with[participant]);
            return next < 0
                ? null
                : new Alternative(
                    input.Mentors[next].Organisation.Key,
                    input.Distance(participant, next),
                    PairCosts.Kilometres(row[next] - input.Units(participant, with[participant]))
                );
        }
    }

    private static (PairingInput? Input, CheapestAssignment? Cheapest, IReadOnlyList<Refusal> Refusals) Cheapest(
        PairingProblem problem
    )
    {
        var refusals = PairingRules.Broken(problem);
        if (refusals.Count > 0)
        {
            return (null, null, refusals);
        }

        var input = new PairingInput(problem);
        if (input.TooLarge)
        {
            return (input, null, [Refusal.Invalid("PairingTooLarge", "weights")]);
        }

        return CheapestAssignment.Of(input) is { } cheapest ? (input, cheapest, []) : (input, null, Shortage.Of(input));
    }

    private static PairingSolution SolutionOf(PairingInput input, int[] with, Func<int, Alternative?> runnerUp)
    {
        var groups = Members(input, with)
            .Select(
                (members, mentor) =>
                    new PairedGroup(
                        input.Mentors[mentor].Organisation.Key,
                        members.ConvertAll(participant => new PairedParticipant(
                            input.Participants[participant].Key,
                            input.Distance(participant, mentor),
                            PairCosts.Kilometres(input.Units(participant, mentor)),
                            runnerUp(participant)
                        ))
                    )
            )
            .Where(g => g.Participants.Count > 0)
            .ToList();
        var fit = Fit(input, with);
        return new PairingSolution(
            groups,
            groups.SelectMany(g => g.Participants).Sum(p => p.DistanceKm),
            PairCosts.Kilometres(Objective(input, with)),
            double.NaN,
            false,
            new FitGain(fit, fit),
            with.Select((mentor, participant) => mentor < 0 ? 0 : input.Changes(participant, mentor)).Sum()
        );
    }

    private static long Objective(PairingInput input, int[] with) =>
        with.Select((mentor, participant) => mentor < 0 ? 0 : input.Units(participant, mentor)).Sum();

    private static double Fit(PairingInput input, int[] with) => FitImprovement.Mean(input, Members(input, with));

    private static List<int>[] Members(PairingInput input, int[] with)
    {
        var members = Array.ConvertAll(input.Mentors, _ => new List<int>());
        for (var participant = 0; participant < with.Length; participant++)
        {
            if (with[participant] >= 0)
            {
                members[with[participant]].Add(participant);
            }
        }

        return members;
    }

    private static bool Keeps(PairingInput input, int[] with) =>
        !with.Contains(-1)
        && with.Select((mentor, participant) => input.May(participant, mentor)).All(may => may)
        && Members(input, with)
            .Select((m, mentor) => m.Count >= input.Least[mentor] && m.Count <= input.Most[mentor])
            .All(kept => kept);

    /// <summary>The place of the least below a limit, of equals the first; −1 when there is none.</summary>
    private static int Least(ReadOnlySpan<long> row, long limit, int except)
    {
        var least = -1;
        for (var i = 0; i < row.Length; i++)
        {
            if (i != except && row[i] < (least < 0 ? limit : row[least]))
            {
                least = i;
            }
        }

        return least;
    }
}

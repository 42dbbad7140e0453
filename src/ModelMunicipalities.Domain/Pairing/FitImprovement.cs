namespace ModelMunicipalities.Domain.Pairing;

/// <summary>
/// Moves and swaps participants between groups as long as those within groups fit each other better for it, or as well at a
/// lower cost; so whole groups exchange mentors too. Bounds, locks and forbidden pairs hold, the objective stays within the
/// tolerance of the optimum, no more change mentor, and nobody more is left alone in a group. A local search: what it finds is
/// better, not proven best.
/// </summary>
internal sealed class FitImprovement
{
    private readonly PairingInput _input;
    private readonly int[] _with;
    private readonly List<int>[] _members;
    private readonly long[] _misfit;
    private long _spare;
    private int _spareChanges;
    private long _sum;
    private long _pairs;

    private FitImprovement(PairingInput input, ReadOnlySpan<int> with, long spare)
    {
        _input = input;
        _with = with.ToArray();
        _spare = spare;
        _members = Array.ConvertAll(input.Mentors, _ => new List<int>());
        _misfit = new long[_with.Length * _with.Length];
        Array.Fill(_misfit, -1);
        for (var participant = 0; participant < _with.Length; participant++)
        {
            var group = _members[_with[participant]];
            _sum += MisfitOf(participant, group, -1);
            _pairs += group.Count;
            group.Add(participant);
        }
    }

    /// <summary>The mentor of each participant after the improvement.</summary>
    /// <param name="input">The problem.</param>
    /// <param name="with">The mentor of each participant in a cheapest assignment.</param>
    /// <param name="spare">How much more than the cheapest it may cost.</param>
    public static int[] Improve(PairingInput input, ReadOnlySpan<int> with, long spare)
    {
        var improvement = new FitImprovement(input, with, spare);
        while (improvement.ImproveOnce() | improvement.ExchangeMentors()) { }

        return improvement._with;
    }

    /// <summary>The mean misfit over all pairs within groups, in kilometres.</summary>
    public static double Mean(PairingInput input, IEnumerable<IReadOnlyList<int>> groups)
    {
        long sum = 0,
            pairs = 0;
        foreach (var group in groups)
        {
            for (var i = 0; i < group.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    sum += input.Misfit(group[i], group[j]);
                    pairs++;
                }
            }
        }

        return pairs == 0 ? 0 : PairCosts.Kilometres(sum) / pairs;
    }

    /// <summary>Gives each participant, in order of key, its best move or swap; true when one was made.</summary>
    private bool ImproveOnce()
    {
        var improved = false;
        for (var participant = 0; participant < _with.Length; participant++)
        {
            var best = new Step(-1, -1, 0, 0, 0, 0);
            var misfit = MisfitOf(participant, _members[_with[participant]], participant);
            for (var mentor = 0; mentor < _members.Length; mentor++)
            {
                best = Better(best, Move(participant, mentor, misfit));
            }

            for (var other = 0; other < _with.Length; other++)
            {
                best = Better(best, Swap(participant, other, misfit));
            }

            if (best.Mentor >= 0)
            {
                Take(participant, best);
                improved = true;
            }
        }

        return improved;
    }

    private Step? Move(int participant, int mentor, long misfit)
    {
        var own = _with[participant];
        var (left, joined) = (_members[own], _members[mentor]);
        if (
            mentor == own
            || left.Count <= _input.Least[own]
            || joined.Count >= _input.Most[mentor]
            || Allowed(participant, mentor) is not { } step
        )
        {
            return null;
        }

        var alone = Alone(left.Count - 1) + Alone(joined.Count + 1) - Alone(left.Count) - Alone(joined.Count);
        return alone > 0
            ? null
            : step with
            {
                Sum = MisfitOf(participant, joined, -1) - misfit,
                Pairs = joined.Count - (left.Count - 1),
            };

        static int Alone(int count) => count == 1 ? 1 : 0;
    }

    private Step? Swap(int participant, int other, long misfit)
    {
        var (own, mentor) = (_with[participant], _with[other]);
        if (
            own == mentor
            || Cost(participant, mentor) is not { } there
            || Cost(other, own) is not { } back
            || there.Cost + back.Cost > _spare
            || there.Changes + back.Changes > _spareChanges
        )
        {
            return null;
        }

        var sum =
            MisfitOf(participant, _members[mentor], other)
            - misfit
            + MisfitOf(other, _members[own], participant)
            - MisfitOf(other, _members[mentor], other);
        return new Step(mentor, other, there.Cost + back.Cost, there.Changes + back.Changes, sum, 0);
    }

    private Step? Allowed(int participant, int mentor) =>
        Cost(participant, mentor) is { } there && there.Cost <= _spare && there.Changes <= _spareChanges
            ? new Step(mentor, -1, there.Cost, there.Changes, 0, 0)
            : null;

    /// <summary>What going to a mentor adds to the objective and to the changes; null when it may not.</summary>
    private (long Cost, int Changes)? Cost(int participant, int mentor)
    {
        if (!_input.May(participant, mentor))
        {
            return null;
        }

        var (from, changes) = (
            _with[participant],
            _input.Changes(participant, mentor) - _input.Changes(participant, _with[participant])
        );
        var row = participant * _members.Length;
        return (_input.Cost[row + mentor] - _input.Cost[row + from] - (_input.ChangeUnit * changes), changes);
    }

    /// <summary>
    /// The step with the lower mean afterwards, if it is lower than now; of equals the cheaper, then the first.
    /// </summary>
    private Step Better(Step best, Step? step)
    {
        if (step is not { } s)
        {
            return best;
        }

        // The means as fractions; no pair at all is 0 of 1.
        var mean = (Int128)(_sum + s.Sum) * Math.Max(1, _pairs + best.Pairs);
        var bestMean = (Int128)(_sum + best.Sum) * Math.Max(1, _pairs + s.Pairs);
        return mean < bestMean || (mean == bestMean && s.Cost < best.Cost) ? s : best;
    }

    /// <summary>Lets two mentors exchange their groups wherever that costs less; true when some did.</summary>
    private bool ExchangeMentors()
    {
        var exchanged = false;
        for (var a = 0; a < _members.Length; a++)
        {
            for (var b = 0; b < a; b++)
            {
                if (
                    Fits(_members[a], b)
                    && Fits(_members[b], a)
                    && GroupCost(a, b) is { } there
                    && GroupCost(b, a) is { } back
                    && there.Cost + back.Cost < 0
                    && there.Changes + back.Changes <= _spareChanges
                )
                {
                    (_members[a], _members[b]) = (_members[b], _members[a]);
                    _members[a].ForEach(one => _with[one] = a);
                    _members[b].ForEach(one => _with[one] = b);
                    _spare -= there.Cost + back.Cost;
                    _spareChanges -= there.Changes + back.Changes;
                    exchanged = true;
                }
            }
        }

        return exchanged;

        bool Fits(List<int> group, int mentor) => group.Count >= _input.Least[mentor] && group.Count <= _input.Most[mentor];
    }

    private (long Cost, int Changes)? GroupCost(int from, int mentor)
    {
        var (cost, changes) = (0L, 0);
        foreach (var one in _members[from])
        {
            if (Cost(one, mentor) is not { } step)
            {
                return null;
            }

            (cost, changes) = (cost + step.Cost, changes + step.Changes);
        }

        return (cost, changes);
    }

    private void Take(int participant, Step step)
    {
        var own = _with[participant];
        Bring(participant, step.Mentor);
        if (step.Other >= 0)
        {
            Bring(step.Other, own);
        }

        _sum += step.Sum;
        _pairs += step.Pairs;
        _spare -= step.Cost;
        _spareChanges -= step.Changes;

        void Bring(int moved, int mentor)
        {
            _members[_with[moved]].Remove(moved);
            _members[mentor].Add(moved);
            _with[moved] = mentor;
        }
    }

    private long MisfitOf(int participant, List<int> group, int except)
    {
        long sum = 0;
        foreach (var other in group)
        {
            sum += other == participant || other == except ? 0 : Misfit(participant, other);
        }

        return sum;
    }

    private long Misfit(int a, int b)
    {
        ref var misfit = ref _misfit[(a * _with.Length) + b];
        return misfit >= 0 ? misfit : misfit = _misfit[(b * _with.Length) + a] = _input.Misfit(a, b);
    }

    private readonly record struct Step(int Mentor, int Other, long Cost, int Changes, long Sum, int Pairs);
}

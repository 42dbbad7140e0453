using System.Numerics;

namespace ModelMunicipalities.Domain.Pairing;

/// <summary>Groups of peers, without mentor.</summary>
internal sealed class PeerGroups
{
    private const long Unreached = long.MaxValue;

    private readonly PairingOrganisation[] _participants;
    private readonly PairCosts _costs;
    private readonly long[,] _units;
    private readonly int _least;
    private readonly int _most;

    public PeerGroups(IReadOnlyList<PairingOrganisation> participants, int least, int most, PairingWeights weights)
    {
        _participants = [.. participants.OrderBy(p => p.Key, StringComparer.Ordinal)];
        _costs = new PairCosts(_participants, weights);
        _units = new long[_participants.Length, _participants.Length];
        for (var a = 0; a < _participants.Length; a++)
        {
            for (var b = 0; b < a; b++)
            {
                _units[a, b] = _units[b, a] = _costs.Units(a, b);
            }
        }

        (_least, _most) = (least, Math.Min(most, _participants.Length));
    }

    public PairingSolution Solution()
    {
        var proven = _participants.Length <= PairingSolver.MostProvenPeers;
        var groups = (proven ? Cheapest() : Searched()).Select(g => g.Order().ToList()).OrderBy(g => g[0]).ToList();
        var pairs = groups.SelectMany(g => g.SelectMany((a, i) => g.Take(i).Select(b => (a, b)))).ToList();
        var objective = PairCosts.Kilometres(pairs.Sum(p => _units[p.a, p.b]));
        var fit = pairs.Count == 0 ? 0 : objective / pairs.Count;
        return new PairingSolution(
            groups.ConvertAll(g => new PairedGroup(null, g.ConvertAll(one => Paired(one, g)))),
            pairs.Sum(p => _costs.Distance(p.a, p.b)),
            objective,
            proven ? objective : double.NaN,
            proven,
            new FitGain(fit, fit),
            0
        );
    }

    private PairedParticipant Paired(int one, List<int> group)
    {
        var others = group.Where(other => other != one).ToList();
        return new PairedParticipant(
            _participants[one].Key,
            others.Count == 0 ? 0 : others.Average(other => _costs.Distance(one, other)),
            PairCosts.Kilometres(others.Sum(other => _units[one, other])) / 2,
            null
        );
    }

    /// <summary>
    /// By dynamic programming over subsets: the cheapest division of a subset is, over all groups that its first participant
    /// may be in, the cheapest of that group and of the division of the rest.
    /// </summary>
    private List<List<int>> Cheapest()
    {
        var count = 1 << _participants.Length;
        var within = new long[count];
        var cheapest = new long[count];
        var chosen = new int[count];
        for (var set = 1; set < count; set++)
        {
            var first = set & -set;
            within[set] = within[set ^ first];
            for (var others = set ^ first; others != 0; others &= others - 1)
            {
                within[set] += _units[BitOperations.TrailingZeroCount(first), BitOperations.TrailingZeroCount(others)];
            }

            cheapest[set] = Unreached;
            for (var others = set ^ first; ; others = (others - 1) & (set ^ first))
            {
                var group = others | first;
                var rest = cheapest[set ^ group];
                var size = BitOperations.PopCount((uint)group);
                if (size >= _least && size <= _most && rest != Unreached && within[group] + rest < cheapest[set])
                {
                    (cheapest[set], chosen[set]) = (within[group] + rest, group);
                }

                if (others == 0)
                {
                    break;
                }
            }
        }

        var groups = new List<List<int>>();
        for (var set = count - 1; set != 0; set ^= chosen[set])
        {
            groups.Add(Members(chosen[set]));
        }

        return groups;
    }

    private static List<int> Members(int set) =>
        [.. Enumerable.Range(0, PairingSolver.MostProvenPeers).Where(i => (set & (1 << i)) != 0)];

    /// <summary>
    /// As many groups as there can be, for smaller groups have fewer pairs; each begun by the loneliest that is left.
    /// </summary>
    private List<List<int>> Searched()
    {
        var count = _participants.Length / _least;
        var left = Enumerable.Range(0, _participants.Length).ToList();
        var groups = new List<List<int>>();
        while (groups.Count < count)
        {
            var size = Math.Min(_most, (left.Count + count - groups.Count - 1) / (count - groups.Count));
            var group = new List<int> { left.MaxBy(one => left.Sum(other => _units[one, other])) };
            left.Remove(group[0]);
            while (group.Count < size)
            {
                group.Add(left.MinBy(one => group.Sum(other => _units[one, other])));
                left.Remove(group[^1]);
            }

            groups.Add(group);
        }

        var groupOf = new List<int>[_participants.Length];
        groups.ForEach(g => g.ForEach(one => groupOf[one] = g));
        while (Improve(groups, groupOf)) { }

        return groups;
    }

    /// <summary>Makes every move and swap, in order of key, that lowers the sum; false when none did.</summary>
    private bool Improve(List<List<int>> groups, List<int>[] groupOf)
    {
        var improved = false;
        for (var one = 0; one < groupOf.Length; one++)
        {
            foreach (var to in groups)
            {
                var from = groupOf[one];
                if (to != from && from.Count > _least && to.Count < _most && Sum(one, to, -1) < Sum(one, from, -1))
                {
                    Bring(one, to);
                }
            }

            for (var other = 0; other < groupOf.Length; other++)
            {
                var (from, to) = (groupOf[one], groupOf[other]);
                if (from != to && Sum(one, to, other) + Sum(other, from, one) < Sum(one, from, -1) + Sum(other, to, -1))
                {
                    Bring(one, to);
                    Bring(other, from);
                }
            }
        }

        return improved;

        void Bring(int moved, List<int> to)
        {
            groupOf[moved].Remove(moved);
            to.Add(moved);
            groupOf[moved] = to;
            improved = true;
        }
    }

    private long Sum(int one, List<int> group, int except)
    {
        long sum = 0;
        foreach (var other in group)
        {
            sum += other == one || other == except ? 0 : _units[one, other];
        }

        return sum;
    }
}

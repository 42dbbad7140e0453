namespace ModelMunicipalities.Domain.Pairing;

/// <summary>
/// The cheapest way to give each participant one mentor within the mentors' bounds, by successive shortest paths.
/// </summary>
/// <remarks>
/// Participants come one by one. Each takes the cheapest chain: it goes to a mentor, who passes one of its own on to another,
/// and so on, until a mentor has a place for one more. As a participant is always with exactly one mentor, the residual
/// network needs only the mentors as nodes; an arc between two costs what it costs to move that one of the first who is
/// cheapest to move. Two nodes more keep the lower bounds: places below a mentor's least lead to the end; places above go
/// through <c>spare</c>, which lets only as many through as there are participants beyond the sum of the least, so that all
/// of the former are filled in the end. Potentials keep reduced costs from being negative, so that each chain is one run of
/// Dijkstra's algorithm; at the end they are the certificate.
/// </remarks>
internal sealed class CheapestAssignment
{
    private const long Closed = PairingInput.Closed;

    private readonly PairingInput _input;
    private readonly int _mentors;
    private readonly int _spare;
    private readonly int _end;
    private readonly int[] _with;
    private readonly List<int>[] _members;
    private readonly long[] _potential;
    private readonly long[] _move;
    private readonly int[] _mover;
    private readonly long[] _distance;
    private readonly int[] _before;
    private readonly bool[] _done;
    private int _spareLeft;

    private CheapestAssignment(PairingInput input)
    {
        _input = input;
        _mentors = input.Mentors.Length;
        (_spare, _end) = (_mentors, _mentors + 1);
        _with = new int[input.Participants.Length];
        Array.Fill(_with, -1);
        _members = [.. input.Most.Select(_ => new List<int>())];
        _potential = new long[_mentors + 2];
        _move = new long[_mentors * _mentors];
        Array.Fill(_move, Closed);
        _mover = new int[_mentors * _mentors];
        (_distance, _before, _done) = (new long[_mentors + 2], new int[_mentors + 2], new bool[_mentors + 2]);
        _spareLeft = input.Participants.Length - input.Least.Sum();
    }

    /// <summary>The mentor of each participant.</summary>
    public ReadOnlySpan<int> With => _with;

    /// <summary>What the assignment costs.</summary>
    public long Total { get; private set; }

    /// <summary>The cheapest assignment, or null when there is none.</summary>
    public static CheapestAssignment? Of(PairingInput input)
    {
        var assignment = new CheapestAssignment(input);
        for (var participant = 0; participant < input.Participants.Length; participant++)
        {
            if (!assignment.TryPlace(participant))
            {
                return null;
            }
        }

        for (var participant = 0; participant < input.Participants.Length; participant++)
        {
            assignment.Total += assignment.CostOf(participant, assignment._with[participant]);
        }

        return assignment;
    }

    /// <summary>
    /// Proves, from the costs and the bounds alone, that no assignment within them is cheaper: each participant is where cost
    /// less the mentor's potential is the least, a mentor above its least has no potential above the spare's, and one below
    /// its most none below. Then another assignment costs at least the sum, over mentors, of (potential − the spare's) times
    /// the change of its number, and each of these terms is at least 0.
    /// </summary>
    public bool IsProvenCheapest()
    {
        var numbers = new int[_mentors];
        for (var participant = 0; participant < _with.Length; participant++)
        {
            var own = _with[participant];
            numbers[own]++;
            for (var mentor = 0; mentor < _mentors; mentor++)
            {
                if (
                    _input.May(participant, mentor)
                    && CostOf(participant, mentor) - _potential[mentor] < CostOf(participant, own) - _potential[own]
                )
                {
                    return false;
                }
            }

            if (!_input.May(participant, own))
            {
                return false;
            }
        }

        for (var mentor = 0; mentor < _mentors; mentor++)
        {
            var (number, above) = (numbers[mentor], _potential[mentor] - _potential[_spare]);
            if (
                number < _input.Least[mentor]
                || number > _input.Most[mentor]
                || (number > _input.Least[mentor] && above > 0)
                || (number < _input.Most[mentor] && above < 0)
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// For each participant (rows) and mentor (columns), how much more the cheapest assignment costs in which they are a pair;
    /// at least <see cref="Closed"/> when there is none. From the shortest paths between all mentors in the residual network:
    /// the mentor that gets one more passes one on, until the one that lost a participant has as many as before.
    /// </summary>
    public long[] CostOfInsisting()
    {
        var between = ShortestPaths();
        var extra = new long[_with.Length * _mentors];
        for (var participant = 0; participant < _with.Length; participant++)
        {
            var own = _with[participant];
            for (var mentor = 0; mentor < _mentors; mentor++)
            {
                var path = between[(mentor * (_mentors + 1)) + own];
                extra[(participant * _mentors) + mentor] =
                    mentor == own ? 0
                    : !_input.May(participant, mentor) || path >= Closed ? Closed
                    : path - _potential[mentor] + _potential[own] + CostOf(participant, mentor) - CostOf(participant, own);
            }
        }

        return extra;
    }

    private long CostOf(int participant, int mentor) => _input.Cost[(participant * _mentors) + mentor];

    private bool TryPlace(int participant)
    {
        if (!FindChain(participant))
        {
            return false;
        }

        var last = _distance[_end];
        for (var node = 0; node < _end; node++)
        {
            _potential[node] += _done[node] ? _distance[node] - last : 0;
        }

        // A mentor below its least who takes the chain's last fills no spare place, one above frees or takes one.
        var spareBefore = SpareUsed();
        var first = _end;
        for (var node = _end; node >= 0; node = _before[node])
        {
            first = node;
            var giver = _before[node];
            if (node < _mentors && giver >= 0 && giver < _mentors)
            {
                var moved = _mover[(giver * _mentors) + node];
                _members[giver].Remove(moved);
                _members[node].Add(moved);
                _with[moved] = node;
            }
        }

        _members[first].Add(participant);
        _with[participant] = first;
        _spareLeft -= SpareUsed() - spareBefore;
        for (var node = _end; node >= 0; node = _before[node])
        {
            if (node < _mentors)
            {
                PriceMoves(node);
            }
        }

        return true;
    }

    /// <summary>
    /// Dijkstra's algorithm on reduced costs, until the end is reached. Equal distances: the end first, then by key.
    /// </summary>
    private bool FindChain(int participant)
    {
        Array.Fill(_distance, Closed);
        Array.Clear(_done);
        for (var mentor = 0; mentor < _mentors; mentor++)
        {
            if (_input.May(participant, mentor))
            {
                Reach(mentor, CostOf(participant, mentor) - _potential[mentor], -1);
            }
        }

        while (true)
        {
            var node = _end;
            for (var other = 0; other < _end; other++)
            {
                node = !_done[other] && _distance[other] < _distance[node] ? other : node;
            }

            if (node == _end)
            {
                return _distance[_end] < Closed;
            }

            _done[node] = true;
            if (node == _spare)
            {
                LeaveSpare();
            }
            else
            {
                LeaveMentor(node);
            }
        }
    }

    private void LeaveMentor(int mentor)
    {
        var start = _distance[mentor] + _potential[mentor];
        var moves = _move.AsSpan(mentor * _mentors, _mentors);
        var distance = _distance.AsSpan(0, moves.Length);
        var potential = _potential.AsSpan(0, moves.Length);
        for (var other = 0; other < moves.Length; other++)
        {
            // A closed move is far beyond every distance.
            var reached = start + moves[other] - potential[other];
            if (reached < distance[other] && moves[other] < Closed)
            {
                distance[other] = reached;
                _before[other] = mentor;
            }
        }

        if (_members[mentor].Count < _input.Least[mentor])
        {
            Reach(_end, start - _potential[_end], mentor);
        }

        if (_members[mentor].Count < _input.Most[mentor] && _input.Least[mentor] < _input.Most[mentor])
        {
            Reach(_spare, start - _potential[_spare], mentor);
        }
    }

    private void LeaveSpare()
    {
        var start = _distance[_spare] + _potential[_spare];
        if (_spareLeft > 0)
        {
            Reach(_end, start - _potential[_end], _spare);
        }

        for (var mentor = 0; mentor < _mentors; mentor++)
        {
            if (_members[mentor].Count > _input.Least[mentor])
            {
                Reach(mentor, start - _potential[mentor], _spare);
            }
        }
    }

    private void Reach(int node, long distance, int from)
    {
        if (distance < _distance[node])
        {
            (_distance[node], _before[node]) = (distance, from);
        }
    }

    private int SpareUsed()
    {
        var used = 0;
        for (var mentor = 0; mentor < _mentors; mentor++)
        {
            used += Math.Max(0, _members[mentor].Count - _input.Least[mentor]);
        }

        return used;
    }

    private void PriceMoves(int mentor)
    {
        var moves = _move.AsSpan(mentor * _mentors, _mentors);
        moves.Fill(Closed);
        foreach (var member in _members[mentor])
        {
            var costs = _input.Cost.AsSpan(member * _mentors, _mentors);
            var own = costs[mentor];
            for (var other = 0; other < moves.Length; other++)
            {
                if (other != mentor && costs[other] < Closed && costs[other] - own < moves[other])
                {
                    moves[other] = costs[other] - own;
                    _mover[(mentor * _mentors) + other] = member;
                }
            }
        }
    }

    /// <summary>Floyd and Warshall's algorithm on reduced costs, between the mentors and the spare.</summary>
    private long[] ShortestPaths()
    {
        var nodes = _mentors + 1;
        var path = new long[nodes * nodes];
        Array.Fill(path, Closed);
        for (var from = 0; from < _mentors; from++)
        {
            for (var to = 0; to < _mentors; to++)
            {
                var move = _move[(from * _mentors) + to];
                path[(from * nodes) + to] = move < Closed ? move + _potential[from] - _potential[to] : Closed;
            }

            var number = _members[from].Count;
            path[(from * nodes) + _spare] = number < _input.Most[from] ? _potential[from] - _potential[_spare] : Closed;
            path[(_spare * nodes) + from] = number > _input.Least[from] ? _potential[_spare] - _potential[from] : Closed;
            path[(from * nodes) + from] = 0;
        }

        for (var through = 0; through < nodes; through++)
        {
            var second = path.AsSpan(through * nodes, nodes);
            for (var from = 0; from < nodes; from++)
            {
                var first = path[(from * nodes) + through];
                if (first >= Closed || from == through)
                {
                    continue;
                }

                var direct = path.AsSpan(from * nodes, second.Length);
                for (var to = 0; to < second.Length; to++)
                {
                    direct[to] = Math.Min(direct[to], first + second[to]);
                }
            }
        }

        return path;
    }
}

namespace ModelMunicipalities.Domain.Pairing;

/// <summary>
/// A problem by number instead of by key. Participants and mentors are in order of key, so that nothing that follows depends
/// on the order in which they were given.
/// </summary>
internal sealed class PairingInput
{
    /// <summary>The cost of a pair that may not be made; more than any sum of costs, and twice as much still fits.</summary>
    public const long Closed = long.MaxValue / 4;

    private const int New = -1;
    private const int Gone = -2;

    private readonly PairCosts _costs;
    private readonly int[] _current;

    public PairingInput(PairingProblem problem)
    {
        Problem = problem;
        Participants = [.. problem.Participants.OrderBy(p => p.Key, StringComparer.Ordinal)];
        Mentors = [.. problem.Mentors.OrderBy(m => m.Organisation.Key, StringComparer.Ordinal)];
        Least = [.. Mentors.Select(m => m.Least)];
        Most = [.. Mentors.Select(m => Math.Min(m.Most, Participants.Length))];
        ParticipantNumber = Numbered(Participants);
        MentorNumber = Numbered(Mentors.Select(m => m.Organisation));
        _costs = new PairCosts([.. Participants, .. Mentors.Select(m => m.Organisation)], problem.Weights);
        _current = CurrentOf(problem.Current ?? []);
        Cost = new long[Participants.Length * Mentors.Length];
        Price();
    }

    public PairingProblem Problem { get; }

    public PairingOrganisation[] Participants { get; }

    public MentorPlaces[] Mentors { get; }

    public int[] Least { get; }

    public int[] Most { get; }

    public Dictionary<string, int> ParticipantNumber { get; }

    public Dictionary<string, int> MentorNumber { get; }

    /// <summary>
    /// What each participant (rows) costs with each mentor (columns): millionths of a kilometre, in a repair plus
    /// <see cref="ChangeUnit"/> where it would be a change; <see cref="Closed"/> where the pair may not be made.
    /// </summary>
    public long[] Cost { get; }

    /// <summary>
    /// What a change costs in a repair: more than twice what all pairs together can, so that of a sum the whole part counts
    /// changes and the rest is the objective. 0 when there is no repair.
    /// </summary>
    public long ChangeUnit { get; private set; }

    /// <summary>True when sums might not fit in 64 bits.</summary>
    public bool TooLarge { get; private set; }

    public bool May(int participant, int mentor) => Cost[(participant * Mentors.Length) + mentor] < Closed;

    public double Distance(int participant, int mentor) => _costs.Distance(participant, Participants.Length + mentor);

    /// <summary>What a pair costs in the objective, may it be made or not.</summary>
    public long Units(int participant, int mentor) => _costs.Units(participant, Participants.Length + mentor);

    /// <summary>How ill two participants fit each other.</summary>
    public long Misfit(int a, int b) => _costs.Units(a, b);

    /// <summary>1 when the participant had another mentor, else 0.</summary>
    public int Changes(int participant, int mentor) => _current[participant] == New || _current[participant] == mentor ? 0 : 1;

    /// <summary>The part of a sum or difference of <see cref="Cost"/> that is the objective's.</summary>
    public long WithoutChanges(long sum)
    {
        if (ChangeUnit == 0)
        {
            return sum;
        }

        var rest = sum % ChangeUnit;
        return rest > ChangeUnit / 2 ? rest - ChangeUnit
            : rest < -(ChangeUnit / 2) ? rest + ChangeUnit
            : rest;
    }

    private static Dictionary<string, int> Numbered(IEnumerable<PairingOrganisation> organisations)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (number, organisation) in organisations.Index())
        {
            numbers.TryAdd(organisation.Key, number);
        }

        return numbers;
    }

    private int[] CurrentOf(IReadOnlyList<Pair> pairs)
    {
        var current = new int[Participants.Length];
        Array.Fill(current, New);
        foreach (var pair in pairs)
        {
            if (ParticipantNumber.TryGetValue(pair.Participant, out var participant))
            {
                current[participant] = MentorNumber.GetValueOrDefault(pair.Mentor, Gone);
            }
        }

        return current;
    }

    private void Price()
    {
        Close();
        var mentors = Mentors.Length;
        long highest = 0;
        for (var i = 0; i < Participants.Length; i++)
        {
            for (var m = 0; m < mentors; m++)
            {
                if (May(i, m))
                {
                    highest = Math.Max(highest, Cost[(i * mentors) + m] = Units(i, m));
                }
            }
        }

        // The dearest step of a path, and more steps than any path or solution has: a quarter of what Closed leaves.
        var step = (double)highest * (Problem.Current is null ? 1 : (2.0 * Participants.Length) + 2);
        TooLarge = step * (mentors + Participants.Length + 2) > Closed / 4.0;
        if (Problem.Current is not null && !TooLarge)
        {
            ChangeUnit = (2 * highest * Participants.Length) + 1;
            for (var cell = 0; cell < Cost.Length; cell++)
            {
                Cost[cell] += Cost[cell] < Closed ? ChangeUnit * Changes(cell / mentors, cell % mentors) : 0;
            }
        }
    }

    private void Close()
    {
        var mentors = Mentors.Length;
        for (var i = 0; i < Participants.Length; i++)
        {
            for (var m = 0; m < mentors; m++)
            {
                var (participant, mentor) = (Participants[i], Mentors[m].Organisation);
                Cost[(i * mentors) + m] = PairingRules.AreOneFamily(participant, mentor) ? Closed : 0;
            }
        }

        foreach (var (mentor, participant) in Known(Problem.Forbidden))
        {
            Cost[(participant * mentors) + mentor] = Closed;
        }

        foreach (var (mentor, participant) in Known(Problem.Locked))
        {
            for (var other = 0; other < mentors; other++)
            {
                Cost[(participant * mentors) + other] = other == mentor ? Cost[(participant * mentors) + other] : Closed;
            }
        }
    }

    private IEnumerable<(int Mentor, int Participant)> Known(IEnumerable<Pair> pairs) =>
        from pair in pairs
        where MentorNumber.ContainsKey(pair.Mentor) && ParticipantNumber.ContainsKey(pair.Participant)
        select (MentorNumber[pair.Mentor], ParticipantNumber[pair.Participant]);
}

namespace ModelMunicipalities.Domain.Pairing;

/// <summary>A group.</summary>
/// <param name="Mentor">Its mentor's key; null when it is a group of peers.</param>
/// <param name="Participants">Its participants, by key.</param>
public sealed record PairedGroup(string? Mentor, IReadOnlyList<PairedParticipant> Participants);

/// <summary>A participant in a group.</summary>
/// <param name="Key">The participant's key.</param>
/// <param name="DistanceKm">
/// Great-circle distance to the mentor; among peers, the mean distance to the others of the group.
/// </param>
/// <param name="Cost">
/// What it adds to the objective, to the millionth of a kilometre: the cost of its pair; among peers half of its pairs', so
/// that these too sum up.
/// </param>
/// <param name="RunnerUp">
/// The mentor that would have been next; null when there is none, for a locked pair and among peers.
/// </param>
public sealed record PairedParticipant(string Key, double DistanceKm, double Cost, Alternative? RunnerUp);

/// <summary>The mentor that would have been next.</summary>
/// <param name="Mentor">Its key.</param>
/// <param name="DistanceKm">Great-circle distance to it.</param>
/// <param name="ExtraCost">
/// What choosing it instead costs the whole objective when everything else is optimised again. Not negative when the solution
/// is optimal; it may be after an improvement within the tolerance, in a repair (where fewer changes go before the
/// objective) and in groups made by hand.
/// </param>
public sealed record Alternative(string Mentor, double DistanceKm, double ExtraCost);

/// <summary>Groups with their figures.</summary>
/// <param name="Groups">The groups that have participants, by the mentor's key; peers by their first participant.</param>
/// <param name="TotalDistanceKm">
/// The sum of distances between mentors and participants; among peers, over all pairs within groups.
/// </param>
/// <param name="Objective">What these groups cost.</param>
/// <param name="Optimum">The proven least; in a repair, the least among solutions that change as few. NaN when not known.</param>
/// <param name="Optimal">
/// True when <paramref name="Objective"/> equals <paramref name="Optimum"/> and a certificate proved it.
/// </param>
/// <param name="Fit">How well the participants of the groups fit each other.</param>
/// <param name="Changed">How many participants have another mentor than they had; 0 when the problem tells none.</param>
public sealed record PairingSolution(
    IReadOnlyList<PairedGroup> Groups,
    double TotalDistanceKm,
    double Objective,
    double Optimum,
    bool Optimal,
    FitGain Fit,
    int Changed
);

/// <summary>
/// How well the participants of the groups fit each other: the mean, over all pairs of participants within groups, of what
/// the weights say that such a pair costs. Lower is better; 0 when no group has two.
/// </summary>
/// <param name="Before">Before the groups were improved.</param>
/// <param name="After">After.</param>
public sealed record FitGain(double Before, double After);

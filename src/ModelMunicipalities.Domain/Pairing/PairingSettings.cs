namespace ModelMunicipalities.Domain.Pairing;

/// <summary>How a proposal is made.</summary>
/// <param name="Least">The least number of participants in a group, from 1.</param>
/// <param name="Most">The most, from <paramref name="Least"/>.</param>
/// <param name="Weights">What counts.</param>
/// <param name="Tolerance">The share, 0 to 1, by which groups that fit better may cost more than the least.</param>
/// <param name="WithoutMentors">True for groups of peers.</param>
/// <param name="Repair">True to change as little as possible of the groups that there are.</param>
public sealed record PairingSettings(
    int Least,
    int Most,
    PairingWeights Weights,
    double Tolerance,
    bool WithoutMentors,
    bool Repair
);

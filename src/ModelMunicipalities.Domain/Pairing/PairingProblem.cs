namespace ModelMunicipalities.Domain.Pairing;

/// <summary>An organisation as pairing sees it.</summary>
/// <param name="Key">Whatever the caller identifies it by; unique among the participants and among the mentors.</param>
/// <param name="Name">What refusals and reasons call it.</param>
/// <param name="Family">
/// Identity of the whole that it belongs to: Stockholm's for its city district, one for Gotland as region and as
/// municipality. A mentor never gets a participant of its own family.
/// </param>
/// <param name="Latitude">Decimal degrees, −90 to 90.</param>
/// <param name="Longitude">Decimal degrees, −180 to 180.</param>
/// <param name="Population">How many live there; 0 or less when that is not known, and then it counts for nothing.</param>
/// <param name="County">Its county, if any.</param>
/// <param name="Group">SKR's municipality group, if any.</param>
/// <param name="Focus">Keys of the areas that it wants to work with; the order and repetitions mean nothing.</param>
public sealed record PairingOrganisation(
    string Key,
    string Name,
    string Family,
    double Latitude,
    double Longitude,
    int Population,
    string? County,
    string? Group,
    IReadOnlyList<string> Focus
);

/// <summary>A mentor with how many participants it gets.</summary>
/// <param name="Organisation">The mentor.</param>
/// <param name="Least">At least this many, 0 or more.</param>
/// <param name="Most">At most this many, not below <paramref name="Least"/>.</param>
public sealed record MentorPlaces(PairingOrganisation Organisation, int Least, int Most);

/// <summary>What a pair costs, in kilometres. Each weight is 0 to <see cref="Highest"/>.</summary>
/// <param name="Distance">Km counted per km of great-circle distance.</param>
/// <param name="Size">Km that a doubling of the difference in population is worth.</param>
/// <param name="Focus">
/// Km that having no focus area in common is worth; of this the share that is not common to both (1 − Jaccard), and nothing
/// when either has stated none.
/// </param>
public sealed record PairingWeights(double Distance = 1, double Size = 0, double Focus = 0)
{
    /// <summary>The highest weight that is accepted; it keeps every sum within a 64-bit integer.</summary>
    public const double Highest = 10_000;
}

/// <summary>A mentor and a participant, by their keys.</summary>
/// <param name="Mentor">The mentor's key.</param>
/// <param name="Participant">The participant's key.</param>
public sealed record Pair(string Mentor, string Participant);

/// <summary>Whom to pair, within which limits, and what counts.</summary>
/// <param name="Participants">Each gets exactly one mentor.</param>
/// <param name="Mentors">The mentors with their places. An organisation may be both; it is never paired with itself.</param>
/// <param name="Weights">What the objective counts.</param>
/// <param name="Locked">Pairs that must be made.</param>
/// <param name="Forbidden">Pairs that must not be made.</param>
/// <param name="Tolerance">The share, 0 to 1, by which the improvement of the groups may worsen the objective.</param>
/// <param name="Current">
/// Whom each participant has now, if this is a repair: then as few as possible of these change, and only among solutions
/// that change so few is the objective the least. Participants that are not named here are new, and organisations that are
/// no longer in the problem are passed over.
/// </param>
public sealed record PairingProblem(
    IReadOnlyList<PairingOrganisation> Participants,
    IReadOnlyList<MentorPlaces> Mentors,
    PairingWeights Weights,
    IReadOnlyList<Pair> Locked,
    IReadOnlyList<Pair> Forbidden,
    double Tolerance = 0,
    IReadOnlyList<Pair>? Current = null
);

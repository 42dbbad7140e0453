namespace ModelMunicipalities.Domain.Pairing;

/// <summary>A sort of fact about why a participant has its mentor.</summary>
public enum PairReasonKind
{
    /// <summary>The pair was decided beforehand.</summary>
    Locked,

    /// <summary>No other mentor that the participant may have is nearer.</summary>
    Nearest,

    /// <summary>Nearer ones exist; <see cref="PairReason.Number"/> is its rank by distance, from 2.</summary>
    NextInDistance,

    /// <summary>Nearer mentors have no place left: their number, and the names and distances of the nearest.</summary>
    NearerIsFull,

    /// <summary>
    /// Nearer mentors have a place, but the whole is better so: their number, and the names and distances of the nearest.
    /// </summary>
    NearerChosenForOthers,

    /// <summary>Both are in one county.</summary>
    SameCounty,

    /// <summary>Both are in one of SKR's municipality groups.</summary>
    SameGroup,

    /// <summary>The participant has 0.67 to 1.5 times the mentor's population; <see cref="PairReason.Ratio"/> tells.</summary>
    SimilarSize,

    /// <summary>How many times the mentor's population the participant has.</summary>
    SizeRatio,

    /// <summary>They share focus areas: <see cref="PairReason.Focus"/>.</summary>
    CommonFocus,
}

/// <summary>A fact about why a participant has its mentor; the portal words it.</summary>
/// <param name="Kind">What sort of fact.</param>
/// <param name="Number">A rank by distance, or how many nearer mentors there are of the kind.</param>
/// <param name="Ratio">The participant's population by the mentor's.</param>
/// <param name="Others">Names of nearer mentors, the nearest first, at most three.</param>
/// <param name="Kilometres">The distance to each of <paramref name="Others"/>.</param>
/// <param name="Focus">Keys of the focus areas that both have, in order of key.</param>
public sealed record PairReason(
    PairReasonKind Kind,
    int Number = 0,
    double Ratio = 0,
    IReadOnlyList<string>? Others = null,
    IReadOnlyList<double>? Kilometres = null,
    IReadOnlyList<string>? Focus = null
);

/// <summary>Why a participant has the mentor that it has.</summary>
public static class PairReasons
{
    private const int Most = 4;
    private const int MostNames = 3;

    /// <summary>
    /// The most telling facts first, at most four. Distances are compared among the mentors that the participant may have.
    /// Facts about distance come last when distance weighs nothing. Empty for one that has no mentor in the solution.
    /// </summary>
    public static IReadOnlyList<PairReason> Of(PairingProblem problem, PairingSolution solution, string participant)
    {
        var key = solution.Groups.FirstOrDefault(g => g.Participants.Any(p => p.Key == participant))?.Mentor;
        var own = problem.Mentors.FirstOrDefault(m => m.Organisation.Key == key)?.Organisation;
        var self = problem.Participants.FirstOrDefault(p => p.Key == participant);
        if (own is null || self is null)
        {
            return [];
        }

        var likeness = OfLikeness(self, own).ToList();
        var distance = OfDistance(problem, solution, self, own).ToList();
        var facts = problem.Weights.Distance > 0 ? distance.Concat(likeness) : likeness.Concat(distance);
        var isLocked = problem.Locked.Contains(new Pair(own.Key, self.Key));
        return [.. (isLocked ? facts.Prepend(new PairReason(PairReasonKind.Locked)) : facts).Take(Most)];
    }

    private static IEnumerable<PairReason> OfDistance(
        PairingProblem problem,
        PairingSolution solution,
        PairingOrganisation self,
        PairingOrganisation own
    )
    {
        var distance = Kilometres(own);
        var nearer = problem
            .Mentors.Where(m => !PairingRules.AreOneFamily(self, m.Organisation))
            .Where(m => !problem.Forbidden.Contains(new Pair(m.Organisation.Key, self.Key)))
            .Select(m => (m.Organisation.Name, m.Organisation.Key, Kilometres: Kilometres(m.Organisation), m.Most))
            .Where(m => m.Kilometres < distance)
            .OrderBy(m => m.Kilometres)
            .ThenBy(m => m.Key, StringComparer.Ordinal)
            .ToList();
        if (nearer.Count == 0)
        {
            yield return new PairReason(PairReasonKind.Nearest);
            yield break;
        }

        yield return new PairReason(PairReasonKind.NextInDistance, Number: nearer.Count + 1);
        var taken = solution
            .Groups.Where(g => g.Mentor is not null)
            .ToDictionary(g => g.Mentor!, g => g.Participants.Count, StringComparer.Ordinal);
        foreach (var full in nearer.GroupBy(m => taken.GetValueOrDefault(m.Key) >= m.Most).OrderByDescending(g => g.Key))
        {
            yield return new PairReason(
                full.Key ? PairReasonKind.NearerIsFull : PairReasonKind.NearerChosenForOthers,
                Number: full.Count(),
                Others: [.. full.Take(MostNames).Select(m => m.Name)],
                Kilometres: [.. full.Take(MostNames).Select(m => m.Kilometres)]
            );
        }

        double Kilometres(PairingOrganisation mentor) =>
            GreatCircle.Kilometres(self.Latitude, self.Longitude, mentor.Latitude, mentor.Longitude);
    }

    private static IEnumerable<PairReason> OfLikeness(PairingOrganisation self, PairingOrganisation own)
    {
        var common = self.Focus.Intersect(own.Focus, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (common.Count > 0)
        {
            yield return new PairReason(PairReasonKind.CommonFocus, Focus: common);
        }

        if (self.Group is not null && self.Group == own.Group)
        {
            yield return new PairReason(PairReasonKind.SameGroup);
        }

        if (self.County is not null && self.County == own.County)
        {
            yield return new PairReason(PairReasonKind.SameCounty);
        }

        if (self.Population > 0 && own.Population > 0)
        {
            var ratio = (double)self.Population / own.Population;
            yield return new PairReason(
                ratio is >= 0.67 and <= 1.5 ? PairReasonKind.SimilarSize : PairReasonKind.SizeRatio,
                Ratio: ratio
            );
        }
    }
}

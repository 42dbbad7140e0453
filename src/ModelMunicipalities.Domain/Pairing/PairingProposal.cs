using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Pairing;

/// <summary>
/// Groups proposed for a cohort: made by the optimizer, changed by hand, announced or not. Only what is published counts;
/// until then nobody but the coordinator sees it.
/// </summary>
public sealed class PairingProposal : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>Counts the cohort's proposals, from 1.</summary>
    public int Number { get; set; }

    /// <summary>Counts the changes by hand; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; set; }

    /// <summary>The least number of participants in a group.</summary>
    public int Least { get; set; }

    /// <summary>The most participants in a group; a mentor that offers fewer places gets fewer.</summary>
    public int Most { get; set; }

    /// <summary>Kilometres that a kilometre counts for.</summary>
    public double DistanceWeight { get; set; }

    /// <summary>Kilometres that a doubling of the difference in size counts for.</summary>
    public double SizeWeight { get; set; }

    /// <summary>Kilometres that having no focus area in common counts for.</summary>
    public double FocusWeight { get; set; }

    /// <summary>By what share the objective may be worse than the least possible for groups that fit each other better.</summary>
    public double Tolerance { get; set; }

    /// <summary>True for groups of peers, without mentors. Source: [001], the pilot of 2015.</summary>
    public bool IsOfPeers { get; set; }

    /// <summary>True when it was made to change as little as possible of the groups that there were.</summary>
    public bool IsRepair { get; set; }

    /// <summary>How it was made.</summary>
    public PairingSettings Settings
    {
        get => new(Least, Most, new PairingWeights(DistanceWeight, SizeWeight, FocusWeight), Tolerance, IsOfPeers, IsRepair);
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            (Least, Most, Tolerance) = (value.Least, value.Most, value.Tolerance);
            (DistanceWeight, SizeWeight, FocusWeight) = (value.Weights.Distance, value.Weights.Size, value.Weights.Focus);
            (IsOfPeers, IsRepair) = (value.WithoutMentors, value.Repair);
        }
    }

    /// <summary>Who is with whom.</summary>
    public List<ProposedPair> Pairs { get; set; } = [];

    /// <summary>Pairs that the optimizer had to avoid.</summary>
    public List<ForbiddenPair> Forbidden { get; set; } = [];

    /// <summary>
    /// Fingerprint of the participants, the mentors and their places when it was made: another one now makes it stale.
    /// </summary>
    public required string Basis { get; set; }

    /// <summary>The sum of the distances, in kilometres.</summary>
    public double TotalDistanceKm { get; set; }

    /// <summary>What the optimizer made as small as possible, in weighted kilometres.</summary>
    public double Objective { get; set; }

    /// <summary>The least that it can be; null when that is not known.</summary>
    public double? Optimum { get; set; }

    /// <summary>True when <see cref="Objective"/> is proven to be the least possible.</summary>
    public bool IsOptimal { get; set; }

    /// <summary>When it was announced; null until then.</summary>
    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Who has an organisation, by its identity; null when it is in no group.</summary>
    public ProposedPair? Of(int organisationId) => Pairs.Find(p => p.OrganisationId == organisationId);

    /// <summary>Locks a pair for the next calculation, or lets it go.</summary>
    public Refusal? Lock(int organisationId, bool locked)
    {
        if (WhyNotChange(organisationId) is { } refusal)
        {
            return refusal;
        }

        Of(organisationId)!.IsLocked = locked;
        Version++;
        return null;
    }

    /// <summary>Moves a participant to another mentor by hand, and locks it there.</summary>
    public Refusal? Move(int organisationId, int mentorId)
    {
        if (WhyNotChange(organisationId) is { } refusal)
        {
            return refusal;
        }

        if (Of(organisationId)!.MentorId == mentorId)
        {
            return Refusal.Invalid("SameMentor", "mentor");
        }

        var pair = Of(organisationId)!;
        (pair.MentorId, pair.IsLocked, pair.IsByHand) = (mentorId, true, true);
        Version++;
        return null;
    }

    /// <summary>Announces it, once, as it was made for the participants and places that there still are.</summary>
    public Refusal? Publish(string basis, DateTimeOffset now)
    {
        if (PublishedAt is not null)
        {
            return Refusal.Conflict("ProposalPublished");
        }

        if (Basis != basis)
        {
            return Refusal.Conflict("ProposalStale");
        }

        PublishedAt = now;
        Version++;
        return null;
    }

    private Refusal? WhyNotChange(int organisationId) =>
        PublishedAt is not null ? Refusal.Conflict("ProposalPublished")
        : Of(organisationId) is null ? Refusal.NotFound()
        : IsOfPeers ? Refusal.Conflict("PeersHaveNoMentor")
        : null;
}

/// <summary>A participant and where it is proposed to be.</summary>
public sealed class ProposedPair
{
    /// <summary>The participant's organisation.</summary>
    public int OrganisationId { get; set; }

    /// <summary>The mentor's organisation; null among peers.</summary>
    public int? MentorId { get; set; }

    /// <summary>Which group of peers, from 1; 0 in a group with mentor.</summary>
    public int Group { get; set; }

    /// <summary>True when the next calculation must keep it.</summary>
    public bool IsLocked { get; set; }

    /// <summary>True when somebody moved it by hand.</summary>
    public bool IsByHand { get; set; }
}

/// <summary>A participant that a mentor must not get.</summary>
public sealed class ForbiddenPair
{
    /// <summary>The mentor's organisation.</summary>
    public int MentorId { get; set; }

    /// <summary>The participant's organisation.</summary>
    public int OrganisationId { get; set; }
}

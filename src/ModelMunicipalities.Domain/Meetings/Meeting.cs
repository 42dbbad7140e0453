using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>
/// Träff: one meeting of a group, or of the whole cohort when it has no group. Its start locks the checklists that are
/// scored before it.
/// </summary>
public sealed class Meeting : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>The occasion of the programme that it is.</summary>
    public int OccasionId { get; set; }

    /// <summary>The group that meets; null when the whole cohort does.</summary>
    public int? GroupId { get; set; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>Where: a place, or that it is held on a link.</summary>
    public string? Place { get; set; }
}

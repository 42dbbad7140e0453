using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>As what an organisation takes part in a cohort.</summary>
public enum CohortRole
{
    /// <summary>Benchmarkingkommun: takes part to learn.</summary>
    Participant = 1,

    /// <summary>Mentorkommun: has been through the concept and supports two or three participants.</summary>
    Mentor = 2,
}

/// <summary>Benchmarkinggrupp: one mentor and two or three participants, or two or three peers. Source: [001], [002].</summary>
public sealed class Group : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort it is part of.</summary>
    public int CohortId { get; set; }

    /// <summary>The group's name: by custom its mentor's.</summary>
    public required string Name { get; set; }
}

/// <summary>An organisation's part in a cohort. Kept when the organisation leaves.</summary>
public sealed class Participation : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>The organisation; at most once in a cohort.</summary>
    public int OrganisationId { get; set; }

    /// <summary>As what it takes part.</summary>
    public CohortRole Role { get; set; }

    /// <summary>The group it is in, once groups are made.</summary>
    public int? GroupId { get; set; }

    /// <summary>When it left; null while it takes part.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }
}

using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>What sort of day of the programme it is.</summary>
public enum ProgrammeDayKind
{
    /// <summary>Nyckelpersonsdag: the key persons prepare the next round of meetings, a full day. Source: [002] ch. 3.</summary>
    KeyPersonsDay = 1,

    /// <summary>Lärträff: all learn together, in the longer form of the programme.</summary>
    LearningMeeting = 2,
}

/// <summary>A day of the programme for the whole cohort before which nothing is scored.</summary>
public sealed class ProgrammeDay : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort it is part of.</summary>
    public int CohortId { get; set; }

    /// <summary>What sort of day it is.</summary>
    public ProgrammeDayKind Kind { get; set; }

    /// <summary>Place among the days, from 1.</summary>
    public int Ordinal { get; set; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset EndsAt { get; set; }
}

namespace ModelMunicipalities.Domain.Networks;

/// <summary>
/// One line of the trail that the coordinator can read: who did what to which organisation, when and why. It never
/// holds a draft or an individual scoring.
/// </summary>
public sealed class AuditEntry : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public long Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who did it.</summary>
    public int PersonId { get; set; }

    /// <summary>
    /// What was done: <c>AssessmentSubmitted</c>, <c>InvitationSent</c>. Each has a sentence in every language.
    /// </summary>
    public required string Act { get; set; }

    /// <summary>The organisation it was done to, when to one.</summary>
    public int? OrganisationId { get; set; }

    /// <summary>The occasion it concerned, when one.</summary>
    public int? OccasionId { get; set; }

    /// <summary>Why, or what exactly: a reason, the scores that moved, a number of rows.</summary>
    public string? Detail { get; set; }
}

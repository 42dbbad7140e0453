namespace ModelMunicipalities.Domain.Networks;

/// <summary>What is remembered of one of a network's jobs between its runs, whatever the scheduler forgets.</summary>
public sealed class JobState : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The job's name: <c>digests</c>. A network has one state for each.</summary>
    public required string Job { get; set; }

    /// <summary>Since when the network has the job. A time before that was not missed.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>Since when it is paused; null while it runs at its times.</summary>
    public DateTimeOffset? PausedAt { get; set; }

    /// <summary>How many runs out of turn have been asked for, from 0.</summary>
    public int Asked { get; set; }

    /// <summary>How many of those are answered: a run answers all that were asked for before it began.</summary>
    public int Answered { get; set; }

    /// <summary>Which run holds the job, so that no other begins; null for none.</summary>
    public Guid? Claim { get; set; }

    /// <summary>Until when it holds it. A run that goes on says so in time; one whose node died does not.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>True while a run is asked for that has not been.</summary>
    public bool IsAsked => Asked > Answered;

    /// <summary>True while a run holds it.</summary>
    /// <param name="now">The time.</param>
    public bool IsHeld(DateTimeOffset now) => ClaimedUntil > now;
}

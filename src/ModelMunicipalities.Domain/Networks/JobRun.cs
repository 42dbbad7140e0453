namespace ModelMunicipalities.Domain.Networks;

/// <summary>How a run of a job ended.</summary>
public enum JobResult
{
    /// <summary>It goes on, or the node that ran it is gone and no other has noticed yet.</summary>
    Running,

    /// <summary>It did what it should.</summary>
    Done,

    /// <summary>A rule refused what it was to do.</summary>
    Refused,

    /// <summary>A fault in the program or round it.</summary>
    Failed,

    /// <summary>Its node stopped or was lost before it was done; what it had done stands.</summary>
    BrokenOff,
}

/// <summary>One run of one of a network's jobs.</summary>
public sealed class JobRun : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The job's name: <c>digests</c>.</summary>
    public required string Job { get; set; }

    /// <summary>Which attempt it was, from 1: after a fault it is tried again.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How it ended.</summary>
    public JobResult Result { get; private set; }

    /// <summary>How many things it did; null unless it is done.</summary>
    public int? Did { get; private set; }

    /// <summary>The rule that refused; null for none.</summary>
    public string? Rule { get; private set; }

    /// <summary>What the rule's sentence is filled in with, one a line; null for none.</summary>
    public string? RuleArgs { get; private set; }

    /// <summary>What the fault said; null for none.</summary>
    public string? Fault { get; private set; }

    /// <summary>It did so many things.</summary>
    public void Finish(int did, DateTimeOffset at) => (Result, Did, EndedAt) = (JobResult.Done, did, at);

    /// <summary>A rule refused.</summary>
    public void Refuse(Refusal refusal, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        (Result, Rule, RuleArgs, EndedAt) = (JobResult.Refused, refusal.Rule, string.Join('\n', refusal.Args), at);
    }

    /// <summary>Something went wrong that nobody had foreseen.</summary>
    public void Fail(string fault, DateTimeOffset at) => (Result, Fault, EndedAt) = (JobResult.Failed, fault, at);

    /// <summary>Its node stopped, or was found to be gone.</summary>
    public void BreakOff(DateTimeOffset at) => (Result, EndedAt) = (JobResult.BrokenOff, at);
}

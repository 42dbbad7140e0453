using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Improvements;

/// <summary>How far an improvement has come.</summary>
public enum ImprovementStatus
{
    /// <summary>Decided on, not begun.</summary>
    Planned = 1,

    /// <summary>Being carried out.</summary>
    Active = 2,

    /// <summary>Carried out, and kept.</summary>
    Done = 3,

    /// <summary>Ended without being kept; what was learnt is in its cycles.</summary>
    Stopped = 4,
}

/// <summary>
/// Förbättringsarbete: something that an organisation changes at home between meetings, in cycles of plan, do, study and
/// act. Planned at one meeting, reviewed at the next. Source: [002], [003].
/// </summary>
public sealed class Improvement : ITenantOwned
{
    /// <summary>The longest title, in characters.</summary>
    public const int LongestTitle = 150;

    /// <summary>The longest aim, in characters.</summary>
    public const int LongestAim = 2000;

    /// <summary>The longest name of an owner, in characters.</summary>
    public const int LongestOwner = 100;

    /// <summary>The most cycles.</summary>
    public const int MostCycles = 30;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort in which it is carried out.</summary>
    public int CohortId { get; set; }

    /// <summary>The organisation that carries it out.</summary>
    public int OrganisationId { get; set; }

    /// <summary>What it is called.</summary>
    public required string Title { get; set; }

    /// <summary>What is to be better, for whom, and how one will see it.</summary>
    public string? Aim { get; set; }

    /// <summary>Numbers of the steps of the cohort's checklist that it serves, in order.</summary>
    public List<int> Steps { get; set; } = [];

    /// <summary>Who owns it, when she has an account; then <see cref="Owner"/> is her name as it was.</summary>
    public int? OwnerId { get; set; }

    /// <summary>Who owns it, by name or post.</summary>
    public string? Owner { get; set; }

    /// <summary>From which day.</summary>
    public DateOnly? StartsOn { get; set; }

    /// <summary>By which day it is to be done.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>How far it has come.</summary>
    public ImprovementStatus Status { get; set; } = ImprovementStatus.Planned;

    /// <summary>The meeting at which it was planned; null when it was not at one.</summary>
    public int? PlannedAtId { get; set; }

    /// <summary>Its cycles, in order.</summary>
    public List<PdsaCycle> Cycles { get; set; } = [];

    /// <summary>Who wrote it down.</summary>
    public int CreatedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When its organisation last wrote in it.</summary>
    public DateTimeOffset TouchedAt { get; set; }

    /// <summary>When it was done or stopped; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>True until it is done or stopped.</summary>
    public bool IsOpen => Status is ImprovementStatus.Planned or ImprovementStatus.Active;
}

/// <summary>What a cycle led to.</summary>
public enum CycleOutcome
{
    /// <summary>It worked: keep it.</summary>
    Adopt = 1,

    /// <summary>It worked in part: change it and try again.</summary>
    Adapt = 2,

    /// <summary>It did not work: leave it.</summary>
    Abandon = 3,
}

/// <summary>PDSA: one turn of plan, do, study, act.</summary>
public sealed class PdsaCycle
{
    /// <summary>The longest of its four texts, in characters.</summary>
    public const int LongestText = 2000;

    /// <summary>What is tried, by whom, where, and what is expected.</summary>
    public string? Plan { get; set; }

    /// <summary>What was done.</summary>
    public string? Do { get; set; }

    /// <summary>What was seen, against what was expected.</summary>
    public string? Study { get; set; }

    /// <summary>What follows from it.</summary>
    public string? Act { get; set; }

    /// <summary>What it led to; null until that is known.</summary>
    public CycleOutcome? Outcome { get; set; }

    /// <summary>When it was begun.</summary>
    public DateTimeOffset BegunAt { get; set; }
}

/// <summary>What somebody of the group, or the mentor, says to an improvement.</summary>
public sealed class ImprovementComment : ITenantOwned
{
    /// <summary>The longest, in characters.</summary>
    public const int Longest = 2000;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The improvement.</summary>
    public int ImprovementId { get; set; }

    /// <summary>Who says it.</summary>
    public int PersonId { get; set; }

    /// <summary>For which organisation; null for the coordinator.</summary>
    public int? OrganisationId { get; set; }

    /// <summary>What she says. Plain text.</summary>
    public required string Text { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>That an improvement was looked at in a meeting after the one at which it was planned, and what came of it.</summary>
public sealed class ImprovementReview : ITenantOwned
{
    /// <summary>The longest finding, in characters.</summary>
    public const int Longest = 2000;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The improvement.</summary>
    public int ImprovementId { get; set; }

    /// <summary>The meeting, at which it is looked at once.</summary>
    public int MeetingId { get; set; }

    /// <summary>How far it had come.</summary>
    public ImprovementStatus Status { get; set; }

    /// <summary>What was found.</summary>
    public string? Finding { get; set; }

    /// <summary>Who wrote it down.</summary>
    public int NotedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset NotedAt { get; set; }
}

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>When an organisation may score: from the occasion's opening until its own group's meeting starts.</summary>
/// <param name="OpensAt">From.</param>
/// <param name="ClosesAt">Until: the start of the meeting.</param>
/// <param name="CohortClosed">True when the cohort is closed and nothing in it changes any more.</param>
/// <param name="HasLeft">True when the organisation has left the cohort: what it scored stays as it was.</param>
public sealed record ScoringWindow(DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool CohortClosed, bool HasLeft = false)
{
    /// <summary>Why nothing is scored any more, whatever the time and whoever asks; null when it may be.</summary>
    public Refusal? WhyNotAnyMore =>
        CohortClosed ? Refusal.Conflict("CohortClosed")
        : HasLeft ? Refusal.Conflict("HasLeft")
        : null;

    /// <summary>True from the moment the meeting starts.</summary>
    public bool HasBegun(DateTimeOffset now) => now >= ClosesAt;

    /// <summary>True while scores are taken.</summary>
    public bool IsOpen(DateTimeOffset now) => WhyNotAnyMore is null && now >= OpensAt && !HasBegun(now);
}

using ModelMunicipalities.Domain.Meetings;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Improvements;

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

    /// <summary>Says something.</summary>
    /// <param name="text">1 to <see cref="Longest"/> characters.</param>
    public Refusal? Say(string? text)
    {
        if (Kept.Text(text) is not { } said)
        {
            return Refusal.Invalid("CommentMissing", "text");
        }

        if (Kept.Check(text, "text", Longest).FirstOrDefault() is { } refusal)
        {
            return refusal;
        }

        Text = said;
        return null;
    }
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

    /// <summary>The version of what is noted.</summary>
    public int Version => ContentVersion.Of(Status, Finding);

    /// <summary>Notes how far it had come and what was found, the first time or anew.</summary>
    public Refusal? Note(ImprovementStatus status, string? finding, int by, DateTimeOffset now)
    {
        if (!Enum.IsDefined(status))
        {
            return Refusal.Invalid("Unreadable", "status");
        }

        if (Kept.Check(finding, "finding", Longest).FirstOrDefault() is { } refusal)
        {
            return refusal;
        }

        (Status, Finding, NotedBy, NotedAt) = (status, Kept.Text(finding), by, now);
        return null;
    }

    /// <summary>Why a meeting is none at which an improvement can be reviewed; null when it is one.</summary>
    /// <param name="improvement">The improvement.</param>
    /// <param name="group">The group of its organisation in the cohort.</param>
    /// <param name="meeting">The meeting.</param>
    /// <param name="plannedAt">The meeting at which it was planned, when it was at one.</param>
    public static Refusal? WhyNotAt(Improvement improvement, int? group, Meeting meeting, Meeting? plannedAt)
    {
        ArgumentNullException.ThrowIfNull(improvement);
        ArgumentNullException.ThrowIfNull(meeting);
        return !Improvement.IsMeetingOf(meeting, improvement.CohortId, group) ? Refusal.Invalid("MeetingNotTheirs", "meeting")
            : meeting.Status == MeetingStatus.Cancelled ? Refusal.Conflict("ReviewOfCancelled")
            : plannedAt is not null && meeting.LocksAt <= plannedAt.LocksAt ? Refusal.Conflict("ReviewedWherePlanned")
            : null;
    }
}

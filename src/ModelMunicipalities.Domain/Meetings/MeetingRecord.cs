using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>That an organisation has done a preparation of its own account.</summary>
public sealed class Preparation : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The meeting.</summary>
    public int MeetingId { get; set; }

    /// <summary>The organisation.</summary>
    public int OrganisationId { get; set; }

    /// <summary>Key of the <see cref="FormPreparation"/>; once for each organisation and meeting.</summary>
    public required string Task { get; set; }

    /// <summary>When it said so.</summary>
    public DateTimeOffset DoneAt { get; set; }

    /// <summary>Who said so.</summary>
    public int DoneBy { get; set; }
}

/// <summary>A question that an organisation brings to a meeting.</summary>
public sealed class MeetingQuestion : ITenantOwned
{
    /// <summary>The longest question, in characters.</summary>
    public const int Longest = 500;

    /// <summary>The most that one organisation brings to a meeting.</summary>
    public const int Most = 10;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The meeting.</summary>
    public int MeetingId { get; set; }

    /// <summary>Whose question it is.</summary>
    public int OrganisationId { get; set; }

    /// <summary>The question.</summary>
    public required string Text { get; set; }

    /// <summary>Who wrote it.</summary>
    public int AskedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset AskedAt { get; set; }
}

/// <summary>How a function was at a meeting.</summary>
public enum Presence
{
    /// <summary>At the place.</summary>
    Present = 1,

    /// <summary>On the link.</summary>
    Remote = 2,

    /// <summary>Not there.</summary>
    Absent = 3,
}

/// <summary>
/// Whether an organisation's function was represented at a meeting. All three should be, at every meeting. Source: [002] ch. 2.
/// </summary>
public sealed class Attendance : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The meeting.</summary>
    public int MeetingId { get; set; }

    /// <summary>The organisation.</summary>
    public int OrganisationId { get; set; }

    /// <summary>The function; once for each organisation and meeting.</summary>
    public Function Function { get; set; }

    /// <summary>How it was there.</summary>
    public Presence Presence { get; set; }

    /// <summary>Who came in place of her who has the function; null when she did herself.</summary>
    public string? Substitute { get; set; }

    /// <summary>Who noted it.</summary>
    public int NotedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset NotedAt { get; set; }

    /// <summary>The version of what is noted.</summary>
    public int Version => VersionOf(Presence, Substitute);

    /// <summary>The version of what is or would be noted of a function; none when nothing is.</summary>
    public static int VersionOf(Presence? presence, string? substitute) => ContentVersion.Of(presence, substitute);
}

/// <summary>Something decided at a meeting.</summary>
public sealed class MeetingDecision : ITenantOwned
{
    /// <summary>The longest decision, in characters.</summary>
    public const int Longest = 1000;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The meeting.</summary>
    public int MeetingId { get; set; }

    /// <summary>What was decided.</summary>
    public required string Text { get; set; }

    /// <summary>The organisation that sees to it; null for all.</summary>
    public int? OrganisationId { get; set; }

    /// <summary>By which day; null when none was set.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>When it was done; null until then.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>The version of what is decided and whether it is done: nothing else of it changes.</summary>
    public int Version => VersionOf(Text, DoneAt is not null);

    /// <summary>The same of what somebody reads.</summary>
    public static int VersionOf(string text, bool isDone) => ContentVersion.Of(text, isDone);

    /// <summary>Who wrote it down.</summary>
    public int NotedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset NotedAt { get; set; }
}

/// <summary>Plus, minus, interesting: what somebody thought of a meeting. Shown to the group without her name.</summary>
public sealed class MeetingFeedback : ITenantOwned
{
    /// <summary>The longest of the three, in characters.</summary>
    public const int Longest = 1000;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The meeting.</summary>
    public int MeetingId { get; set; }

    /// <summary>Whose it is, once for each meeting; shown to nobody else.</summary>
    public int PersonId { get; set; }

    /// <summary>What was good.</summary>
    public string? Plus { get; set; }

    /// <summary>What was not.</summary>
    public string? Minus { get; set; }

    /// <summary>What was worth thinking on.</summary>
    public string? Interesting { get; set; }

    /// <summary>When it was last written.</summary>
    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>The version of the three; none of what is not written.</summary>
    public int Version => ContentVersion.Of(Plus, Minus, Interesting);
}

using System.Linq.Expressions;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>How far the planning of a meeting has come. Whether it has been held is told by the clock.</summary>
public enum MeetingStatus
{
    /// <summary>It is to take place within its window; time and place are not decided.</summary>
    Planned = 1,

    /// <summary>Time and form are decided, and everybody has been called.</summary>
    Confirmed = 2,

    /// <summary>It does not take place.</summary>
    Cancelled = 3,
}

/// <summary>How those who meet are together. Digital is offered first where it fits. Source: [002] p. 32, [003].</summary>
public enum MeetingMode
{
    /// <summary>All at one place.</summary>
    Physical = 1,

    /// <summary>All on a link.</summary>
    Digital = 2,

    /// <summary>Some at the place, some on the link.</summary>
    Hybrid = 3,
}

/// <summary>What of a meeting tells where in time it stands.</summary>
/// <param name="Status">How far its planning has come.</param>
/// <param name="WindowTo">Until when it should have taken place.</param>
/// <param name="EndsAt">When it ends; null while no time is decided.</param>
public readonly record struct MeetingTime(MeetingStatus Status, DateTimeOffset WindowTo, DateTimeOffset? EndsAt)
{
    /// <summary>True when it took place.</summary>
    public bool IsHeld(DateTimeOffset now) => Status == MeetingStatus.Confirmed && EndsAt <= now;

    /// <summary>
    /// True when nothing is left to do for it: it was held, or it is cancelled and its time has passed. One without a time
    /// waits for a decision, also when its window has passed.
    /// </summary>
    public bool IsOver(DateTimeOffset now) => IsHeld(now) || (Status == MeetingStatus.Cancelled && WindowTo <= now);
}

/// <summary>
/// Träff: one meeting of a group, or of the whole cohort when it has no group. Where it belongs to an occasion, its start
/// locks the checklists that are scored before it.
/// </summary>
public sealed class Meeting : ITenantOwned
{
    /// <summary>The longest address and link, in characters.</summary>
    public const int LongestPlace = 500;

    /// <summary>The longest notes, in characters.</summary>
    public const int LongestNotes = 20_000;

    /// <summary>The longest of its other texts, in characters.</summary>
    public const int LongestText = 1000;

    /// <summary>The longest a meeting may last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3);

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>The occasion whose checklists its start locks; null when nothing is scored before it.</summary>
    public int? OccasionId { get; set; }

    /// <summary>The day of the programme that it is held on; null for what is no such day.</summary>
    public int? DayId { get; set; }

    /// <summary>The group that meets; null when the whole cohort does.</summary>
    public int? GroupId { get; set; }

    /// <summary>
    /// Key of the <see cref="MeetingForm"/> that gives it name, theme, agenda and preparation: <c>bm1</c>, <c>mentorCall</c>.
    /// </summary>
    public required string Form { get; set; }

    /// <summary>Which of several of its form, from 1: the second mentor call of the group.</summary>
    public int Number { get; set; } = 1;

    /// <summary>The organisation that hosts it; null until one does.</summary>
    public int? HostId { get; set; }

    /// <summary>From when it may take place.</summary>
    public DateTimeOffset WindowFrom { get; set; }

    /// <summary>Until when it should have taken place.</summary>
    public DateTimeOffset WindowTo { get; set; }

    /// <summary>How far its planning has come.</summary>
    public MeetingStatus Status { get; set; } = MeetingStatus.Planned;

    /// <summary>When it starts; null while no time is decided.</summary>
    public DateTimeOffset? StartsAt { get; set; }

    /// <summary>When it ends; null while no time is decided.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    /// <summary>How they meet; null until decided.</summary>
    public MeetingMode? Mode { get; set; }

    /// <summary>The address, for those who are at the place.</summary>
    public string? Place { get; set; }

    /// <summary>The link, for those who are not.</summary>
    public string? Link { get; set; }

    /// <summary>The <see cref="MeetingTool"/> behind the link.</summary>
    public int? ToolId { get; set; }

    /// <summary>The most sensitive of what is to be shown on the link.</summary>
    public InformationClass? Shown { get; set; }

    /// <summary>How one gets in, lifts, toilets, what to tell the host: accessibility at the place.</summary>
    public string? Accessibility { get; set; }

    /// <summary>Whether the room has a hearing loop; null when not known.</summary>
    public bool? HasHearingLoop { get; set; }

    /// <summary>The agenda in order, once somebody has changed it; empty while it follows the template of its form.</summary>
    public List<AgendaItem> Agenda { get; set; } = [];

    /// <summary>What was said and found, written by those who met. Plain text.</summary>
    public string? Notes { get; set; }

    /// <summary>Why it was cancelled.</summary>
    public string? CancelledBecause { get; set; }

    /// <summary>Names the meeting in calendars for good (iCalendar UID).</summary>
    public Guid Uid { get; set; } = Guid.NewGuid();

    /// <summary>Counts what calendars were told of it (iCalendar SEQUENCE), from 0 at the first call.</summary>
    public int Sequence { get; set; }

    /// <summary>When calendars were last told something new of it; null before the first call.</summary>
    public DateTimeOffset? CalledAt { get; set; }

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>
    /// When the checklists that are scored before it lock: its start, or while no time is decided the end of its window.
    /// </summary>
    public DateTimeOffset LocksAt => StartsAt ?? WindowTo;

    /// <summary>True when it took place.</summary>
    public bool IsHeld(DateTimeOffset now) => Time.IsHeld(now);

    /// <summary><see cref="IsHeld"/> for queries.</summary>
    public static Expression<Func<Meeting, bool>> HeldAt(DateTimeOffset now) =>
        m => m.Status == MeetingStatus.Confirmed && m.EndsAt <= now;

    /// <summary>True when nothing is left to do for it.</summary>
    public bool IsOver(DateTimeOffset now) => Time.IsOver(now);

    private MeetingTime Time => new(Status, WindowTo, EndsAt);

    /// <summary>True from its start.</summary>
    public bool HasBegun(DateTimeOffset now) => Status == MeetingStatus.Confirmed && StartsAt <= now;

    /// <summary>True when calendars may hold it: everybody was called to it, also when it was cancelled afterwards.</summary>
    public bool IsInCalendars =>
        StartsAt is not null
        && (Status == MeetingStatus.Confirmed || (Status == MeetingStatus.Cancelled && CalledAt is not null));

    /// <summary>Why it can no longer be called or cancelled; null while it can.</summary>
    public Refusal? WhyNotChange(DateTimeOffset now) => IsHeld(now) ? Refusal.Conflict("MeetingHeld", EndsAt!.Value) : null;

    /// <summary>Decides time, form and place, and calls everybody; again for a change, or for one that was cancelled.</summary>
    /// <param name="call">What is decided.</param>
    /// <param name="settings">What the network has decided on tools.</param>
    /// <param name="now">When.</param>
    /// <returns>What is wrong with it, or whether calendars are to be told something new.</returns>
    /// <remarks>
    /// A meeting that goes on may be changed while it keeps its start: a link that does not work is put right. What only
    /// those at a place need is dropped when all are on a link, and the other way round.
    /// </remarks>
    public (bool News, IReadOnlyList<Refusal> Refusals) Call(MeetingCall call, MeetingSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(settings);
        if (WhyNotChange(now) is { } held)
        {
            return (false, [held]);
        }

        var wrong = call.Check(settings, StartsAt is { } start && HasBegun(now) ? start : null, now).ToList();
        if (wrong.Count > 0)
        {
            return (false, wrong);
        }

        var (wasCalled, before) = (CalledAt is not null || Status == MeetingStatus.Confirmed, Shows());
        var isAtPlace = call.Mode != MeetingMode.Digital;
        var isOnLink = call.Mode != MeetingMode.Physical;
        (StartsAt, EndsAt, Mode, HostId) = (call.StartsAt, call.EndsAt, call.Mode, call.HostId);
        (Place, Accessibility, HasHearingLoop) = isAtPlace
            ? (Text(call.Place), Text(call.Accessibility), call.HasHearingLoop)
            : (null, null, null);
        (Link, ToolId, Shown) = isOnLink ? (Text(call.Link), call.Tool?.Id, call.Shown) : (null, null, null);
        (Status, CancelledBecause) = (MeetingStatus.Confirmed, null);
        Version++;
        var news = !wasCalled || before != Shows();
        if (news)
        {
            Tell(wasCalled, now);
        }

        return (news, []);
    }

    /// <summary>Decides that it does not take place.</summary>
    /// <param name="reason">Why; those who were called read it.</param>
    /// <param name="now">When.</param>
    /// <remarks>Its time stays, so that calendars know what to strike out. It may be called again.</remarks>
    public Refusal? Cancel(string? reason, DateTimeOffset now)
    {
        if (WhyNotChange(now) is { } held)
        {
            return held;
        }

        if (Status == MeetingStatus.Cancelled)
        {
            return Refusal.Conflict("MeetingCancelled");
        }

        if (MeetingCall.WhyNotText(reason, "reason", LongestText) is { } refusal)
        {
            return refusal;
        }

        if (Text(reason) is not { } because)
        {
            return Refusal.Invalid("CancelReasonMissing", "reason");
        }

        if (Status == MeetingStatus.Confirmed)
        {
            Tell(wasCalled: true, now);
        }

        (Status, CancelledBecause) = (MeetingStatus.Cancelled, because);
        Version++;
        return null;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>What calendars show of it.</summary>
    private (
        MeetingStatus,
        DateTimeOffset?,
        DateTimeOffset?,
        MeetingMode?,
        string?,
        string?,
        int?,
        string?,
        bool?,
        int?
    ) Shows() => (Status, StartsAt, EndsAt, Mode, Place, Link, ToolId, Accessibility, HasHearingLoop, HostId);

    private void Tell(bool wasCalled, DateTimeOffset now)
    {
        Sequence += wasCalled ? 1 : 0;
        CalledAt = now;
    }
}

/// <summary>One point of an agenda. Its time follows from the meeting's start and the points before it.</summary>
public sealed class AgendaItem
{
    /// <summary>The longest title, in characters.</summary>
    public const int LongestTitle = 200;

    /// <summary>The longest name of who leads, in characters.</summary>
    public const int LongestLead = 100;

    /// <summary>The most points of an agenda.</summary>
    public const int Most = 30;

    /// <summary>How long it takes, 1 to 480 minutes.</summary>
    public int Minutes { get; set; }

    /// <summary>What it is about.</summary>
    public required string Title { get; set; }

    /// <summary>Who leads it, in words; null for nobody in particular.</summary>
    public string? Lead { get; set; }
}

/// <summary>A network's own agenda for a form of meeting, used in place of the one that comes with the form.</summary>
public sealed class AgendaTemplate : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>Key of the <see cref="MeetingForm"/>; one for each in a network.</summary>
    public required string Form { get; set; }

    /// <summary>Its points, in order.</summary>
    public List<AgendaItem> Items { get; set; } = [];

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }
}

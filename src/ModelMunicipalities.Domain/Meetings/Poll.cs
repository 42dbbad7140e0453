using System.Linq.Expressions;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>What somebody says to a proposed time.</summary>
public enum PollReply
{
    /// <summary>Can come.</summary>
    Yes = 1,

    /// <summary>Can come if it has to be then.</summary>
    IfNeedBe = 2,

    /// <summary>Cannot come.</summary>
    No = 3,
}

/// <summary>A question to everybody who is to meet: which of these times suits you? One for a meeting at a time.</summary>
public sealed class Poll : ITenantOwned
{
    /// <summary>The fewest times that are worth asking about.</summary>
    public const int FewestSlots = 2;

    /// <summary>The most times in one poll.</summary>
    public const int MostSlots = 20;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The meeting whose time is asked for; it has one poll.</summary>
    public int MeetingId { get; set; }

    /// <summary>By when answers are asked for.</summary>
    public DateTimeOffset DeadlineAt { get; set; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Who opened it.</summary>
    public int OpenedBy { get; set; }

    /// <summary>When it was closed: a time was decided, or it was given up. Null while answers are taken.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Counts the changes of times and deadline, not the answers; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>The times that are proposed.</summary>
    public List<PollSlot> Slots { get; } = [];

    /// <summary>Who is asked.</summary>
    public List<PollInvitee> Invitees { get; } = [];

    /// <summary>True while answers are taken: until the deadline, unless it is closed before.</summary>
    public bool IsOpen(DateTimeOffset now) => WhyNotAnswer(now) is null;

    /// <summary><see cref="IsOpen"/> for queries.</summary>
    public static Expression<Func<Poll, bool>> OpenAt(DateTimeOffset now) => p => p.ClosedAt == null && now < p.DeadlineAt;

    /// <summary>Opens a poll with the times proposed; nobody is asked yet.</summary>
    /// <param name="meetingId">The meeting.</param>
    /// <param name="times">The times, in any order.</param>
    /// <param name="deadline">By when answers are asked for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    /// <returns>The poll, or what is wrong and where: <c>slots[1].endsAt</c>, <c>deadline</c>.</returns>
    public static (Poll? Poll, IReadOnlyList<Refusal> Refusals) Open(
        int meetingId,
        IReadOnlyList<ProposedTime> times,
        DateTimeOffset? deadline,
        int by,
        DateTimeOffset now
    )
    {
        var poll = new Poll
        {
            MeetingId = meetingId,
            OpenedBy = by,
            OpenedAt = now,
        };
        var wrong = poll.Check(times, deadline, now);
        if (wrong.Count > 0)
        {
            return (null, wrong);
        }

        poll.DeadlineAt = deadline!.Value;
        poll.Slots.AddRange(times.Select(t => t.NewSlot()).OrderBy(s => s.StartsAt).ThenBy(s => s.EndsAt));
        return (poll, []);
    }

    /// <summary>
    /// Sets the times and the deadline anew. A time that was proposed before keeps its answers, also when it has passed; one that
    /// is left out is taken away with them.
    /// </summary>
    /// <param name="times">All the times that there are to be.</param>
    /// <param name="deadline">By when answers are asked for.</param>
    /// <param name="now">When.</param>
    /// <returns>The times that are new, or what is wrong and where.</returns>
    public (IReadOnlyList<PollSlot> Added, IReadOnlyList<Refusal> Refusals) Change(
        IReadOnlyList<ProposedTime> times,
        DateTimeOffset? deadline,
        DateTimeOffset now
    )
    {
        if (ClosedAt is not null)
        {
            return ([], [Refusal.Conflict("PollClosed")]);
        }

        var wrong = Check(times, deadline, now);
        if (wrong.Count > 0)
        {
            return ([], wrong);
        }

        var added = times
            .Where(t => !Slots.Exists(t.Is))
            .Select(t => t.NewSlot())
            .OrderBy(s => s.StartsAt)
            .ThenBy(s => s.EndsAt)
            .ToList();
        Slots.RemoveAll(s => !times.Any(t => t.Is(s)));
        Slots.AddRange(added);
        DeadlineAt = deadline!.Value;
        Version++;
        return (added, []);
    }

    /// <summary>Why no answers are taken; null while they are.</summary>
    public Refusal? WhyNotAnswer(DateTimeOffset now) =>
        ClosedAt is not null ? Refusal.Conflict("PollClosed")
        : now >= DeadlineAt ? Refusal.Conflict("PollDeadlineOver", DeadlineAt)
        : null;

    /// <summary>Closes the poll, once: a time was decided, or it was given up.</summary>
    public Refusal? Close(DateTimeOffset now)
    {
        if (ClosedAt is not null)
        {
            return Refusal.Conflict("PollClosed");
        }

        ClosedAt = now;
        Version++;
        return null;
    }

    private List<Refusal> Check(IReadOnlyList<ProposedTime> times, DateTimeOffset? deadline, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(times);
        var wrong = new List<Refusal>();
        if (times.Count < FewestSlots)
        {
            wrong.Add(Refusal.Invalid("PollSlotsTooFew", "slots", FewestSlots));
        }
        else if (times.Count > MostSlots)
        {
            wrong.Add(Refusal.Invalid("PollSlotsTooMany", "slots", MostSlots));
        }

        wrong.AddRange(times.Take(MostSlots).Select((t, i) => Check(t, i, times, now)).OfType<Refusal>());
        if (deadline is not { } by)
        {
            wrong.Add(Refusal.Invalid("DateMissing", "deadline"));
        }
        else if (by <= now)
        {
            wrong.Add(Refusal.Invalid("PollDeadlinePast", "deadline"));
        }
        else if (times.Where(t => t.StartsAt > now).Min(t => t.StartsAt) is { } first && by >= first)
        {
            wrong.Add(Refusal.Invalid("PollDeadlineAfterFirst", "deadline", first));
        }

        return wrong;
    }

    private Refusal? Check(ProposedTime time, int i, IReadOnlyList<ProposedTime> times, DateTimeOffset now) =>
        time.StartsAt is not { } starts ? Refusal.Invalid("DateMissing", $"slots[{i}].startsAt")
        : time.EndsAt is not { } ends ? Refusal.Invalid("DateMissing", $"slots[{i}].endsAt")
        : ends <= starts ? Refusal.Invalid("EndsBeforeStart", $"slots[{i}].endsAt")
        : ends - starts > Meeting.Longest
            ? Refusal.Invalid("PollTimeTooLong", $"slots[{i}].endsAt", (int)Meeting.Longest.TotalDays)
        : starts <= now && !Slots.Exists(time.Is) ? Refusal.Invalid("PollTimePast", $"slots[{i}].startsAt")
        : times.Take(i).Contains(time) ? Refusal.Invalid("PollTimeTwice", $"slots[{i}].startsAt")
        : null;
}

/// <summary>A time that somebody proposes.</summary>
/// <param name="StartsAt">When it starts; null when that is missing, which is refused.</param>
/// <param name="EndsAt">When it ends.</param>
public sealed record ProposedTime(DateTimeOffset? StartsAt, DateTimeOffset? EndsAt)
{
    internal bool Is(PollSlot slot) => slot.StartsAt == StartsAt && slot.EndsAt == EndsAt;

    internal PollSlot NewSlot() => new() { StartsAt = StartsAt!.Value, EndsAt = EndsAt!.Value };
}

/// <summary>A time proposed in a poll.</summary>
public sealed class PollSlot : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The poll it is part of.</summary>
    public int PollId { get; set; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset EndsAt { get; set; }
}

/// <summary>Somebody who is asked in a poll, through a link of her own that leads to the poll and to nothing else.</summary>
public sealed class PollInvitee : ITenantOwned
{
    /// <summary>How long at least between two reminders to the same person.</summary>
    public static readonly TimeSpan BetweenReminders = TimeSpan.FromHours(24);

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The poll.</summary>
    public int PollId { get; set; }

    /// <summary>Who is asked, once in a poll whatever her functions.</summary>
    public int PersonId { get; set; }

    /// <summary>SHA-256 of the link's secret, hexadecimal.</summary>
    public required string TokenHash { get; set; }

    /// <summary>When she last answered; null until she has.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>When she was last reminded.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    /// <summary>True when she has not been reminded for so long that she may be again.</summary>
    public bool MayBeReminded(DateTimeOffset now) => RemindedAt is not { } last || now - last >= BetweenReminders;
}

/// <summary>What somebody said to one proposed time. A row of its own, so that many answer at once without loss.</summary>
public sealed class PollAnswer : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The time.</summary>
    public int SlotId { get; set; }

    /// <summary>Who answered, once to each time.</summary>
    public int PersonId { get; set; }

    /// <summary>What she said.</summary>
    public PollReply Reply { get; set; }
}

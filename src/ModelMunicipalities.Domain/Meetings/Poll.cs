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

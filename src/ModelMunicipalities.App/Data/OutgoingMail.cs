using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Data;

/// <summary>How far a mail has come.</summary>
public enum MailState
{
    /// <summary>Written with the change that it tells of. Next its reader's choices decide.</summary>
    Written,

    /// <summary>To be sent when it is due.</summary>
    Waiting,

    /// <summary>Waits for its reader's next digest.</summary>
    Held,

    /// <summary>Is part of a digest, which is a mail of its own.</summary>
    Gathered,

    /// <summary>Its reader wants no mail about this.</summary>
    Declined,

    /// <summary>Taken by the mail server, or lies in the pickup folder.</summary>
    Sent,

    /// <summary>Not tried again: the address was refused, or it was put off too many times.</summary>
    GivenUp,

    /// <summary>Its handing over began, and nobody knows whether it ended. Not sent again unless somebody asks for it.</summary>
    Uncertain,
}

/// <summary>Why a mail has not been sent.</summary>
public enum MailFault
{
    None,

    /// <summary>The mail server does not answer, or broke off before the mail was begun.</summary>
    ServerSilent,

    /// <summary>The mail server takes no mail from the portal: sign-in, encryption or sender.</summary>
    ServerRefuses,

    /// <summary>The pickup folder cannot be written.</summary>
    FolderUnwritable,

    /// <summary>The address is none.</summary>
    AddressUnreadable,

    /// <summary>The mail server refuses the address or the mail for good.</summary>
    Refused,

    /// <summary>The mail server asks to try later.</summary>
    PutOff,

    /// <summary>The connection or the node went away while the mail was handed over.</summary>
    BrokenOff,
}

/// <summary>
/// A mail on its way: written in the same transaction as the change it tells of, then delivered. See docs/adr/0012.
/// </summary>
public sealed class OutgoingMail
{
    public int Id { get; set; }

    /// <summary>The network that it comes from; null for one from none.</summary>
    public int? NetworkId { get; set; }

    /// <summary>Whose account it is written to, for her choices; null for an address by itself.</summary>
    public int? PersonId { get; set; }

    public MailTopic Topic { get; set; }

    /// <summary>The reader's language, <c>sv</c> or <c>en</c>; null for both.</summary>
    public string? Language { get; set; }

    public required string To { get; set; }

    public required string Subject { get; set; }

    /// <summary>A letter's plain text: its parts with an empty line between.</summary>
    public required string Body { get; set; }

    /// <summary>What its parts are and how long; null for one written before they were kept, which is paragraphs then.</summary>
    public string? Outline { get; set; }

    /// <summary>An iCalendar object that goes with it, for the reader's calendar; null for none.</summary>
    public string? Calendar { get; set; }

    /// <summary>What the calendar is to do with it: <c>REQUEST</c> or <c>CANCEL</c>.</summary>
    public string? CalendarMethod { get; set; }

    /// <summary>
    /// True for one that waits until <see cref="DueAt"/> for others on the same topic to the same reader, and goes as one with
    /// them.
    /// </summary>
    public bool Gathers { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public MailState State { get; set; }

    /// <summary>Not to be tried before.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>How often the mail server has put it off.</summary>
    public int Tries { get; set; }

    /// <summary>The round of delivery that has it; null for none.</summary>
    public Guid? Claim { get; set; }

    /// <summary>Until when nobody else takes it.</summary>
    public DateTimeOffset? ClaimedUntil { get; set; }

    /// <summary>When its handing over to a mail server began, until it is known how that ended.</summary>
    public DateTimeOffset? HandedOverAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }

    public MailFault Fault { get; set; }

    /// <summary>What the mail server or the folder said; null for nothing.</summary>
    public string? FaultSaid { get; set; }

    public int? DigestId { get; set; }

    /// <summary>The digest that it is part of; null for none.</summary>
    public OutgoingMail? Digest { get; set; }
}

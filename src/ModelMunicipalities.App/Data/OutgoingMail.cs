namespace ModelMunicipalities.App.Data;

/// <summary>A mail on its way: written in the same transaction as the change it tells of, then delivered.</summary>
public sealed class OutgoingMail
{
    public int Id { get; set; }

    public required string To { get; set; }

    public required string Subject { get; set; }

    public required string Body { get; set; }

    /// <summary>An iCalendar object that goes with it, for the reader's calendar; null for none.</summary>
    public string? Calendar { get; set; }

    /// <summary>What the calendar is to do with it: <c>REQUEST</c> or <c>CANCEL</c>.</summary>
    public string? CalendarMethod { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

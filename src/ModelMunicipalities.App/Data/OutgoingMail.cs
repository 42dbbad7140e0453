namespace ModelMunicipalities.App.Data;

/// <summary>A mail on its way: written in the same transaction as the change it tells of, then delivered.</summary>
public sealed class OutgoingMail
{
    public int Id { get; set; }

    public required string To { get; set; }

    public required string Subject { get; set; }

    public required string Body { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

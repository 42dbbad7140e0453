using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>
/// A person's private calendar of a network's meetings, which a calendar program subscribes to by an address that only she
/// knows. Only a hash of its secret is kept.
/// </summary>
public sealed class CalendarFeed : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>Whose it is.</summary>
    public int PersonId { get; set; }

    /// <summary>SHA-256 of the address's secret, hexadecimal.</summary>
    public required string TokenHash { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When she stopped it; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}

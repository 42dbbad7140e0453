namespace ModelMunicipalities.App.Data;

/// <summary>
/// A sign-in that lasts, in a browser or of a program. Every request is asked whether its session goes on: it does until it has
/// ended, until <see cref="ExpiresAt"/>, and while the account's security stamp is the one that it began with. See docs/adr/0019.
/// </summary>
public sealed class Session
{
    /// <summary>Stands in the cookie and in the access tokens.</summary>
    public Guid Id { get; set; }

    public int PersonId { get; set; }

    /// <summary>The account's security stamp when it began: a new stamp ends every session of the account.</summary>
    public required string Stamp { get; set; }

    public DateTimeOffset BegunAt { get; set; }

    /// <summary>When it is over, however much it is used.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>SHA-256 of what all its refresh tokens begin with, hexadecimal.</summary>
    public required string FamilyHash { get; set; }

    /// <summary>SHA-256 of the one refresh token that works, hexadecimal.</summary>
    public required string RefreshHash { get; set; }

    /// <summary>Of the one before: it is known to have been used by the one who has the next.</summary>
    public string? UsedHash { get; set; }

    /// <summary>When the one that works was given out.</summary>
    public DateTimeOffset RefreshedAt { get; set; }
}

using System.Security.Cryptography;
using System.Text;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Accounts;

/// <summary>
/// An offer of one <see cref="Membership"/>, accepted through a link that works once and for <see cref="Lifetime"/>.
/// Only a hash of the link's secret is kept. One to an address that is not the organisation's own may need the coordinator's
/// yes first: no link is sent until then.
/// </summary>
public sealed class Invitation : ITenantOwned
{
    /// <summary>How long the link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The address it was sent to.</summary>
    public required string Email { get; set; }

    /// <summary>The invited person's name.</summary>
    public required string Name { get; set; }

    /// <summary>The organisation, for a function.</summary>
    public int? OrganisationId { get; set; }

    /// <summary>The function offered.</summary>
    public Function? Function { get; set; }

    /// <summary>The role offered.</summary>
    public NetworkRole? Role { get; set; }

    /// <summary>The membership that ends when this one begins: a successor takes over after her.</summary>
    public int? ReplacesId { get; set; }

    /// <summary>True when somebody else than a coordinator offered it to an address that is not the organisation's own.</summary>
    public bool NeedsYes { get; set; }

    /// <summary>When a coordinator answered; null until then, and where none needs to.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Which coordinator answered.</summary>
    public int? AnsweredBy { get; set; }

    /// <summary>True while a coordinator's yes is needed and not given.</summary>
    public bool Waits => NeedsYes && AnsweredAt is null;

    /// <summary>
    /// SHA-256 of the secret of the link that was sent first, hexadecimal; see <see cref="InvitationLink"/> for those sent again.
    /// </summary>
    public required string TokenHash { get; set; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>Who sent it.</summary>
    public int SentBy { get; set; }

    /// <summary>From when the link no longer works.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was used; null until then.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Makes a secret for a link: 256 random bits in 43 characters that are safe in an address.</summary>
    public static string NewToken() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The hash under which a secret is kept.</summary>
    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Why the invitation can no longer be accepted; null while it can.</summary>
    public Refusal? WhyNot(DateTimeOffset now) =>
        AcceptedAt is not null ? Refusal.Conflict("InvitationUsed")
        : now >= ExpiresAt ? Refusal.Conflict("InvitationExpired")
        : Waits ? Refusal.Conflict("InvitationWaits")
        : null;

    /// <summary>
    /// Answers, as a coordinator and once, whether the invitation may be sent. Its time begins anew with a yes and is over with a
    /// no.
    /// </summary>
    /// <returns>Why not: <c>InvitationAnswered</c>, <c>InvitationExpired</c>.</returns>
    public Refusal? Answer(bool yes, int personId, DateTimeOffset now)
    {
        if (!Waits)
        {
            return Refusal.Conflict("InvitationAnswered");
        }

        if (now >= ExpiresAt)
        {
            return Refusal.Conflict("InvitationExpired");
        }

        (AnsweredAt, AnsweredBy) = (now, personId);
        (SentAt, ExpiresAt) = yes ? (now, now + Lifetime) : (SentAt, now);
        return null;
    }

    /// <summary>Begins its time anew: the portal itself reminds of it.</summary>
    public void Renew(DateTimeOffset now) => (SentAt, ExpiresAt) = (now, now + Lifetime);

    /// <summary>Uses the invitation up, once and in time.</summary>
    /// <returns>The membership it offered, or why it no longer does.</returns>
    public (Membership? Membership, Refusal? Refusal) Accept(int personId, DateTimeOffset now)
    {
        if (WhyNot(now) is { } refusal)
        {
            return (null, refusal);
        }

        AcceptedAt = now;
        return (
            new Membership
            {
                NetworkId = NetworkId,
                PersonId = personId,
                OrganisationId = OrganisationId,
                Function = Function,
                Role = Role,
                Since = now,
            },
            null
        );
    }
}

/// <summary>
/// One more link to an invitation that was sent again: it leads to the same place for the same time, and those sent before go on
/// working.
/// </summary>
public sealed class InvitationLink : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The invitation.</summary>
    public int InvitationId { get; set; }

    /// <summary>SHA-256 of the link's secret, hexadecimal.</summary>
    public required string TokenHash { get; set; }
}

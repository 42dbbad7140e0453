using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Accounts;

/// <summary>The three functions by which every organisation is represented at every meeting. Source: [002] ch. 2.</summary>
public enum Function
{
    /// <summary>Politiker.</summary>
    Politician = 1,

    /// <summary>Chef.</summary>
    Manager = 2,

    /// <summary>Nyckelperson: plans the meetings, prepares, supports the work at home.</summary>
    KeyPerson = 3,
}

/// <summary>What a person may be in a network beside, or instead of, a function in an organisation.</summary>
public enum NetworkRole
{
    /// <summary>Samordnare: runs the network.</summary>
    Coordinator = 1,

    /// <summary>Observatör: reads aggregated results only.</summary>
    Observer = 2,
}

/// <summary>
/// A person's place in a network: a function in an organisation, or a role in the network, never both. One person may
/// have several.
/// </summary>
public sealed class Membership : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>Whose place it is.</summary>
    public int PersonId { get; set; }

    /// <summary>The organisation, for a function.</summary>
    public int? OrganisationId { get; set; }

    /// <summary>The function, in <see cref="OrganisationId"/>.</summary>
    public Function? Function { get; set; }

    /// <summary>The role in the network, when it is no function.</summary>
    public NetworkRole? Role { get; set; }

    /// <summary>From when.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>Until when; null while it lasts. A place that ended is kept: staff change keeps history.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Ends the place, once.</summary>
    public Refusal? End(DateTimeOffset now)
    {
        if (EndedAt is not null)
        {
            return Refusal.Conflict("PlaceEnded");
        }

        EndedAt = now;
        return null;
    }
}

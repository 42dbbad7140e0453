using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Accounts;

/// <summary>
/// Somebody asks to take a function in an organisation that is in the network already, known by the domain of her e-mail
/// address. Granted, she gets an invitation, so that the address is proven before she sees anything.
/// </summary>
public sealed class JoinRequest : ITenantOwned
{
    /// <summary>The longest message, in characters.</summary>
    public const int LongestMessage = 500;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The organisation.</summary>
    public int OrganisationId { get; set; }

    /// <summary>The function she asks for.</summary>
    public Function Function { get; set; }

    /// <summary>Her name.</summary>
    public required string Name { get; set; }

    /// <summary>Her e-mail address.</summary>
    public required string Email { get; set; }

    /// <summary>What she adds.</summary>
    public string? Message { get; set; }

    /// <summary>When she asked.</summary>
    public DateTimeOffset AskedAt { get; set; }

    /// <summary>When it was answered; null until then.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Who answered.</summary>
    public int? AnsweredBy { get; set; }

    /// <summary>True when it was granted.</summary>
    public bool IsGranted { get; set; }

    /// <summary>Answers the request, once.</summary>
    public Refusal? Answer(bool grant, int personId, DateTimeOffset now)
    {
        if (AnsweredAt is not null)
        {
            return Refusal.Conflict("RequestAnswered");
        }

        (AnsweredAt, AnsweredBy, IsGranted) = (now, personId, grant);
        return null;
    }
}

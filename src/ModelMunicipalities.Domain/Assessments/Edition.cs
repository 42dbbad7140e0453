using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Assessments;

/// <summary>Whose answers an aggregate counts.</summary>
public enum Basis
{
    /// <summary>The organisations' submitted common answers.</summary>
    Consensus,

    /// <summary>The persons' own scorings that are handed in, as the report on 2017–2018 counted.</summary>
    Respondents,
}

/// <summary>
/// What one participant answered, as an edition keeps it. Profiles as <see cref="Profile"/> keeps them; null for none.
/// </summary>
/// <param name="Organisation">
/// Its identity. An organisation that was asked and answered nothing has a row without profiles.
/// </param>
/// <param name="Common">The submitted common answers.</param>
/// <param name="Politician">The politician's own scoring, handed in.</param>
/// <param name="Manager">The manager's.</param>
/// <param name="KeyPerson">The key person's.</param>
public sealed record EditionRow(
    int Organisation,
    string? Common = null,
    string? Politician = null,
    string? Manager = null,
    string? KeyPerson = null
)
{
    /// <summary>True when it holds an answer of any kind.</summary>
    public bool HasAnswers => Common is not null || Politician is not null || Manager is not null || KeyPerson is not null;

    /// <summary>The profiles that a basis counts, each with whose it is: 0 for the common answers, else the function.</summary>
    public IEnumerable<(int Who, string Profile)> Answers(Basis basis)
    {
        foreach (var who in Whos(basis))
        {
            if (Of(who) is { } profile)
            {
                yield return (who, profile);
            }
        }
    }

    /// <summary>Whose answers a basis counts, as <see cref="Answers"/> numbers them.</summary>
    public static IReadOnlyList<int> Whos(Basis basis) =>
        basis == Basis.Consensus ? [0] : [.. Assessment.Functions.Select(f => (int)f)];

    /// <summary>One profile by whose it is; null for none.</summary>
    public string? Of(int who) =>
        who switch
        {
            0 => Common,
            (int)Function.Politician => Politician,
            (int)Function.Manager => Manager,
            (int)Function.KeyPerson => KeyPerson,
            _ => null,
        };

    /// <summary>The same row with another profile.</summary>
    public EditionRow With(int who, string? profile) =>
        who switch
        {
            0 => this with { Common = profile },
            (int)Function.Politician => this with { Politician = profile },
            (int)Function.Manager => this with { Manager = profile },
            _ => this with { KeyPerson = profile },
        };
}

/// <summary>
/// What the aggregates of an occasion that is over are made of. Kept for good: a new edition stands beside the earlier ones,
/// because who has read those remembers them. See docs/adr/0018.
/// </summary>
public sealed class Edition : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort.</summary>
    public int CohortId { get; set; }

    /// <summary>The occasion.</summary>
    public int OccasionId { get; set; }

    /// <summary>From 1, unique for an occasion: of two nodes that publish at once one gives way.</summary>
    public int Number { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset PublishedAt { get; set; }

    /// <summary>The fewest organisations that a figure was made of then.</summary>
    public int MinimumCell { get; set; }

    /// <summary>One row for each participant.</summary>
    public List<EditionRow> Rows { get; set; } = [];
}

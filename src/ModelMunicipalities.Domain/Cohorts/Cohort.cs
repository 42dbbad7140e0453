using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>Omgång: one run of the programme, with its own timeline, participants, groups and meetings.</summary>
public sealed class Cohort : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort's name in addresses, unique in its network.</summary>
    public required string Slug { get; set; }

    /// <summary>The cohort's name to people: <c>2017–2018</c>.</summary>
    public required string Name { get; set; }

    /// <summary>Key of the instrument that the cohort scores.</summary>
    public required string Instrument { get; set; }

    /// <summary>When the cohort was closed; from then on nothing in it can be changed. Null while it runs.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>What in it is invented, for a demonstration; null when nothing is.</summary>
    public Invention Invention { get; set; }

    /// <summary>The occasions, in order.</summary>
    public List<Occasion> Occasions { get; } = [];
}

/// <summary>How much of a demonstration cohort is invented. The portal says so where the figures stand.</summary>
public enum Invention
{
    /// <summary>Nothing: entered by those it concerns.</summary>
    None = 0,

    /// <summary>Participants, mentors, groups and the sums that the report printed are real; the rest is invented.</summary>
    BeyondPublished = 1,

    /// <summary>Everything is invented, though the municipalities exist.</summary>
    Everything = 2,
}

/// <summary>
/// A point in the programme before which the checklist is scored: start-up, BM 1–3 (or 4), closing conference. The round
/// of group meetings may take several days.
/// </summary>
public sealed class Occasion : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The cohort it is part of.</summary>
    public int CohortId { get; set; }

    /// <summary><c>startup</c>, <c>bm1</c> … <c>bm4</c> or <c>closing</c>, unique in its cohort.</summary>
    public required string Key { get; set; }

    /// <summary>Place in the cohort, from 1.</summary>
    public int Ordinal { get; set; }

    /// <summary>From when it can be scored.</summary>
    public DateTimeOffset OpensAt { get; set; }

    /// <summary>The day by which scores are asked for; the meeting's start is what locks them.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>When the first meeting of the round starts.</summary>
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>When the last meeting of the round ends; from then the occasion is closed.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>True when the round is over and its aggregates are final.</summary>
    public bool IsOver(DateTimeOffset now) => now >= EndsAt;

    /// <summary>True when it has come to this occasion and the round is not over.</summary>
    public bool IsOpen(DateTimeOffset now) => now >= OpensAt && !IsOver(now);
}

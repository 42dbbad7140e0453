using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>How sensitive information is. Classified before a tool is chosen. Source: [003].</summary>
public enum InformationClass
{
    /// <summary>Anybody may see it: what is published already.</summary>
    Open = 1,

    /// <summary>For those who work with it: drafts, working material, plans.</summary>
    Internal = 2,

    /// <summary>Would harm if it spread: personal data beyond names and functions, what concerns few.</summary>
    Sensitive = 3,

    /// <summary>Under secrecy by law. No tool is fit for it unless the network says so.</summary>
    Secret = 4,
}

/// <summary>A tool for digital meetings, with what the network allows to be shown in it.</summary>
public sealed class MeetingTool : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>What it is called, once in a network.</summary>
    public required string Name { get; set; }

    /// <summary>The most sensitive class that may be shown in it.</summary>
    public InformationClass Allows { get; set; }

    /// <summary>What the coordinator adds: how one signs in, why not more.</summary>
    public string? Note { get; set; }

    /// <summary>When it was taken off the list; meetings that used it keep its name.</summary>
    public DateTimeOffset? RemovedAt { get; set; }
}

/// <summary>What a network has decided for its meetings. A network without a row has the defaults.</summary>
public sealed class MeetingSettings : ITenantOwned
{
    /// <summary>
    /// Kilograms of CO2 equivalents per kilometre with the average car in Sweden, from well to wheel with the fuels of 2017.
    /// Source: klimatsmartsemester.se, "Så har vi räknat – bil".
    /// </summary>
    public const double DefaultKgPerKm = 0.157;

    /// <summary>How fast one gets there, in kilometres an hour of the distance as the crow flies.</summary>
    public const int DefaultKmPerHour = 60;

    /// <summary>The longest source, in characters.</summary>
    public const int LongestSource = 300;

    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>True to refuse a tool that is not allowed for what is to be shown, false to warn.</summary>
    public bool RefusesUnfitTools { get; set; }

    /// <summary>Kilograms of CO2 equivalents per kilometre and car, above 0 and at most 2.</summary>
    public double KgPerKm { get; set; } = DefaultKgPerKm;

    /// <summary>Where <see cref="KgPerKm"/> comes from; null for the default's source.</summary>
    public string? KgSource { get; set; }

    /// <summary>How fast one travels, 10 to 300 kilometres an hour as the crow flies.</summary>
    public int KmPerHour { get; set; } = DefaultKmPerHour;

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }
}

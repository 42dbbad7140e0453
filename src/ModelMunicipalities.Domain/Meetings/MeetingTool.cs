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
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 100;

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

    /// <summary>True when the class may be shown in it.</summary>
    public bool IsFitFor(InformationClass shown) => shown <= Allows;

    /// <summary>What is wrong with what is said of a tool.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="allows">The most sensitive class that may be shown in it.</param>
    /// <param name="note">What the coordinator adds.</param>
    /// <param name="others">The names of the other tools on the list.</param>
    public static IEnumerable<Refusal> Check(string? name, InformationClass? allows, string? note, IEnumerable<string> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (name?.Trim() is not { Length: > 0 and <= LongestName } text || text.Any(char.IsControl))
        {
            yield return Refusal.Invalid("ToolNameMissing", "name", LongestName);
        }
        else if (others.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            yield return Refusal.Invalid("ToolListed", "name", text);
        }

        if (allows is not { } known || !Enum.IsDefined(known))
        {
            yield return Refusal.Invalid("ToolAllowsMissing", "allows");
        }

        if (MeetingCall.WhyNotText(note, "note", Meeting.LongestText) is { } refusal)
        {
            yield return refusal;
        }
    }
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

    /// <summary>The largest <see cref="KgPerKm"/>.</summary>
    public const double MostKgPerKm = 2;

    /// <summary>The slowest, in kilometres an hour.</summary>
    public const int LeastKmPerHour = 10;

    /// <summary>The fastest, in kilometres an hour.</summary>
    public const int MostKmPerHour = 300;

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

    /// <summary>Counts the changes of these and of the tools; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>True while the factor is the portal's own, whose source the portal knows.</summary>
    public bool HasDefaultFactor => KgSource is null;

    /// <summary>
    /// What is wrong with a tool for what is to be shown: refused, or warned of until it is used anyway, as the network has
    /// decided. Null when it is fit.
    /// </summary>
    /// <param name="tool">The tool.</param>
    /// <param name="shown">The most sensitive of what is to be shown.</param>
    /// <param name="anyway">True for who has read the warning and uses it anyway.</param>
    public Refusal? WhyNot(MeetingTool tool, InformationClass shown, bool anyway)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return tool.IsFitFor(shown) ? null
            : RefusesUnfitTools ? Refusal.Invalid("ToolUnfit", "tool", tool.Name, tool.Allows, shown)
            : anyway ? null
            : Refusal.Invalid("ToolUnfitWarning", "tool", tool.Name, tool.Allows, shown);
    }

    /// <summary>Changes what the network has decided.</summary>
    /// <param name="refuses">True to refuse unfit tools, false to warn.</param>
    /// <param name="kgPerKm">Kilograms of CO2 equivalents per kilometre and car.</param>
    /// <param name="kgSource">Where that comes from; needed for another factor than the portal's own.</param>
    /// <param name="kmPerHour">How fast one travels, as the crow flies.</param>
    /// <returns>What is wrong; nothing is changed then.</returns>
    public IReadOnlyList<Refusal> Change(bool refuses, double? kgPerKm, string? kgSource, int? kmPerHour)
    {
        var wrong = new List<Refusal>();
        if (kgPerKm is not (> 0 and <= MostKgPerKm))
        {
            wrong.Add(Refusal.Invalid("KgPerKmOutside", "kgPerKm", MostKgPerKm));
        }

        var source = string.IsNullOrWhiteSpace(kgSource) ? null : kgSource.Trim();
        if (MeetingCall.WhyNotText(source, "kgSource", LongestSource) is { } refusal)
        {
            wrong.Add(refusal);
        }
        else if (source is null && kgPerKm != DefaultKgPerKm)
        {
            wrong.Add(Refusal.Invalid("KgSourceMissing", "kgSource"));
        }

        if (kmPerHour is not (>= LeastKmPerHour and <= MostKmPerHour))
        {
            wrong.Add(Refusal.Invalid("KmPerHourOutside", "kmPerHour", LeastKmPerHour, MostKmPerHour));
        }

        if (wrong.Count == 0)
        {
            (RefusesUnfitTools, KgPerKm, KgSource, KmPerHour) = (refuses, kgPerKm!.Value, source, kmPerHour!.Value);
            Version++;
        }

        return wrong;
    }
}

using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Pairing;

namespace ModelMunicipalities.Domain.Meetings;

/// <summary>
/// How far it is to a meeting, and what is saved when nobody travels. Source: [003]; assumptions are the network's own.
/// </summary>
public static class Travel
{
    /// <summary>From each organisation all three functions travel, in one car. Source: [002] ch. 2.</summary>
    public const int PeopleFromEach = 3;

    /// <summary>
    /// Kilometres as the crow flies between the seats of two municipalities or regions; null when one is not in the catalogue.
    /// </summary>
    /// <param name="code">SCB's code of the one; a part of a municipality is given by the code of the municipality.</param>
    /// <param name="other">The code of the other.</param>
    public static double? Kilometres(string? code, string? other) =>
        Catalogue.Known(code) is { } a && Catalogue.Known(other) is { } b
            ? GreatCircle.Kilometres(a.Latitude, a.Longitude, b.Latitude, b.Longitude)
            : null;

    /// <summary>What is saved when those who would have travelled meet on a link instead.</summary>
    /// <param name="kilometres">
    /// The distance of each organisation to the host, one way; null where not known, 0 for the host.
    /// </param>
    /// <param name="settings">The network's assumptions.</param>
    /// <returns>Hours of travel, all people together, and kilograms of CO2 equivalents; null when no distance is known.</returns>
    public static (double Hours, double Kilograms)? Saved(IEnumerable<double?> kilometres, MeetingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var known = kilometres.OfType<double>().ToList();
        var both = 2 * known.Sum();
        return known.Count == 0 ? null : (PeopleFromEach * both / settings.KmPerHour, both * settings.KgPerKm);
    }
}

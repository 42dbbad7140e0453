namespace ModelMunicipalities.Domain.Networks;

/// <summary>Times of the clock on the wall, as people write them, and the instants that they are.</summary>
public static class LocalTime
{
    /// <summary>
    /// The instant of a time in a zone; null for one that the clocks skip in spring. Of one that they show twice in autumn,
    /// the first.
    /// </summary>
    public static DateTimeOffset? At(DateTime local, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            return null;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}

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

    /// <summary>The day that an instant falls on in a zone.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The last minute of a day in a zone, for what is to be done by a day.</summary>
    public static DateTimeOffset LastMinuteOf(DateOnly day, TimeZoneInfo zone)
    {
        // A zone that skips midnight, or a whole day, has its last minute where the clocks were put on.
        var local = day.ToDateTime(new TimeOnly(23, 59));
        return At(local, zone) ?? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

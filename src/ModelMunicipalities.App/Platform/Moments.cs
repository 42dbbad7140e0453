using System.Globalization;
using ModelMunicipalities.App.Tenancy;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Platform;

/// <summary>Times as a form's fields of date and time hold them: on the wall clock of the network.</summary>
public sealed class Moments(Caller caller)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm";

    /// <summary>The network's time zone.</summary>
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(caller.Network?.TimeZone ?? "Europe/Stockholm");

    public string Write(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The day that an instant falls on in the network.</summary>
    public DateOnly DayOf(DateTimeOffset at) => LocalTime.DayOf(at, Zone);

    /// <summary>Null for what is no date of this century, and for an hour that the clocks skip in spring.</summary>
    public DateTimeOffset? Read(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local.Year is >= 2000 and <= 2100
            ? LocalTime.At(local, Zone)
            : null;
}

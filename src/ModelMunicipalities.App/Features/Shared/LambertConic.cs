namespace ModelMunicipalities.App.Features.Shared;

/// <summary>
/// Lambert's conformal conic projection for Sweden: shapes are true everywhere, lengths on the two standard parallels and
/// within half a per cent of true between Smygehuk and Treriksröset. On a sphere. Source: Snyder, Map Projections – A Working
/// Manual, §15.
/// </summary>
public static class LambertConic
{
    /// <summary>The earth's mean radius, in km.</summary>
    public const double EarthRadius = 6371.0088;

    public const double SouthernParallel = 57.5;

    public const double NorthernParallel = 66;

    /// <summary>The meridian that is upright on the map.</summary>
    public const double CentralMeridian = 16.5;

    private static readonly double Cone =
        Math.Log(Math.Cos(Radians(SouthernParallel)) / Math.Cos(Radians(NorthernParallel)))
        / Math.Log(Tangent(NorthernParallel) / Tangent(SouthernParallel));

    private static readonly double Factor =
        EarthRadius * Math.Cos(Radians(SouthernParallel)) * Math.Pow(Tangent(SouthernParallel), Cone) / Cone;

    private static readonly double Origin = Distance(SouthernParallel);

    /// <summary>A place in the plane.</summary>
    /// <param name="latitude">Degrees north, WGS84; nearer the poles than 89.9 counts as 89.9.</param>
    /// <param name="longitude">Degrees east, WGS84.</param>
    /// <returns>Km east of the central meridian and km north of the southern parallel.</returns>
    public static (double East, double North) Project(double latitude, double longitude)
    {
        var distance = Distance(Math.Clamp(latitude, -89.9, 89.9));
        var angle = Cone * Radians(longitude - CentralMeridian);
        return (distance * Math.Sin(angle), Origin - (distance * Math.Cos(angle)));
    }

    /// <summary>From the tip of the cone, in km.</summary>
    private static double Distance(double latitude) => Factor / Math.Pow(Tangent(latitude), Cone);

    private static double Tangent(double latitude) => Math.Tan((Math.PI / 4) + (Radians(latitude) / 2));

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}

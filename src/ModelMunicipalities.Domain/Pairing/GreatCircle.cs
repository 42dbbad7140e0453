namespace ModelMunicipalities.Domain.Pairing;

/// <summary>Distance over the ground between two places, the earth taken as a sphere.</summary>
public static class GreatCircle
{
    /// <summary>The earth's mean radius (IUGG), kilometres.</summary>
    public const double EarthRadiusKm = 6371.0088;

    /// <summary>
    /// The shortest way over the ground in kilometres, by the haversine formula. Degrees, north and east positive.
    /// </summary>
    public static double Kilometres(double latitudeA, double longitudeA, double latitudeB, double longitudeB) =>
        Kilometres(new Place(latitudeA, longitudeA), new Place(latitudeB, longitudeB));

    internal static double Kilometres(in Place a, in Place b)
    {
        var (north, east) = (Math.Sin((b.Latitude - a.Latitude) / 2), Math.Sin((b.Longitude - a.Longitude) / 2));
        var haversine = (north * north) + (a.Cosine * b.Cosine * east * east);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(haversine)));
    }

    /// <summary>A place with what the formula needs of it, in radians.</summary>
    internal readonly struct Place(double latitude, double longitude)
    {
        public readonly double Latitude = latitude * Math.PI / 180;

        public readonly double Longitude = longitude * Math.PI / 180;

        public readonly double Cosine = Math.Cos(latitude * Math.PI / 180);
    }
}

using System.Globalization;

namespace ModelMunicipalities.Domain.Networks;

/// <summary>A Swedish municipality.</summary>
/// <param name="Code">SCB's code, four digits; leading zeros matter.</param>
/// <param name="Name">Short name, without "kommun" or "stad".</param>
/// <param name="CountyCode">SCB's county code, two digits.</param>
/// <param name="County">County (län), in full.</param>
/// <param name="Population">Registered population, 31 December 2025.</param>
/// <param name="Latitude">Of the seat town, WGS84, decimal degrees.</param>
/// <param name="Longitude">Of the seat town, WGS84, decimal degrees.</param>
/// <param name="Group">SKR's municipality group, A1–C9 (division of 2023).</param>
public sealed record Municipality(
    string Code,
    string Name,
    string CountyCode,
    string County,
    int Population,
    double Latitude,
    double Longitude,
    string Group
);

/// <summary>A Swedish region. On Gotland the region and the municipality are one organisation.</summary>
/// <param name="Code">SCB's county code, two digits.</param>
/// <param name="Name">The region as an organisation.</param>
/// <param name="County">County (län), in full.</param>
/// <param name="Population">The sum of the county's municipalities, 31 December 2025.</param>
/// <param name="Latitude">Of the county seat, WGS84, decimal degrees.</param>
/// <param name="Longitude">Of the county seat, WGS84, decimal degrees.</param>
public sealed record Region(string Code, string Name, string County, int Population, double Latitude, double Longitude);

/// <summary>A municipality or a region, as an organisation that can take part.</summary>
/// <param name="Code">SCB's code: four digits for a municipality, two for a region.</param>
/// <param name="Name">Short name.</param>
/// <param name="Kind">Municipality or region.</param>
/// <param name="County">County (län), in full.</param>
/// <param name="Population">31 December 2025.</param>
/// <param name="Latitude">Of the seat, WGS84, decimal degrees.</param>
/// <param name="Longitude">Of the seat, WGS84, decimal degrees.</param>
/// <param name="Group">SKR's municipality group; null for a region.</param>
public sealed record CatalogueEntry(
    string Code,
    string Name,
    OrganisationKind Kind,
    string County,
    int Population,
    double Latitude,
    double Longitude,
    string? Group
);

/// <summary>
/// All municipalities and regions of Sweden. Sources: SCB (population), GeoNames, CC BY 4.0 (coordinates), SKR and Kolada
/// (municipality groups); the portal's page about sources prints them.
/// </summary>
public static class Catalogue
{
    private static readonly Lazy<IReadOnlyList<Municipality>> LazyMunicipalities = new(() =>
        Read("municipalities", f => new Municipality(f[0], f[1], f[2], f[3], Whole(f[4]), Degrees(f[5]), Degrees(f[6]), f[7]))
    );

    private static readonly Lazy<IReadOnlyList<Region>> LazyRegions = new(() =>
        Read("regions", f => new Region(f[0], f[1], f[2], Whole(f[3]), Degrees(f[4]), Degrees(f[5])))
    );

    private static readonly Lazy<Dictionary<string, Municipality>> ByCode = new(() => Municipalities.ToDictionary(m => m.Code));

    private const string GotlandRegion = "09";

    private const string GotlandMunicipality = "0980";

    private static readonly Lazy<Dictionary<string, CatalogueEntry>> Entries = new(() =>
        Municipalities
            .Select(m => new CatalogueEntry(
                m.Code,
                m.Name,
                OrganisationKind.Municipality,
                m.County,
                m.Population,
                m.Latitude,
                m.Longitude,
                m.Group
            ))
            .Concat(
                Regions
                    .Where(r => r.Code != GotlandRegion)
                    .Select(r => new CatalogueEntry(
                        r.Code,
                        r.Name,
                        OrganisationKind.Region,
                        r.County,
                        r.Population,
                        r.Latitude,
                        r.Longitude,
                        null
                    ))
            )
            .ToDictionary(e => e.Code)
    );

    /// <summary>The 290 municipalities, by code.</summary>
    public static IReadOnlyList<Municipality> Municipalities => LazyMunicipalities.Value;

    /// <summary>The 21 regions, by code.</summary>
    public static IReadOnlyList<Region> Regions => LazyRegions.Value;

    /// <summary>The municipality with a code, or null.</summary>
    public static Municipality? Municipality(string code) => ByCode.Value.GetValueOrDefault(code);

    /// <summary>
    /// What the catalogue knows of a municipality (four digits) or a region (two), or null. Gotland is one organisation: its
    /// county code stands for the municipality.
    /// </summary>
    public static CatalogueEntry? Known(string? code) =>
        code is null ? null : Entries.Value.GetValueOrDefault(code == GotlandRegion ? GotlandMunicipality : code);

    /// <summary>Every organisation of the catalogue: the municipalities, then the regions other than Gotland's.</summary>
    public static IEnumerable<CatalogueEntry> All => Entries.Value.Values;

    private static List<T> Read<T>(string name, Func<string[], T> row)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream($"catalogue/{name}.csv")
            ?? throw new InvalidOperationException($"The catalogue lacks {name}.csv.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        var rows = new List<T>();
        while (reader.ReadLine() is { } line)
        {
            rows.Add(row(line.Split(',')));
        }

        return rows;
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static double Degrees(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

namespace ModelMunicipalities.Domain.Networks;

/// <summary>What sort of organisation takes part.</summary>
public enum OrganisationKind
{
    /// <summary>Kommun.</summary>
    Municipality = 1,

    /// <summary>Region.</summary>
    Region = 2,

    /// <summary>Stadsdel: part of a municipality, with its own committee.</summary>
    CityDistrict = 3,

    /// <summary>Förvaltning: an administration inside a municipality or region.</summary>
    Administration = 4,

    /// <summary>Bolag owned by a municipality or region.</summary>
    Company = 5,
}

/// <summary>A municipality, region, city district, administration or company that a network works with.</summary>
public sealed class Organisation : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>The organisation's name in addresses, unique in its network.</summary>
    public required string Slug { get; set; }

    /// <summary>The organisation's name to people, without "kommun".</summary>
    public required string Name { get; set; }

    /// <summary>What sort of organisation it is.</summary>
    public OrganisationKind Kind { get; set; }

    /// <summary>SCB's municipality code (four digits) or county code (two); null for what is neither.</summary>
    public string? Code { get; set; }

    /// <summary>
    /// What stands after the @ in its people's addresses, in lower case: <c>hedemora.se</c>; unique in its network.
    /// </summary>
    public string? EmailDomain { get; set; }

    /// <summary>The organisation it is a part of: Stockholm for a city district of Stockholm.</summary>
    public int? ParentId { get; set; }
}

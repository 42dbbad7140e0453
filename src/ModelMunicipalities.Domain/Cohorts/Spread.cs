namespace ModelMunicipalities.Domain.Cohorts;

/// <summary>SKR's municipality groups, the division of 2023.</summary>
public enum MunicipalityGroup
{
    /// <summary>Large cities.</summary>
    A1 = 1,

    /// <summary>Commuting municipalities near large cities.</summary>
    A2 = 2,

    /// <summary>Larger towns.</summary>
    B3 = 3,

    /// <summary>Commuting municipalities near larger towns.</summary>
    B4 = 4,

    /// <summary>Municipalities near larger towns with little commuting.</summary>
    B5 = 5,

    /// <summary>Smaller towns.</summary>
    C6 = 6,

    /// <summary>Commuting municipalities near smaller towns.</summary>
    C7 = 7,

    /// <summary>Rural municipalities.</summary>
    C8 = 8,

    /// <summary>Rural municipalities with a visitor industry.</summary>
    C9 = 9,
}

/// <summary>Sizes of municipality, by population.</summary>
public enum SizeBand
{
    /// <summary>Fewer than 15 000 inhabitants.</summary>
    Under15000 = 1,

    /// <summary>15 000 to 39 999.</summary>
    From15000 = 2,

    /// <summary>40 000 to 99 999.</summary>
    From40000 = 3,

    /// <summary>100 000 or more.</summary>
    From100000 = 4,
}

/// <summary>What of an organisation counts in the spread of a selection.</summary>
/// <param name="County">The county, in full; null when it is in none.</param>
/// <param name="Population">Its inhabitants; null when it is no municipality or region.</param>
/// <param name="Group">Its municipality group; null when it is no municipality.</param>
/// <param name="Focus">Keys of the areas it wants to work with.</param>
public sealed record SpreadMember(string? County, int? Population, MunicipalityGroup? Group, IReadOnlyList<string> Focus);

/// <summary>How many organisations there are of one sort.</summary>
/// <param name="Of">The sort: a county, a size, a group, an area.</param>
/// <param name="Count">How many.</param>
public sealed record Share<T>(T Of, int Count);

/// <summary>
/// How a selection spreads over the country, sizes, groups and areas. Selection among applicants weighs national spread,
/// interest and size. Source: [001] §2.2, [002] ch. 2.
/// </summary>
/// <param name="Organisations">How many there are in it.</param>
/// <param name="Counties">Every county, in the order given, with how many are in it.</param>
/// <param name="Sizes">Every size, smallest first.</param>
/// <param name="Groups">Every municipality group.</param>
/// <param name="Areas">Every area; an organisation counts in each that it chose.</param>
public sealed record Spread(
    int Organisations,
    IReadOnlyList<Share<string>> Counties,
    IReadOnlyList<Share<SizeBand>> Sizes,
    IReadOnlyList<Share<MunicipalityGroup>> Groups,
    IReadOnlyList<Share<string>> Areas
)
{
    /// <summary>How many counties somebody is from.</summary>
    public int CountiesRepresented => Counties.Count(c => c.Count > 0);

    /// <summary>The counties that nobody is from.</summary>
    public IReadOnlyList<string> CountiesMissing => [.. Counties.Where(c => c.Count == 0).Select(c => c.Of)];

    /// <summary>The size of a population.</summary>
    public static SizeBand BandOf(int population) =>
        population switch
        {
            < 15_000 => SizeBand.Under15000,
            < 40_000 => SizeBand.From15000,
            < 100_000 => SizeBand.From40000,
            _ => SizeBand.From100000,
        };

    /// <summary>The spread of some organisations.</summary>
    /// <param name="selection">The organisations.</param>
    /// <param name="counties">All counties that there are, in the order to show them.</param>
    public static Spread Of(IReadOnlyCollection<SpreadMember> selection, IReadOnlyList<string> counties)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(counties);
        return new(
            selection.Count,
            [.. counties.Select(county => new Share<string>(county, selection.Count(m => m.County == county)))],
            [
                .. Enum.GetValues<SizeBand>()
                    .Select(band => new Share<SizeBand>(band, selection.Count(m => m.Population is { } p && BandOf(p) == band))),
            ],
            [
                .. Enum.GetValues<MunicipalityGroup>()
                    .Select(group => new Share<MunicipalityGroup>(group, selection.Count(m => m.Group == group))),
            ],
            [.. FocusAreas.All.Select(area => new Share<string>(area.Key, selection.Count(m => m.Focus.Contains(area.Key))))]
        );
    }
}

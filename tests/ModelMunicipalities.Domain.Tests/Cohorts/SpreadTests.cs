using FsCheck.Fluent;
using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class SpreadTests
{
    private static readonly IReadOnlyList<string> Counties = [.. Catalogue.Regions.Select(r => r.County)];

    [Test]
    public void A_selection_is_counted_by_county_size_group_and_area()
    {
        var spread = Spread.Of(
            [
                new("Norrbottens län", 80_304, MunicipalityGroup.B3, ["schools", "care"]),
                new("Norrbottens län", 14_999, MunicipalityGroup.C8, ["care"]),
                new("Skåne län", 15_000, null, []),
                new(null, null, null, []),
            ],
            Counties
        );
        (spread.Organisations, spread.CountiesRepresented, spread.CountiesMissing.Count).ShouldBe((4, 2, 19));
        spread.CountiesMissing.ShouldNotContain("Skåne län");
        spread.Sizes.Select(s => s.Count).ShouldBe([1, 1, 1, 0]);
        spread.Groups.Where(g => g.Count > 0).Select(g => g.Of).ShouldBe([MunicipalityGroup.B3, MunicipalityGroup.C8]);
        spread.Areas.Where(a => a.Count > 0).Select(a => (a.Of, a.Count)).ShouldBe([("schools", 1), ("care", 2)]);
    }

    [TestCase(0, SizeBand.Under15000)]
    [TestCase(14_999, SizeBand.Under15000)]
    [TestCase(15_000, SizeBand.From15000)]
    [TestCase(39_999, SizeBand.From15000)]
    [TestCase(40_000, SizeBand.From40000)]
    [TestCase(99_999, SizeBand.From40000)]
    [TestCase(100_000, SizeBand.From100000)]
    public void Sizes_begin_where_they_say(int population, SizeBand band) => Spread.BandOf(population).ShouldBe(band);

    [Test]
    public void Sweden_spreads_over_all_counties_sizes_and_groups()
    {
        var sweden = Spread.Of(
            [
                .. Catalogue.Municipalities.Select(m => new SpreadMember(
                    m.County,
                    m.Population,
                    Enum.Parse<MunicipalityGroup>(m.Group),
                    []
                )),
            ],
            Counties
        );
        (sweden.Organisations, sweden.CountiesRepresented).ShouldBe((290, 21));
        sweden.CountiesMissing.ShouldBeEmpty();
        (sweden.Counties.Sum(c => c.Count), sweden.Sizes.Sum(s => s.Count), sweden.Groups.Sum(g => g.Count)).ShouldBe(
            (290, 290, 290)
        );
        sweden.Groups.ShouldAllBe(g => g.Count > 0);
    }

    [Test]
    public void With_more_organisations_no_count_falls()
    {
        var one = Gen.Elements(Catalogue.Municipalities.ToArray())
            .Select(m => new SpreadMember(m.County, m.Population, Enum.Parse<MunicipalityGroup>(m.Group), ["care"]));
        Always.Holds(
            one.ListOf().Two(),
            two =>
            {
                var (some, more) = (Spread.Of([.. two.Item1], Counties), Spread.Of([.. two.Item1, .. two.Item2], Counties));
                return some.CountiesRepresented + some.CountiesMissing.Count == 21
                    && more.CountiesRepresented >= some.CountiesRepresented
                    && more.Sizes.Sum(s => s.Count) == more.Organisations
                    && some.Groups.Zip(more.Groups, (s, m) => m.Count >= s.Count).All(grown => grown)
                    && some.Counties.Zip(more.Counties, (s, m) => m.Count >= s.Count).All(grown => grown);
            },
            100
        );
    }
}

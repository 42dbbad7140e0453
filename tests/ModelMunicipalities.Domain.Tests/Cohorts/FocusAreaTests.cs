using ModelMunicipalities.Domain.Cohorts;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Tests.Cohorts;

public class FocusAreaTests
{
    [Test]
    public void Each_has_a_key_of_its_own_and_a_name_in_both_languages()
    {
        FocusAreas.All.Count.ShouldBeGreaterThan(FocusAreas.Most);
        FocusAreas.All.Select(a => a.Key).ShouldBeUnique();
        FocusAreas.All.ShouldAllBe(a => a.Key.Length > 0 && Slug.From(a.Key) == a.Key);
        FocusAreas.All.ShouldAllBe(a => a.Name.Sv.Trim().Length > 0 && a.Name.En.Trim().Length > 0);
        FocusAreas.All.Select(a => a.Name.Sv).ShouldBeUnique();
        FocusAreas.All.Select(a => a.Name.En).ShouldBeUnique();
    }

    [Test]
    public void An_area_is_found_by_its_key_and_no_other_way()
    {
        FocusAreas.All.ShouldAllBe(a => FocusAreas.Find(a.Key) == a);
        FocusAreas.Find("").ShouldBeNull();
        FocusAreas.Find(FocusAreas.All[0].Key.ToUpperInvariant()).ShouldBeNull();
    }
}

using System.Text.RegularExpressions;
using ModelMunicipalities.App.Features;

namespace ModelMunicipalities.App.Tests.Ratchets;

/// <summary>What areas know of each other.</summary>
public partial class AreaRatchets
{
    /// <summary>Areas that still need each other: the list gets shorter, never longer.</summary>
    private static readonly string[] Circles =
    [
        "Assessments <-> Cohorts",
        "Assessments <-> Improvements",
        "Improvements <-> Meetings",
    ];

    [Test]
    public void No_two_areas_need_each_other_but_those_that_always_did()
    {
        var needs = Source
            .Files(".cs", ".cshtml")
            .Select(f => (Area: Folder().Match(f.File).Groups[1].Value, f.Content))
            .Where(f => f.Area.Length > 0)
            .SelectMany(f => Needed().Matches(f.Content).Select(m => (f.Area, Needs: m.Groups[1].Value)))
            .Where(n => n.Area != n.Needs && n.Needs != "Shared")
            .ToHashSet();
        needs.Count.ShouldBeGreaterThan(5);
        needs
            .Where(n => string.CompareOrdinal(n.Area, n.Needs) < 0 && needs.Contains((n.Needs, n.Area)))
            .Select(n => $"{n.Area} <-> {n.Needs}")
            .ShouldBe(Circles, ignoreOrder: true);
    }

    [Test]
    public void What_all_areas_stand_on_knows_none_of_them() =>
        Source
            .Files(".cs")
            .Where(f => f.File.Contains("/Platform/", StringComparison.Ordinal))
            .SelectMany(f => Needed().Matches(f.Content).Select(m => $"{f.File}: {m.Groups[1].Value}"))
            .ShouldBeEmpty();

    [Test]
    public void Every_area_has_its_line() =>
        typeof(Area)
            .Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Area)))
            .ShouldBe(Areas.All.Select(a => a.GetType()), ignoreOrder: true);

    [GeneratedRegex("/Features/([A-Z][A-Za-z]+)/")]
    private static partial Regex Folder();

    /// <summary>By its using, or by its name in front of a type.</summary>
    [GeneratedRegex(@"using (?:static )?ModelMunicipalities\.App\.Features\.([A-Za-z]+)")]
    private static partial Regex Needed();
}

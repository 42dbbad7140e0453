using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Tests.Features.Shared;

public partial class SwedenMapTests : MapTest
{
    private static readonly (string Mentor, string[] Participants)[] Groups =
    [
        ("Piteå", ["Luleå", "Boden", "Skellefteå"]),
        ("Umeå", ["Lycksele", "Vännäs"]),
        ("Örebro", ["Karlskoga", "Kristinehamn", "Uppsala"]),
        ("Eskilstuna", ["Hedemora", "Norrtälje", "Enskede-Årsta-Vantör"]),
        ("Jönköping", ["Linköping", "Norrköping"]),
        ("Malmö", ["Kristianstad", "Halmstad"]),
    ];

    /// <summary>The cohort of 2017–18: six mentors and fifteen participants.</summary>
    private static readonly IReadOnlyList<MapPlace> Historical =
    [
        .. Groups.Select(g => Place(g.Mentor, MapRole.Mentor)),
        .. Groups.SelectMany(g =>
            g.Participants.Select(p => Place(p, MapRole.Participant) with { MentorKey = g.Mentor, Stressed = p == "Uppsala" })
        ),
    ];

    /// <summary>Every municipality takes part; every third is a mentor too, for itself and the two after it.</summary>
    private static readonly IReadOnlyList<MapPlace> Everybody =
    [
        .. Catalogue
            .Municipalities.Where((_, i) => i % 3 == 0)
            .Select(m => Place(m.Name, MapRole.Mentor) with { Key = "mentor-" + m.Code }),
        .. Catalogue.Municipalities.Select(
            (m, i) => Place(m.Name, MapRole.Participant) with { MentorKey = "mentor-" + Catalogue.Municipalities[i / 3 * 3].Code }
        ),
    ];

    [Test]
    public void All_towns_are_inside()
    {
        MapLayout.Towns.Count.ShouldBe(290);
        MapLayout.Towns.ShouldAllBe(t => MapLayout.Sweden.Grown(-10).Holds(MapBox.Around(t.X, t.Y, 0)));
    }

    [Test]
    public void The_historical_groups_are_all_named_and_no_name_covers_another_or_a_pin()
    {
        var layout = MapLayout.Of(Historical);
        layout.Pins.ShouldAllBe(p => p.Label.IsShown);
        ShouldBeReadable(layout);
    }

    [Test]
    public void Where_everybody_takes_part_mentors_are_named_where_there_is_room()
    {
        var layout = MapLayout.Of(Everybody);
        layout.Pins.Count.ShouldBe(290 + 97);
        ShouldBeReadable(layout);
        layout.Pins.Where(p => p.Label.IsShown).ShouldAllBe(p => p.Place.Role == MapRole.Mentor);
        layout.Pins.Count(p => p.Label.IsShown).ShouldBeGreaterThan(20);
    }

    [Test]
    public void A_mentor_is_named_however_crowded_it_is()
    {
        var crowd = Catalogue
            .Municipalities.Where(m => m.CountyCode == "01")
            .Select(m => Place(m.Name, MapRole.Participant) with { MentorKey = "Solna" });
        var layout = MapLayout.Of([.. crowd.Where(p => p.Key != "Solna"), Place("Solna", MapRole.Mentor)]);
        layout.Pins[^1].Label.IsShown.ShouldBeTrue();
        layout.Pins.Where(p => p.Place.Role == MapRole.Participant).ShouldAllBe(p => p.Mentor!.Place.Key == "Solna");
    }

    [TestCase(2)]
    [TestCase(5)]
    [TestCase(14)]
    public void Places_in_the_same_town_stand_beside_each_other(int count)
    {
        var pins = MapLayout
            .Of([.. Enumerable.Range(0, count).Select(i => Place("Stockholm", MapRole.Participant) with { Key = $"{i}" })])
            .Pins;
        pins.SelectMany((a, i) => pins.Skip(i + 1).Select(b => Length((a.X, a.Y), (b.X, b.Y))))
            .ShouldAllBe(apart => apart > 2 * pins[0].Radius);
    }

    [Test]
    public void A_very_long_name_is_cut_on_the_map_and_whole_in_the_title()
    {
        var name = "Västra Götalandsregionens kommunalförbund";
        var pin = MapLayout.Of([Place("Strömstad", MapRole.Mentor) with { Name = name }]).Pins.Single();
        pin.Label.Text.ShouldBe("Västra Götalandsregionens…");
        Picture([pin.Place]).Descendants("title").Single().Value.ShouldBe(name);
    }

    [Test]
    public void However_wide_a_name_is_it_stays_inside([Values('W', '市')] char letter)
    {
        foreach (var town in Catalogue.Municipalities)
        {
            ShouldBeReadable(MapLayout.Of([Place(town.Name, MapRole.Mentor) with { Name = new string(letter, 200) }]));
        }
    }

    [Test]
    public void The_map_grows_at_its_sides_for_names()
    {
        var layout = MapLayout.Of([.. Historical, Place("Haparanda", MapRole.Mentor), Place("Strömstad", MapRole.Mentor)]);
        ShouldBeReadable(layout);
        layout.View.Height.ShouldBe(MapLayout.Sweden.Height);
    }

    [Test]
    public void The_same_places_give_the_same_map()
    {
        Svg(Historical).ShouldBe(Svg([.. Historical]));
        Svg(Everybody).ShouldBe(Svg([.. Everybody]));
    }

    [TestCase("sv-SE")]
    [TestCase("en-GB")]
    public void Numbers_are_written_for_machines(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var numbers = Picture(Historical)
                .DescendantsAndSelf()
                .Attributes()
                .Where(a => a.Name.LocalName is "x" or "y" or "x1" or "x2" or "y1" or "y2" or "cx" or "cy" or "r")
                .ToList();
            numbers.Count.ShouldBeGreaterThan(100);
            numbers.ShouldAllBe(a => Number().IsMatch(a.Value));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Without_places_it_is_sweden()
    {
        var picture = Picture([]);
        picture.Attribute("viewBox")!.Value.ShouldBe("0 0 420 860");
        picture.Attribute("role")!.Value.ShouldBe("img");
        picture.Attribute("aria-label")!.Value.ShouldBe("Sverige");
        picture.Elements().Single().Attribute("class")!.Value.ShouldBe("town");
    }

    [Test]
    public void Everybody_has_a_group_with_key_role_and_title()
    {
        var picture = Picture([.. Historical, Place("Kiruna", MapRole.Unplaced) with { Title = "Kiruna har ingen mentor" }]);
        var pins = picture.Elements("g").Where(g => g.Element("circle") is not null).ToList();
        pins.Select(g => g.Attribute("data-key")!.Value)
            .ShouldBe(Historical.Select(p => p.Key).Append("Kiruna"), ignoreOrder: true);
        pins.Count(g => g.Attribute("class")!.Value == "mentor").ShouldBe(6);
        pins.Single(g => g.Attribute("class")!.Value == "participant stressed").Element("title")!.Value.ShouldBe("Uppsala");
        pins.Single(g => g.Attribute("class")!.Value == "unplaced").Element("title")!.Value.ShouldBe("Kiruna har ingen mentor");

        var lines = picture.Elements("g").Where(g => g.Element("line") is not null).ToList();
        lines.Count.ShouldBe(15);
        lines.Single(g => g.Attribute("data-key")!.Value == "Uppsala").Attribute("data-mentor")!.Value.ShouldBe("Örebro");
    }

    [Test]
    public void A_mentor_that_is_not_on_the_map_draws_no_line() =>
        Picture([
                Place("Luleå", MapRole.Participant) with
                {
                    MentorKey = "Piteå",
                },
                Place("Boden", MapRole.Participant) with
                {
                    MentorKey = "Luleå",
                },
            ])
            .Descendants("line")
            .ShouldBeEmpty();

    [Test]
    public void What_people_have_written_is_text()
    {
        const string Hostile = "\"><script>alert('å')</script>&";
        var place = Place("Luleå", MapRole.Mentor) with { Key = Hostile, Name = Hostile, Title = Hostile };
        var svg = Svg([place, Place("Boden", MapRole.Participant) with { MentorKey = Hostile }], Hostile);
        svg.ShouldNotContain("<script");
        svg.ShouldNotContain("style=");
        var picture = XElement.Parse(svg);
        picture.Attribute("aria-label")!.Value.ShouldBe(Hostile);
        picture.Descendants("line").Count().ShouldBe(1);
        picture.Elements("g").Last().Attribute("data-key")!.Value.ShouldBe(Hostile);
        picture.Elements("g").Last().Element("title")!.Value.ShouldBe(Hostile);
    }

    [Test]
    public void The_legend_tells_the_marks_that_are_there_and_the_sources()
    {
        var legend = XElement.Parse(SwedenMap.Legend().ToString()!);
        legend.Descendants("span").Count().ShouldBe(3);
        foreach (var source in new[] { "GeoNames", "CC BY 4.0", "SCB", "2025", "SKR", "Kolada" })
        {
            legend.Value.ShouldContain(source);
        }

        var full = XElement.Parse(SwedenMap.Legend(unplaced: true, stressed: "längst <väg>").ToString()!);
        full.Descendants("span").Count().ShouldBe(5);
        full.Value.ShouldContain("längst <väg>");
    }

    private static void ShouldBeReadable(MapLayout layout)
    {
        var shown = layout.Pins.Where(p => p.Label.IsShown).ToList();
        shown
            .SelectMany(
                (a, i) =>
                    shown.Skip(i + 1).Where(b => a.Label.Box.Overlaps(b.Label.Box)).Select(b => (a.Place.Name, b.Place.Name))
            )
            .ShouldBeEmpty();
        shown
            .SelectMany(a =>
                layout.Pins.Where(b => a.Label.Box.Distance(b.X, b.Y) < b.Radius).Select(b => (a.Place.Name, b.Place.Name))
            )
            .ShouldBeEmpty();
        layout.Pins.ShouldAllBe(p => layout.View.Holds(p.Label.Box) && layout.View.Holds(MapBox.Around(p.X, p.Y, p.Radius)));
    }

    private static MapPlace Place(string name, MapRole role) => new(name, name, Town(name).Latitude, Town(name).Longitude, role);

    private static XElement Picture(IReadOnlyList<MapPlace> places) => XElement.Parse(Svg(places));

    private static string Svg(IReadOnlyList<MapPlace> places, string title = "Sverige") =>
        SwedenMap.Render(places, title).ToString()!;

    [GeneratedRegex(@"^-?\d+(\.\d+)?$")]
    private static partial Regex Number();
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Shared;

public enum MapRole
{
    Mentor,
    Participant,
    Unplaced,
}

/// <summary>A place to mark on the map.</summary>
/// <param name="Key">Joins it to its row in the list beside the map (data-key).</param>
/// <param name="Name">Written beside it where there is room.</param>
/// <param name="Latitude">WGS84, decimal degrees.</param>
/// <param name="Longitude">WGS84, decimal degrees.</param>
/// <param name="Role">Gives it its shape.</param>
/// <param name="MentorKey">The participant's mentor; a line is drawn to it.</param>
/// <param name="Stressed">Something to look at, as the longest way: in ochre.</param>
/// <param name="Title">Told when it is pointed at, as who mentors it and how far away; the name when null.</param>
public sealed record MapPlace(
    string Key,
    string Name,
    double Latitude,
    double Longitude,
    MapRole Role,
    string? MentorKey = null,
    bool Stressed = false,
    string? Title = null
);

/// <summary>
/// The map of Sweden: the towns of all municipalities as faint dots, mentors and participants marked, lines between.
/// </summary>
/// <remarks>A picture; what it says stands in the list beside it too, whose rows carry the same keys.</remarks>
public static class SwedenMap
{
    /// <summary>A path of points rather than 290 elements; rounded ends make the dots.</summary>
    private static readonly Lazy<string> Towns = new(() =>
        MapLayout.Towns.Aggregate(
            new StringBuilder("""<path class="town" d=""" + "\"", 5000),
            (d, t) => d.Append(CultureInfo.InvariantCulture, $"M{t.X:0.#} {t.Y:0.#}h0"),
            d => d.Append("\"/>").ToString()
        )
    );

    /// <param name="places">Drawn in their order, mentors last.</param>
    /// <param name="title">What the map shows, in words.</param>
    public static IHtmlContent Render(IReadOnlyList<MapPlace> places, string title)
    {
        var layout = MapLayout.Of(places);
        var view = layout.View;
        var (left, top) = (Math.Floor(view.Left), Math.Floor(view.Top));
        var many = places.Count > MapLayout.Many ? """ class="many" """ : " ";
        var svg = new StringBuilder(6000 + (300 * places.Count));
        svg.Append(
                CultureInfo.InvariantCulture,
                $"""<svg{many}viewBox="{left:0} {top:0} {Math.Ceiling(view.Right) - left:0} {Math.Ceiling(view.Bottom) - top:0}" preserveAspectRatio="xMinYMid" role="img" aria-label="{Markup.Encode(title)}">"""
            )
            .Append(Towns.Value);

        // Lines lie under all pins, and what is stressed over what is not.
        foreach (var pin in layout.Pins.Where(p => p.Mentor is not null).OrderBy(p => p.Place.Stressed))
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<g class="link{Stressed(pin)}"{Keys(pin)}><title>{Title(pin)}</title><line x1="{pin.X:0.#}" y1="{pin.Y:0.#}" x2="{pin.Mentor!.X:0.#}" y2="{pin.Mentor.Y:0.#}"/></g>"""
            );
        }

        foreach (var pin in layout.Pins.OrderBy(p => p.Place.Role == MapRole.Mentor).ThenBy(p => p.Place.Stressed))
        {
            Pin(svg, pin, Math.Max(pin.Radius + 2, places.Count > MapLayout.Many ? 6 : 11));
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>What the marks mean and where the figures come from; the map's figcaption.</summary>
    /// <param name="unplaced">Whether participants without a mentor are on the map.</param>
    /// <param name="stressed">What is in ochre, in words; null when nothing is.</param>
    public static IHtmlContent Legend(bool unplaced = false, string? stressed = null)
    {
        var html = new StringBuilder("""<figcaption><p class="legend">""", 1200);
        Entry("mentor", """<circle cx="8" cy="8" r="6.5"/>""", Texts.MapMentor);
        Entry("participant", """<circle cx="8" cy="8" r="5.25"/>""", Texts.MapParticipant);
        if (unplaced)
        {
            Entry("unplaced", """<circle cx="8" cy="8" r="5.25"/>""", Texts.MapUnplaced);
        }

        if (stressed is not null)
        {
            Entry("participant stressed", """<circle cx="8" cy="8" r="5.25"/>""", stressed);
        }

        Entry("", """<path class="town" d="M8 8h0"/>""", Texts.MapTown);
        return new HtmlString(
            html.Append(
                    CultureInfo.InvariantCulture,
                    $"""</p><p class="muted small">{Markup.Encode(Texts.MapSources)}</p></figcaption>"""
                )
                .ToString()
        );

        void Entry(string @class, string shape, string text) =>
            html.Append(
                CultureInfo.InvariantCulture,
                $"""<span><svg viewBox="0 0 16 16" aria-hidden="true"><g class="{@class}">{shape}</g></svg>{Markup.Encode(text)}</span>"""
            );
    }

    private static void Pin(StringBuilder svg, MapPin pin, double reach)
    {
        var role = pin.Place.Role switch
        {
            MapRole.Mentor => "mentor",
            MapRole.Participant => "participant",
            _ => "unplaced",
        };
        svg.Append(CultureInfo.InvariantCulture, $"""<g class="{role}{Stressed(pin)}"{Keys(pin)}><title>{Title(pin)}</title>""");
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<circle class="reach" cx="{pin.X:0.#}" cy="{pin.Y:0.#}" r="{reach:0.##}"/><circle cx="{pin.X:0.#}" cy="{pin.Y:0.#}" r="{pin.Radius:0.##}"/>"""
        );
        var (shown, anchor) = (
            pin.Label.IsShown ? "" : " class=\"more\"",
            pin.Label.Anchor == "start" ? "" : $" text-anchor=\"{pin.Label.Anchor}\""
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<text{shown} x="{pin.Label.X:0.#}" y="{pin.Label.Y:0.#}"{anchor}>{Markup.Encode(pin.Label.Text)}</text></g>"""
        );
    }

    /// <summary>The place's own key, and its mentor's: who points at a mentor sees the whole group.</summary>
    private static string Keys(MapPin pin) =>
        $" data-key=\"{Markup.Encode(pin.Place.Key)}\""
        + (pin.Mentor is { } mentor ? $" data-mentor=\"{Markup.Encode(mentor.Place.Key)}\"" : "");

    private static string Stressed(MapPin pin) => pin.Place.Stressed ? " stressed" : "";

    private static string Title(MapPin pin) => Markup.Encode(pin.Place.Title ?? pin.Place.Name);
}

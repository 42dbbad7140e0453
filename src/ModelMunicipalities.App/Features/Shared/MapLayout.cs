using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Features.Shared;

/// <summary>A part of the map, in its units; y grows downwards.</summary>
public readonly record struct MapBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public static MapBox Around(double x, double y, double distance) =>
        new(x - distance, y - distance, x + distance, y + distance);

    public MapBox Grown(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    public MapBox And(MapBox other) =>
        new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    public bool Holds(MapBox other) => other.Left >= Left && other.Right <= Right && other.Top >= Top && other.Bottom <= Bottom;

    public bool Overlaps(MapBox other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>From a point to the nearest part of the box; 0 inside it.</summary>
    public double Distance(double x, double y)
    {
        var (across, down) = (Math.Max(0, Math.Max(Left - x, x - Right)), Math.Max(0, Math.Max(Top - y, y - Bottom)));
        return Math.Sqrt((across * across) + (down * down));
    }

    /// <summary>How much of the way between two points goes through the box, in the map's units.</summary>
    public double Crossing(double x1, double y1, double x2, double y2)
    {
        var (from, to) = (0.0, 1.0);
        return Cut(x1, x2 - x1, Left, Right) && Cut(y1, y2 - y1, Top, Bottom)
            ? (to - from) * Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1)))
            : 0;

        bool Cut(double start, double along, double low, double high)
        {
            if (along == 0)
            {
                return start > low && start < high;
            }

            var (enters, leaves) = ((low - start) / along, (high - start) / along);
            from = Math.Max(from, Math.Min(enters, leaves));
            to = Math.Min(to, Math.Max(enters, leaves));
            return from < to;
        }
    }
}

/// <summary>A name on the map.</summary>
/// <param name="Text">The name, cut when it is very long.</param>
/// <param name="X">Where it begins, ends or has its middle, as the anchor says.</param>
/// <param name="Y">The line it stands on.</param>
/// <param name="Anchor">start, middle or end.</param>
/// <param name="Box">What it covers, by estimate.</param>
/// <param name="IsShown">False: shown only while the place is pointed at, since there was no room.</param>
public sealed record MapLabel(string Text, double X, double Y, string Anchor, MapBox Box, bool IsShown);

/// <summary>A place on the map, with its mentor's pin when there is one.</summary>
public sealed record MapPin(MapPlace Place, double X, double Y, double Radius, MapLabel Label)
{
    public MapPin? Mentor { get; init; }
}

/// <summary>
/// Where everything on the map of Sweden stands. The same places in the same order give the same map. Names avoid each other,
/// the pins and, where they can, the lines and the towns; who finds no room is named when it is pointed at. A mentor is always
/// named while the places are <see cref="Many"/> at most; with more, mentors alone are, where there is room.
/// </summary>
public sealed record MapLayout(MapBox View, IReadOnlyList<MapPin> Pins)
{
    /// <summary>More places than this, and the pins are small and only mentors are named.</summary>
    public const int Many = 60;

    private const double FontSize = 14;
    private const double Margin = 14;
    private const double Height = 860;

    /// <summary>How far a name may reach outside Sweden, at each side.</summary>
    private const double MostOutside = 44;

    /// <summary>Between a name and the edge.</summary>
    private const double Edge = 4;

    private const int LongestName = 26;

    /// <summary>What a name over a pin costs, and over another name: more than all else together.</summary>
    private const double Covers = 1000;
    private const double CoversName = 1_000_000;

    private static readonly Lazy<(double Scale, double West, double North, double Width)> Frame = new(() =>
    {
        var all = Catalogue.Municipalities.Select(m => LambertConic.Project(m.Latitude, m.Longitude)).ToList();
        var (north, west) = (all.Max(p => p.North), all.Min(p => p.East));
        var scale = (Height - (2 * Margin)) / (north - all.Min(p => p.North));
        return (scale, west, north, ((all.Max(p => p.East) - west) * scale) + (2 * Margin));
    });

    private static readonly Lazy<IReadOnlyList<(double X, double Y)>> LazyTowns = new(() =>
        [.. Catalogue.Municipalities.Select(m => Point(m.Latitude, m.Longitude))]
    );

    /// <summary>Where names are tried, nearest and best first: the direction and how far further out.</summary>
    private static readonly (int Across, int Down, double Further, double Cost)[] Spots =
    [
        .. from further in new[] { 0.0, 5, 11 }
        from spot in new (int Across, int Down, double Cost)[]
        {
            (1, 0, 0),
            (-1, 0, 1),
            (1, -1, 1.5),
            (1, 1, 1.5),
            (-1, -1, 2),
            (-1, 1, 2),
            (0, -1, 2),
            (0, 1, 2.5),
        }
        select (spot.Across, spot.Down, further, spot.Cost + (further / 2)),
    ];

    /// <summary>The seat towns of all municipalities.</summary>
    public static IReadOnlyList<(double X, double Y)> Towns => LazyTowns.Value;

    /// <summary>Sweden, with no names outside it.</summary>
    public static MapBox Sweden => new(0, 0, Frame.Value.Width, Height);

    /// <summary>A place on the map.</summary>
    public static (double X, double Y) Point(double latitude, double longitude)
    {
        var (scale, west, north, _) = Frame.Value;
        var (x, y) = LambertConic.Project(latitude, longitude);
        return (Margin + ((x - west) * scale), Margin + ((north - y) * scale));
    }

    public static MapLayout Of(IReadOnlyList<MapPlace> places)
    {
        var many = places.Count > Many;
        var points = Apart(places, many);
        var pins = places.Select((p, i) => new Draft(p, points[i].X, points[i].Y, Radius(p.Role, many), many)).ToList();
        var mentors = pins.Where(p => p.Place.Role == MapRole.Mentor).DistinctBy(p => p.Place.Key).ToDictionary(p => p.Place.Key);
        foreach (var pin in pins.Where(p => p.Place is { Role: MapRole.Participant, MentorKey: not null }))
        {
            pin.Mentor = mentors.GetValueOrDefault(pin.Place.MentorKey!);
        }

        Name(pins, many);
        var drawn = pins.ToDictionary(p => p, p => new MapPin(p.Place, p.X, p.Y, p.Radius, p.Label ?? Hidden(p)));
        return new MapLayout(
            pins.Aggregate(Sweden, (box, p) =>
                box.And(MapBox.Around(p.X, p.Y, p.Radius + 2)).And(drawn[p].Label.Box.Grown(Edge))
            ),
            [.. pins.Select(p => p.Mentor is { } mentor ? drawn[p] with { Mentor = drawn[mentor] } : drawn[p])]
        );
    }

    private static double Radius(MapRole role, bool many) =>
        (role, many) switch
        {
            (MapRole.Mentor, false) => 7,
            (MapRole.Mentor, true) => 5,
            (_, false) => 5.25,
            (_, true) => 3.5,
        };

    /// <summary>
    /// Places in the same town, as a region and its municipality or two parts of a city, stand in a ring around it.
    /// </summary>
    private static (double X, double Y)[] Apart(IReadOnlyList<MapPlace> places, bool many)
    {
        var points = places.Select(p => Point(p.Latitude, p.Longitude)).ToArray();
        foreach (
            var same in Enumerable
                .Range(0, points.Length)
                .GroupBy(i => (Math.Round(points[i].X), Math.Round(points[i].Y)))
                .Where(g => g.Count() > 1)
        )
        {
            var indices = same.ToList();
            var ring = (many ? 9 : 15) / (2 * Math.Sin(Math.PI / indices.Count));
            for (var i = 0; i < indices.Count; i++)
            {
                var (sin, cos) = Math.SinCos(2 * Math.PI * i / indices.Count);
                points[indices[i]] = (points[indices[i]].X + (ring * cos), points[indices[i]].Y + (ring * sin));
            }
        }

        return points;
    }

    /// <summary>
    /// Names the pins, the important and the crowded first; then each may move once more, knowing where the others stand.
    /// </summary>
    private static void Name(List<Draft> pins, bool many)
    {
        var lines = pins.Where(p => p.Mentor is not null).Select(p => (p.X, p.Y, ToX: p.Mentor!.X, ToY: p.Mentor.Y)).ToList();
        var order = pins.Where(p => !many || p.Place.Role == MapRole.Mentor)
            .OrderBy(p => p.Place.Role != MapRole.Mentor)
            .ThenByDescending(p => pins.Count(o => Math.Abs(o.X - p.X) < 60 && Math.Abs(o.Y - p.Y) < 30))
            .ToList();

        // No name is further from its pin than half of this, upwards or downwards.
        var near = order.ToDictionary(p => p, p => pins.Where(o => Math.Abs(o.Y - p.Y) < 80).ToList());
        for (var round = 0; round < 3; round++)
        {
            foreach (var pin in order)
            {
                pin.Label = null;
                pin.Label = Best(pin);
                if (pin.Label is null && !MakeRoom(pin) && pin.Place.Role == MapRole.Mentor && !many)
                {
                    pin.Label = Spotted(pin).OrderBy(c => c.Cost).FirstOrDefault().Label;
                }
            }
        }

        // Pointed at, these stand instead of the others' names, but beside their mentor's.
        foreach (var pin in order.Where(p => p.Label is null && !many))
        {
            var label = Spotted(pin)
                .OrderBy(c => pin.Mentor?.Label?.Box.Overlaps(c.Label.Box) ?? false)
                .ThenBy(c => c.Cost % CoversName)
                .FirstOrDefault()
                .Label;
            pin.Label = label is null ? null : label with { IsShown = false };
        }

        MapLabel? Best(Draft pin) => Spotted(pin).Where(c => c.Cost < Covers).OrderBy(c => c.Cost).FirstOrDefault().Label;

        // Where one other name alone stands in the way, and that one has somewhere else to go.
        bool MakeRoom(Draft pin)
        {
            foreach (
                var (label, _) in Spotted(pin).Where(c => c.Cost is >= CoversName and < CoversName + Covers).OrderBy(c => c.Cost)
            )
            {
                var other = pins.Single(o => o.Label is { } l && label.Box.Grown(2).Overlaps(l.Box));
                var before = other.Label;
                (pin.Label, other.Label) = (label, null);
                if ((other.Label = Best(other)) is not null)
                {
                    return true;
                }

                (pin.Label, other.Label) = (null, before);
            }

            return false;
        }

        IEnumerable<(MapLabel Label, double Cost)> Spotted(Draft pin) =>
            Spots
                .Select(s => (Label: pin.At(s), s.Cost))
                .Where(c =>
                    c.Label.Box.Bottom <= Sweden.Bottom && c.Label.Box.Top >= Sweden.Top && Outside(c.Label.Box) <= MostOutside
                )
                .Select(c => (c.Label, c.Cost + Cost(pin, c.Label)));

        double Cost(Draft pin, MapLabel name)
        {
            var box = name.Box;
            var end = MapBox.Around(name.X, (box.Top + box.Bottom) / 2, 0);
            var (own, ownEnd) = (box.Distance(pin.X, pin.Y) - pin.Radius, end.Distance(pin.X, pin.Y));
            var cost = Outside(box) * 0.15;
            foreach (var other in near[pin])
            {
                var away = other == pin ? double.MaxValue : box.Distance(other.X, other.Y) - other.Radius;

                // Whose name is it? Its near end must be at its own pin, and no other pin nearer to the rest of it.
                cost +=
                    away < 1 ? Covers
                    : away > 40 ? 0
                    : end.Distance(other.X, other.Y) < 1.2 * ownEnd ? 20
                    : away < own + 1 ? 18
                    : away < 5 ? 3
                    : 0;
                cost += other.Label is { } label && box.Grown(2).Overlaps(label.Box) ? CoversName : 0;
            }

            if (many && cost >= Covers)
            {
                return cost;
            }

            foreach (var (x, y, toX, toY) in lines)
            {
                var crossing = box.Crossing(x, y, toX, toY);
                cost += crossing > 0 ? 4 + (crossing / 4) : 0;
            }

            return cost + (0.4 * Towns.Count(t => t.X > box.Left && t.X < box.Right && t.Y > box.Top && t.Y < box.Bottom));
        }
    }

    private static double Outside(MapBox box) => Math.Max(Math.Max(0, Edge - box.Left), box.Right + Edge - Sweden.Right);

    /// <summary>The name of a pin that never looked for room: beside it, away from its mentor, but rather inside.</summary>
    private static MapLabel Hidden(Draft pin)
    {
        var sides = new[] { pin.At(Spots[0]), pin.At(Spots[1]) };
        return sides
            .OrderBy(s => Outside(s.Box))
            .ThenBy(s => pin.Mentor is { } mentor && (s.Anchor == "start") != (pin.X >= mentor.X))
            .First() with
        {
            IsShown = false,
        };
    }

    /// <summary>What Inter takes, a little generously, in the map's units.</summary>
    private static double Width(string text, bool bold) =>
        text.Sum(c =>
            c switch
            {
                'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or '\'' or '|' => 0.29,
                'f' or 'r' or 't' or ' ' or '-' or '(' or ')' or '/' => 0.39,
                'm' or 'w' or 'M' or 'W' or '@' or '–' or '…' => 0.9,
                _ => char.IsLower(c) ? 0.6
                : c > 0x2e7f ? 1
                : 0.72,
            }
        )
        * FontSize
        * (bold ? 1.05 : 1);

    /// <summary>A pin while the names look for room.</summary>
    private sealed class Draft(MapPlace place, double x, double y, double radius, bool many)
    {
        private readonly string _text = Shorten(place.Name);

        public MapPlace Place => place;

        public double X => x;

        public double Y => y;

        public double Radius => radius;

        public Draft? Mentor { get; set; }

        public MapLabel? Label { get; set; }

        /// <summary>The name at a spot: beside, above or below the pin, or at its corner.</summary>
        public MapLabel At((int Across, int Down, double Further, double Cost) spot)
        {
            var (across, down, further, _) = spot;
            var near = many ? 3 : 4;
            var width = Width(_text, place.Role == MapRole.Mentor);
            var left = across == 0 ? x - (width / 2) : across * ((down == 0 ? radius + near : (radius * 0.7) + 2) + further);
            left = across switch
            {
                0 => left,
                > 0 => x + left,
                _ => x + left - width,
            };
            const double Tall = FontSize + 1;
            var top = y - (Tall / 2) + (down * ((Tall / 2) + (across == 0 ? radius + 2 + further : (radius * 0.4) + further)));
            var anchor = across switch
            {
                0 => "middle",
                > 0 => "start",
                _ => "end",
            };
            return new(
                _text,
                across switch
                {
                    0 => x,
                    > 0 => left,
                    _ => left + width,
                },
                top + (0.82 * FontSize),
                anchor,
                new(left, top, left + width, top + Tall),
                true
            );
        }

        private static string Shorten(string name) =>
            name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1).TrimEnd(), "…");
    }
}

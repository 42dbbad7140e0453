using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Shared;

/// <summary>The portal's charts: SVG with a text alternative, beside a table with the same figures.</summary>
public static class Charts
{
    /// <summary>One step over the occasions: a point for each, joined; a dotted line for the occasion going on.</summary>
    /// <param name="instrument">Gives the scale.</param>
    /// <param name="label">What the chart shows, in words.</param>
    /// <param name="points">The occasions' short names with the score, in order.</param>
    /// <param name="current">The short name of the occasion going on, or null.</param>
    public static IHtmlContent SmallMultiple(
        Instrument instrument,
        string label,
        IReadOnlyList<(string Name, int? Score)> points,
        string? current
    )
    {
        var svg = new StringBuilder(1200);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg viewBox="0 0 176 92" width="100%" role="img" aria-label="{Markup.Encode(label)}">"""
        );
        foreach (var level in instrument.Scale.Levels)
        {
            var y = Y(instrument, level.Value);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<line class="grid" x1="16" x2="172" y1="{y}" y2="{y}"/><text x="0" y="{y + 4}">{level.Value}</text>"""
            );
        }

        var columns = points.Count + (current is null ? 0 : 1);
        double X(int i) => columns == 1 ? 94 : 28 + (i * (156.0 - 28) / (columns - 1));
        var scored = points.Select((p, i) => (p.Score, X: X(i))).Where(p => p.Score is not null).ToList();
        if (scored.Count > 1)
        {
            svg.Append("""<path class="path" d="M""")
                .AppendJoin('L', scored.Select(p => Invariant($"{p.X:0.#} {Y(instrument, p.Score!.Value)}")))
                .Append("\"/>");
        }

        foreach (var (score, x) in scored)
        {
            Dot(svg, instrument, score!.Value, x.ToString("0.#", CultureInfo.InvariantCulture), Y(instrument, score.Value), 5.5);
        }

        for (var i = 0; i < points.Count; i++)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<text x="{X(i):0.#}" y="86" text-anchor="middle">{Markup.Encode(points[i].Name)}</text>"""
            );
        }

        if (current is not null)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<line class="now" x1="{X(columns - 1):0.#}" x2="{X(columns - 1):0.#}" y1="8" y2="70"/><text class="ink" x="{X(columns - 1):0.#}" y="86" text-anchor="middle">{Markup.Encode(current)}</text>"""
            );
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>How those who scored saw a step: their marks on one axis, a bar from the lowest to the highest.</summary>
    public static IHtmlContent Spread(Instrument instrument, string label, IReadOnlyList<(int Score, string Who)> marks)
    {
        var svg = new StringBuilder(1200);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg width="100%" height="84" role="img" aria-label="{Markup.Encode(label)}"><line class="grid" x1="12%" x2="88%" y1="45" y2="45"/>"""
        );
        double X(int score) =>
            12 + (76.0 * (score - instrument.Scale.Lowest) / (instrument.Scale.Highest - instrument.Scale.Lowest));
        foreach (var level in instrument.Scale.Levels)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<line class="grid" x1="{X(level.Value):0.#}%" x2="{X(level.Value):0.#}%" y1="33" y2="57"/><text x="{X(level.Value):0.#}%" y="78" text-anchor="middle">{level.Value}</text>"""
            );
        }

        if (marks.Count > 0)
        {
            var (low, high) = (marks.Min(m => m.Score), marks.Max(m => m.Score));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect class="span" x="{X(low):0.#}%" y="41" width="{X(high) - X(low):0.#}%" height="8"/>"""
            );
        }

        foreach (var (score, who) in marks)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<svg x="{X(score):0.#}%" y="0" width="1" height="84" overflow="visible">"""
            );
            Dot(svg, instrument, score, "0", 45, 8);
            // A long label at an end of the axis is written inwards, so that nothing cuts it.
            var (at, anchor) =
                who.Length < 14 ? (X(score), "middle")
                : score == instrument.Scale.Lowest ? (0.0, "start")
                : score == instrument.Scale.Highest ? (100.0, "end")
                : (X(score), "middle");
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""</svg><text class="ink" x="{at:0.#}%" y="22" text-anchor="{anchor}">{Markup.Encode(who)}</text>"""
            );
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>Two means on the scale: an open point before, a filled one after.</summary>
    public static IHtmlContent BeforeAndAfter(Instrument instrument, double? before, double after)
    {
        string X(double mean) =>
            (4 + (92 * (mean - instrument.Scale.Lowest) / (instrument.Scale.Highest - instrument.Scale.Lowest))).ToString(
                "0.##",
                CultureInfo.InvariantCulture
            ) + "%";
        var lines = string.Concat(
            instrument.Scale.Levels.Select(l => $"""<line class="grid" x1="{X(l.Value)}" x2="{X(l.Value)}" y1="0" y2="40"/>""")
        );
        var was = before is { } b
            ? $"""<line class="bar2" x1="{X(b)}" x2="{X(after)}" y1="20" y2="20"/><circle class="was" cx="{X(b)}" cy="20" r="5"/>"""
            : "";
        return new HtmlString(
            $"""<svg width="100%" height="40" aria-hidden="true">{lines}{was}<circle class="is" cx="{X(after)}" cy="20" r="6"/></svg>"""
        );
    }

    /// <summary>The numbers over a column of <see cref="BeforeAndAfter"/>.</summary>
    public static IHtmlContent ScaleHead(Instrument instrument) =>
        new HtmlString(
            """<svg width="100%" height="18" aria-hidden="true">"""
                + string.Concat(
                    instrument.Scale.Levels.Select(l =>
                        Invariant(
                            $"""<text x="{4 + (92.0 * (l.Value - instrument.Scale.Lowest) / (instrument.Scale.Highest - instrument.Scale.Lowest)):0.##}%" y="14" text-anchor="middle">{l.Value}</text>"""
                        )
                    )
                )
                + "</svg>"
        );

    /// <summary>How many gave each answer, as one bar; the counts stand in words beside it.</summary>
    public static IHtmlContent Distribution(Instrument instrument, IReadOnlyDictionary<int, int> counts, string label)
    {
        var all = Math.Max(1, counts.Values.Sum());
        var svg = new StringBuilder(400);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""<svg width="100%" height="14" role="img" aria-label="{Markup.Encode(label)}">"""
        );
        var at = 0;
        foreach (var level in instrument.Scale.Levels)
        {
            var count = counts.GetValueOrDefault(level.Value);
            var place =
                level.Value == instrument.Scale.Lowest ? "m0"
                : level.Value == instrument.Scale.Highest ? "m100"
                : "mid";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""<rect class="bar-{place}" x="{100.0 * at / all:0.##}%" width="{100.0 * count / all:0.##}%" height="14"/>"""
            );
            at += count;
        }

        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>
    /// How many are chosen, dark, of how many there would be with those that wait, light; the numbers stand beside it.
    /// </summary>
    public static IHtmlContent Selection(int chosen, int withWaiting, int most) =>
        new HtmlString(
            Invariant(
                $"""<svg width="100%" height="14" aria-hidden="true"><rect class="bar-mid" x="0" width="{100.0 * withWaiting / Math.Max(1, most):0.##}%" height="14"/><rect class="bar-m100" x="0" width="{100.0 * chosen / Math.Max(1, most):0.##}%" height="14"/></svg>"""
            )
        );

    private static void Dot(StringBuilder svg, Instrument instrument, int score, string x, double y, double r)
    {
        var place = Marks.Class(instrument, score);
        svg.Append(CultureInfo.InvariantCulture, $"""<circle class="dot {place}" cx="{x}" cy="{y}" r="{r}"/>""");
        if (score != instrument.Scale.Lowest && score != instrument.Scale.Highest)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<path class="part" d="M{x} {y - r}a{r} {r} 0 0 0 0 {2 * r}z"/>""");
        }
    }

    private static double Y(Instrument instrument, int score) =>
        62 - (44.0 * (score - instrument.Scale.Lowest) / (instrument.Scale.Highest - instrument.Scale.Lowest));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

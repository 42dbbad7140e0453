using System.Globalization;
using System.Text;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>
/// The reports' charts. Their colours are attributes, so that Typst draws them; the portal's style sheet gives the same
/// shapes its own colours by class. Light, hatched by tone and dark: they tell the same in grey.
/// </summary>
internal static class ReportCharts
{
    private const double Width = 640;

    private const double Left = 250;

    private const double RowHeight = 26;

    private const string Ink = "#1b2430";

    private const string Muted = "#55606e";

    private const string Rule = "#c9d1da";

    private const string Dark = "#0b4a7d";

    private const string Light = "#dce6ef";

    /// <summary>Two means of each step on the scale: an open point before, a filled one after, a bar between.</summary>
    public static string Change(
        Instrument instrument,
        IReadOnlyList<(string Label, double? Before, double After)> rows,
        string before,
        string after
    )
    {
        double X(double mean) =>
            Left
            + 20
            + ((Width - Left - 40) * (mean - instrument.Scale.Lowest) / (instrument.Scale.Highest - instrument.Scale.Lowest));
        var height = (rows.Count * RowHeight) + 52;
        var svg = Begin(height);
        Legend(svg, height - 8, (before, false), (after, true));
        foreach (var level in instrument.Scale.Levels)
        {
            svg.Append(
                I(
                    $"""<line class="grid" x1="{X(level.Value):0.#}" x2="{X(level.Value):0.#}" y1="20" y2="{height - 26:0.#}" stroke="{Rule}"/>"""
                )
            );
            Text(svg, X(level.Value), 13, level.Value.ToString(CultureInfo.InvariantCulture), "middle", Muted);
        }

        foreach (var (i, (label, was, now)) in rows.Index())
        {
            var y = 20 + (RowHeight * (i + 0.5));
            Text(svg, 0, y + 4, label, "start", Ink);
            if (was is { } w)
            {
                svg.Append(
                    I(
                        $"""<line class="bar2" x1="{X(w):0.#}" x2="{X(now):0.#}" y1="{y}" y2="{y}" stroke="{Dark}" stroke-width="3"/><circle class="was" cx="{X(w):0.#}" cy="{y}" r="5" fill="#ffffff" stroke="{Dark}" stroke-width="2"/>"""
                    )
                );
            }

            svg.Append(I($"""<circle class="is" cx="{X(now):0.#}" cy="{y}" r="6" fill="{Dark}"/>"""));
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>
    /// How many gave each answer to each step: a bar from the lowest, light, to the highest, dark, with the counts in it.
    /// </summary>
    public static string Distribution(
        Instrument instrument,
        IReadOnlyList<(string Label, IReadOnlyDictionary<int, int> Counts)> rows,
        Func<ScaleLevel, string> name
    )
    {
        var height = (rows.Count * RowHeight) + 36;
        var svg = Begin(height);
        foreach (var (i, (label, counts)) in rows.Index())
        {
            var y = RowHeight * i;
            Text(svg, 0, y + 17, label, "start", Ink);
            var (all, at) = (Math.Max(1, counts.Values.Sum()), Left);
            foreach (var level in instrument.Scale.Levels)
            {
                var count = counts.GetValueOrDefault(level.Value);
                var width = (Width - Left) * count / all;
                if (count > 0)
                {
                    var (tone, text) = Tone(instrument.Scale.Percent(level.Value));
                    svg.Append(
                        I(
                            $"""<rect class="{Class(instrument, level.Value)}" x="{at:0.#}" y="{y + 3:0.#}" width="{width:0.#}" height="20" fill="{tone}" stroke="#ffffff"/>"""
                        )
                    );
                    Text(
                        svg,
                        at + (width / 2),
                        y + 17,
                        count.ToString(CultureInfo.InvariantCulture),
                        "middle",
                        text,
                        "on-" + Class(instrument, level.Value)
                    );
                }

                at += width;
            }
        }

        var x = 0.0;
        foreach (var level in instrument.Scale.Levels)
        {
            var (tone, _) = Tone(instrument.Scale.Percent(level.Value));
            svg.Append(
                I(
                    $"""<rect class="{Class(instrument, level.Value)}" x="{x:0.#}" y="{height - 16:0.#}" width="12" height="12" fill="{tone}" stroke="{Muted}" stroke-width="0.5"/>"""
                )
            );
            var words = $"{level.Value} {name(level)}";
            Text(svg, x + 17, height - 6, words, "start", Muted);
            x += 34 + (6.2 * words.Length);
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>A sum at each occasion: a column of its height with the number over it.</summary>
    public static string Sums(IReadOnlyList<(string Name, int Sum)> columns, int highest)
    {
        const double height = 190,
            foot = 160,
            top = 24;
        var svg = Begin(height);
        var step = Width / Math.Max(columns.Count, 4);
        svg.Append(I($"""<line class="grid" x1="0" x2="{Width}" y1="{foot}" y2="{foot}" stroke="{Muted}"/>"""));
        svg.Append(
            I($"""<line class="grid" x1="0" x2="{Width}" y1="{top}" y2="{top}" stroke="{Rule}" stroke-dasharray="3 4"/>""")
        );
        foreach (var (i, (name, sum)) in columns.Index())
        {
            var (x, tall) = (step * i, (foot - top) * sum / highest);
            svg.Append(
                I(
                    $"""<rect class="m100" x="{x + (step * 0.2):0.#}" y="{foot - tall:0.#}" width="{step * 0.6:0.#}" height="{tall:0.#}" fill="{Dark}"/>"""
                )
            );
            Text(svg, x + (step / 2), foot - tall - 6, sum.ToString(CultureInfo.InvariantCulture), "middle", Ink);
            Text(svg, x + (step / 2), foot + 18, name, "middle", Muted);
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>The tone of a score by how far up its scale it is, and that of the text on it.</summary>
    private static (string Tone, string Text) Tone(int percent) =>
        percent switch
        {
            0 => (Light, Ink),
            100 => (Dark, "#ffffff"),
            <= 50 => ("#a9c4dc", Ink),
            _ => ("#6f9cc2", Ink),
        };

    private static string Class(Instrument instrument, int score) =>
        instrument.Scale.Percent(score) switch
        {
            0 => "bar-m0",
            100 => "bar-m100",
            _ => "bar-mid",
        };

    private static StringBuilder Begin(double height) =>
        new StringBuilder(4000).Append(
            I(
                $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height:0.#}" font-family="Inter" font-size="12.5">"""
            )
        );

    private static void Legend(StringBuilder svg, double y, params (string Words, bool Filled)[] points)
    {
        var x = Left + 20;
        foreach (var (words, filled) in points)
        {
            svg.Append(
                I(
                    $"""<circle class="{(filled ? "is" : "was")}" cx="{x}" cy="{y - 4:0.#}" r="5" fill="{(filled ? Dark : "#ffffff")}" stroke="{Dark}" stroke-width="2"/>"""
                )
            );
            Text(svg, x + 12, y, words, "start", Muted);
            x += 40 + (7 * words.Length);
        }
    }

    private static void Text(
        StringBuilder svg,
        double x,
        double y,
        string text,
        string anchor,
        string colour,
        string? @class = null
    ) =>
        svg.Append(
            I(
                $"""<text class="{@class ?? (colour == Ink ? "ink" : "")}" x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" fill="{colour}">{Markup.Encode(text)}</text>"""
            )
        );

    private static string I(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

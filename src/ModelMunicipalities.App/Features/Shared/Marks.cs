using System.Globalization;
using Microsoft.AspNetCore.Html;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Shared;

/// <summary>
/// Scores as the reader sees them: number and shape and colour. The shape is an open circle for the lowest answer of the
/// instrument's scale, a filled one for the highest and partly filled ones between.
/// </summary>
public static class Marks
{
    /// <summary>
    /// The class that gives an answer its shape and colour: <c>m0</c>, <c>m33</c>, <c>m50</c>, <c>m100</c>; <c>none</c> when not
    /// scored.
    /// </summary>
    public static string Class(Instrument instrument, int? score) =>
        score is { } s && instrument.Scale.Holds(s)
            ? "m" + instrument.Scale.Percent(s).ToString(CultureInfo.InvariantCulture)
            : "none";

    /// <summary>
    /// Number and shape, with what it stands for to who cannot see it; a dash when not scored, or when what was typed is no
    /// answer.
    /// </summary>
    public static IHtmlContent Score(Instrument instrument, int? score, Show show) =>
        new HtmlString(
            score is { } s && instrument.Scale.Holds(s)
                ? $"""<span class="score {Class(instrument, score)}"><span class="mark" aria-hidden="true"></span>{s}<span class="sr"> {Markup.Encode(Texts.ScoreOf(instrument.Scale.Highest, Label(instrument, s, show)))}</span></span>"""
                : $"""<span class="score none"><span aria-hidden="true">–</span><span class="sr">{Markup.Encode(Texts.NotScored)}</span></span>"""
        );

    /// <summary>The shape alone, where the number stands beside it.</summary>
    public static IHtmlContent Mark(Instrument instrument, int? score) =>
        new HtmlString($"""<span class="mark {Class(instrument, score)}" aria-hidden="true"></span>""");

    /// <summary>Whether a requirement is met: a filled circle or an open one, with the word to who cannot see it.</summary>
    public static IHtmlContent Met(bool met) =>
        new HtmlString(
            met
                ? $"""<span class="score m100"><span class="mark" aria-hidden="true"></span><span class="sr">{Markup.Encode(Texts.CriterionMet)}</span></span>"""
                : $"""<span class="score m0"><span class="mark" aria-hidden="true"></span><span class="sr">{Markup.Encode(Texts.CriterionNotMet)}</span></span>"""
        );

    /// <summary>What the shapes mean.</summary>
    public static IHtmlContent Legend(Instrument instrument, Show show, bool withNone = false) =>
        new HtmlString(
            """<p class="legend">"""
                + string.Concat(
                    instrument.Scale.Levels.Select(l =>
                        $"""<span class="score {Class(instrument, l.Value)}"><span class="mark" aria-hidden="true"></span>{l.Value} {Markup.Encode(show.Text(l.Label))}</span>"""
                    )
                )
                + (withNone ? $"""<span class="score none">– {Markup.Encode(Texts.NotScored)}</span>""" : "")
                + "</p>"
        );

    /// <summary>A change of a sum or a score: arrow and number.</summary>
    public static IHtmlContent Change(int? change) =>
        new HtmlString(
            change switch
            {
                null => """<span class="muted">–</span>""",
                0 => "0",
                > 0 =>
                    $"""<span class="up"><span aria-hidden="true">▲</span><span class="sr">{Markup.Encode(Texts.Up)}</span> {change}</span>""",
                _ =>
                    $"""<span class="down"><span aria-hidden="true">▼</span><span class="sr">{Markup.Encode(Texts.Down)}</span> {-change}</span>""",
            }
        );

    public static string Label(Instrument instrument, int score, Show show) =>
        show.Text(instrument.Scale.Levels[score - instrument.Scale.Lowest].Label);
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using ModelMunicipalities.App.Features.Shared;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Assessments;

namespace ModelMunicipalities.App.Features.Assessments;

/// <summary>
/// The heat map organisation × step. Written as text in one go: three hundred organisations are some thousands of cells.
/// </summary>
internal static class HeatMap
{
    public static IHtmlContent Render(ViewProgressModel page, Show show)
    {
        var (view, instrument) = (page.View, page.Instrument);
        var html = new StringBuilder(64 * 1024);
        html.Append("""<table class="heat"><caption class="sr">""")
            .Append(Markup.Encode(Texts.HeatCaption(Show.Occasion(view.Occasion))))
            .Append("""</caption><thead><tr><th scope="col">""")
            .Append(Markup.Encode(Texts.CohortRoleHead))
            .Append("</th>");
        foreach (var step in instrument.Steps)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"""<th scope="col"><b>{step.Number}</b><span>{Markup.Encode(show.Text(step.Column))}</span></th>"""
            );
        }

        html.Append(
            CultureInfo.InvariantCulture,
            $"""<th scope="col"><b>{Markup.Encode(Texts.Sum)}</b><span>{Markup.Encode(Texts.OfCount(instrument.HighestSum))}</span></th><th scope="col"><b>{Markup.Encode(Texts.ChangeHead)}</b><span>{(view.Before is null ? "" : Markup.Encode(Texts.SinceOccasion(Show.Occasion(view.Before))))}</span></th><th scope="col" class="st">{Markup.Encode(Texts.StateHead)}</th></tr></thead>"""
        );

        var classes = instrument.Scale.Levels.ToDictionary(l => l.Value, l => Marks.Class(instrument, l.Value));
        foreach (var (group, rows) in page.Groups())
        {
            html.Append("<tbody>");
            if (page.Sort == "group" && group is not null)
            {
                var mentor = page.MentorOf(group);
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"""<tr class="group"><th scope="rowgroup" colspan="{instrument.Steps.Count + 4}"><b>{Markup.Encode(group)}</b>"""
                );
                html.Append(
                        mentor is null
                            ? ""
                            : " "
                                + Markup.Encode(Texts.MentorWord)
                                + (
                                    mentor.Sum is { } sum
                                        ? $", {sum.ToString(CultureInfo.InvariantCulture)} {Markup.Encode(Texts.OfCount(instrument.HighestSum))}"
                                        : ""
                                )
                    )
                    .Append("</th></tr>");
            }

            foreach (var row in rows)
            {
                Row(html, page, row, classes, instrument);
            }

            html.Append("</tbody>");
        }

        Foot(html, page, instrument);
        return new HtmlString(html.Append("</table>").ToString());
    }

    private static void Row(
        StringBuilder html,
        ViewProgressModel page,
        ViewProgress.Row row,
        Dictionary<int, string> classes,
        Instrument instrument
    )
    {
        html.Append("""<tr><th scope="row"><a href=""")
            .Append('"')
            .Append(Links.Municipality(page.Network, page.View.Cohort, row.Organisation))
            .Append("\">")
            .Append(Markup.Encode(row.Name))
            .Append("</a></th>");

        // Relative to the overview's own address: three thousand cells would repeat its beginning.
        var assessment = Links.Assessment(page.Network, page.View.Cohort, row.Organisation, page.View.Occasion)[
            (Links.Network(page.Network).Length + "/cohorts/".Length)..
        ];
        for (var i = 0; i < instrument.Steps.Count; i++)
        {
            if (row.Scores?[i] is { } score)
            {
                html.Append("<td class=\"h ")
                    .Append(classes[score])
                    .Append("\"><a href=\"")
                    .Append(assessment)
                    .Append("#step-")
                    .Append(i + 1)
                    .Append("\">")
                    .Append(score)
                    .Append("</a></td>");
            }
            else
            {
                html.Append("<td class=\"h none\">–</td>");
            }
        }

        html.Append(
            CultureInfo.InvariantCulture,
            $"""<td class="sum">{row.Sum?.ToString(CultureInfo.InvariantCulture) ?? "–"}</td><td class="chg">"""
        );
        Marks.Change(row.Change).WriteTo(new StringWriter(html, CultureInfo.InvariantCulture), Markup.Encoder);
        html.Append("</td><td class=\"st\">")
            .Append(
                Markup.Encode(
                    row.IsModelMunicipality == true ? Texts.StateModel + "*"
                    : row.Status == AssessmentStatus.Submitted ? Texts.AssessmentStatus_Submitted
                    : row.Status == AssessmentStatus.Comparing ? Texts.ProgressComparing
                    : row.Answered == 0 ? Texts.AssessmentStatus_NotStarted
                    : Texts.StateSome(row.Answered, instrument.Steps.Count)
                )
            )
            .Append("</td></tr>");
    }

    private static void Foot(StringBuilder html, ViewProgressModel page, Instrument instrument)
    {
        var submitted = page.View.Participants.Where(r => r.Scores is not null).ToList();
        if (submitted.Count == 0)
        {
            return;
        }

        html.Append(
            CultureInfo.InvariantCulture,
            $"""<tfoot><tr><th scope="row">{Markup.Encode(Texts.MeanOf(submitted.Count))}</th>"""
        );
        foreach (var (_, mean) in page.StepMeans())
        {
            html.Append(CultureInfo.InvariantCulture, $"<td>{Show.Mean(mean)}</td>");
        }

        var changes = submitted.Where(r => r.Change is not null).Select(r => (double)r.Change!).ToList();
        html.Append(
            CultureInfo.InvariantCulture,
            $"""<td class="sum">{Show.Mean(submitted.Average(r => (double)r.Sum!))}</td><td class="chg">{(changes.Count == 0 ? "–" : Show.Change(changes.Average()))}</td><td class="st">{Markup.Encode(Texts.SubmittedCount(submitted.Count, page.View.Participants.Count()))}</td></tr></tfoot>"""
        );
    }
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using ModelMunicipalities.App.Platform;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Features.Reports;

/// <summary>A document as part of a page, under the page's own heading; it prints well.</summary>
internal static class DocumentHtml
{
    public static IHtmlContent Render(Document document)
    {
        var html = new StringBuilder(32 * 1024);
        html.Append(
            CultureInfo.InvariantCulture,
            $"""<div class="report" lang="{document.Language}"><p class="lede">{E(document.Lede)}</p>"""
        );
        if (document.Figures.Count > 0)
        {
            html.Append("""<dl class="figures">""");
            foreach (var figure in document.Figures)
            {
                html.Append(CultureInfo.InvariantCulture, $"<div><dt>{E(figure.Label)}</dt><dd>{E(figure.Value)}</dd></div>");
            }

            html.Append("</dl>");
        }

        foreach (var (i, section) in document.Sections.Index())
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"""<section class="section" aria-labelledby="part-{i}"><h2 id="part-{i}">{E(section.Heading)}</h2>"""
            );
            foreach (var block in section.Blocks)
            {
                Write(html, block, document.Language);
            }

            html.Append("</section>");
        }

        html.Append(
            CultureInfo.InvariantCulture,
            $"""<section class="section small" aria-labelledby="notes"><h2 id="notes">{E(document.Words.Notes)}</h2><ul>"""
        );
        foreach (var note in document.Notes.Prepend($"{document.Words.DataFrom} {document.DataAt}."))
        {
            html.Append("<li>").Append(E(note)).Append("</li>");
        }

        return new HtmlString(html.Append("</ul></section></div>").ToString());
    }

    private static void Write(StringBuilder html, Block block, string language)
    {
        switch (block)
        {
            case { Text: { } text }:
                html.Append("<p>").Append(E(text)).Append("</p>");
                break;
            case { Notice: { } notice }:
                html.Append("""<p class="notice mt2">""").Append(E(notice)).Append("</p>");
                break;
            case { Chart: { } chart }:
                // The picture says the same as its table; who cannot see it is told in words.
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"""<figure class="chart" role="img" aria-label="{E(chart.Alt)}">{chart.Svg}</figure>"""
                );
                break;
            case { Table: { } table }:
                Write(html, table, language);
                break;
        }
    }

    private static void Write(StringBuilder html, DataTable table, string language)
    {
        // In the document's language, whatever the page's.
        var label = Languages.In(language, () => Texts.TableOf(table.Caption));
        html.Append(
            CultureInfo.InvariantCulture,
            $"""<div class="scroll mt2" tabindex="0" role="region" aria-label="{E(label)}"><table class="ds-table"><caption>{E(table.Caption)}</caption><thead><tr>"""
        );
        foreach (var column in table.Columns)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"""<th scope="col"{(column.IsNumber ? " class=\"r\"" : "")}>{E(column.Head)}</th>"""
            );
        }

        html.Append("</tr></thead><tbody>");
        Write(html, table, table.Rows);
        html.Append("</tbody>");
        if (table.Foot.Count > 0)
        {
            html.Append("<tfoot>");
            Write(html, table, table.Foot);
            html.Append("</tfoot>");
        }

        html.Append("</table></div>");
    }

    private static void Write(StringBuilder html, DataTable table, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var (i, cell) in row.Index())
            {
                var tag = i == 0 ? "th scope=\"row\"" : "td";
                var shade = cell.Shade is { } s ? $" shade s{(s == 0 ? "0" : s == 100 ? "100" : "50")}" : "";
                html.Append(
                    CultureInfo.InvariantCulture,
                    $"""<{tag} class="{(table.Columns[i].IsNumber ? "r" : "")}{shade}">{E(cell.Text)}</{(i == 0 ? "th" : "td")}>"""
                );
            }

            html.Append("</tr>");
        }
    }

    private static string E(string text) => Markup.Encode(text);
}

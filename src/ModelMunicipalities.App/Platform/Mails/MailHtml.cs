using System.Globalization;
using System.Text;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// A mail's text as HTML. What people have written stays text; only the portal's own addresses become links, so that nobody
/// leads a reader elsewhere in the portal's name.
/// </summary>
public static class MailHtml
{
    /// <summary>Stands between the two languages of a mail.</summary>
    public const string Rule = "----";

    private const string Ink = "#1d252b";

    private const string Accent = "#0b5c77";

    /// <param name="subject">The subject, for programs that show the document's title.</param>
    /// <param name="body">Paragraphs with an empty line between.</param>
    /// <param name="foot">What stands below the mail; empty for nothing.</param>
    /// <param name="site">The portal's address.</param>
    /// <param name="language">The language of the mail.</param>
    public static string Write(string subject, string body, string foot, string site, string language)
    {
        var html = new StringBuilder();
        html.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Markup.Encode(subject)}</title></head>"
        );
        html.Append("<body style=\"margin:0;padding:24px 12px;background:#f4f7f8\">");
        html.Append(
            CultureInfo.InvariantCulture,
            $"<div style=\"max-width:36em;margin:0 auto;padding:24px;background:#ffffff;color:{Ink};font:16px/1.5 system-ui,'Segoe UI',Arial,sans-serif;overflow-wrap:break-word\">"
        );
        Paragraphs(html, body, site, "margin:0 0 16px");
        html.Append("</div>");
        if (foot.Length > 0)
        {
            html.Append(
                "<div style=\"max-width:36em;margin:0 auto;padding:16px 24px;color:#56616a;font:14px/1.5 system-ui,'Segoe UI',Arial,sans-serif;overflow-wrap:break-word\">"
            );
            Paragraphs(html, foot, site, "margin:0 0 8px", isFoot: true);
            html.Append("</div>");
        }

        return html.Append("</body></html>").ToString();
    }

    private static void Paragraphs(StringBuilder html, string body, string site, string style, bool isFoot = false)
    {
        foreach (var paragraph in body.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var text = paragraph.Trim('\n');
            html.Append(
                text switch
                {
                    Rule => "<hr style=\"margin:24px 0;border:0;border-top:1px solid #dde3e6\">",
                    _ when IsAddress(text, site) => isFoot
                        ? $"<p style=\"{style}\">{Link(text, Texts.Mail_ChoicesLink)}</p>"
                        : $"<p style=\"{style}\"><a href=\"{Markup.Encode(text)}\" style=\"display:inline-block;padding:10px 18px;border-radius:4px;background:{Accent};color:#ffffff;text-decoration:none\">{Markup.Encode(Texts.Mail_Open)}</a></p>",
                    _ when Heading(text) is { } heading =>
                        $"<h2 style=\"margin:24px 0 8px;font-size:18px;line-height:1.3\">{Markup.Encode(heading)}</h2>",
                    _ when text.StartsWith("- ", StringComparison.Ordinal)
                            && text.Split('\n').All(l => l.StartsWith("- ", StringComparison.Ordinal)) =>
                        $"<ul style=\"margin:0 0 16px;padding-left:20px\">{string.Concat(text.Split('\n').Select(l => $"<li>{Inline(l[2..], site)}</li>"))}</ul>",
                    _ => $"<p style=\"{style}\">{string.Join("<br>", text.Split('\n').Select(l => Inline(l, site)))}</p>",
                }
            );
        }
    }

    /// <summary>A line and a line of equals signs below it, as digests write their headings.</summary>
    private static string? Heading(string text) =>
        text.Split('\n') is [var heading, ['=', ..] line] && line.All(c => c == '=') ? heading : null;

    private static string Inline(string line, string site) =>
        string.Join(' ', line.Split(' ').Select(word => IsAddress(word, site) ? Link(word, word) : Markup.Encode(word)));

    private static string Link(string address, string text) =>
        $"<a href=\"{Markup.Encode(address)}\" style=\"color:{Accent}\">{Markup.Encode(text)}</a>";

    private static bool IsAddress(string text, string site) =>
        text.StartsWith(site + "/", StringComparison.Ordinal) && !text.Any(c => char.IsWhiteSpace(c) || c is '"' or '<' or '>');
}

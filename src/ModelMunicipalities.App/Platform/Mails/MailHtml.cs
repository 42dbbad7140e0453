using System.Globalization;
using System.Text;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// A letter as HTML. What people have written stays text; only the portal's own addresses become links, so that nobody
/// leads a reader elsewhere in the portal's name.
/// </summary>
public static class MailHtml
{
    private const string Ink = "#1d252b";

    private const string Accent = "#0b5c77";

    private const string BodyStyle = "margin:0 0 16px";

    private const string FootStyle = "margin:0 0 8px";

    /// <param name="subject">The subject, for programs that show the document's title.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="foot">What stands below the mail, and where the reader's choices are; null for nothing.</param>
    /// <param name="site">The portal's address.</param>
    /// <param name="language">The language of the mail.</param>
    public static string Write(string subject, Letter letter, (string Text, string Choices)? foot, string site, string language)
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
        html.AppendJoin("", letter.Parts.Select(p => Part(p, site))).Append("</div>");
        if (foot is { } below)
        {
            html.Append(
                "<div style=\"max-width:36em;margin:0 auto;padding:16px 24px;color:#56616a;font:14px/1.5 system-ui,'Segoe UI',Arial,sans-serif;overflow-wrap:break-word\">"
            );
            html.Append(Paragraphs(below.Text, site, FootStyle));
            html.Append(
                CultureInfo.InvariantCulture,
                $"<p style=\"{FootStyle}\">{Link(below.Choices, Texts.Mail_ChoicesLink)}</p></div>"
            );
        }

        return html.Append("</body></html>").ToString();
    }

    private static string Part(LetterPart part, string site) =>
        part.Kind switch
        {
            LetterPartKind.Rule => "<hr style=\"margin:24px 0;border:0;border-top:1px solid #dde3e6\">",
            LetterPartKind.Address =>
                $"<p style=\"{BodyStyle}\"><a href=\"{Markup.Encode(part.Text)}\" style=\"display:inline-block;padding:10px 18px;border-radius:4px;background:{Accent};color:#ffffff;text-decoration:none\">{Markup.Encode(Texts.Mail_Open)}</a></p>",
            LetterPartKind.Heading =>
                $"<h2 style=\"margin:24px 0 8px;font-size:18px;line-height:1.3\">{Markup.Encode(part.Text.Split('\n')[0])}</h2>",
            LetterPartKind.List =>
                $"<ul style=\"margin:0 0 16px;padding-left:20px\">{string.Concat(part.Text.Split('\n').Select(l => $"<li>{Inline(l[2..], site)}</li>"))}</ul>",
            _ => Paragraphs(part.Text, site, BodyStyle),
        };

    /// <summary>What people have written may have empty lines in it.</summary>
    private static string Paragraphs(string text, string site, string style) =>
        string.Concat(
            text.ReplaceLineEndings("\n")
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(p =>
                    $"<p style=\"{style}\">{string.Join("<br>", p.Trim('\n').Split('\n').Select(l => Inline(l, site)))}</p>"
                )
        );

    private static string Inline(string line, string site) =>
        string.Join(' ', line.Split(' ').Select(word => IsAddress(word, site) ? Link(word, word) : Markup.Encode(word)));

    private static string Link(string address, string text) =>
        $"<a href=\"{Markup.Encode(address)}\" style=\"color:{Accent}\">{Markup.Encode(text)}</a>";

    private static bool IsAddress(string text, string site) =>
        text.StartsWith(site + "/", StringComparison.Ordinal) && !text.Any(c => char.IsWhiteSpace(c) || c is '"' or '<' or '>');
}

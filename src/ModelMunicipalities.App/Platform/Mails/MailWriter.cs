using System.Globalization;
using System.Text;
using MimeKit;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// Makes the message of a row: plain text and HTML, a calendar object where there is one, and the way to the reader's choices.
/// </summary>
internal sealed class MailWriter(MailOptions options, Site site, MailChoiceLinks links, TimeProvider time)
{
    /// <param name="mail">The row.</param>
    /// <param name="network">The name of the network that it comes from; null for none.</param>
    /// <exception cref="FormatException">The address is none.</exception>
    public MimeMessage Write(OutgoingMail mail, string? network) =>
        Languages.In(mail.Language ?? "sv", () => WriteInLanguage(mail, network));

    private MimeMessage WriteInLanguage(OutgoingMail mail, string? network)
    {
        var choices =
            mail is { NetworkId: { } id, PersonId: { } person } && network is not null
                ? site.Address + Links.MailChoicesOf(links.Token(id, person))
                : null;
        (string Text, string Choices)? foot = choices is null ? null : (Texts.Mail_Foot(network), choices);
        var domain = options.From.GetAddress(idnEncode: true).Split('@')[1];
        var message = new MimeMessage
        {
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{mail.CreatedAt.UtcTicks}.{mail.Id}@{domain}"),
            Date = time.GetUtcNow(),
            Subject = OnOneLine(mail.Subject),
            Body = Body(
                mail,
                Part("plain", foot is { } below ? $"{mail.Body}\n\n-- \n{below.Text}\n\n{below.Choices}" : mail.Body),
                Part(
                    "html",
                    MailHtml.Write(mail.Subject, Letter.Read(mail.Body, mail.Outline), foot, site.Address, mail.Language ?? "sv")
                )
            ),
        };
        message.From.Add(options.From);
        message.To.Add(Address(mail.To));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Outbox-Id", mail.Id.ToString(CultureInfo.InvariantCulture));
        if (choices is not null && MailChoices.Choosable.Contains(mail.Topic))
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{choices}?topic={mail.Topic}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        options.Dkim?.Sign(message);
        return message;
    }

    /// <summary>Rows may hold what was an address to an earlier version.</summary>
    private static MailboxAddress Address(string to) =>
        EmailAddress.CanBeMailed(to)
            ? new MailboxAddress(null, to.Trim())
            : throw new FormatException($"'{to}' is no address that mail servers take.");

    /// <summary>A line without what moves the cursor or ends a text.</summary>
    private static string OnOneLine(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c));

    private static TextPart Part(string subtype, string text, ContentEncoding encoding = ContentEncoding.QuotedPrintable)
    {
        var part = new TextPart(subtype) { ContentTransferEncoding = encoding };
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        return part;
    }

    /// <summary>
    /// The ways to read it; a calendar object twice: beside the text, for programs that ask the reader to take it up, and as a
    /// file, for those that show files only.
    /// </summary>
    private static Multipart Body(OutgoingMail mail, TextPart text, TextPart html)
    {
        var ways = new MultipartAlternative(text, html);
        if (mail.Calendar is null)
        {
            return ways;
        }

        // In base64 no line is broken anew on the way.
        var calendar = Part("calendar", mail.Calendar, ContentEncoding.Base64);
        calendar.ContentType.Parameters["method"] = mail.CalendarMethod!;
        ways.Add(calendar);
        var file = new MimePart("application", "ics")
        {
            FileName = "invite.ics",
            ContentTransferEncoding = ContentEncoding.Base64,
            Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(mail.Calendar))),
        };
        return new Multipart("mixed", ways, file);
    }
}

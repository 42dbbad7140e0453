using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Resources;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Makes the message of a row: plain text and HTML, a calendar object where there is one, and the way to the reader's choices.</summary>
internal sealed class MailWriter(MailOptions options, Site site, MailChoiceLinks links)
{
    /// <param name="mail">The row.</param>
    /// <param name="network">The name of the network that it comes from; null for none.</param>
    /// <exception cref="FormatException">The address is none.</exception>
    public MailMessage Write(OutgoingMail mail, string? network) => Languages.In(mail.Language ?? "sv", () => WriteInLanguage(mail, network));

    private MailMessage WriteInLanguage(OutgoingMail mail, string? network)
    {
        var message = new MailMessage(options.From, mail.To) { Subject = mail.Subject, SubjectEncoding = Encoding.UTF8 };
        var choices = mail is { NetworkId: { } id, PersonId: { } person } && network is not null ? site.Address + Links.MailChoicesOf(links.Token(id, person)) : null;
        var foot = choices is null ? "" : $"{Texts.Mail_Foot.With(network)}\n\n{choices}";
        Add(message, foot.Length == 0 ? mail.Body : $"{mail.Body}\n\n-- \n{foot}", MediaTypeNames.Text.Plain, TransferEncoding.QuotedPrintable);
        Add(message, MailHtml.Write(mail.Subject, mail.Body, foot, site.Address, mail.Language ?? "sv"), MediaTypeNames.Text.Html, TransferEncoding.QuotedPrintable);
        AddCalendar(message, mail);

        message.Headers.Add("Message-ID", $"<{mail.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}.{mail.Id.ToString(CultureInfo.InvariantCulture)}@{new MailAddress(options.From).Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Outbox-Id", mail.Id.ToString(CultureInfo.InvariantCulture));
        if (choices is not null && MailChoices.Choosable.Contains(mail.Topic))
        {
            message.Headers.Add("List-Unsubscribe", $"<{choices}?topic={mail.Topic}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        return message;
    }

    private static void Add(MailMessage message, string text, string type, TransferEncoding encoding)
    {
        var view = new AlternateView(new Watched(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))), new ContentType(type) { CharSet = "utf-8" }) { TransferEncoding = encoding };
        message.AlternateViews.Add(view);
    }

    /// <summary>
    /// The calendar object twice: beside the text, for programs that ask the reader to take it up, and as a file, for those
    /// that show files only.
    /// </summary>
    private static void AddCalendar(MailMessage message, OutgoingMail mail)
    {
        if (mail.Calendar is null)
        {
            return;
        }

        // In base64 no line is broken anew on the way.
        var type = new ContentType("text/calendar") { CharSet = "utf-8" };
        type.Parameters["method"] = mail.CalendarMethod!;
        var view = AlternateView.CreateAlternateViewFromString(mail.Calendar, type);
        view.TransferEncoding = TransferEncoding.Base64;
        message.AlternateViews.Add(view);
        message.Attachments.Add(new Attachment(new MemoryStream(Encoding.UTF8.GetBytes(mail.Calendar)), "invite.ics", "application/ics") { TransferEncoding = TransferEncoding.Base64 });
    }
}

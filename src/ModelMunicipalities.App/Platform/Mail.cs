using System.Globalization;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// Mail, delivered to a pickup folder. A mail is a row written with the change that it tells of; this service takes the
/// rows in turn, so a mail is neither sent for a change that failed nor lost when the program stops.
/// </summary>
public static class Mail
{
    /// <summary>Where mails come from. Nobody reads what is sent there.</summary>
    public const string From = "ingen-svarar@modellkommuner.example";

    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MailPickup>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MailPickup>());
    }
}

/// <summary>Moves mails from the database to the folder <c>mail</c> in the data folder, as .eml files.</summary>
internal sealed partial class MailPickup(IServiceScopeFactory scopes, DataFolder data, TimeProvider time, ILogger<MailPickup> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private string Folder => Path.Combine(data.Path, "mail");

    public async Task DeliverAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        foreach (var mail in await db.OutgoingMails.Where(m => m.DeliveredAt == null).OrderBy(m => m.Id).Take(100).ToListAsync(ct))
        {
            await DeliverAsync(db, mail, ct);
        }
    }

    /// <summary>Delivers one mail. One that cannot be is tried again the next time, and holds up no other.</summary>
    private async Task DeliverAsync(AppDb db, OutgoingMail mail, CancellationToken ct)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = Folder };
            using var message = new MailMessage(Mail.From, mail.To, mail.Subject, mail.Body);
            AddCalendar(message, mail);
            message.Headers.Add("X-Outbox-Id", mail.Id.ToString(CultureInfo.InvariantCulture));
            await client.SendMailAsync(message, ct);
            mail.DeliveredAt = time.GetUtcNow();
        }
        catch (Exception e) when (e is SmtpException or FormatException or IOException or UnauthorizedAccessException)
        {
            LogFailure(log, e);
            return;
        }

        await db.SaveChangesAsync(ct);
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                await DeliverAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Error, "Mail could not be delivered; it is tried again.")]
    private static partial void LogFailure(ILogger log, Exception e);
}

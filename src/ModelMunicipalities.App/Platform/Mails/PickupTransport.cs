using System.Globalization;
using MimeKit;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// Writes mails to the folder <c>mail</c> in the data folder, as .eml files for another program to fetch. The file's name is
/// the mail's own, so that writing again leaves one.
/// </summary>
internal sealed class PickupTransport(DataFolder data) : IMailTransport, IMailConnection
{
    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos };

    private readonly string _folder = Private(Path.Combine(data.Path, "mail"));

    public bool IsRepeatable => true;

    public int Connections => 1;

    public IMailConnection Open() => this;

    public async Task<Handed> SendAsync(MimeMessage message, OutgoingMail mail)
    {
        try
        {
            // Written beside and moved, so that nobody fetches half a mail.
            var drafts = Path.Combine(_folder, ".draft");
            PrivateFiles.Folder(_folder);
            PrivateFiles.Folder(drafts);
            var id = mail.Id.ToString(CultureInfo.InvariantCulture);
            var draft = Path.Combine(drafts, $"{mail.Claim:N}-{id}.eml");
            PrivateFiles.Make(draft);

            // Programs that fetch mails read these first, and take them out.
            message.Headers.Insert(0, "X-Receiver", message.To.Mailboxes.Single().GetAddress(idnEncode: true));
            message.Headers.Insert(0, "X-Sender", message.From.Mailboxes.Single().GetAddress(idnEncode: true));
            await message.WriteToAsync(Format, draft);
            File.Move(draft, Path.Combine(_folder, $"{mail.CreatedAt:yyyyMMddHHmmss}-{id}.eml"), overwrite: true);
            return Handed.Taken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Handed(HandedEnd.Closed, MailFault.FolderUnwritable, e.Message);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What an earlier version left open is closed.</summary>
    private static string Private(string folder)
    {
        if (Directory.Exists(folder))
        {
            PrivateFiles.Folder(folder);
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            {
                PrivateFiles.Folder(inner);
            }

            foreach (var mail in Directory.EnumerateFiles(folder, "*.eml"))
            {
                PrivateFiles.Narrow(mail);
            }
        }

        return folder;
    }
}

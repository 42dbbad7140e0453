using System.Globalization;
using System.Net.Mail;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// Writes mails to the folder <c>mail</c> in the data folder, as .eml files for another program to fetch. The file's name is
/// the mail's own, so that writing again leaves one.
/// </summary>
internal sealed class PickupTransport(DataFolder data) : IMailTransport, IMailLane
{
    private readonly string _folder = Private(Path.Combine(data.Path, "mail"));

    public bool IsRepeatable => true;

    public int Lanes => 1;

    public IMailLane Open() => this;

    public async Task<Handed> SendAsync(MailMessage message, OutgoingMail mail)
    {
        try
        {
            // Written beside and moved, so that nobody fetches half a mail.
            var draft = new DirectoryInfo(_folder);
            PrivateFiles.Folder(draft.FullName);
            foreach (var inner in new[] { ".draft", mail.Claim!.Value.ToString("N"), mail.Id.ToString(CultureInfo.InvariantCulture) })
            {
                draft = new DirectoryInfo(Path.Combine(draft.FullName, inner));
                PrivateFiles.Folder(draft.FullName);
            }

            using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = draft.FullName })
            {
                await client.SendMailAsync(message);
            }

            var written = draft.GetFiles("*.eml").Single().FullName;
            PrivateFiles.Narrow(written);
            File.Move(written, Path.Combine(_folder, $"{mail.CreatedAt:yyyyMMddHHmmss}-{mail.Id.ToString(CultureInfo.InvariantCulture)}.eml"), overwrite: true);
            draft.Delete(recursive: true);
            return Handed.Taken;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SmtpException)
        {
            return new Handed(HandedEnd.Closed, MailFault.FolderUnwritable, (e.InnerException ?? e).Message);
        }
    }

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

    public void Dispose()
    {
        // Nothing is kept open.
    }
}

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Hands mails over to a mail server, several over one connection.</summary>
internal sealed class SmtpTransport(MailOptions options, MailTokens tokens, TimeProvider time) : IMailTransport
{
    public bool IsRepeatable => false;

    public int Connections => 2;

    public IMailConnection Open() => new SmtpConnection(options, tokens, time);
}

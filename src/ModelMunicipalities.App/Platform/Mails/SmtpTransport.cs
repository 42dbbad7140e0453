using System.Net;
using System.Net.Mail;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Hands mails over to a mail server, several over one connection.</summary>
internal sealed class SmtpTransport(MailOptions options) : IMailTransport
{
    public bool IsRepeatable => false;

    public int Lanes => 2;

    public IMailLane Open() => new Lane(options);

    private sealed class Lane(MailOptions options) : IMailLane
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        private SmtpClient? _client;

        public async Task<Handed> SendAsync(MailMessage message, OutgoingMail mail)
        {
            var handed = await SendAsync(message);
            if (handed.End != HandedEnd.Taken)
            {
                // The server may still hold what it refused: the next mail gets a connection of its own.
                Dispose();
            }

            return handed;
        }

        private async Task<Handed> SendAsync(MailMessage message)
        {
            _client ??= new SmtpClient(options.Host, options.Port)
            {
                EnableSsl = options.Tls,
                Credentials = options.User is null ? null : new NetworkCredential(options.User, options.Password),
            };
            using var timeout = new CancellationTokenSource(Patience);
            var begun = message.AlternateViews.Select(v => v.ContentStream).OfType<Watched>().ToList();
            try
            {
                await _client.SendMailAsync(message, timeout.Token);
                return Handed.Taken;
            }
            catch (SmtpFailedRecipientException e)
            {
                return Answered(e, (int)e.StatusCode);
            }
            catch (SmtpException e) when ((int)e.StatusCode is 530 or 534 or 535 or 538)
            {
                // Signing in or encryption, which no mail can help.
                return new Handed(HandedEnd.Closed, MailFault.ServerRefuses, e.Message);
            }
            catch (SmtpException e) when (e.StatusCode is not SmtpStatusCode.GeneralFailure and not SmtpStatusCode.ServiceNotAvailable)
            {
                // Before the mail was begun it may be the sender or the address that is refused: no other mail waits for it,
                // and it is not given up at once.
                return begun.Exists(b => b.IsRead) || (int)e.StatusCode < 500 ? Answered(e, (int)e.StatusCode) : new Handed(HandedEnd.Later, MailFault.ServerRefuses, e.Message);
            }
            catch (Exception e) when (e is SmtpException or IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                return begun.Exists(b => b.IsRead)
                    ? new Handed(HandedEnd.Unknown, MailFault.BrokenOff, Innermost(e))
                    : new Handed(HandedEnd.Closed, MailFault.ServerSilent, Innermost(e));
            }
        }

        public void Dispose()
        {
            _client?.Dispose();
            _client = null;
        }

        private static Handed Answered(SmtpException e, int status) => status >= 500
            ? new Handed(HandedEnd.Never, MailFault.Refused, e.Message)
            : new Handed(HandedEnd.Later, MailFault.PutOff, e.Message);

        private static string Innermost(Exception e) => e.GetBaseException().Message;
    }
}

/// <summary>A part of a mail that knows whether anybody has begun to read it: until then none of the mail is on its way.</summary>
internal sealed class Watched(byte[] content) : MemoryStream(content, writable: false)
{
    public bool IsRead { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Seen(base.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Seen(base.Read(buffer));

    public override int ReadByte() => Seen(base.ReadByte());

    private int Seen(int read)
    {
        IsRead = true;
        return read;
    }
}

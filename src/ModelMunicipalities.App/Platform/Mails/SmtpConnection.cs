using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using ModelMunicipalities.App.Data;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>
/// A connection to the mail server. What became of a mail is what the protocol says of it: an answer is always known, and
/// silence leaves nobody in doubt before the server has asked for the content. See docs/adr/0012.
/// </summary>
internal sealed class SmtpConnection(MailOptions options, MailTokens tokens, TimeProvider time) : IMailConnection
{
    /// <summary>How long a server may take for one mail, its greeting and the signing in included.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How long the farewell may take: nothing hangs on it.</summary>
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(5);

    private readonly Asked _asked = new();

    private SmtpClient? _client;

    public async Task<Handed> SendAsync(MimeMessage message, OutgoingMail mail)
    {
        var isUsed = _client is not null;
        var handed = await TryAsync(message);

        // Servers end a connection after so many mails or minutes: only a new one tells that they take none.
        return isUsed && handed is { End: HandedEnd.Closed, Fault: MailFault.ServerSilent } ? await TryAsync(message) : handed;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true })
        {
            using var patience = new CancellationTokenSource(FarewellPatience, time);
            await _client.DisconnectAsync(quit: true, patience.Token);
        }

        Drop();
    }

    private async Task<Handed> TryAsync(MimeMessage message)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        _asked.ForContent = false;
        Handed handed;
        try
        {
            _client ??= await ConnectAsync(patience.Token);
            await _client.SendAsync(message, patience.Token);
            return Handed.Taken;
        }
        catch (SmtpCommandException e)
        {
            handed = Answered(e);
        }
        catch (Exception e) when (e is AuthenticationException or ServiceNotAuthenticatedException or NotSupportedException)
        {
            // Signing in or encryption, which no mail can help.
            handed = new Handed(HandedEnd.Closed, MailFault.ServerRefuses, e.Message);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or SslHandshakeException
                        or ProtocolException
                        or HttpRequestException
                        or OperationCanceledException
            )
        {
            handed = _asked.ForContent
                ? new Handed(HandedEnd.Unknown, MailFault.BrokenOff, Innermost(e))
                : new Handed(HandedEnd.Closed, MailFault.ServerSilent, Innermost(e));
        }

        // After a refusal the client has begun anew (RSET), and the connection serves the next mail.
        if (handed.End is HandedEnd.Closed or HandedEnd.Unknown || _client is { IsConnected: false })
        {
            Drop();
        }

        return handed;
    }

    private async Task<SmtpClient> ConnectAsync(CancellationToken ct)
    {
        // Revocation lists are not asked for, as .NET's own clients do not: an organisation's own authority seldom publishes any.
        var client = new SmtpClient(_asked) { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(options.Host!, options.Port, options.Tls, ct);

            // Domains go as ASCII, which the servers behind this one take too.
            client.Capabilities &= ~SmtpCapabilities.UTF8;
            if (options.OAuth is not null)
            {
                await AuthenticateByTokenAsync(client, ct);
            }
            else if (options.User is not null)
            {
                await client.AuthenticateAsync(options.User, options.Password!, ct);
            }

            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task AuthenticateByTokenAsync(SmtpClient client, CancellationToken ct)
    {
        var token = await tokens.GetAsync(ct);
        try
        {
            await client.AuthenticateAsync(new SaslMechanismOAuth2(options.User!, token), ct);
        }
        catch (AuthenticationException)
        {
            tokens.Forget();
            throw;
        }
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }

    /// <summary>What an answer means, by what it answers.</summary>
    private Handed Answered(SmtpCommandException e) =>
        (e.ErrorCode, (int)e.StatusCode) switch
        {
            // The server goes away, or has not come to any mail: connecting has no error code of its own.
            (_, 421) when !_asked.ForContent => new Handed(HandedEnd.Closed, MailFault.ServerSilent, e.Message),
            _ when _client is null => new Handed(HandedEnd.Closed, MailFault.ServerRefuses, e.Message),

            // All mails come from one sender. Too large (552) is only this one.
            (SmtpErrorCode.SenderNotAccepted, >= 500 and not 552) => new Handed(
                HandedEnd.Closed,
                MailFault.ServerRefuses,
                e.Message
            ),
            (_, 530 or 534 or 535 or 538) => new Handed(HandedEnd.Closed, MailFault.ServerRefuses, e.Message),
            (SmtpErrorCode.SenderNotAccepted, 552) => new Handed(HandedEnd.Never, MailFault.Refused, e.Message),
            (SmtpErrorCode.RecipientNotAccepted, >= 550 and <= 553) => new Handed(HandedEnd.Never, MailFault.Refused, e.Message),
            (SmtpErrorCode.MessageNotAccepted, >= 500) => new Handed(HandedEnd.Never, MailFault.Refused, e.Message),

            // Taken, in words that nobody knows.
            (SmtpErrorCode.MessageNotAccepted, < 400) => new Handed(HandedEnd.Unknown, MailFault.BrokenOff, e.Message),

            // Said of the server rather than of this mail: no other mail waits for it, and it is not given up at once.
            (_, >= 500) => new Handed(HandedEnd.Later, MailFault.ServerRefuses, e.Message),
            _ => new Handed(HandedEnd.Later, MailFault.PutOff, e.Message),
        };

    /// <summary>What went wrong at the bottom of it; nothing when patience ended.</summary>
    private static string? Innermost(Exception e) =>
        e switch
        {
            OperationCanceledException => null,
            HttpRequestException => $"Mail__OAuth__TokenEndpoint: {e.GetBaseException().Message}",
            _ => e.GetBaseException().Message,
        };

    /// <summary>
    /// Hears the server ask for a mail's content (354): from then on it may have the mail without having said so.
    /// </summary>
    private sealed class Asked : IProtocolLogger
    {
        private readonly StringBuilder _line = new();

        public bool ForContent { get; set; }

        public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

        public void LogServer(byte[] buffer, int offset, int count)
        {
            foreach (var c in buffer.AsSpan(offset, count))
            {
                if (c == '\n')
                {
                    _line.Clear();
                }
                else if (_line.Length < 3)
                {
                    ForContent |= _line.Append((char)c).Equals("354");
                }
            }
        }

        public void LogConnect(Uri uri) => _line.Clear();

        public void LogClient(byte[] buffer, int offset, int count)
        {
            // What the portal says is told by what the server answers.
        }

        public void Dispose()
        {
            // Outlives each connection.
        }
    }
}

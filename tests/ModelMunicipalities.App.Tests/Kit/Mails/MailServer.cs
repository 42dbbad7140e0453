using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.IO;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// A real mail server, SmtpServer's, which goes wrong where a test tells it to: what the client says comes line by line past
/// <see cref="Answers"/> first. It knows passwords; signing in with a token is added here.
/// </summary>
internal sealed class MailServer : MessageStore, IAsyncDisposable
{
    /// <summary>Not an answer: the connection is gone.</summary>
    public const string HangUp = "hang up";

    /// <summary>Not an answer: nothing comes.</summary>
    public const string Silence = "silence";

    /// <summary>What servers show that are to be believed: trusted once for the whole run, since that takes seconds.</summary>
    private static readonly Lazy<Trust> Believed = new(() => new Trust(Certify()));

    private readonly X509Certificate2? _certificate;

    private readonly (string User, string Password)? _account;

    private readonly bool _isImplicit;

    private readonly ConcurrentQueue<byte[]> _arrived = [];

    private readonly ConcurrentQueue<string> _heard = [];

    private int _connections;

    private CancellationTokenSource _up = new();

    private Task _running = Task.CompletedTask;

    private MailServer(X509Certificate2? certificate, bool isImplicit, (string User, string Password)? account)
    {
        (_certificate, _isImplicit, _account) = (certificate, isImplicit, account);
        Up();
    }

    public int Port { get; } = Ports.Free();

    /// <summary>
    /// What it answers to a line of the client, the lines of one connection having one number: null for what a server in order
    /// does. An empty line is the connecting, and a lone dot the end of a mail.
    /// </summary>
    public Func<string, int, string?> Answers { get; set; } = (_, _) => null;

    /// <summary>The token that signs in; null where passwords do, or nothing is asked for.</summary>
    public string? Token { get; set; }

    /// <summary>The lines that clients have said, the contents of mails left out.</summary>
    public IReadOnlyCollection<string> Heard => _heard;

    public int Connections => _connections;

    /// <summary>The settings of a portal that sends through it.</summary>
    public (string, string)[] Settings =>
        [
            ("Mail:Host", "127.0.0.1"),
            ("Mail:Port", $"{Port}"),
            (
                "Mail:Tls",
                _certificate is null ? "None"
                : _isImplicit ? "Implicit"
                : "StartTls"
            ),
        ];

    /// <summary>One that talks in the open.</summary>
    public static MailServer Start() => new(null, false, null);

    /// <summary>One that talks encrypted, and wants a password when it knows an account.</summary>
    public static MailServer StartEncrypted(
        bool isImplicit = false,
        (string User, string Password)? account = null,
        bool isBelieved = true
    ) => new(isBelieved ? Believed.Value.Certificate : Certify(), isImplicit, account);

    /// <summary>Starts it again on the same port.</summary>
    public void Up()
    {
        _up = new CancellationTokenSource();
        var services = new ServiceProvider();
        services.Add((IMessageStore)this);
        services.Add(new Listeners(this));
        services.Add(new DelegatingUserAuthenticator((user, password) => (user, password) == _account));
        services.Add(new Commands(this));
        var options = new SmtpServerOptionsBuilder()
            .ServerName("test")
            .Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).IsSecure(_isImplicit);
                endpoint.AuthenticationRequired(_account is not null);
                if (_certificate is not null)
                {
                    endpoint.Certificate(_certificate).SupportedSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13);
                }
            });
        _running = new SmtpServer.SmtpServer(options.Build(), services).StartAsync(_up.Token);
    }

    public async Task DownAsync()
    {
        await _up.CancelAsync();
        await _running;
    }

    /// <summary>The mails that have arrived, in order.</summary>
    public IReadOnlyList<MimeMessage> Messages() => [.. _arrived.Select(m => MimeMessage.Load(new MemoryStream(m)))];

    /// <summary>What a reader of another make than the writer makes of them.</summary>
    public async Task<IReadOnlyList<JsonNode>> ArrivedAsync()
    {
        var mails = new List<JsonNode>();
        foreach (var mail in _arrived)
        {
            mails.Add(await CalendarReader.ReadMailAsync(mail));
        }

        return mails;
    }

    /// <summary>The numbers in the outbox of the mails that have arrived.</summary>
    public IReadOnlyList<int> Ids() =>
        [.. Messages().Select(m => int.Parse(m.Headers["X-Outbox-Id"]!, CultureInfo.InvariantCulture))];

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        _up.Dispose();
    }

    /// <summary>Trusts no server any more.</summary>
    public static void Distrust()
    {
        if (Believed.IsValueCreated)
        {
            Believed.Value.Dispose();
        }
    }

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        var wire = (Wire)context.Pipe;
        var answer = transaction.To[0].User.StartsWith("broken", StringComparison.Ordinal) ? HangUp : Answers(".", wire.Number);
        if (answer is null or HangUp or Silence)
        {
            // The end of the last line is part of what marks the end.
            _arrived.Enqueue([.. buffer.ToArray(), .. "\r\n"u8]);
        }

        return await wire.DoAsync(answer, cancellationToken) is { } said
            ? new SmtpResponse((SmtpReplyCode)int.Parse(said[..3], CultureInfo.InvariantCulture), said[4..])
            : SmtpResponse.Ok;
    }

    private string? AnswerTo(string line, int connection)
    {
        if (line.Length > 0)
        {
            _heard.Enqueue(line);
        }

        return Answers(line, connection)
            ?? (
                line.StartsWith("RCPT TO:<refused", StringComparison.Ordinal) ? "550 5.1.1 No such user here"
                : line.StartsWith("RCPT TO:<later", StringComparison.Ordinal) ? "451 4.7.1 Greylisted, come back later"
                : null
            );
    }

    private static X509Certificate2 Certify()
    {
        using var key = RSA.Create(2048);

        // Trusted roots are looked up by their name: two of one name would be taken for each other.
        var request = new CertificateRequest(
            $"CN=mail-{Guid.NewGuid():N}",
            key,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class Listeners(MailServer server) : IEndpointListenerFactory
    {
        public IEndpointListener CreateListener(IEndpointDefinition endpointDefinition) =>
            new Listener(server, new EndpointListenerFactory().CreateListener(endpointDefinition));
    }

    private sealed class Listener(MailServer server, IEndpointListener inner) : IEndpointListener
    {
        private readonly List<ISecurableDuplexPipe> _silent = [];

        public async Task<ISecurableDuplexPipe> GetPipeAsync(ISessionContext context, CancellationToken cancellationToken)
        {
            while (true)
            {
                context.Properties.Clear();
                var pipe = await inner.GetPipeAsync(context, cancellationToken);
                var number = Interlocked.Increment(ref server._connections);
                switch (server.AnswerTo("", number))
                {
                    case null:
                        return new Wire(server, pipe, number);
                    case Silence:
                        _silent.Add(pipe);
                        continue;
                    case var answer and not HangUp:
                        await pipe.Output.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), cancellationToken);
                        break;
                }

                pipe.Dispose();
            }
        }

        public void Dispose()
        {
            _silent.ForEach(p => p.Dispose());
            inner.Dispose();
        }
    }

    /// <summary>One connection.</summary>
    private sealed class Wire : ISecurableDuplexPipe
    {
        private readonly MailServer _server;

        private readonly ISecurableDuplexPipe _inner;

        public Wire(MailServer server, ISecurableDuplexPipe inner, int number)
        {
            (_server, _inner, Number) = (server, inner, number);
            Input = new Lines(this, inner.Input);
        }

        public int Number { get; }

        public PipeReader Input { get; private set; }

        public PipeWriter Output => _inner.Output;

        public bool IsSecure => _inner.IsSecure;

        public SslProtocols SslProtocol => _inner.SslProtocol;

        /// <summary>True when a token has signed in.</summary>
        private bool IsKnown { get; set; }

        public async Task UpgradeAsync(
            X509Certificate certificate,
            SslProtocols protocols,
            CancellationToken cancellationToken = default
        )
        {
            await _inner.UpgradeAsync(certificate, protocols, cancellationToken);
            Input = new Lines(this, _inner.Input);
        }

        public void Dispose() => _inner.Dispose();

        public string? AnswerTo(string line) => _server.AnswerTo(line, Number) ?? (_server.Token is null ? null : OfTokens(line));

        /// <summary>Hangs up or is silent when that is the answer; else gives it back.</summary>
        public async Task<string?> DoAsync(string? answer, CancellationToken ct)
        {
            if (answer == Silence)
            {
                await Task.Delay(Timeout.Infinite, ct);
            }

            if (answer == HangUp)
            {
                Dispose();
                throw new IOException("The test hung up.");
            }

            return answer;
        }

        /// <summary>XOAUTH2: a token that is refused is told why, and the client has to say that it has heard.</summary>
        private string? OfTokens(string line)
        {
            const string Auth = "AUTH XOAUTH2 ";
            if (line.StartsWith(Auth, StringComparison.Ordinal))
            {
                var said = Encoding.UTF8.GetString(Convert.FromBase64String(line[Auth.Length..]));
                IsKnown =
                    said.StartsWith("user=", StringComparison.Ordinal)
                    && said.EndsWith($"\u0001auth=Bearer {_server.Token}\u0001\u0001", StringComparison.Ordinal);
                return IsKnown ? "235 2.7.0 Accepted" : "334 " + Convert.ToBase64String("{\"status\":\"401\"}"u8);
            }

            return line.Length == 0 ? "535 5.7.8 Token not accepted"
                : line.StartsWith("MAIL", StringComparison.Ordinal) && !IsKnown ? "530 5.7.0 Authentication required"
                : null;
        }
    }

    /// <summary>What the client says, line by line where it is not the content of a mail.</summary>
    private sealed class Lines(Wire wire, PipeReader inner) : PipeReader
    {
        private Said _next;

        /// <summary>What comes next: after DATA the content of a mail, which goes as it is until it is taken whole.</summary>
        private enum Said
        {
            Line,
            Data,
            Content,
        }

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                var read = await inner.ReadAsync(cancellationToken);
                if (_next == Said.Content || read.IsCompleted || read.IsCanceled)
                {
                    return read;
                }

                if (read.Buffer.PositionOf((byte)'\n') is not { } end)
                {
                    inner.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                    continue;
                }

                var line = read.Buffer.Slice(0, read.Buffer.GetPosition(1, end));
                var said = Encoding.UTF8.GetString(line).TrimEnd('\r', '\n');
                if (await wire.DoAsync(wire.AnswerTo(said), cancellationToken) is not { } answer)
                {
                    _next = said == "DATA" ? Said.Data : Said.Line;
                    return new ReadResult(line, isCanceled: false, isCompleted: false);
                }

                inner.AdvanceTo(line.End);
                await wire.Output.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), cancellationToken);
            }
        }

        public override void AdvanceTo(SequencePosition consumed)
        {
            _next = _next == Said.Data ? Said.Content : Said.Line;
            inner.AdvanceTo(consumed);
        }

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
            inner.AdvanceTo(consumed, examined);

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }

    private sealed class Commands(MailServer server) : SmtpCommandFactory
    {
        public override SmtpCommand CreateEhlo(string domainOrAddress) =>
            server.Token is null ? base.CreateEhlo(domainOrAddress) : new Ehlo(domainOrAddress);

        private sealed class Ehlo(string domainOrAddress) : EhloCommand(domainOrAddress)
        {
            protected override IEnumerable<string> GetExtensions(ISessionContext context) =>
                base.GetExtensions(context).Select(e => e.StartsWith("AUTH", StringComparison.Ordinal) ? "AUTH XOAUTH2" : e);
        }
    }

    private sealed class Trust : IDisposable
    {
        private readonly X509Certificate2 _open;

        private readonly X509Store _store = new(StoreName.Root, StoreLocation.CurrentUser);

        public Trust(X509Certificate2 certificate)
        {
            Certificate = certificate;
            _open = X509CertificateLoader.LoadCertificate(certificate.RawData);
            _store.Open(OpenFlags.ReadWrite);
            _store.Add(_open);

            // The platform looks into the store again only after some seconds.
            SpinWait.SpinUntil(IsTrusted, TimeSpan.FromMinutes(1)).ShouldBeTrue("the certificate is not trusted");
        }

        public X509Certificate2 Certificate { get; }

        private bool IsTrusted()
        {
            using var chain = new X509Chain { ChainPolicy = { RevocationMode = X509RevocationMode.NoCheck } };
            return chain.Build(_open);
        }

        public void Dispose()
        {
            _store.Remove(_open);
            _store.Dispose();
            _open.Dispose();
            Certificate.Dispose();
        }
    }
}

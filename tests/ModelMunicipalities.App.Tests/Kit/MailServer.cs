using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>A real mail server, python3-aiosmtpd's; see smtp-server.py for what it refuses.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mails-");

    private readonly string[] _sign;

    private Process? _process;

    private MailServer(string[] sign) => _sign = sign;

    public int Port { get; private set; }

    /// <summary>The certificate that it shows; null while it talks in the open.</summary>
    public X509Certificate2? Certificate { get; private set; }

    public static async Task<MailServer> StartAsync()
    {
        var server = new MailServer([]);
        await server.UpAsync();
        return server;
    }

    /// <summary>One that talks encrypted and wants a password.</summary>
    public static async Task<MailServer> StartAsync(string user, string password)
    {
        using var key = RSA.Create(2048);

        // Trusted roots are looked up by their name: two servers of one name would be taken for each other.
        var request = new CertificateRequest($"CN=mail-{Guid.NewGuid():N}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var folder = Directory.CreateTempSubdirectory("certificate-").FullName;
        var (certificateFile, keyFile) = (Path.Combine(folder, "certificate.pem"), Path.Combine(folder, "key.pem"));
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        var server = new MailServer(["--auth", user, password, certificateFile, keyFile]) { Certificate = certificate };
        await server.UpAsync();
        return server;
    }

    /// <summary>Starts it, or starts it again on the same port.</summary>
    public async Task UpAsync()
    {
        var script = Path.Combine(Source.Root, "tests", "ModelMunicipalities.App.Tests", "Kit", "smtp-server.py");
        _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, $"{Port}", _folder.FullName, .. _sign]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var port = await _process.StandardOutput.ReadLineAsync();
        port.ShouldNotBeNull("python3-aiosmtpd is missing: apt-get install python3-aiosmtpd");
        Port = int.Parse(port, CultureInfo.InvariantCulture);
    }

    public async Task DownAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Has this user's programs trust its certificate until it is disposed of.</summary>
    public IDisposable Trusted() => new Trust(Certificate!);

    /// <summary>The settings of a portal that sends through it.</summary>
    public (string, string)[] Settings => [("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{Port}"), ("Mail:Tls", _sign.Length > 0 ? "true" : "false")];

    /// <summary>What an independent reader makes of the mails that have arrived, in order.</summary>
    public async Task<IReadOnlyList<JsonNode>> ArrivedAsync()
    {
        var mails = new List<JsonNode>();
        foreach (var file in _folder.GetFiles("*.eml").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            mails.Add(await CalendarReader.ReadMailAsync(await File.ReadAllBytesAsync(file.FullName)));
        }

        return mails;
    }

    /// <summary>The numbers in the outbox of the mails that have arrived.</summary>
    public IReadOnlyList<int> Ids() => [.. _folder.GetFiles("*.eml").Select(f => int.Parse(
        File.ReadLines(f.FullName).First(l => l.StartsWith("X-Outbox-Id: ", StringComparison.Ordinal))["X-Outbox-Id: ".Length..], CultureInfo.InvariantCulture))];

    public async ValueTask DisposeAsync()
    {
        if (!_process!.HasExited)
        {
            await DownAsync();
        }

        _process.Dispose();
        Certificate?.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class Trust : IDisposable
    {
        private readonly X509Certificate2 _certificate;

        private readonly X509Store _store = new(StoreName.Root, StoreLocation.CurrentUser);

        public Trust(X509Certificate2 certificate)
        {
            _certificate = X509CertificateLoader.LoadCertificate(certificate.RawData);
            _store.Open(OpenFlags.ReadWrite);
            _store.Add(_certificate);

            // The platform looks into the store again only after some seconds.
            SpinWait.SpinUntil(IsTrusted, TimeSpan.FromMinutes(1)).ShouldBeTrue("the certificate is not trusted");
        }

        private bool IsTrusted()
        {
            using var chain = new X509Chain { ChainPolicy = { RevocationMode = X509RevocationMode.NoCheck } };
            return chain.Build(_certificate);
        }

        public void Dispose()
        {
            _store.Remove(_certificate);
            _store.Dispose();
            _certificate.Dispose();
        }
    }
}

using System.Security.Cryptography;
using Microsoft.Data.SqlClient;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>A setting that cannot be meant stops the start with a sentence that names it.</summary>
public class SettingsTests
{
    [Test]
    public void A_folder_of_checklists_that_is_not_there_stops_the_start() =>
        Starting(("Instruments:Folder", "/nowhere/at/all")).ShouldContain("Instruments__Folder is '/nowhere/at/all'");

    [Test]
    public void A_checklist_that_is_not_in_order_stops_the_start()
    {
        var folder = Directory.CreateTempSubdirectory("instruments-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "broken.json"), "{}");
            Starting(("Instruments:Folder", folder.FullName)).ShouldContain("broken.json cannot be used");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("PostgreSql")]
    [TestCase("SqlServer")]
    public void A_database_server_without_an_address_stops_the_start(string provider) =>
        Starting(("Database:Provider", provider), ("Database:ConnectionString", "")).ShouldContain("Database__ConnectionString");

    [TestCase("SqlServer", "Server=127.0.0.1,1;Encrypt=False", "Database__ConnectionString says Encrypt=False")]
    [TestCase("SqlServer", "Server=127.0.0.1,1;encrypt=optional", "Database__ConnectionString says Encrypt=False")]
    [TestCase("SqlServer", "Server=127.0.0.1,1;Encrypt=perhaps", "Database__ConnectionString cannot be read")]
    [TestCase("PostgreSql", "Host=127.0.0.1;Porto=1", "Database__ConnectionString cannot be read")]
    [TestCase("Sqlite", "Datei=a.db", "Database__ConnectionString cannot be read")]
    public void A_connection_that_cannot_be_meant_stops_the_start(string provider, string connection, string said) =>
        Starting(("Database:Provider", provider), ("Database:ConnectionString", connection)).ShouldContain(said);

    [TestCase("Encrypt=False", "Database:AllowUnencrypted", "true")]
    [TestCase("Encrypt=True")]
    [TestCase("Encrypt=Strict")]
    [TestCase("")]
    public void An_encrypted_connection_is_opened_and_another_one_where_that_is_said(string encrypt, params string[] settings) =>
        Should.Throw<SqlException>(() =>
            Server.Start(
                DatabaseProvider.Sqlite,
                [
                    ("Database:Provider", "SqlServer"),
                    ("Database:WaitSeconds", "0"),
                    (
                        "Database:ConnectionString",
                        $"Server=127.0.0.1,{Ports.Free()};Connect Timeout=1;Connect Retry Count=0;{encrypt}"
                    ),
                    .. settings.Chunk(2).Select(s => (s[0], s[1])),
                ]
            )
        );

    [Test]
    public void A_database_that_there_is_none_of_stops_the_start() =>
        Starting(("Database:Provider", "Oracle")).ShouldContain("Oracle");

    [TestCase("Jobs__Enabled is 'kanske'", "Jobs:Enabled", "kanske")]
    [TestCase("Mail__Port is 'tolv'", "Mail:Port", "tolv")]
    [TestCase("Mail__Port is '70000'", "Mail:Port", "70000")]
    [TestCase("Mail__Tls is 'ja'", "Mail:Tls", "ja")]
    [TestCase("Mail__From is 'ingen'", "Mail:From", "ingen")]
    [TestCase("Mail__Host must say", "Mail:User", "portalen", "Mail:Password", "hemligt")]
    [TestCase("Mail__Password must be set", "Mail:Host", "post.example", "Mail:User", "portalen")]
    [TestCase("Mail__User must be set", "Mail:Host", "post.example", "Mail:Password", "hemligt")]
    [TestCase(
        "in the open",
        "Mail:Host",
        "post.example",
        "Mail:User",
        "portalen",
        "Mail:Password",
        "hemligt",
        "Mail:Tls",
        "false"
    )]
    [TestCase(
        "in the open",
        "Mail:Host",
        "post.example",
        "Mail:User",
        "portalen",
        "Mail:Password",
        "hemligt",
        "Mail:Tls",
        "WhenOffered"
    )]
    [TestCase("Mail__From is 'a@b.example, c@d.example'", "Mail:From", "a@b.example, c@d.example")]
    [TestCase("Mail__OAuth__TokenEndpoint is 'post.example'", "Mail:OAuth:TokenEndpoint", "post.example")]
    [TestCase("must be an address that begins with https://", "Mail:OAuth:TokenEndpoint", "http://post.example/token")]
    [TestCase("Mail__OAuth__ClientId must be set", "Mail:OAuth:TokenEndpoint", "https://post.example/token")]
    [TestCase(
        "Mail__OAuth__ClientSecret must be set",
        "Mail:OAuth:TokenEndpoint",
        "https://post.example/token",
        "Mail:OAuth:ClientId",
        "p"
    )]
    [TestCase("Mail__OAuth__Scope is set, so Mail__OAuth__TokenEndpoint must say", "Mail:OAuth:Scope", ".default")]
    [TestCase(
        "so Mail__User must say",
        "Mail:Host",
        "post.example",
        "Mail:OAuth:TokenEndpoint",
        "https://post.example/token",
        "Mail:OAuth:ClientId",
        "p",
        "Mail:OAuth:ClientSecret",
        "h"
    )]
    [TestCase(
        "so Mail__Password must not be",
        "Mail:Host",
        "post.example",
        "Mail:User",
        "portalen",
        "Mail:Password",
        "hemligt",
        "Mail:OAuth:TokenEndpoint",
        "https://post.example/token",
        "Mail:OAuth:ClientId",
        "p",
        "Mail:OAuth:ClientSecret",
        "h"
    )]
    [TestCase("Mail__Dkim__Selector must be set", "Mail:Dkim:KeyFile", "/nowhere/key.pem")]
    [TestCase("Mail__Dkim__Selector is 'portal 2027'", "Mail:Dkim:Selector", "portal 2027")]
    [TestCase("Mail__Dkim__Domain must be set", "Mail:Dkim:Selector", "portal")]
    [TestCase("Mail__Dkim__Domain is 'håbo.example'", "Mail:Dkim:Selector", "portal", "Mail:Dkim:Domain", "håbo.example")]
    [TestCase(
        "mails come from 'bb.example' (Mail__From)",
        "Mail:From",
        "a@bb.example",
        "Mail:Dkim:Selector",
        "portal",
        "Mail:Dkim:Domain",
        "b.example"
    )]
    [TestCase(
        "Mail__Dkim__KeyFile must be set",
        "Mail:From",
        "a@b.example",
        "Mail:Dkim:Selector",
        "portal",
        "Mail:Dkim:Domain",
        "b.example"
    )]
    public void A_setting_of_jobs_or_mail_that_cannot_be_used_stops_the_start(string said, params string[] settings) =>
        Starting([.. settings.Chunk(2).Select(s => (s[0], s[1]))]).ShouldContain(said);

    [TestCase("none", "Could not find file")]
    [TestCase("text", "PEM")]
    [TestCase("public", "private")]
    [TestCase("elliptic", "PEM")]
    [TestCase("locked", "PEM")]
    [TestCase("short", "It has 512 bits")]
    public void A_key_to_sign_mails_with_that_cannot_be_used_stops_the_start(string key, string said)
    {
        using var rsa = RSA.Create(key == "short" ? 512 : 2048);
        using var curve = ECDsa.Create();
        var file = Path.GetTempFileName();
        File.WriteAllText(
            file,
            key switch
            {
                "public" => rsa.ExportRSAPublicKeyPem(),
                "elliptic" => curve.ExportPkcs8PrivateKeyPem(),
                "locked" => rsa.ExportEncryptedPkcs8PrivateKeyPem(
                    "hemligt",
                    new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 9)
                ),
                "short" => rsa.ExportPkcs8PrivateKeyPem(),
                _ => "ingen nyckel",
            }
        );
        if (key == "none")
        {
            File.Delete(file);
        }

        var sentence = Starting(
            ("Mail:From", "a@post.b.example"),
            ("Mail:Dkim:Selector", "portal"),
            ("Mail:Dkim:Domain", "b.example"),
            ("Mail:Dkim:KeyFile", file)
        );
        sentence.ShouldStartWith($"Mail__Dkim__KeyFile is '{file}', and must be a PEM file with a private RSA key");
        sentence.ShouldContain(said);
        File.Delete(file);
    }

    [Test]
    public void An_address_for_measures_that_is_none_stops_the_start() =>
        Starting(("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"))
            .ShouldContain("OTEL_EXPORTER_OTLP_ENDPOINT is 'collector:4317'");

    [TestCase("Node", "")]
    [TestCase("Seconds", "0")]
    [TestCase("Megabytes", "10")]
    [TestCase("PerProcess", "0")]
    public void A_worker_that_could_make_no_report_stops_the_start(string name, string value) =>
        Starting(($"Reports:{name}", value)).ShouldContain($"Reports__{name} must");

    [TestCase("Portal__Address must say", "Portal:Address", "")]
    [TestCase("Portal__Address is 'portal.example'", "Portal:Address", "portal.example")]
    [TestCase("Portal__Address is 'ftp://portal.example'", "Portal:Address", "ftp://portal.example")]
    [TestCase("Portal__Address is 'https://a:b@portal.example'", "Portal:Address", "https://a:b@portal.example")]
    [TestCase("must begin with https://", "Portal:Address", "http://portal.example")]
    [TestCase("Portal__Hosts names 'a/b'", "Portal:Hosts", "portal.example,a/b")]
    [TestCase("Portal__Hosts names '*'", "Portal:Hosts", "*")]
    [TestCase("Proxy__Known names 'proxyn'", "Proxy:Known", "10.0.0.1, proxyn")]
    [TestCase("Proxy__Known names '10.0.0.0/33'", "Proxy:Known", "10.0.0.0/33")]
    [TestCase("Proxy__Known names '0.0.0.0/0'", "Proxy:Known", "0.0.0.0/0")]
    [TestCase("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "ForwardedHeaders_Enabled", "true")]
    public void How_the_portal_is_reached_is_said_so_that_it_can_be_meant(string said, string name, string value) =>
        Starting((name, value)).ShouldContain(said);

    [TestCase("TriesPerAccount", "0")]
    [TestCase("TriesPerClient", "många")]
    [TestCase("LongestWait", "-1")]
    public void A_limit_of_signing_in_that_is_none_stops_the_start(string name, string value) =>
        Starting(($"SignIn:{name}", value)).ShouldContain($"SignIn__{name} is '{value}'");

    private static string Starting(params (string, string)[] settings) =>
        Should.Throw<Exception>(() => Server.Start(DatabaseProvider.Sqlite, settings)).Message;

    [Test]
    public async Task What_an_installation_does_without_is_said_at_its_start()
    {
        await using var server = Server.Start(DatabaseProvider.Sqlite, ("Portal:Address", "https://portal.example"));
        server.Errors.Warnings.ShouldContain(w => w.StartsWith("Keys__Certificate is not set", StringComparison.Ordinal));
        server.Errors.Warnings.ShouldContain(w => w.Contains("Proxy__Known does not name it", StringComparison.Ordinal));
        await using var complete = Server.Start(
            DatabaseProvider.Sqlite,
            ("Portal:Address", "https://portal.example"),
            ("Proxy:Known", "10.0.0.4")
        );
        complete.Errors.Warnings.ShouldNotContain(w => w.Contains("Proxy__Known", StringComparison.Ordinal));
    }
}

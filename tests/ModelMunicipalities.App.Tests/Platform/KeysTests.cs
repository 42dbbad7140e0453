using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ModelMunicipalities.App.Tests.Platform;

/// <summary>The keys of sign-ins and personal links lie in the database so that the database alone opens nothing.</summary>
[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
public class KeysTests(DatabaseProvider provider)
{
    private const string Password = "certifikatets lösenord";

    [Test]
    public async Task With_a_certificate_no_key_is_readable_and_what_it_protected_is_opened_after_a_start_and_after_a_renewal()
    {
        using var folder = new Certificates();
        var (first, second) = (folder.Make("first"), folder.Make("second"));
        await using var server = Server.Start(provider, ("Keys:Certificate", first), ("Keys:Password", Password));
        var link = Protector(server).Protect("mitt");
        (await KeysAsync(server)).ShouldAllBe(k =>
            k.Contains("EncryptedData", StringComparison.Ordinal) && !k.Contains("<masterKey", StringComparison.Ordinal)
        );

        var database = ("Database:ConnectionString", server.ConnectionString);
        await using (var restarted = Server.Start(provider, database, ("Keys:Certificate", first), ("Keys:Password", Password)))
        {
            Protector(restarted).Unprotect(link).ShouldBe("mitt");
        }

        await using (
            var renewed = Server.Start(
                provider,
                database,
                ("Keys:Certificate", second),
                ("Keys:Password", Password),
                ("Keys:Earlier:0:Certificate", first),
                ("Keys:Earlier:0:Password", Password)
            )
        )
        {
            Protector(renewed).Unprotect(link).ShouldBe("mitt");
        }

        await using var without = Server.Start(provider, database);
        Should.Throw<CryptographicException>(() => Protector(without).Unprotect(link));
    }

    [Test]
    public async Task Keys_from_before_there_was_a_certificate_are_encrypted_at_the_next_start_and_still_open_what_they_did()
    {
        using var folder = new Certificates();
        await using var server = Server.Start(provider);
        var link = Protector(server).Protect("mitt");
        (await KeysAsync(server)).ShouldAllBe(k => k.Contains("<masterKey", StringComparison.Ordinal));
        await using var later = Server.Start(
            provider,
            ("Database:ConnectionString", server.ConnectionString),
            ("Keys:Certificate", folder.Make("a")),
            ("Keys:Password", Password)
        );
        (await KeysAsync(later)).ShouldAllBe(k =>
            k.Contains("EncryptedData", StringComparison.Ordinal) && !k.Contains("<masterKey", StringComparison.Ordinal)
        );
        Protector(later).Unprotect(link).ShouldBe("mitt");
    }

    [Test]
    public void A_certificate_that_cannot_be_used_stops_the_start()
    {
        using var folder = new Certificates();
        var good = folder.Make("good");
        var bad = Path.Combine(folder.Path, "bad.pfx");
        File.WriteAllText(bad, "no certificate");
        Starting(("Keys:Certificate", "/nowhere.pfx"))
            .ShouldContain("Keys__Certificate is '/nowhere.pfx', and there is no such file");
        Starting(("Keys:Certificate", bad)).ShouldContain("Keys__Certificate is '");
        Starting(("Keys:Certificate", good), ("Keys:Password", "fel")).ShouldContain("that Keys__Password opens");
        Starting(("Keys:Certificate", folder.Make("open", withKey: false)), ("Keys:Password", Password))
            .ShouldContain("holds no private RSA key");
        Starting(("Keys:Password", Password)).ShouldContain("Keys__Certificate must say");
        Starting(("Keys:Earlier:0:Certificate", good), ("Keys:Earlier:0:Password", Password))
            .ShouldContain("Keys__Certificate must say");
        Starting(
                ("Keys:Certificate", good),
                ("Keys:Password", Password),
                ("Keys:Earlier:0:Certificate", good),
                ("Keys:Earlier:0:Password", "fel")
            )
            .ShouldContain("Keys__Earlier__0__Password");
    }

    private static string Starting(params (string, string)[] settings) =>
        Should.Throw<Exception>(() => Server.Start(DatabaseProvider.Sqlite, settings)).Message;

    private static IDataProtector Protector(Server server) =>
        server.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<List<string>> KeysAsync(Server server)
    {
        var keys = await server.InDbAsync(null, db => db.DataProtectionKeys.Select(k => k.Xml!).ToListAsync());
        keys.ShouldNotBeEmpty();
        return keys;
    }

    private sealed class Certificates : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("certificates-");

        public string Path => _folder.FullName;

        public string Make(string name, bool withKey = true)
        {
            using var key = RSA.Create(2048);
            using var whole = new CertificateRequest(
                $"CN={name}",
                key,
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            ).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(2));
            using var open = X509CertificateLoader.LoadCertificate(whole.RawData);
            var file = System.IO.Path.Combine(Path, name + ".pfx");
            File.WriteAllBytes(file, (withKey ? whole : open).Export(X509ContentType.Pfx, Password));
            return file;
        }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

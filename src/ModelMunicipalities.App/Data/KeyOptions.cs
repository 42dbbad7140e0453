using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ModelMunicipalities.App.Data;

/// <summary>The settings under <c>Keys</c>: the certificates that the keys in the database are encrypted with.</summary>
public sealed class KeyOptions
{
    /// <summary>What keys are encrypted with; null to leave them readable.</summary>
    public X509Certificate2? Certificate { get; private init; }

    /// <summary>Those that keys were encrypted with before; they only open them.</summary>
    public IReadOnlyList<X509Certificate2> Earlier { get; private init; } = [];

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">One cannot be used; the sentence names it.</exception>
    public static KeyOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Keys");
        var certificate = Read(section, "Keys");
        var earlier = section
            .GetSection("Earlier")
            .GetChildren()
            .Select(e =>
                Read(e, $"Keys__Earlier__{e.Key}")
                ?? throw new InvalidOperationException(
                    $"Keys__Earlier__{e.Key}__Certificate must say where the earlier certificate is."
                )
            )
            .ToList();
        return certificate is null && earlier.Count > 0
            ? throw new InvalidOperationException(
                "Keys__Earlier is set, so Keys__Certificate must say what keys are encrypted with now."
            )
            : new KeyOptions { Certificate = certificate, Earlier = earlier };
    }

    private static X509Certificate2? Read(IConfigurationSection section, string name)
    {
        var (path, password) = (section["Certificate"], section["Password"]);
        if (string.IsNullOrEmpty(path))
        {
            return string.IsNullOrEmpty(password)
                ? null
                : throw new InvalidOperationException(
                    $"{name}__Password is set, so {name}__Certificate must say which file it opens."
                );
        }

        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"{name}__Certificate is '{path}', and there is no such file.");
        }

        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(path, password);
            using var key = certificate.GetRSAPrivateKey();
            return key is not null
                ? certificate
                : throw new InvalidOperationException($"{name}__Certificate is '{path}', which holds no private RSA key.");
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException(
                $"{name}__Certificate is '{path}', which is no PKCS #12 file (.pfx) that {name}__Password opens.",
                e
            );
        }
    }
}

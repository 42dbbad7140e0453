using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ModelMunicipalities.App.Data;

/// <summary>
/// Encrypts the keys that protect cookies, tokens and personal links, so that the database alone opens none of them.
/// </summary>
public static class KeyProtection
{
    private static readonly XNamespace Names = "http://schemas.asp.net/2015/03/dataProtection";

    public static void AddKeys(this WebApplicationBuilder builder)
    {
        var options = KeyOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        var keys = builder.Services.AddDataProtection();
        if (options.Certificate is { } certificate)
        {
            keys.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate([certificate, .. options.Earlier]);
        }
    }

    /// <summary>Encrypts the keys that were written before there was a certificate. Several nodes may do it at once.</summary>
    public static async Task EncryptKeysAsync(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlEncryptor is not { } encryptor)
        {
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        foreach (var key in await db.DataProtectionKeys.ToListAsync())
        {
            var xml = XElement.Parse(key.Xml!);
            var open = xml.DescendantsAndSelf().Where(e => (bool?)e.Attribute(Names + "requiresEncryption") == true).ToList();
            foreach (var secret in open)
            {
                var encrypted = encryptor.Encrypt(new XElement(secret));
                secret.ReplaceWith(
                    new XElement(
                        Names + "encryptedSecret",
                        new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!),
                        encrypted.EncryptedElement
                    )
                );
            }

            if (open.Count > 0)
            {
                key.Xml = xml.ToString(SaveOptions.DisableFormatting);
            }
        }

        await db.SaveChangesAsync();
    }
}

using System.Security.Cryptography;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Security;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Signs mails for the domain that they come from (DKIM, RFC 6376): the settings under <c>Mail:Dkim</c>.</summary>
public sealed class MailDkim
{
    /// <summary>Shorter keys are not believed (RFC 8301).</summary>
    private const int ShortestKey = 1024;

    /// <summary>
    /// What the portal writes; unsubscribing by one click needs its signature (RFC 8058). What is not there is signed too, so
    /// that nobody adds it.
    /// </summary>
    private static readonly HeaderId[] Signed =
    [
        HeaderId.From,
        HeaderId.To,
        HeaderId.Subject,
        HeaderId.Date,
        HeaderId.MessageId,
        HeaderId.MimeVersion,
        HeaderId.ContentType,
        HeaderId.AutoSubmitted,
        HeaderId.ListUnsubscribe,
        HeaderId.ListUnsubscribePost,
    ];

    private readonly DkimSigner _signer;

    private MailDkim(DkimSigner signer) => _signer = signer;

    /// <summary>Reads and checks the settings; null when none is set.</summary>
    /// <exception cref="InvalidOperationException">One is missing or cannot be used; the sentence names it.</exception>
    public static MailDkim? Read(IConfigurationSection section, MailboxAddress from)
    {
        if (section.GetChildren().All(s => string.IsNullOrEmpty(s.Value)))
        {
            return null;
        }

        var (selector, domain) = (Name(section, "Selector"), Name(section, "Domain"));
        var sender = MailboxAddress.EncodeAddrspec(from.Address).Split('@')[1];
        if (!$".{sender}".EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"Mail__Dkim__Domain is '{domain}', and mails come from '{sender}' (Mail__From): nobody heeds such a signature."
            );
        }

        var file = section.Needed("Dkim", "KeyFile");
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(File.ReadAllText(file));
            var whole = key.ExportParameters(includePrivateParameters: true);
            if (key.KeySize < ShortestKey)
            {
                throw new CryptographicException($"It has {key.KeySize} bits, and receivers believe none below {ShortestKey}.");
            }

            return new MailDkim(
                new DkimSigner(DotNetUtilities.GetRsaKeyPair(whole).Private, domain, selector)
                {
                    HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
                    BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
                }
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"Mail__Dkim__KeyFile is '{file}', and must be a PEM file with a private RSA key and no password. {e.Message}",
                e
            );
        }
    }

    /// <summary>Signs a message that is written in full.</summary>
    public void Sign(MimeMessage message)
    {
        message.Prepare(EncodingConstraint.SevenBit);
        _signer.Sign(message, Signed);
    }

    private static string Name(IConfigurationSection section, string name)
    {
        var set = section.Needed("Dkim", name);
        return set.All(char.IsAscii) && Uri.CheckHostName(set) == UriHostNameType.Dns
            ? set
            : throw new InvalidOperationException(
                $"Mail__Dkim__{name} is '{set}', and must be a name as it stands in the DNS, with xn-- for letters such as å."
            );
    }
}

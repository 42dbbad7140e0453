using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ModelMunicipalities.App.Platform.Mails;

/// <summary>Links to a person's choices that need no sign-in: whoever holds a mail of hers may choose for her.</summary>
public sealed class MailChoiceLinks(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("mail-choices");

    public string Token(int network, int person) =>
        _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{network}.{person}"));

    /// <summary>Whose choices a link leads to; null when it was not made here.</summary>
    public (int Network, int Person)? Read(string token)
    {
        try
        {
            return _protector.Unprotect(token).Split('.') is [var network, var person]
                ? (int.Parse(network, CultureInfo.InvariantCulture), int.Parse(person, CultureInfo.InvariantCulture))
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

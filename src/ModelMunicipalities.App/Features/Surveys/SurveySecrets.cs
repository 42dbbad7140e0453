using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using ModelMunicipalities.Domain.Surveys;

namespace ModelMunicipalities.App.Features.Surveys;

/// <summary>What stands between who was asked and what was answered: each series' own key, and the links that are sent.</summary>
public sealed class SurveySecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _keys = protection.CreateProtector("survey.series");

    private readonly IDataProtector _links = protection.CreateProtector("survey.link");

    /// <summary>A new key, encrypted.</summary>
    public string NewSecret() => WebEncoders.Base64UrlEncode(_keys.Protect(RandomNumberGenerator.GetBytes(32)));

    /// <summary>A person as a series knows her. Another series has another key, and so knows her as somebody else.</summary>
    public string PseudonymOf(SurveySeries series, int person)
    {
        var key = _keys.Unprotect(WebEncoders.Base64UrlDecode(series.Secret));
        Span<byte> id = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(id, person);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, id));
    }

    /// <summary>The secret of a person's own link to a survey. Nothing of it is kept: the same can be sent again.</summary>
    public string TokenOf(int survey, int person)
    {
        var ids = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(ids, survey);
        BinaryPrimitives.WriteInt32BigEndian(ids.AsSpan(4), person);
        return WebEncoders.Base64UrlEncode(_links.Protect(ids));
    }

    /// <summary>Whose link to what a secret is; null when it is none of ours.</summary>
    public (int Survey, int Person)? Read(string token)
    {
        try
        {
            var ids = _links.Unprotect(WebEncoders.Base64UrlDecode(token));
            return (BinaryPrimitives.ReadInt32BigEndian(ids), BinaryPrimitives.ReadInt32BigEndian(ids.AsSpan(4)));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}

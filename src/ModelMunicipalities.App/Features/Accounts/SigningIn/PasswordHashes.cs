using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.Domain.Accounts;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>
/// Hashes passwords in one form of their characters (<see cref="PasswordRule.Normalize"/>); a hash that was made of them as they
/// were typed still verifies, and is renewed.
/// </summary>
internal sealed class PasswordHashes(IOptions<PasswordHasherOptions> options) : PasswordHasher<Person>(options)
{
    /// <summary>PBKDF2 with HMAC-SHA512, as OWASP recommends in its Password Storage Cheat Sheet.</summary>
    public const int Rounds = 210_000;

    private readonly int _rounds = options.Value.IterationCount;

    public override string HashPassword(Person user, string password) =>
        base.HashPassword(user, PasswordRule.Normalize(password));

    public override PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword)
    {
        var normal = PasswordRule.Normalize(providedPassword);
        var result = base.VerifyHashedPassword(user, hashedPassword, normal);
        if (result == PasswordVerificationResult.Failed && _rounds - RoundsOf(hashedPassword) is > 0 and var missing)
        {
            // A wrong password takes as long on an old hash as on a new one, so that the time does not tell that there is one.
            Rfc2898DeriveBytes.Pbkdf2(normal, new byte[16], missing, HashAlgorithmName.SHA512, 32);
        }

        return result != PasswordVerificationResult.Failed || normal == providedPassword ? result
            : base.VerifyHashedPassword(user, hashedPassword, providedPassword) == PasswordVerificationResult.Failed
                ? PasswordVerificationResult.Failed
            : PasswordVerificationResult.SuccessRehashNeeded;
    }

    /// <summary>How many rounds a hash of Identity's version 3 was made with.</summary>
    private static int RoundsOf(string hash) =>
        Convert.FromBase64String(hash) is [1, _, _, _, _, .. { Length: > 4 } rest]
            ? (int)BinaryPrimitives.ReadUInt32BigEndian(rest)
            : 0;
}

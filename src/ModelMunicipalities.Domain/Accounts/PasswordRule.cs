using System.Text;

namespace ModelMunicipalities.Domain.Accounts;

/// <summary>
/// What may be a password: long enough, not among those that are tried first, and nothing that anybody can guess who knows the
/// address. No kinds of characters are asked for. Source: NIST SP 800-63B-4 § 3.1.1.2, OWASP ASVS 5.0 § 6.2; see docs/adr/0019.
/// </summary>
public static class PasswordRule
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>The most characters.</summary>
    public const int Longest = 128;

    /// <summary>The fewest different characters: <c>aaaaaaaaaaaa</c> is long and nothing else.</summary>
    private const int FewestDifferent = 5;

    /// <summary>Digits and signs round a common password that make it no better: <c>Password-2031!</c>.</summary>
    private const int MostRound = 6;

    /// <summary>The shortest part of an address that a password must not contain: a shorter one is in too many words.</summary>
    private const int ShortestOfAddress = 4;

    private const string Product = "modellkommuner";

    /// <summary>
    /// The password in the form that is hashed, so that é is one password however it is typed (NFKC). What is no text stays as it
    /// is.
    /// </summary>
    public static string Normalize(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return password;
        }
    }

    /// <summary>Whether it is longer than any password: refused before anything is done with it.</summary>
    public static bool IsTooLong(string? password) => password is not null && Length(password) > Longest;

    /// <summary>Why something cannot be chosen as a password; null when it can.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="email">The account's address.</param>
    /// <param name="isCommon">Whether a text in lower case is on the list of common passwords.</param>
    /// <param name="field">The input that it came in.</param>
    /// <returns>
    /// <c>PasswordTooShort</c>, <c>PasswordTooLong</c>, <c>PasswordNotAccepted</c>, <c>PasswordTooNear</c> or
    /// <c>PasswordCommon</c>.
    /// </returns>
    public static Refusal? WhyNot(string? password, string email, Func<string, bool> isCommon, string field = "password")
    {
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(isCommon);
        if (IsTooLong(password))
        {
            return Refusal.Invalid("PasswordTooLong", field, Longest);
        }

        var text = Normalize(password ?? "").ToLowerInvariant();
        return Length(text) < Shortest ? Refusal.Invalid("PasswordTooShort", field, Shortest)
            : text.EnumerateRunes().Distinct().Count() < FewestDifferent ? Refusal.Invalid("PasswordNotAccepted", field)
            : IsNear(text, email.ToLowerInvariant()) ? Refusal.Invalid("PasswordTooNear", field)
            : IsCommon(text, isCommon) ? Refusal.Invalid("PasswordCommon", field)
            : null;
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    private static bool IsNear(string text, string email)
    {
        var local = email[..Math.Max(0, email.IndexOf('@', StringComparison.Ordinal))];
        return text.Contains(Product, StringComparison.Ordinal)
            || (local.Length >= ShortestOfAddress && text.Contains(local, StringComparison.Ordinal));
    }

    /// <summary>On the list as it is, with digits and signs round it, or several times after each other.</summary>
    private static bool IsCommon(string text, Func<string, bool> isCommon)
    {
        var first = text.IndexOfAny([.. text.Where(char.IsLetter)]);
        var last = text.LastIndexOfAny([.. text.Where(char.IsLetter)]);
        return isCommon(text)
            || (first >= 0 && text.Length - (last - first + 1) <= MostRound && isCommon(text[first..(last + 1)]))
            || Enumerable
                .Range(1, text.Length / 2)
                .Any(n =>
                    text.Length % n == 0
                    && isCommon(text[..n])
                    && string.Concat(Enumerable.Repeat(text[..n], text.Length / n)) == text
                );
    }
}

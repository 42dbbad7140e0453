using System.Globalization;
using System.Text.RegularExpressions;

namespace ModelMunicipalities.Domain.Accounts;

/// <summary>What can be an e-mail address.</summary>
public static partial class EmailAddress
{
    /// <summary>The longest, in characters.</summary>
    public const int Longest = 200;

    private static readonly IdnMapping Names = new();

    /// <summary>True for something@something without blanks, control characters, brackets, commas and semicolons.</summary>
    public static bool IsOne(string? text) =>
        text?.Trim() is { Length: > 2 and <= Longest } t
        && t.IndexOf('@') is > 0 and var at
        && at == t.LastIndexOf('@')
        && at < t.Length - 1
        && !t.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';');

    /// <summary>
    /// True for an address that every mail server takes: words with dots between before the @, and after it a name that can be
    /// looked up, also one with letters such as å. Quoted words and numbers of machines are left out, and letters beyond ASCII
    /// before the @: few servers take those.
    /// </summary>
    public static bool CanBeMailed(string? text) =>
        IsOne(text) && text!.Trim().Split('@') is [var words, var domain] && Words().IsMatch(words) && CanBeLookedUp(domain);

    /// <summary>What stands after the @, in lower case: <c>hedemora.se</c>. Null for what is no address.</summary>
    public static string? DomainOf(string? text) =>
        IsOne(text) ? text!.Trim()[(text.Trim().IndexOf('@') + 1)..].ToLowerInvariant() : null;

    /// <summary>The mapping knows how long names are, and where they have dots and hyphens.</summary>
    private static bool CanBeLookedUp(string domain)
    {
        try
        {
            return Name().IsMatch(Names.GetAscii(domain));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^(?!\.)(?!.*\.\.)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)\z", RegexOptions.None, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"^[A-Za-z0-9._-]*[A-Za-z0-9_]\z", RegexOptions.None, 1000)]
    private static partial Regex Name();
}

/// <summary>What can be a person's name.</summary>
public static class PersonName
{
    /// <summary>The longest, in characters.</summary>
    public const int Longest = 100;

    /// <summary>True for one to <see cref="Longest"/> characters on one line.</summary>
    public static bool IsOne(string? text) => text?.Trim() is { Length: > 0 and <= Longest } t && !t.Any(char.IsControl);
}

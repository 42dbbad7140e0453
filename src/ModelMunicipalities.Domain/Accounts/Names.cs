using System.Net.Mail;
using System.Text;

namespace ModelMunicipalities.Domain.Accounts;

/// <summary>What can be an e-mail address.</summary>
public static class EmailAddress
{
    /// <summary>The longest, in characters.</summary>
    public const int Longest = 200;

    /// <summary>True for something@something without blanks, control characters, brackets, commas and semicolons.</summary>
    public static bool IsOne(string? text) =>
        text?.Trim() is { Length: > 2 and <= Longest } t && t.IndexOf('@') is > 0 and var at && at == t.LastIndexOf('@') && at < t.Length - 1
        && !t.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';');

    /// <summary>True for an address that mail servers take too: another would stay in the outbox for ever.</summary>
    public static bool CanBeMailed(string? text) =>
        IsOne(text) && MailAddress.TryCreate(text!.Trim(), out var address) && address.Address == text.Trim() && Ascii.IsValid(address.User);

    /// <summary>What stands after the @, in lower case: <c>hedemora.se</c>. Null for what is no address.</summary>
    public static string? DomainOf(string? text) => IsOne(text) ? text!.Trim()[(text.Trim().IndexOf('@') + 1)..].ToLowerInvariant() : null;
}

/// <summary>What can be a person's name.</summary>
public static class PersonName
{
    /// <summary>The longest, in characters.</summary>
    public const int Longest = 100;

    /// <summary>True for one to <see cref="Longest"/> characters on one line.</summary>
    public static bool IsOne(string? text) => text?.Trim() is { Length: > 0 and <= Longest } t && !t.Any(char.IsControl);
}

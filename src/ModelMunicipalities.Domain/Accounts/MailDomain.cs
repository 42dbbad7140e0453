using System.Text.RegularExpressions;

namespace ModelMunicipalities.Domain.Accounts;

/// <summary>What stands after the @ in the addresses of an organisation's people: <c>hedemora.se</c>.</summary>
public static partial class MailDomain
{
    /// <summary>The longest, in characters: <c>a@</c> and this must be an address.</summary>
    public const int Longest = EmailAddress.Longest - 2;

    private static readonly Lazy<HashSet<string>> Public = new(() =>
    {
        using var stream = typeof(MailDomain).Assembly.GetManifestResourceStream("accounts/public-mail-domains.txt")
            ?? throw new InvalidOperationException("The list of public mail domains is missing.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    });

    /// <summary>
    /// The domain that is meant by <c>Hedemora.se</c>, <c>@hedemora.se</c> and <c>anna@hedemora.se</c>, in lower case; null
    /// for what is none. It has at least two parts of letters, digits and hyphens.
    /// </summary>
    public static string? Normalize(string? text)
    {
        var domain = text?.Trim().ToLowerInvariant() ?? "";
        domain = domain[(domain.LastIndexOf('@') + 1)..];
        return domain.Length <= Longest && OfParts().IsMatch(domain) ? domain : null;
    }

    /// <summary>
    /// True for a domain in which anybody can have an address, so that it tells nothing of where a person works.
    /// </summary>
    public static bool IsPublic(string domain) => Public.Value.Contains(domain);

    /// <summary>The domain that all the addresses share, when it can be an organisation's; else null.</summary>
    public static string? Shared(IEnumerable<string> addresses)
    {
        var domains = addresses.Select(EmailAddress.DomainOf).Distinct().Take(2).ToList();
        return domains is [{ } one] && Normalize(one) is { } domain && !IsPublic(domain) ? domain : null;
    }

    /// <summary>
    /// Whether an address is an organisation's own: in one of its domains, or, where it has none, in one that its people have
    /// and in which not anybody can have an address.
    /// </summary>
    /// <param name="address">The address.</param>
    /// <param name="domains">The organisation's domains, in lower case.</param>
    /// <param name="people">The addresses of the people who have a function there.</param>
    public static bool IsOwn(string address, IReadOnlyCollection<string> domains, IEnumerable<string> people)
    {
        ArgumentNullException.ThrowIfNull(domains);
        return EmailAddress.DomainOf(address) is { } domain
            && (
                domains.Count > 0
                    ? domains.Contains(domain)
                    : !IsPublic(domain) && people.Any(p => EmailAddress.DomainOf(p) == domain)
            );
    }

    [GeneratedRegex(
        @"^[\p{L}\p{Nd}]([\p{L}\p{Nd}-]*[\p{L}\p{Nd}])?(\.[\p{L}\p{Nd}]([\p{L}\p{Nd}-]*[\p{L}\p{Nd}])?)+\z",
        RegexOptions.None,
        1000
    )]
    private static partial Regex OfParts();
}

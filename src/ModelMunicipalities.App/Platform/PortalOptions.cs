using System.Net;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// How the portal is reached: the settings <c>Portal__Address</c>, <c>Portal__Hosts</c> and <c>Proxy__Known</c>.
/// </summary>
public sealed class PortalOptions
{
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    private static readonly char[] Separators = [',', ';', ' '];

    /// <summary>What people write to reach it; null only in development, where the server's own address is used.</summary>
    public Uri? Address { get; private init; }

    /// <summary>The names that a request may call it by.</summary>
    public IReadOnlyList<string> Hosts { get; private init; } = ThisMachine;

    /// <summary>The proxies that are believed about who asks and how; none unless they are named.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; private init; } = [];

    /// <summary>True when it is reached encrypted: cookies are then sent over no other connection.</summary>
    public bool IsSecure => Address?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="InvalidOperationException">One is missing or cannot be used; the sentence names it.</exception>
    public static PortalOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration.GetValue<bool>("ForwardedHeaders_Enabled"))
        {
            throw new InvalidOperationException(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes everybody about where a request comes from; name the proxies in Proxy__Known instead."
            );
        }

        var address = AddressIn(configuration["Portal:Address"], environment.IsDevelopment());
        return new PortalOptions
        {
            Address = address,
            Hosts =
            [
                .. address is null || address.IsLoopback ? ThisMachine : [],
                .. address is null
                    ? Array.Empty<string>()
                    : [address.HostNameType == UriHostNameType.Dns ? address.IdnHost : address.Host],
                .. Listed(configuration["Portal:Hosts"]).Select(Host),
            ],
            Proxies = [.. Listed(configuration["Proxy:Known"]).Select(Proxy)],
        };
    }

    private static Uri? AddressIn(string? set, bool isDevelopment)
    {
        if (string.IsNullOrWhiteSpace(set))
        {
            return isDevelopment
                ? null
                : throw new InvalidOperationException(
                    "Portal__Address must say how the portal is reached, such as https://portal.example: links in mails begin with it."
                );
        }

        if (
            !Uri.TryCreate(set, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0
            || address.Query.Length > 0
            || address.Fragment.Length > 0
        )
        {
            throw new InvalidOperationException(
                $"Portal__Address is '{set}', and must be an address such as https://portal.example."
            );
        }

        return isDevelopment || address.IsLoopback || address.Scheme == Uri.UriSchemeHttps
            ? address
            : throw new InvalidOperationException(
                $"Portal__Address is '{set}', and must begin with https://. Only a portal on the machine itself, http://localhost, goes without encryption."
            );
    }

    private static string Host(string name) =>
        Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name.Trim('[', ']'))
        != UriHostNameType.Unknown
            ? name
            : throw new InvalidOperationException($"Portal__Hosts names '{name}', which is no host name such as portal.example.");

    private static IPNetwork Proxy(string name) =>
        IPAddress.TryParse(name, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(name, out var network) && network.PrefixLength > 0 ? network
        : throw new InvalidOperationException(
            $"Proxy__Known names '{name}', which is neither an address such as 10.0.0.4 nor a network such as 10.0.0.0/24."
        );

    private static string[] Listed(string? set) => set?.Split(Separators, StringSplitOptions.RemoveEmptyEntries) ?? [];
}

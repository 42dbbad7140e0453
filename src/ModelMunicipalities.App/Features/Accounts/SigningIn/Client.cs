using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Features.Accounts;

/// <summary>From where somebody tries to get in.</summary>
/// <param name="Address">What is counted as one client, from <see cref="AddressOf"/>.</param>
/// <param name="Device">What the device is called, once somebody has signed in on it; null before.</param>
/// <param name="KnownTo">Whose accounts have been signed in to on it.</param>
public sealed record Client(string Address, string? Device, IReadOnlyList<int> KnownTo)
{
    /// <summary>
    /// The address of a client as far as it tells one from another: of IPv6 the first 64 bits, since the rest is the client's own
    /// to choose.
    /// </summary>
    public static string AddressOf(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address is not { AddressFamily: AddressFamily.InterNetworkV6 }
            ? address?.ToString() ?? ""
            : new IPAddress([.. address.GetAddressBytes().Take(8), .. new byte[8]]) + "/64";
    }
}

/// <summary>
/// Remembers in a cookie whose accounts have been signed in to on a device, so that others' wrong passwords do not slow its owner
/// down. It opens nothing, and says nothing of the accounts to who reads it.
/// </summary>
public sealed class Devices(IDataProtectionProvider protection)
{
    private const string Cookie = "device";

    /// <summary>The most accounts that one device is remembered for.</summary>
    private const int MostAccounts = 8;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly IDataProtector _protector = protection.CreateProtector("devices");

    public Client Of(HttpContext http)
    {
        var address = Client.AddressOf(http);
        try
        {
            return
                http.Request.Cookie(Cookie) is { } cookie
                && _protector.Unprotect(cookie).Split('.') is [var device, .. var accounts]
                ? new Client(address, device, [.. accounts.Select(a => int.Parse(a, CultureInfo.InvariantCulture))])
                : new Client(address, null, []);
        }
        catch (CryptographicException)
        {
            return new Client(address, null, []);
        }
    }

    public void Remember(HttpContext http, int person)
    {
        var known = Of(http);
        var accounts = known
            .KnownTo.Where(p => p != person)
            .Append(person)
            .TakeLast(MostAccounts)
            .Select(p => p.ToString(CultureInfo.InvariantCulture));
        string[] parts = [known.Device ?? Guid.NewGuid().ToString("N"), .. accounts];
        http.Response.Remember(Cookie, _protector.Protect(string.Join('.', parts)), Lifetime, SameSiteMode.Lax);
    }
}

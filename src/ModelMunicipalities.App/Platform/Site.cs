using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// Where the portal is reached, for links that are read outside of it. Never taken from a request: who asks would choose it.
/// </summary>
public sealed class Site(PortalOptions options, IServer server)
{
    /// <summary>
    /// Without a slash at its end: as <c>Portal__Address</c> says; in development, without it, as the server listens.
    /// </summary>
    public string Address =>
        options.Address is { } set ? set.AbsoluteUri.TrimEnd('/')
        : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listens ? Reachable(listens)
        : throw new InvalidOperationException("Portal__Address must be set where mails are written before the server listens.");

    /// <summary>An address to listen on may stand for all of the machine's; one of those is itself.</summary>
    private static string Reachable(string listens)
    {
        var at = BindingAddress.Parse(listens);
        return at.Host is "*" or "+" or "0.0.0.0" or "[::]"
            ? $"{at.Scheme}://localhost:{at.Port}{at.PathBase}"
            : listens.TrimEnd('/');
    }
}

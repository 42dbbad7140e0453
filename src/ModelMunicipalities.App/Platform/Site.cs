using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ModelMunicipalities.App.Platform;

/// <summary>Where the portal is reached, for links that are read outside of it.</summary>
public sealed class Site(IConfiguration configuration, IHttpContextAccessor http, IServer server)
{
    /// <summary>
    /// Without a slash at its end: as <c>Portal__Address</c> says; else as the request reached it; else, for what no request
    /// asked for, as the server listens.
    /// </summary>
    public string Address =>
        configuration["Portal:Address"] is { Length: > 0 } set ? set.TrimEnd('/')
        : http.HttpContext?.Request is { } request ? $"{request.Scheme}://{request.Host}{request.PathBase}"
        : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listens ? Reachable(listens)
        : throw new InvalidOperationException("Portal__Address must be set where mails are written before the server listens.");

    /// <summary>An address to listen on may stand for all of the machine's; one of those is itself.</summary>
    private static string Reachable(string listens)
    {
        var at = BindingAddress.Parse(listens);
        return at.Host is "*" or "+" or "0.0.0.0" or "[::]" ? $"{at.Scheme}://localhost:{at.Port}{at.PathBase}" : listens.TrimEnd('/');
    }
}

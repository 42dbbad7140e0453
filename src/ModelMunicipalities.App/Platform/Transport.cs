using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using ModelMunicipalities.App.Resources;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// What is settled of a request before anything else looks at it: who asks, by which name and how encrypted. The only place
/// that reads a request's host and scheme; nothing that is stored, mailed or linked to is made of them. See docs/adr/0020.
/// </summary>
public static class Transport
{
    public static void AddTransport(this WebApplicationBuilder builder)
    {
        var options = PortalOptions.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<Site>();
        builder.Services.AddPortalCookies(options);
        builder.Services.Configure<ForwardedHeadersOptions>(o =>
        {
            // The host is none of them: the portal knows its own address.
            o.ForwardedHeaders =
                options.Proxies.Count == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

            // Back through all that are known, to the first that is not: what stands before it anybody may have written.
            o.ForwardLimit = null;
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var proxy in options.Proxies)
            {
                o.KnownIPNetworks.Add(proxy);
            }
        });
    }

    public static void UseTransport(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHeadAsGet();
        var options = app.Services.GetRequiredService<PortalOptions>();
        app.Use(
            (context, next) =>
            {
                // Whoever asks how the node is, a load balancer say, calls it by any name.
                if (IsProbe(context))
                {
                    return next(context);
                }

                if (!options.Hosts.Any(name => Matches(name, context.Request.Host.Host)))
                {
                    return RefuseAsync(context, "HostUnknown", Texts.HostUnknown);
                }

                if (options.IsSecure && !context.Request.IsHttps)
                {
                    if (!TellsScheme(context, options))
                    {
                        // Something before the portal ends the encryption without saying so.
                        context.Request.Scheme = Uri.UriSchemeHttps;
                    }
                    else
                    {
                        return LeadToHttpsAsync(context);
                    }
                }

                return next(context);
            }
        );
    }

    /// <summary>Says at start what an installation behind a proxy that is not named does not get.</summary>
    public static void WarnOfProxies(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var options = app.Services.GetRequiredService<PortalOptions>();
            if (options.IsSecure && options.Proxies.Count == 0 && !app.Urls.Any(IsHttps))
            {
                app.Logger.LogWarning(
                    "Portal__Address begins with https:// and the server listens without encryption, so a proxy stands before it; "
                        + "Proxy__Known does not name it, and limits per client count all clients as one."
                );
            }
        });

    /// <summary>
    /// HEAD is GET without the answer's body, which the server leaves out by itself; everything else about it is the same.
    /// </summary>
    private static void UseHeadAsGet(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (HttpMethods.IsTrace(context.Request.Method))
                {
                    // It would show a script what the browser keeps from it.
                    context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                    return Task.CompletedTask;
                }

                if (HttpMethods.IsHead(context.Request.Method))
                {
                    context.Request.Method = HttpMethods.Get;
                }

                return next(context);
            }
        );

    private static bool IsProbe(HttpContext context) => context.Request.Path.StartsWithSegments("/health");

    private static bool Matches(string name, string host) =>
        name.StartsWith("*.", StringComparison.Ordinal)
            ? host.Length > name.Length - 1 && host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True when an unencrypted request is known to be one: from a proxy that says so, or at a server that encrypts itself.
    /// </summary>
    private static bool TellsScheme(HttpContext context, PortalOptions options) =>
        options.Proxies.Count > 0
        || context.RequestServices.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Any(IsHttps)
            == true;

    private static bool IsHttps(string address) => address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A reader of pages is led on. A call, or a form, has told what it held already: it is refused, so that it is noticed.
    /// </summary>
    private static Task LeadToHttpsAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.IsCall())
        {
            return RefuseAsync(context, "HttpsOnly", Texts.HttpsOnly);
        }

        var site = context.RequestServices.GetRequiredService<Site>();
        context.Response.Redirect(
            $"{site.Address}{context.Request.Path}{context.Request.QueryString}",
            permanent: true,
            preserveMethod: true
        );
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, string rule, string why)
    {
        if (context.Request.IsCall())
        {
            return Results
                .Problem(
                    statusCode: (int)HttpStatusCode.BadRequest,
                    type: "urn:modellkommuner:" + rule,
                    title: Texts.Problem_Invalid,
                    detail: why
                )
                .ExecuteAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why);
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;

namespace ModelMunicipalities.App.Platform;

/// <summary>What every answer tells the browser, and everything between it and the portal, of what it may do with it.</summary>
public static class AnswerHeaders
{
    /// <summary>Of everything but the portal's own styles, scripts and pictures: kept nowhere, whoever it was for.</summary>
    public const string NotKept = "private, no-store";

    private const string Everything =
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string NoDevice = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>A year, for the host and those below it. Source: ASVS 5.0, 3.4.1.</summary>
    private const string EncryptedOnly = "max-age=31536000; includeSubDomains";

    /// <summary>
    /// Has the browser forget the pages that it keeps for going back to, some of them in spite of <see cref="NotKept"/>.
    /// </summary>
    public static void ForgetPages(this HttpResponse response) => response.Headers["Clear-Site-Data"] = "\"cache\"";

    /// <summary>
    /// Lets what somebody else's script writes into this one answer have its looks: styles by a name that is good once, and
    /// those of single elements, which can have no name.
    /// </summary>
    public static void AllowStyles(this HttpResponse response, string nonce) =>
        response.Headers.ContentSecurityPolicy = Everything.Replace(
            "style-src 'self'",
            $"style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'",
            StringComparison.Ordinal
        );

    public static void UseAnswerHeaders(this WebApplication app)
    {
        var isSecure = app.Services.GetRequiredService<PortalOptions>().IsSecure;
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Everything;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = NoDevice;
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                if (isSecure)
                {
                    headers.StrictTransportSecurity = EncryptedOnly;
                }

                // Last of all, so that it holds whatever a page, a file or the framework said.
                context.Response.OnStarting(() =>
                {
                    if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
                    {
                        headers.CacheControl = NotKept;
                        headers.Remove("Expires");
                        headers.Remove("Pragma");
                    }

                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
    }

    /// <summary>
    /// What is somebody's own is found by no search engine, and an address with a secret in it is told to nobody. Stands
    /// directly after routing, which knows what was asked for; an error page is not that.
    /// </summary>
    public static void UsePersonalHeaders(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.GetEndpoint() is RouteEndpoint endpoint)
                {
                    var isByLink = endpoint.RoutePattern.GetParameter("token") is not null;
                    if (isByLink)
                    {
                        context.Response.Headers["Referrer-Policy"] = "no-referrer";
                    }

                    if (isByLink || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                    {
                        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
                    }
                }

                return next(context);
            }
        );
}

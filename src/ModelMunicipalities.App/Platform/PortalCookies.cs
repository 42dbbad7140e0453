using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// The portal's cookies. Reached encrypted, all are <c>Secure</c> and called <c>__Host-</c>: no other site of the same domain,
/// and nobody on an unencrypted connection, can read one or put one in its place. No script reads any.
/// </summary>
public static class PortalCookies
{
    private const string HostPrefix = "__Host-";

    public static void AddPortalCookies(this IServiceCollection services, PortalOptions options)
    {
        services.PostConfigureAll<CookieAuthenticationOptions>(o =>
        {
            Keep(o.Cookie, options);

            // Answered with the path alone: an address with a host would be the request's.
            o.Events.OnRedirectToLogin = Within(o.Events.OnRedirectToLogin);
        });
        services.PostConfigure<AntiforgeryOptions>(o => Keep(o.Cookie, options));
        services.PostConfigure<CookieTempDataProviderOptions>(o => Keep(o.Cookie, options));
    }

    /// <summary>What the browser sent back of a cookie of the portal; null for nothing.</summary>
    public static string? Cookie(this HttpRequest request, string name) => request.Cookies[Named(request.HttpContext, name)];

    /// <summary>Has the browser keep something for a year.</summary>
    public static void Remember(this HttpResponse response, string name, string value) =>
        response.Remember(name, value, TimeSpan.FromDays(365), SameSiteMode.Lax);

    /// <summary>Has the browser keep something.</summary>
    /// <param name="response">What goes to the browser.</param>
    /// <param name="name">What the portal calls it.</param>
    /// <param name="value">What is kept.</param>
    /// <param name="age">How long; null for as long as the browser is open.</param>
    /// <param name="site">Whether a link from another site sends it along.</param>
    public static void Remember(this HttpResponse response, string name, string value, TimeSpan? age, SameSiteMode site) =>
        response.Cookies.Append(Named(response.HttpContext, name), value, Kept(response.HttpContext, age, site));

    /// <summary>Has the browser forget it.</summary>
    public static void Forget(this HttpResponse response, string name) =>
        response.Cookies.Delete(Named(response.HttpContext, name), Kept(response.HttpContext, null, SameSiteMode.Lax));

    private static CookieOptions Kept(HttpContext context, TimeSpan? age, SameSiteMode site) =>
        new()
        {
            MaxAge = age,
            Path = "/",
            SameSite = site,
            HttpOnly = true,
            IsEssential = true,
            Secure = OptionsOf(context).IsSecure,
        };

    private static string Named(HttpContext context, string name) => OptionsOf(context).IsSecure ? HostPrefix + name : name;

    private static PortalOptions OptionsOf(HttpContext context) => context.RequestServices.GetRequiredService<PortalOptions>();

    private static void Keep(CookieBuilder cookie, PortalOptions options)
    {
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.SecurePolicy = options.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        if (options.IsSecure && cookie.Name is { } name && !name.StartsWith(HostPrefix, StringComparison.Ordinal))
        {
            cookie.Name = HostPrefix + name;
        }
    }

    private static Func<RedirectContext<CookieAuthenticationOptions>, Task> Within(
        Func<RedirectContext<CookieAuthenticationOptions>, Task> turn
    ) =>
        context =>
        {
            context.RedirectUri =
                Uri.TryCreate(context.RedirectUri, UriKind.Absolute, out var whole) && whole.Scheme != Uri.UriSchemeFile
                    ? whole.PathAndQuery
                    : context.RedirectUri;
            return turn(context);
        };
}

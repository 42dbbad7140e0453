using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using ModelMunicipalities.App.Tenancy;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// Gives a person the page that she was given a moment ago, as long as nothing in the network has changed since: the
/// network's stamp is part of what a page is kept under. See docs/adr/0007.
/// </summary>
public sealed class RememberedPages : IOutputCachePolicy
{
    /// <summary>How far behind the clock a page may be: whether scoring is open, how many days are left.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private static readonly string[] Cookies = [Portal.LanguageCookie, Caller.ActingCookie, Portal.AntiforgeryCookie];

    private static readonly string[] Headers = ["Accept-Encoding", "HX-Request"];

    public static void Add(IServiceCollection services) =>
        services.AddOutputCache(o =>
        {
            o.SizeLimit = 32 * 1024 * 1024;
            o.MaximumBodySize = 1024 * 1024;
            o.AddBasePolicy(new RememberedPages());
        });

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var caller = http.RequestServices.GetRequiredService<Caller>();
        var mayRemember =
            HttpMethods.IsGet(http.Request.Method)
            && caller.Network is not null
            && http.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is not null;
        context.EnableOutputCaching = mayRemember;
        context.AllowCacheLookup = mayRemember;
        context.AllowCacheStorage = mayRemember;
        context.ResponseExpirationTimeSpan = Longest;
        if (mayRemember)
        {
            var vary = context.CacheVaryByRules;
            vary.QueryKeys = "*";
            vary.HeaderNames = Headers;
            vary.VaryByValues["person"] = $"{caller.PersonId}";
            vary.VaryByValues["stamp"] = $"{caller.Network!.Stamp:N}";
            foreach (var cookie in Cookies)
            {
                vary.VaryByValues[cookie] = http.Request.Cookie(cookie) ?? "";
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Keeps whole pages only: no refusal, and nothing that hands out a cookie.</summary>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0)
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }
}

using Microsoft.Extensions.Caching.Memory;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Tenancy;

/// <summary>Resolves the <see cref="Caller"/> of every signed-in request, in the network that its address names.</summary>
public static class TenancyMiddleware
{
    public static void AddTenancy(this IServiceCollection services) => services.AddMemoryCache().AddScoped<Caller>();

    public static void UseTenancy(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            await context.RequestServices.GetRequiredService<Caller>().ResolveAsync(
                context.RequestServices.GetRequiredService<AppDb>(),
                context.RequestServices.GetRequiredService<IMemoryCache>(),
                context.User,
                context.GetRouteValue("network") as string,
                context.Request.Cookie(Caller.ActingCookie),
                context.RequestAborted);
        }

        await next(context);
    });
}

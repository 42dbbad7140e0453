using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Caching.Memory;
using ModelMunicipalities.App.Data;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.App.Tenancy;

/// <summary>
/// Resolves the <see cref="Caller"/> of every signed-in request, in the network that its address names, and turns away whose
/// session is over.
/// </summary>
public static class TenancyMiddleware
{
    public static void AddTenancy(this IServiceCollection services) => services.AddMemoryCache().AddScoped<Caller>();

    public static void UseTenancy(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                var services = context.RequestServices;
                if (
                    context.User.Identity?.IsAuthenticated != true
                    || await services
                        .GetRequiredService<Caller>()
                        .ResolveAsync(
                            services.GetRequiredService<AppDb>(),
                            services.GetRequiredService<IMemoryCache>(),
                            context.User,
                            context.GetRouteValue("network") as string,
                            context.Request.Cookie(Caller.ActingCookie),
                            services.GetRequiredService<TimeProvider>().GetUtcNow(),
                            context.RequestAborted
                        )
                )
                {
                    await next(context);
                    return;
                }

                // The session is over: whoever holds its cookie or token is a guest.
                context.User = new ClaimsPrincipal(new ClaimsIdentity());
                if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                {
                    await next(context);
                    return;
                }

                await context.ChallengeAsync();
            }
        );
}

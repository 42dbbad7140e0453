using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// What networks, cohorts, organisations and occasions are called in addresses is written in one way. What some database takes
/// for the same (capitals, wide letters, a blank at the end) would be found there and not be the caller's own, so it is
/// nobody's on any.
/// </summary>
public static class Addresses
{
    private static readonly string[] Slugs = ["network", "cohort", "organisation", "occasion"];

    /// <summary>Leads who reads a page on from capitals; any other way to write one is none. Stands after routing.</summary>
    public static void UseSlugs(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var misspelt = Slugs
                    .Select(name => context.GetRouteValue(name))
                    .OfType<string>()
                    .Where(given => !Slug.IsOne(given))
                    .ToList();
                if (misspelt.Count == 0)
                {
                    return next(context);
                }

                var (request, response) = (context.Request, context.Response);
                if (
                    HttpMethods.IsGet(request.Method)
                    && !request.Path.StartsWithSegments("/api")
                    && misspelt.TrueForAll(given => Slug.IsOne(given.ToLowerInvariant()))
                )
                {
                    var parts = request
                        .Path.Value!.Split('/')
                        .Select(part => misspelt.Contains(part) ? part.ToLowerInvariant() : part);
                    response.Redirect(request.PathBase + string.Join('/', parts) + request.QueryString, permanent: true);
                }
                else
                {
                    response.StatusCode = StatusCodes.Status404NotFound;
                }

                return Task.CompletedTask;
            }
        );
}

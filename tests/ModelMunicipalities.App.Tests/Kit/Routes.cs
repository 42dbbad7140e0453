using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>A route with one method: <c>GET /{network}/trail</c>. A handler is the name of a page's second act.</summary>
public sealed record Route(
    string Method,
    string Pattern,
    IReadOnlyList<string> Parameters,
    string? Page = null,
    string? Handler = null
)
{
    public override string ToString() => $"{Method} {Pattern}" + (Handler is null ? "" : "?handler=" + Handler);

    /// <summary>The address with a value for every parameter.</summary>
    public string Fill(Func<string, string> value) =>
        Parameters.Aggregate(Pattern, (path, p) => path.Replace("{" + p + "}", Uri.EscapeDataString(value(p))))
        + (Handler is null ? "" : "?handler=" + Handler);
}

/// <summary>The routes that the program maps, read off the running program.</summary>
internal static class Routes
{
    public static IEnumerable<Route> OfApi(Server server) =>
        Endpoints(server).Where(r => r.Pattern.StartsWith("/api/", StringComparison.Ordinal));

    /// <summary>The portal's pages, and the files that they link to.</summary>
    public static async Task<IReadOnlyList<Route>> OfPortalAsync(Server server)
    {
        var loader = server.Services.GetRequiredService<PageLoader>();
        var routes = Endpoints(server).Where(r => r.Pattern.StartsWith("/{network}", StringComparison.Ordinal)).ToList();
        foreach (var endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var compiled = await loader.LoadAsync(page, endpoint.Metadata);
                var parameters = endpoint.RoutePattern.Parameters.Select(p => p.Name).ToList();
                routes.AddRange(
                    compiled.HandlerMethods.Select(h => new Route(
                        h.HttpMethod.ToUpperInvariant(),
                        Plain(endpoint),
                        parameters,
                        page.ViewEnginePath,
                        h.Name
                    ))
                );
                if (compiled.HandlerMethods.Count == 0)
                {
                    routes.Add(new Route("GET", Plain(endpoint), parameters, page.ViewEnginePath));
                }
            }
        }

        return routes;
    }

    private static IEnumerable<Route> Endpoints(Server server) =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<ActionDescriptor>() is null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select new Route(method, Plain(endpoint), [.. endpoint.RoutePattern.Parameters.Select(p => p.Name)]);

    /// <summary>The pattern without constraints: <c>/meetings/{id}</c>.</summary>
    private static string Plain(RouteEndpoint endpoint) =>
        "/"
        + string.Join(
            "/",
            endpoint.RoutePattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part =>
                        part switch
                        {
                            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => "{"
                                + parameter.Name
                                + "}",
                            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                            Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
                            _ => throw new NotSupportedException(part.GetType().Name),
                        }
                    )
                )
            )
        );
}

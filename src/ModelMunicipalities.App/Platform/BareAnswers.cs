using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing.Template;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Platform;

/// <summary>
/// What the framework answers a call by a number alone: nobody is signed in, no such address, not by this method.
/// </summary>
public static class BareAnswers
{
    /// <summary>Says it as every refusal is said, in the reader's language. The headers that go with the number stay.</summary>
    public static void UseWordsForNumbers(this IApplicationBuilder api) =>
        api.UseStatusCodePages(bare =>
            HttpAnswers.WriteAsync(bare.HttpContext, bare.HttpContext.Response.StatusCode, Why(bare.HttpContext))
        );

    /// <summary>
    /// Tells everybody what is wrong with a call to a route that is open to everybody. What routing refuses by itself has no
    /// route, so else only who is signed in would be told. Stands directly after routing.
    /// </summary>
    public static void UseOpenRefusals(this WebApplication app)
    {
        var open = new Lazy<List<TemplateMatcher>>(() => [.. OpenCalls(app.Services.GetRequiredService<EndpointDataSource>())]);
        app.Use(
            (context, next) =>
            {
                if (
                    context.GetEndpoint() is { } refusing and not RouteEndpoint
                    && open.Value.Exists(call => call.TryMatch(context.Request.Path, []))
                )
                {
                    var metadata = new EndpointMetadataCollection(new AllowAnonymousAttribute());
                    context.SetEndpoint(new Endpoint(refusing.RequestDelegate, metadata, refusing.DisplayName));
                }

                return next(context);
            }
        );
    }

    private static IEnumerable<TemplateMatcher> OpenCalls(EndpointDataSource endpoints) =>
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        where endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true
        select new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []);

    private static Refusal Why(HttpContext context) =>
        context.Response.StatusCode switch
        {
            StatusCodes.Status401Unauthorized => Refusal.Forbidden("SignInFirst"),
            StatusCodes.Status404NotFound => Refusal.NotFound(),
            StatusCodes.Status405MethodNotAllowed => Refusal.Invalid(
                "MethodNotTaken",
                null,
                context.Request.Method,
                context.Response.Headers.Allow.ToString()
            ),
            StatusCodes.Status415UnsupportedMediaType => Refusal.Invalid("BodyOfOtherKind"),
            StatusCodes.Status429TooManyRequests => Refusal.TooMany(Seconds(context.Response)),
            _ => Refusal.Invalid("CallNotTaken"),
        };

    private static int Seconds(HttpResponse response) =>
        int.TryParse(response.Headers.RetryAfter, CultureInfo.InvariantCulture, out var seconds) ? seconds : 60;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace ModelMunicipalities.App.Platform.Description;

/// <summary>
/// The API's description, <c>GET /openapi/v1.json</c>. What the framework finds out of routes and types is completed here,
/// once for all of them, from what they say already: guards, versions, comments. Tests hold every answer to it.
/// </summary>
public static class ApiDescription
{
    /// <summary>Where it is served.</summary>
    public const string Address = "/openapi/v1.json";

    /// <summary>Where the script that shows it is.</summary>
    public const string Script = Shown + "/scalar.js";

    private const string Name = "v1";

    private const string Shown = "/lib/scalar";

    private const string Bearer = "bearer";

    public static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(Name, o =>
        {
            o.CreateSchemaReferenceId = info =>
                OpenApiOptions.CreateDefaultSchemaReferenceId(info) is null ? null : Schemas.Name(info.Type);
            o.AddSchemaTransformer(
                (schema, context, _) =>
                {
                    // What FiniteNumbers reads is a number, which the framework cannot know.
                    if (context.JsonTypeInfo.Type == typeof(double))
                    {
                        (schema.Type, schema.Format) = (JsonSchemaType.Number, "double");
                    }
                    else if (context.JsonTypeInfo.Type == typeof(double?))
                    {
                        (schema.Type, schema.Format) = (JsonSchemaType.Number | JsonSchemaType.Null, "double");
                    }

                    return Task.CompletedTask;
                }
            );
            o.AddDocumentTransformer(
                (document, context, _) =>
                {
                    Complete(document, context);
                    return Task.CompletedTask;
                }
            );
        });

    public static void MapApiDescription(this WebApplication app)
    {
        // Made once: whoever asks may be anybody, and it takes half a second.
        var description = new Lazy<Task<string>>(async () =>
        {
            var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
            return await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1);
        });
        app.MapGet(Address, async () => Results.Text(await description.Value, "application/json"))
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapScalarApiReference(Shown)
            .AllowAnonymous()
            .Finally(endpoint =>
            {
                // Its script is used, not its page, which needs scripts that our policy refuses.
                if (((RouteEndpointBuilder)endpoint).RoutePattern.GetParameter("documentName") is not null)
                {
                    endpoint.RequestDelegate = http =>
                    {
                        http.Response.StatusCode = StatusCodes.Status404NotFound;
                        return Task.CompletedTask;
                    };
                }
            });
    }

    /// <summary>Whoever makes an address with this is told where what she made is.</summary>
    public static RouteHandlerBuilder TellsWhere(this RouteHandlerBuilder route) => route.WithMetadata(new TellsWhereMark());

    private static void Complete(OpenApiDocument document, OpenApiDocumentTransformerContext context)
    {
        var words = Words.Read();
        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        IReadOnlyList<Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription> calls =
        [
            .. context.DescriptionGroups.SelectMany(group => group.Items),
        ];
        document.Info = new OpenApiInfo
        {
            Title = "Modellkommuner",
            Version = Startup.Version,
            Description = words.Text("info"),
        };

        // The same whatever name the portal is asked by.
        document.Servers = [new OpenApiServer { Url = "/" }];

        // By name, whatever the order that areas are mapped in.
        var paths = document.Paths.OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        document.Paths.Clear();
        foreach (var (path, item) in paths)
        {
            document.Paths.Add(path, item);
        }

        document.Tags = document.Tags?.OrderBy(t => t.Name, StringComparer.Ordinal).ToHashSet();
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = words.Text("tags", tag.Name!);
        }

        var components = document.Components ??= new OpenApiComponents();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = Bearer,
                Description = words.Text("bearer"),
            },
        };
        document.Security = [Signed(document)];
        Problems.Add(document, words);
        new Schemas(document, json, words).Describe(calls);
        new Operations(document, words).Describe(calls);
    }

    private static OpenApiSecurityRequirement Signed(OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] };

    internal sealed record TellsWhereMark;
}

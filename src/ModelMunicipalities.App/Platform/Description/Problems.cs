using Microsoft.OpenApi;

namespace ModelMunicipalities.App.Platform.Description;

/// <summary>The answers that are no success: one for each status that the product gives, all with one sort of body.</summary>
internal static class Problems
{
    public const string MediaType = "application/problem+json";

    private const string Schema = "Problem";

    private static readonly (int Status, string Name)[] All =
    [
        (StatusCodes.Status400BadRequest, "Invalid"),
        (StatusCodes.Status401Unauthorized, "SignInFirst"),
        (StatusCodes.Status403Forbidden, "Forbidden"),
        (StatusCodes.Status404NotFound, "NotFound"),
        (StatusCodes.Status409Conflict, "Conflict"),
        (StatusCodes.Status413PayloadTooLarge, "TooLarge"),
        (StatusCodes.Status415UnsupportedMediaType, "OtherKind"),
        (StatusCodes.Status428PreconditionRequired, "VersionMissing"),
        (StatusCodes.Status429TooManyRequests, "TooMany"),
        (StatusCodes.Status500InternalServerError, "Broken"),
        (StatusCodes.Status507InsufficientStorage, "NoRoom"),
    ];

    /// <summary>Puts the answers where operations refer to them.</summary>
    public static void Add(OpenApiDocument document, Words words)
    {
        document.AddComponent(Schema, Body(words));
        document.Components!.Schemas!.Remove("ProblemDetails");
        foreach (var (status, name) in All)
        {
            document.AddComponent(
                name,
                new OpenApiResponse
                {
                    Description = words.Text("problems", name),
                    Headers =
                        status == StatusCodes.Status429TooManyRequests
                            ? new Dictionary<string, IOpenApiHeader>
                            {
                                ["Retry-After"] = new OpenApiHeader
                                {
                                    Description = words.Text("headers", "Retry-After"),
                                    Required = true,
                                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
                                },
                            }
                            : null,
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        [MediaType] = new() { Schema = new OpenApiSchemaReference(Schema, document) },
                    },
                }
            );
        }
    }

    public static IOpenApiResponse Of(int status, OpenApiDocument document) =>
        new OpenApiResponseReference(All.Single(p => p.Status == status).Name, document);

    private static OpenApiSchema Body(Words words)
    {
        OpenApiSchema Text(string name) => new() { Type = JsonSchemaType.String, Description = words.Text("problem", name) };
        OpenApiSchema Anything(string name) =>
            new() { Type = JsonSchemaType.Object | JsonSchemaType.Null, Description = words.Text("problem", name) };

        // What clients that are generated say when they throw it.
        var detail = Text("detail");
        detail.Extensions = new Dictionary<string, IOpenApiExtension>
        {
            ["x-ms-primary-error-message"] = new JsonNodeExtension(true),
        };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = words.Text("problem", "description"),
            Required = new HashSet<string> { "type", "title", "status", "detail" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("type"),
                ["title"] = Text("title"),
                ["status"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Minimum = "400",
                    Maximum = "599",
                    Description = words.Text("problem", "status"),
                },
                ["detail"] = detail,
                ["traceId"] = Text("traceId"),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Description = words.Text("problem", "errors"),
                    AdditionalProperties = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
                ["current"] = Anything("current"),
                ["given"] = Anything("given"),
                ["encodings"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = words.Text("problem", "encodings"),
                    Items = new OpenApiSchema { Type = JsonSchemaType.Object },
                },
            },
        };
    }
}

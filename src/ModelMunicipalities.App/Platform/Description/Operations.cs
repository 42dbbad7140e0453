using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Call = Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription;

namespace ModelMunicipalities.App.Platform.Description;

/// <summary>Completes what the framework finds out of the routes.</summary>
internal sealed partial class Operations(OpenApiDocument document, Words words)
{
    /// <summary>The areas whose versions are asked for back: a report's says only how many times it was made.</summary>
    private HashSet<string> _versioned = [];

    private readonly JsonNode _examples = Words.Resource("examples");

    public void Describe(IReadOnlyList<Call> calls)
    {
        _versioned = calls.Where(TellsVersion).SelectMany(Tags).ToHashSet();
        foreach (var call in calls)
        {
            var path = "/" + Constraint().Replace(call.RelativePath!.TrimEnd('/'), "{$1}");
            Describe(document.Paths[path].Operations![new HttpMethod(call.HttpMethod!)], call);
        }
    }

    private void Describe(OpenApiOperation operation, Call call)
    {
        var metadata = call.ActionDescriptor.EndpointMetadata;
        var useCase = Schemas.UseCase(Handler(call).DeclaringType!);
        var requests = Schemas.Requests(useCase).ToList();
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        var takesBody = operation.RequestBody is not null;

        // Named after the use case; of two routes to one, the second says its own name.
        operation.OperationId ??= JsonNamingPolicy.CamelCase.ConvertName(useCase.Name);
        if (isOpen)
        {
            operation.Security = [];
        }

        DescribeParameters(operation, call, requests);
        DescribeBody(operation);
        DescribeAnswers(operation, call, metadata, isOpen, takesBody);
        AddVersion(operation, call, requests);
        AddExamples(operation);
    }

    /// <summary>
    /// A change of what has a version tells which one it is made of, in If-Match or, some of them, in the body.
    /// </summary>
    private void AddVersion(OpenApiOperation operation, Call call, List<Type> requests)
    {
        var isNeeded = operation.Responses!.ContainsKey("428");
        var mayBeInBody = call.ParameterDescriptions.Any(p => p.Source.Id == "Body" && p.Type.GetProperty("Version") is not null);
        if (isNeeded || (call.HttpMethod != "GET" && TellsVersion(requests) && !mayBeInBody))
        {
            operation.Parameters!.Add(
                new OpenApiParameter
                {
                    Name = "If-Match",
                    In = ParameterLocation.Header,
                    Required = isNeeded && !mayBeInBody,
                    Description = words.Text("headers", "If-Match"),
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }
    }

    private void DescribeParameters(OpenApiOperation operation, Call call, List<Type> requests)
    {
        operation.Parameters ??= [];

        // The network is found before any handler, so no handler asks for it.
        if (InNetwork(call) && operation.Parameters.All(p => p.Name != "network"))
        {
            operation.Parameters.Insert(
                0,
                new OpenApiParameter
                {
                    Name = "network",
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }
            );
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Description ??= words.Text("parameters", parameter.Name!) ?? words.Of(parameter.Name!, requests);
            Schemas.MakePlain(parameter.Schema);
            if (parameter.Schema is not OpenApiSchema schema)
            {
                continue;
            }

            var taken = call.ParameterDescriptions.FirstOrDefault(p => p.Name == parameter.Name);
            var type = taken?.ParameterDescriptor?.ParameterType;
            type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
            if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Choice<>))
            {
                parameter.Schema = OneOf(type.GetGenericArguments()[0]);
            }

            switch (parameter.Name)
            {
                case "page":
                    (schema.Minimum, schema.Default) = ("1", 1);
                    break;
                case "pageSize":
                    (schema.Minimum, schema.Maximum, schema.Default) = ("1", $"{Listing.LargestPage}", Listing.UsualPage);
                    break;
            }
        }
    }

    private void DescribeBody(OpenApiOperation operation)
    {
        if (operation.RequestBody is not OpenApiRequestBody body)
        {
            return;
        }

        foreach (var (type, content) in body.Content!)
        {
            if (content.Schema is not OpenApiSchemaReference { Reference.Id: nameof(IFormFile) })
            {
                continue;
            }

            content.Schema =
                type == "multipart/form-data"
                    ? new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Required = new HashSet<string> { "file" },
                        Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = File(words.Text("file")) },
                    }
                    : File(words.Text("file"));
        }
    }

    private void DescribeAnswers(OpenApiOperation operation, Call call, IList<object> metadata, bool isOpen, bool takesBody)
    {
        var answers = operation.Responses!;
        var said = answers.Keys.Where(status => status[0] == '4').Select(int.Parse).ToList();
        foreach (var (status, answer) in answers.ToList())
        {
            if (status[0] == '4')
            {
                answers.Remove(status);
            }
            else
            {
                DescribeSuccess((OpenApiResponse)answer, status, call, metadata);
            }
        }

        var writes = call.HttpMethod != "GET";
        foreach (
            var (status, happens) in new[]
            {
                (400, true),
                (401, !isOpen),
                (403, InNetwork(call) && !isOpen),
                (404, call.RelativePath!.Contains('{', StringComparison.Ordinal)),
                (409, writes),
                (413, takesBody),
                (415, takesBody),
                (500, true),
                (507, writes),
            }
        )
        {
            if (happens)
            {
                said.Add(status);
            }
        }

        foreach (var status in said.Distinct().Order())
        {
            answers[$"{status}"] = Problems.Of(status, document);
        }
    }

    private void DescribeSuccess(OpenApiResponse answer, string status, Call call, IList<object> metadata)
    {
        answer.Description = words.Text("successes", status);
        foreach (var content in answer.Content?.Values ?? [])
        {
            if (content.Schema is OpenApiSchema { Format: "byte" })
            {
                content.Schema = File(null);
            }

            Schemas.MakePlain(content.Schema);
        }

        var type = call.SupportedResponseTypes.First(t => $"{t.StatusCode}" == status).Type;
        if (type?.GetProperty("Version")?.PropertyType is { } version && Tags(call).Any(_versioned.Contains))
        {
            var tag = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^\"[0-9.]+\"$" };
            AddHeader(answer, "ETag", tag, isNeeded: version == typeof(int));
        }

        if (metadata.OfType<ApiDescription.TellsWhereMark>().Any())
        {
            AddHeader(answer, "Location", new OpenApiSchema { Type = JsonSchemaType.String }, isNeeded: true);
        }
    }

    private void AddHeader(OpenApiResponse answer, string name, OpenApiSchema schema, bool isNeeded) =>
        (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = new OpenApiHeader
        {
            Description = words.Text("headers", name),
            Required = isNeeded,
            Schema = schema,
        };

    private void AddExamples(OpenApiOperation operation)
    {
        if (_examples[operation.OperationId!] is not { } example)
        {
            return;
        }

        Put(operation.RequestBody?.Content, example["request"]);
        foreach (var answer in operation.Responses!.Values.OfType<OpenApiResponse>())
        {
            Put(answer.Content, example["response"]);
        }

        static void Put(IDictionary<string, OpenApiMediaType>? content, JsonNode? example)
        {
            var type = example is JsonValue ? "text/csv" : "application/json";
            if (example is not null && content?.TryGetValue(type, out var body) == true)
            {
                body.Example = example.DeepClone();
            }
        }
    }

    private IOpenApiSchema OneOf(Type type) =>
        document.Components!.Schemas!.ContainsKey(Schemas.Name(type))
            ? new OpenApiSchemaReference(Schemas.Name(type), document)
            : new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(name))],
            };

    private static OpenApiSchema File(string? description) =>
        new()
        {
            Type = JsonSchemaType.String,
            Format = "binary",
            Description = description,
        };

    /// <summary>A parameter of a route with what it takes: <c>{id:int}</c>.</summary>
    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Constraint();

    private static bool TellsVersion(List<Type> requests) =>
        requests.Exists(request => request.GetProperty("Version") is not null);

    private static bool TellsVersion(Call call) =>
        TellsVersion([.. Schemas.Requests(Schemas.UseCase(Handler(call).DeclaringType!))]);

    private static IEnumerable<string> Tags(Call call) =>
        call.ActionDescriptor.EndpointMetadata.OfType<ITagsMetadata>().SelectMany(tags => tags.Tags);

    private static MethodInfo Handler(Call call) => call.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().First();

    private static bool InNetwork(Call call) => call.RelativePath!.Contains("{network}", StringComparison.Ordinal);
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// The API's description as the repository keeps it, <c>docs/openapi.json</c>, read once for the run. That the server
/// serves the same is a test of its own.
/// </summary>
internal static partial class Description
{
    public static readonly string File = Path.Combine(Source.Root, "docs", "openapi.json");

    private static readonly Uri Anywhere = new("http://localhost");

    private static readonly Lazy<JsonElement> Document = new(() =>
        JsonDocument.Parse(System.IO.File.ReadAllText(File)).RootElement
    );

    private static readonly Lazy<ILookup<string, Operation>> Operations = new(() => Read().ToLookup(o => o.Method));

    /// <summary>One call: its method, its path as described, and what is described of it.</summary>
    public sealed record Operation(string Method, string Path, JsonElement Described, Regex Pattern)
    {
        public override string ToString() => $"{Method} {Path}";
    }

    public static IEnumerable<Operation> All => Operations.Value.SelectMany(group => group);

    /// <summary>The call that a request is one of; null when none such is described.</summary>
    public static Operation? Find(string method, string path) =>
        Operations.Value[method == "HEAD" ? "GET" : method].FirstOrDefault(o => o.Pattern.IsMatch(path));

    /// <summary>What an answer is that its description does not say.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(HttpRequestMessage request, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;

        // As the server reads it: with what leads upwards in it followed.
        var path = new Uri(Anywhere, request.RequestUri!.AbsolutePath).AbsolutePath;
        if (Find(request.Method.Method, path) is not { } call)
        {
            return status < 400 ? ["it succeeds, and no such call is described"] : [];
        }

        // What is no HTTP the server refuses before the portal sees it. A body that is sent to what takes none is no such call.
        var isPortals = response.Header("Content-Security-Policy") is not null;
        if (!isPortals || (status is 413 or 415 && !call.Described.TryGetProperty("requestBody", out _)))
        {
            return [];
        }

        if (!call.Described.GetProperty("responses").TryGetProperty($"{status}", out var answer))
        {
            return [$"{call}: {status} is not described"];
        }

        answer = Resolve(answer);
        var faults = Headers(response, answer).ToList();
        var type = response.Content.Headers.ContentType?.MediaType;
        var text = request.Method == HttpMethod.Head ? "" : await response.Content.ReadAsStringAsync();
        if (!answer.TryGetProperty("content", out var content))
        {
            if (text.Length > 0)
            {
                faults.Add("it has a body, and none is described");
            }
        }
        else if (type is null || !content.TryGetProperty(type, out var body))
        {
            faults.Add($"{type} is not described");
        }
        else if (type.EndsWith("json", StringComparison.Ordinal) && text.Length > 0)
        {
            using var json = JsonDocument.Parse(text);
            faults.AddRange(Differences(json.RootElement, body.GetProperty("schema"), "body").Take(10));
        }

        return [.. faults.Select(fault => $"{call}: {status}: {fault}")];
    }

    /// <summary>Where a value is not what its schema says.</summary>
    public static IEnumerable<string> Differences(JsonElement value, JsonElement schema, string place)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            var tried = choices.EnumerateArray().Select(choice => Differences(value, choice, place).ToList()).ToList();
            return tried.Exists(faults => faults.Count == 0) ? [] : tried[^1];
        }

        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(t => Is(value, t)))
        {
            return [$"{place} is {value.ValueKind}, not {type}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, schema, place),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => value
                .EnumerateArray()
                .SelectMany((item, i) => Differences(item, items, $"{place}[{i}]")),
            JsonValueKind.String or JsonValueKind.Number => OfValue(value, schema, place),
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string place)
    {
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        var hasMore = schema.TryGetProperty("additionalProperties", out var more);
        foreach (var property in value.EnumerateObject())
        {
            if (hasProperties && properties.TryGetProperty(property.Name, out var described))
            {
                foreach (var fault in Differences(property.Value, described, $"{place}.{property.Name}"))
                {
                    yield return fault;
                }
            }
            else if (hasMore)
            {
                foreach (var fault in Differences(property.Value, more, $"{place}.{property.Name}"))
                {
                    yield return fault;
                }
            }
            else if (hasProperties)
            {
                yield return $"{place}.{property.Name} is not described";
            }
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var needed in required.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)))
            {
                yield return $"{place}.{needed} is not there";
            }
        }
    }

    private static IEnumerable<string> OfValue(JsonElement value, JsonElement schema, string place)
    {
        if (schema.TryGetProperty("enum", out var values) && !values.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)))
        {
            yield return $"{place} is {value}, which is none of {values}";
        }

        if (schema.TryGetProperty("minimum", out var least) && value.GetDouble() < least.GetDouble())
        {
            yield return $"{place} is {value}, below {least}";
        }

        if (schema.TryGetProperty("maximum", out var most) && value.GetDouble() > most.GetDouble())
        {
            yield return $"{place} is {value}, above {most}";
        }

        if (
            value.ValueKind == JsonValueKind.String
            && schema.TryGetProperty("format", out var format)
            && !HasFormat(value.GetString()!, format.GetString()!)
        )
        {
            yield return $"{place} is '{value}', which is no {format}";
        }
    }

    private static bool HasFormat(string text, string format) =>
        format switch
        {
            "date-time" => Instant().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
            "uuid" => Guid.TryParseExact(text, "D", out _),
            _ => true,
        };

    private static IEnumerable<string> Headers(HttpResponseMessage response, JsonElement answer)
    {
        var described = answer.TryGetProperty("headers", out var headers)
            ? headers.EnumerateObject().ToDictionary(h => h.Name, h => h.Value)
            : [];
        foreach (var name in new[] { "ETag", "Location", "Retry-After" })
        {
            if (response.Header(name) is not null && !described.ContainsKey(name))
            {
                yield return $"{name} is there and not described";
            }
        }

        foreach (var (name, header) in described)
        {
            if (header.TryGetProperty("required", out var needed) && needed.GetBoolean() && response.Header(name) is null)
            {
                yield return $"{name} is described as always there and is not";
            }
        }
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool Is(JsonElement value, string type) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => type == "null",
            JsonValueKind.String => type == "string",
            JsonValueKind.True or JsonValueKind.False => type == "boolean",
            JsonValueKind.Number => type == "number" || (type == "integer" && value.TryGetInt64(out _)),
            JsonValueKind.Array => type == "array",
            _ => type == "object",
        };

    /// <summary>Follows a reference within the document.</summary>
    private static JsonElement Resolve(JsonElement element) =>
        element.TryGetProperty("$ref", out var reference)
            ? reference.GetString()![2..].Split('/').Aggregate(Document.Value, (at, part) => at.GetProperty(part))
            : element;

    private static IEnumerable<Operation> Read() =>
        from path in Document.Value.GetProperty("paths").EnumerateObject()
        let escaped = path.Name.Replace(".", @"\.", StringComparison.Ordinal)
        let pattern = new Regex("^" + Parameter().Replace(escaped, "[^/]+") + "/?$")
        // What is named goes before what may be anything.
        orderby path.Name.Count(c => c == '{')
        from call in path.Value.EnumerateObject()
        select new Operation(call.Name.ToUpperInvariant(), path.Name, call.Value, pattern);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex Instant();
}

/// <summary>Holds whatever the API answers to its description.</summary>
internal sealed class DescribedAnswers()
    : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.RequestUri!.AbsolutePath.StartsWith("/api/", StringComparison.Ordinal))
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var faults = await Description.FaultsAsync(request, response);
            faults.ShouldBeEmpty($"docs/openapi.json says otherwise of {request.Method} {request.RequestUri}");
        }

        return response;
    }
}

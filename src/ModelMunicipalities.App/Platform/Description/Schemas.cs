using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Call = Microsoft.AspNetCore.Mvc.ApiExplorer.ApiDescription;

namespace ModelMunicipalities.App.Platform.Description;

/// <summary>Completes what the framework finds out of the types that are sent and answered.</summary>
internal sealed class Schemas(OpenApiDocument document, JsonSerializerOptions json, Words words)
{
    /// <summary>The lowest that numbers of these names can be: they are counted from it.</summary>
    private static readonly Dictionary<string, string> Lowest = new()
    {
        ["step"] = "1",
        ["score"] = "1",
        ["target"] = "1",
        ["version"] = "0",
        ["total"] = "0",
    };

    /// <summary>Names a type: many use cases have a View, a Line and a Body of their own.</summary>
    public static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? Name(value)
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}Of{string.Join("And", type.GetGenericArguments().Select(Name))}"
        : type.DeclaringType is { } useCase ? useCase.Name + type.Name
        : type.Name;

    public void Describe(IReadOnlyList<Call> calls)
    {
        var sent = new HashSet<Type>();
        foreach (var call in calls)
        {
            foreach (var body in call.ParameterDescriptions.Where(p => p.Source.Id == "Body"))
            {
                Reach(body.Type, sent);
            }
        }

        var all = sent.ToHashSet();
        foreach (var type in calls.SelectMany(call => call.SupportedResponseTypes).Select(answer => answer.Type).OfType<Type>())
        {
            Reach(type, all);
        }

        foreach (var type in all)
        {
            if (document.Components!.Schemas!.TryGetValue(Name(type), out var found) && found is OpenApiSchema schema)
            {
                Describe(schema, type, sent.Contains(type));
            }
        }

        foreach (var schema in document.Components!.Schemas!.Values)
        {
            MakePlain(schema);
        }

        document.Components.Schemas.Remove(nameof(IFormFile));
    }

    /// <summary>Numbers are written as numbers; that they are read as texts too is nobody's to rely on.</summary>
    public static void MakePlain(IOpenApiSchema? given)
    {
        if (given is not OpenApiSchema schema)
        {
            return;
        }

        if (schema.Type is { } type && (type & (JsonSchemaType.Integer | JsonSchemaType.Number)) != 0)
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        foreach (var part in (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []))
        {
            MakePlain(part);
        }

        MakePlain(schema.Items);
        MakePlain(schema.AdditionalProperties);
    }

    /// <summary>The use case that a type or a handler belongs to.</summary>
    public static Type UseCase(Type within) => within.DeclaringType is { } outer ? UseCase(outer) : within;

    /// <summary>What may be asked of a use case.</summary>
    public static IEnumerable<Type> Requests(Type useCase) =>
        useCase.GetNestedTypes().Where(type => typeof(IGuarded).IsAssignableFrom(type));

    private void Describe(OpenApiSchema schema, Type type, bool isSent)
    {
        schema.Description ??= words.Of(type);
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. (schema.Enum ?? []).Where(value => value is not null)];
            var values = Enum.GetNames(type)
                .Select(name => (Name: JsonNamingPolicy.CamelCase.ConvertName(name), Text: words.Of(type, name)))
                .Where(value => value.Text is not null)
                .Select(value => $"- `{value.Name}`: {value.Text}");
            schema.Description = string.Join("\n", values.Prepend(schema.Description).OfType<string>());
            return;
        }

        foreach (var property in json.GetTypeInfo(type).Properties)
        {
            if (schema.Properties?.TryGetValue(property.Name, out var described) != true)
            {
                continue;
            }

            // A reference says of itself what it refers to, unless it is told otherwise.
            var text = property.AttributeProvider is PropertyInfo own ? words.Of(own, Requests(UseCase(type))) : null;
            if (described is OpenApiSchemaReference or { Description: null })
            {
                described.Description = text;
            }

            if (
                described is OpenApiSchema { AdditionalProperties: { } each } map
                && Key(property.PropertyType) is { IsEnum: true } key
            )
            {
                // Its names are known.
                map.AdditionalProperties = null;
                map.Properties = Enum.GetNames(key).ToDictionary(JsonNamingPolicy.CamelCase.ConvertName, _ => each);
            }

            if (described is OpenApiSchema { Minimum: null } number && Lowest.TryGetValue(property.Name, out var lowest))
            {
                number.Minimum = lowest;
            }
        }

        // An answer tells all that it can, if only that there is none; of what is sent, what may be null may be left out.
        schema.Required = (schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            .Where(property => !isSent || !MayBeNull(property.Value))
            .Select(property => property.Key)
            .ToHashSet();
    }

    private Type? Key(Type type) => json.GetTypeInfo(type).KeyType;

    private static bool MayBeNull(IOpenApiSchema schema) =>
        schema.Type?.HasFlag(JsonSchemaType.Null) == true
        || schema.OneOf?.Any(one => one is not OpenApiSchemaReference && one.Type == JsonSchemaType.Null) == true;

    private void Reach(Type type, HashSet<Type> reached)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(void) || type == typeof(IFormFile) || !reached.Add(type))
        {
            return;
        }

        var info = json.GetTypeInfo(type);
        foreach (var inner in new[] { info.ElementType, info.KeyType }.OfType<Type>())
        {
            Reach(inner, reached);
        }

        if (info.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var property in info.Properties)
            {
                Reach(property.PropertyType, reached);
            }
        }
    }
}

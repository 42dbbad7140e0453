using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ModelMunicipalities.App.Data;

/// <summary>Keeps a value as JSON in one column, where the database need not look inside.</summary>
internal sealed class JsonOf<T>() : ValueConverter<T, string>(value => Write(value), json => Read(json))
    where T : class, new()
{
    private static string Write(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T Read(string json) =>
        json.Length == 0 ? new T() : JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;

    /// <summary>Two are the same when they are written the same.</summary>
    internal sealed class Comparer()
        : ValueComparer<T>(
            (a, b) => Write(a!) == Write(b!),
            value => Write(value).GetHashCode(StringComparison.Ordinal),
            value => Read(Write(value))
        );
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelMunicipalities.App.Platform;

/// <summary>Refuses what is no number or too large for one: nothing here is infinite, and no answer can say so.</summary>
internal sealed class FiniteNumbers : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new JsonException("Not a number.");

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}

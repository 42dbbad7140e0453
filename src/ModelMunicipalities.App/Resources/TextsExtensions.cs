using System.Globalization;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Resources;

/// <summary>Filling in the texts of Texts.resx (Swedish) and Texts.en.resx (English).</summary>
public static class TextsExtensions
{
    /// <summary>Fills in a text's places, numbers in the reader's manner.</summary>
    public static string With(this string text, params object?[] args) => string.Format(CultureInfo.CurrentCulture, text, args);

    /// <summary>The text by a name that is put together; it must exist, and a test sees that it does.</summary>
    public static string Named(string name) =>
        Texts.ResourceManager.GetString(name, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"No text is named '{name}'.");

    /// <summary>The sentence for an enum's value: <c>Function_Manager</c>.</summary>
    public static string Name<T>(this T value)
        where T : struct, Enum => Named($"{typeof(T).Name}_{value}");

    /// <summary>What a refusal says to the reader.</summary>
    public static string Sentence(this Refusal refusal, Func<object, object> show) =>
        Named("Rule_" + refusal.Rule).With([.. refusal.Args.Select(show)]);
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using ModelMunicipalities.Domain;

namespace ModelMunicipalities.App.Resources;

/// <summary>Filling in texts, and finding those whose names are put together.</summary>
public static class TextsExtensions
{
    private static readonly ConcurrentDictionary<string, ResourceManager> FileOf = new();

    /// <summary>
    /// Fills in a text's places, numbers in the reader's manner. <c>{0} {0:plats|platser}</c> has the first word for one, be it
    /// a figure or a word, and the second for any other number.
    /// </summary>
    public static string With(this string text, params object?[] args) => string.Format(Forms.Both, text, args);

    /// <summary>
    /// The text by a name that is put together. Of an enum's value, the build finds that one has none; of a word, tests do.
    /// </summary>
    public static string Named(string name) => FileOf.GetOrAdd(name, FindFile).GetString(name, CultureInfo.CurrentUICulture)!;

    /// <summary>The sentence for an enum's value: <c>Function_Manager</c>.</summary>
    public static string Name<T>(this T value)
        where T : struct, Enum => Named($"{typeof(T).Name}_{value}");

    /// <summary>What a refusal says to the reader.</summary>
    public static string Sentence(this Refusal refusal, Func<object, object> show) =>
        Named("Rule_" + refusal.Rule).With([.. refusal.Args.Select(show)]);

    private static ResourceManager FindFile(string name) =>
        TextFiles.All.FirstOrDefault(f => f.GetString(name, CultureInfo.InvariantCulture) is not null)
        ?? throw new InvalidOperationException($"No text is named '{name}'.");

    private sealed class Forms : IFormatProvider, ICustomFormatter
    {
        public static readonly Forms Both = new();

        public object? GetFormat(Type? formatType) =>
            formatType == typeof(ICustomFormatter) ? this : CultureInfo.CurrentCulture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
            format?.Split('|') is [var one, var many]
                ? IsOne($"{arg}")
                    ? one
                    : many
                : arg is IFormattable value
                    ? value.ToString(format, CultureInfo.CurrentCulture)
                    : arg?.ToString() ?? "";

        private static bool IsOne(string number) =>
            number == "1"
            || number.Equals(Texts.NumberOneCommon, StringComparison.OrdinalIgnoreCase)
            || number.Equals(Texts.NumberWords.Split(' ')[1], StringComparison.OrdinalIgnoreCase);
    }
}

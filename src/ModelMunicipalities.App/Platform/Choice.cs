using System.Diagnostics.CodeAnalysis;

namespace ModelMunicipalities.App.Platform;

/// <summary>One of an enum's names in an address, in whatever case: <c>?basis=respondents</c>.</summary>
public readonly record struct Choice<T>(T Value)
    where T : struct, Enum
{
    public static bool TryParse([NotNullWhen(true)] string? text, out Choice<T> choice)
    {
        var known =
            Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]);
        choice = new Choice<T>(value);
        return known;
    }
}

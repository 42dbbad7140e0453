using Microsoft.CodeAnalysis;

namespace ModelMunicipalities.TextsCompiler;

/// <summary>What is wrong with a text. It fails the build.</summary>
internal static class Fault
{
    public static readonly DiagnosticDescriptor Kind = new(
        "TEXT",
        "A text is not right",
        "{0}",
        "Texts",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true
    );

    public static Diagnostic At(Location location, string sentence) => Diagnostic.Create(Kind, location, sentence);
}

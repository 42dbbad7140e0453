using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModelMunicipalities.TextsCompiler;

/// <summary>
/// Holds names that are put together to the texts: <c>value.Name()</c>, <c>Named("Stage_Now_" + stage)</c> need a text for every
/// value of the enum. Of a name made of a word nothing is known here; tests know of those.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PutTogetherNames : DiagnosticAnalyzer
{
    private static readonly ImmutableHashSet<string> Never =
    [
        // Of a cohort that nobody invented nothing is said.
        "Invention_None",
        // What always reaches her is not hers to choose.
        "MailTopicHint_Account",
    ];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Fault.Kind];

    public override void Initialize(AnalysisContext context)
    {
        // What Razor makes of a page is generated code.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("ModelMunicipalities.App.Resources.Texts") is { } texts)
            {
                start.RegisterSyntaxNodeAction(c => Look(c, texts), SyntaxKind.InvocationExpression);
            }
        });
    }

    private static void Look(SyntaxNodeAnalysisContext context, INamedTypeSymbol texts)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (
            call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.Text: "Named" or "Name" }
            || context.SemanticModel.GetSymbolInfo(call).Symbol
                is not IMethodSymbol { ContainingType.Name: "TextsExtensions" } asked
        )
        {
            return;
        }

        var names =
            asked.Name == "Name"
                ? ValuesOf(asked.TypeArguments[0])?.Select(value => $"{asked.TypeArguments[0].Name}_{value}")
                : NamesIn(call.ArgumentList.Arguments[0].Expression, context.SemanticModel);
        foreach (var missing in (names ?? []).Where(name => texts.GetMembers(name).IsEmpty && !Never.Contains(name)))
        {
            context.ReportDiagnostic(Fault.At(call.GetLocation(), $"No text is named {missing}"));
        }
    }

    /// <summary>What an expression may say; null when that cannot be told.</summary>
    private static IEnumerable<string>? NamesIn(ExpressionSyntax expression, SemanticModel model) =>
        model.GetConstantValue(expression) is { HasValue: true, Value: string said } ? [said]
        : expression is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum
            ? Joined([NamesIn(sum.Left, model), NamesIn(sum.Right, model)])
        : expression is InterpolatedStringExpressionSyntax interpolated
            ? Joined([
                .. interpolated.Contents.Select(c =>
                    c is InterpolationSyntax hole
                        ? NamesIn(hole.Expression, model)
                        : [((InterpolatedStringTextSyntax)c).TextToken.ValueText]
                ),
            ])
        : ValuesOf(model.GetTypeInfo(expression).Type);

    private static IEnumerable<string>? Joined(IReadOnlyList<IEnumerable<string>?> parts) =>
        parts.Aggregate((IEnumerable<string>?)[""], (names, part) =>
            part is null ? null : names?.SelectMany(name => part.Select(next => name + next))
        );

    /// <summary>The values of an enum; null when it is none.</summary>
    private static IEnumerable<string>? ValuesOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } maybe
            ? ValuesOf(maybe.TypeArguments[0])
        : type is { TypeKind: TypeKind.Enum }
            ? type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => f.Name)
        : null;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModelMunicipalities.TextsCompiler;

namespace ModelMunicipalities.App.Tests.Resources;

/// <summary>What the compiler is told of texts: <see cref="TextsGenerator"/> and <see cref="PutTogetherNames"/>.</summary>
public class TextsCompilerTests
{
    private static readonly ImmutableArray<MetadataReference> Framework =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(f => Path.GetFileName(f).StartsWith("System.", StringComparison.Ordinal))
            .Select(f => MetadataReference.CreateFromFile(f)),
    ];

    private static readonly (string File, string Content)[] Right =
    [
        ("Meetings.resx", Resx(("MeetingsTitle", "Träffar & resor"), ("TableOf", "Tabell: {0}"))),
        ("Meetings.en.resx", Resx(("MeetingsTitle", "Meetings & travel"), ("TableOf", "Table: {0}"))),
        ("Shared.resx", Resx(("Mood_Good", "bra"), ("Mood_Bad", "dåligt"), ("From", "{0} {0:dag|dagar} till {1}"))),
        ("Shared.en.resx", Resx(("Mood_Good", "good"), ("Mood_Bad", "bad"), ("From", "{1} in {0} {0:day|days}"))),
    ];

    [TestCase("Texts.MeetingsTitle")]
    [TestCase("Texts.TableOf(Texts.MeetingsTitle)")]
    [TestCase("Texts.From(1, null)")]
    [TestCase("Mood.Good.Name()")]
    [TestCase("TextsExtensions.Named(\"Mood_\" + Mood.Good)")]
    [TestCase("TextsExtensions.Named($\"Mood_{(Mood?)Mood.Good}\")")]
    public async Task A_text_is_used_as_it_is_or_given_what_it_has_places_for(string use) =>
        (await CompileAsync(use, Right)).ShouldBeEmpty();

    [TestCase("Texts.MeetingTitle", "CS0117", Description = "misspelt")]
    [TestCase("Texts.TableOf", "CS0428", Description = "nothing for its place")]
    [TestCase("Texts.TableOf()", "CS7036", Description = "one too few")]
    [TestCase("Texts.From(1)", "CS7036", Description = "one too few of two")]
    [TestCase("Texts.TableOf(1, 2)", "CS1501", Description = "one too many")]
    [TestCase("Texts.MeetingsTitle(1)", "CS1955", Description = "it has no place")]
    public async Task Anything_else_does_not_compile(string use, string error) =>
        (await CompileAsync(use, Right)).Select(d => d.Id).ShouldBe([error]);

    [TestCase("Weather.Rain.Name()", "No text is named Weather_Sun")]
    [TestCase("TextsExtensions.Named(\"Mood_Fair\")", "No text is named Mood_Fair")]
    [TestCase("TextsExtensions.Named(\"Weather_\" + Weather.Rain)", "No text is named Weather_Sun")]
    [TestCase("TextsExtensions.Named($\"Mood_{Mood.Good}Hint\")", "No text is named Mood_GoodHint|No text is named Mood_BadHint")]
    public async Task A_name_put_together_of_an_enum_needs_a_text_for_every_value(string use, string told) =>
        (await CompileAsync(use, [.. Right, .. Both("Weather", ("Weather_Rain", "{0}"))])).Select(Told).ShouldBe(told.Split('|'));

    [Test]
    public async Task A_text_that_is_missing_in_a_language_is_told_with_its_file()
    {
        var texts = new[]
        {
            ("Pairing.resx", Resx(("OnlySwedish", "svenska"), ("Both", "båda"))),
            ("Pairing.en.resx", Resx(("OnlyEnglish", "English"), ("Both", "both"))),
        };
        (await CompileAsync("\"\"", [.. Right, .. texts]))
            .Select(Told)
            .ShouldBe(
                [
                    "OnlySwedish stands in Pairing.resx and is missing in Pairing.en.resx",
                    "OnlyEnglish stands in Pairing.en.resx and is missing in Pairing.resx",
                ],
                ignoreOrder: true
            );
    }

    [Test]
    public async Task A_text_that_stands_twice_is_told_with_its_files()
    {
        (await CompileAsync("Texts.TableOf(1)", [.. Right, .. Both("Pairing", ("TableOf", "{0}"))]))
            .Select(Told)
            .ShouldBe([
                "TableOf stands in Pairing.resx and in Meetings.resx",
                "TableOf stands in Pairing.en.resx and in Meetings.en.resx",
            ]);
        (await CompileAsync("Texts.TableOf(1)", [.. Right, .. Both("Pairing", ("Once", "en"), ("Once", "två"))]))
            .Select(Told)
            .ShouldBe(["Once stands twice in Pairing.resx", "Once stands twice in Pairing.en.resx"]);
    }

    [Test]
    public async Task Languages_with_different_places_are_told_with_their_files()
    {
        var texts = new[]
        {
            ("Pairing.resx", Resx(("Distance", "{0} km till {1}"))),
            ("Pairing.en.resx", Resx(("Distance", "{0} km"))),
        };
        (await CompileAsync("Texts.Distance(1, 2)", [.. Right, .. texts]))
            .Select(Told)
            .ShouldBe(["Distance has other places in Pairing.en.resx ({0}) than in Pairing.resx ({0} {1})"]);
    }

    [TestCase("{0} och {2}", "leaves out a place: {0} {2}")]
    [TestCase("{1}", "leaves out a place: {1}")]
    [TestCase("från {0", "has a brace that opens or closes no place; write {{ or }} for one that is shown")]
    [TestCase("från 0}", "has a brace that opens or closes no place; write {{ or }} for one that is shown")]
    [TestCase("  ", "is empty")]
    public async Task A_text_that_cannot_be_filled_in_is_told(string text, string told) =>
        (await CompileAsync("\"\"", [.. Right, .. Both("Pairing", ("Distance", text))]))
            .Select(Told)
            .ShouldBe([$"Distance in Pairing.resx {told}", $"Distance in Pairing.en.resx {told}"]);

    [Test]
    public async Task A_text_without_a_name_for_a_member_is_told() =>
        (await CompileAsync("\"\"", [.. Right, .. Both("Pairing", ("In between", "mellan"))]))
            .Select(Told)
            .ShouldBe([
                "In between in Pairing.resx is no name for a member",
                "In between in Pairing.en.resx is no name for a member",
            ]);

    [Test]
    public async Task A_file_that_cannot_be_read_is_told() =>
        (await CompileAsync("\"\"", [.. Right, ("Pairing.resx", "<root>\n<data\n</root>")]))
            .Select(Told)
            .ShouldHaveSingleItem()
            .ShouldStartWith("Pairing.resx is no XML: ");

    [Test]
    public async Task What_is_told_points_at_the_line()
    {
        var fault = (await CompileAsync("\"\"", [.. Right, .. Both("Pairing", ("First", "ett"), ("Second", ""))]))[0];
        fault.Location.GetLineSpan().Path.ShouldBe("Pairing.resx");
        fault.Location.GetLineSpan().StartLinePosition.Line.ShouldBe(2);
    }

    [Test]
    public void A_member_shows_what_it_says_in_both_languages()
    {
        var member = Generate("", Right).Compilation.GetTypeByMetadataName("ModelMunicipalities.App.Resources.Texts")!;
        var comment = member.GetMembers("MeetingsTitle").ShouldHaveSingleItem().GetDocumentationCommentXml()!;
        comment.ShouldContain("<summary>Träffar &amp; resor<para>Meetings &amp; travel</para></summary>");
    }

    private static (string, string)[] Both(string area, params (string, string)[] texts) =>
        [($"{area}.resx", Resx(texts)), ($"{area}.en.resx", Resx(texts))];

    private static string Resx(params (string Name, string Value)[] texts) =>
        $"<root>\n{string.Concat(texts.Select(t => $"<data name=\"{t.Name}\"><value>{t.Value.Replace("&", "&amp;", StringComparison.Ordinal)}</value></data>\n"))}</root>";

    private static string Told(Diagnostic fault) => fault.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<IReadOnlyList<Diagnostic>> CompileAsync(string use, IEnumerable<(string, string)> files)
    {
        var (compilation, told) = Generate(use, files);
        var found = await compilation.WithAnalyzers([new PutTogetherNames()]).GetAllDiagnosticsAsync();
        return [.. told, .. found.Where(d => d.Severity == DiagnosticSeverity.Error)];
    }

    private static (Compilation Compilation, ImmutableArray<Diagnostic> Told) Generate(
        string use,
        IEnumerable<(string File, string Content)> files
    )
    {
        var code = $$"""
            using System;
            using ModelMunicipalities.App.Resources;

            public static class Page { public static string Shown => {{use}}; }

            public enum Mood { Good, Bad }

            public enum Weather { Rain, Sun }

            namespace ModelMunicipalities.App.Resources
            {
                public static class TextsExtensions
                {
                    public static string With(this string text, params object?[] args) => string.Format(text, args);

                    public static string Named(string name) => name;

                    public static string Name<T>(this T value) where T : struct, Enum => Named($"{typeof(T).Name}_{value}");
                }
            }
            """;
        var options = CSharpParseOptions.Default.WithDocumentationMode(DocumentationMode.Diagnose);
        CSharpGeneratorDriver
            .Create([new TextsGenerator().AsSourceGenerator()], files.Select(f => new AdditionalFile(f.File, f.Content)), options)
            .RunGeneratorsAndUpdateCompilation(
                CSharpCompilation.Create(
                    "Pages",
                    [CSharpSyntaxTree.ParseText(code, options)],
                    Framework,
                    new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
                ),
                out var compilation,
                out var told
            );
        return (compilation, told);
    }

    private sealed class AdditionalFile(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }
}

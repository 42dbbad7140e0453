using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>A PDF as another program reads it: poppler's pdfinfo and pdftotext.</summary>
internal static partial class PdfReader
{
    /// <summary>What pdfinfo tells of a document, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadInfoAsync(byte[] pdf) =>
        (await RunAsync("pdfinfo", pdf, "-"))
            .Split('\n')
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());

    /// <summary>The tags of a document, as a screen reader goes through them.</summary>
    public static Task<string> ReadTagsAsync(byte[] pdf) => RunAsync("pdfinfo", pdf, "-struct", "-");

    /// <summary>The text in the order in which it is drawn: a table's rows in turn, each cell as a whole.</summary>
    public static Task<string> ReadTextAsync(byte[] pdf) => RunAsync("pdftotext", pdf, "-raw", "-", "-");

    /// <summary>A text without what the end of a line may change of it, and its letters written in one way.</summary>
    public static string Squeezed(this string text) => Breaks().Replace(text.Normalize(NormalizationForm.FormKC), "");

    /// <summary>
    /// The language that a document says it is in. No program of poppler tells, but the catalogue is never packed.
    /// </summary>
    public static string ReadLanguage(byte[] pdf) => Language().Match(Encoding.Latin1.GetString(pdf)).Groups[1].Value;

    /// <summary>True when it says of itself that it follows PDF/UA-1. Typst writes it only after its own checks.</summary>
    public static bool IsUniversallyAccessible(byte[] pdf) =>
        Encoding.Latin1.GetString(pdf).Contains("<pdfuaid:part>1</pdfuaid:part>", StringComparison.Ordinal);

    private static async Task<string> RunAsync(string program, byte[] pdf, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            }
        ) ?? throw new InvalidOperationException($"{program} is missing: apt-get install poppler-utils");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.BaseStream.WriteAsync(pdf);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }

    [GeneratedRegex(@"[\s\u00AD\u200B\u2060-]")]
    private static partial Regex Breaks();

    [GeneratedRegex(@"/Lang \(([\w-]+)\)")]
    private static partial Regex Language();
}

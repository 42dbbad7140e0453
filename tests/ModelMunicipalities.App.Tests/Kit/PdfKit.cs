using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModelMunicipalities.App.Features.Reports;
using ModelMunicipalities.App.Platform.Pdf;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>Workers of a test's own, and one that tests share.</summary>
internal static class PdfKit
{
    private static readonly TypstWorker Shared = Worker();

    public static TypstWorker Worker(Action<PdfOptions>? change = null)
    {
        var options = new PdfOptions { Seconds = 60 };
        change?.Invoke(options);
        return new TypstWorker(Options.Create(options), NullLogger<TypstWorker>.Instance);
    }

    public static Task<byte[]> CompileAsync(Document document) => Shared.CompileAsync("report.typ", document.ToJson(), CancellationToken.None);

    /// <summary>Until a process is gone for good, and not a zombie.</summary>
    public static async Task EndedAsync(int process)
    {
        for (var i = 0; i < 300 && Directory.Exists($"/proc/{process}"); i++)
        {
            await Task.Delay(100);
        }

        Directory.Exists($"/proc/{process}").ShouldBeFalse();
    }
}

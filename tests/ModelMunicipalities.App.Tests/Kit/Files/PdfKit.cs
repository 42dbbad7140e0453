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

    public static Task<byte[]> CompileAsync(Document document) =>
        Shared.CompileAsync("report.typ", document.ToJson(), CancellationToken.None);

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

/// <summary>A program of a few words that stands in for Node.</summary>
internal sealed class Script : IDisposable
{
    public Script(string content) => Write(content);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Write(string content)
    {
        File.WriteAllText(Path, "#!/bin/sh\n" + content + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => File.Delete(Path);
}

/// <summary>A template of a test's own beside the program's.</summary>
internal sealed class TemplateFile : IDisposable
{
    private readonly string _path;

    public TemplateFile(string content)
    {
        Name = $"test-{Guid.NewGuid():n}.typ";
        _path = Path.Combine(AppContext.BaseDirectory, "pdf", "templates", Name);
        File.WriteAllText(_path, content);
    }

    public string Name { get; }

    public void Dispose() => File.Delete(_path);
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace ModelMunicipalities.App.Platform.Pdf;

/// <summary>A document could not be made into a PDF, and why.</summary>
public sealed class PdfException(string message, bool isTransient = false) : Exception(message)
{
    /// <summary>True when the same document may well succeed the next time: the worker died, or took too long.</summary>
    public bool IsTransient { get; } = isTransient;
}

/// <summary>
/// Typst in one Node process that is kept warm: a report takes milliseconds instead of a start. It takes one document at a
/// time, is ended when one takes too long, replaced when it has died or grown, and reads no file but templates and fonts.
/// </summary>
public sealed partial class TypstWorker(IOptions<PdfOptions> options, ILogger<TypstWorker> log) : IAsyncDisposable
{
    /// <summary>The most characters that a document may have: ten times the report of three hundred organisations.</summary>
    private const int MostData = 8_000_000;

    private readonly SemaphoreSlim _turn = new(1);

    private readonly CancellationTokenSource _stopping = new();

    private Process? _process;

    private string? _lastError;

    private int _made;

    private long _next;

    /// <summary>
    /// Why no PDF can be made on this node, or null. Known once the first has been asked for, or after <see cref="StartAsync"/>.
    /// </summary>
    public string? Problem { get; private set; }

    /// <summary>The process that compiles, for who watches it; null while there is none.</summary>
    public int? ProcessId { get; private set; }

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "pdf");

    private TimeSpan Patience => TimeSpan.FromSeconds(options.Value.Seconds);

    /// <summary>Starts the process, so that the first report finds it warm, or learns why it cannot be.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await LiveAsync(ct);
        }
        catch (PdfException)
        {
            // Problem says why, and so does the log.
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Compiles a template.</summary>
    /// <param name="template">Its file name.</param>
    /// <param name="data">What it shows, as JSON.</param>
    /// <param name="ct">Stops waiting; the process is then ended if it was at work.</param>
    /// <exception cref="PdfException">It cannot be compiled, and why.</exception>
    public async Task<byte[]> CompileAsync(string template, string data, CancellationToken ct)
    {
        if (data.Length > MostData)
        {
            throw new PdfException($"The document has {data.Length} characters, and a PDF is made of at most {MostData}.");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, _stopping.Token);
        await _turn.WaitAsync(stop.Token);
        try
        {
            return await AskAsync(await LiveAsync(stop.Token), template, data, stop.Token);
        }
        finally
        {
            Renew();
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _turn.WaitAsync();
        End();
        _turn.Dispose();
        _stopping.Dispose();
    }

    private async Task<byte[]> AskAsync(Process process, string template, string data, CancellationToken ct)
    {
        var id = ++_next;
        try
        {
            // Written before it is read: the worker answers a whole line only, so neither waits for the other's pipe.
            using var limit = Limit(ct);
            await process.StandardInput.WriteLineAsync(
                JsonSerializer
                    .Serialize(
                        new
                        {
                            id,
                            template,
                            data,
                        },
                        JsonSerializerOptions.Web
                    )
                    .AsMemory(),
                limit.Token
            );
            await process.StandardInput.FlushAsync(limit.Token);
            var line = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException();
            var answer = JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!;
            if (answer.Id == id)
            {
                _made++;
                return answer.Pdf ?? throw new PdfException(answer.Error ?? "The worker gave no reason.");
            }
        }
        catch (OperationCanceledException)
        {
            End();
            ct.ThrowIfCancellationRequested();
            throw new PdfException(
                $"The document took more than {options.Value.Seconds} seconds to compile (Reports__Seconds).",
                isTransient: true
            );
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // It has died, or does not speak as agreed: either way, the next document gets a new one.
        }

        End();
        throw new PdfException($"The worker that makes PDFs ended at its work. {_lastError}".TrimEnd(), isTransient: true);
    }

    private async Task<Process> LiveAsync(CancellationToken ct)
    {
        if (_process is { HasExited: false } live)
        {
            return live;
        }

        End();
        try
        {
            var process = Start();
            using var limit = Limit(ct);
            if (await process.StandardOutput.ReadLineAsync(limit.Token) is not null)
            {
                Problem = null;
                return process;
            }

            // What it said on its way out tells why.
            await process.WaitForExitAsync(limit.Token);
            Problem = $"The worker that makes PDFs ends as soon as it is started. {_lastError}".TrimEnd();
        }
        catch (Win32Exception e)
        {
            Problem =
                $"'{options.Value.Node}' (Reports__Node) could not be started: {e.Message}. Node.js 20 or later is needed to make PDFs.";
        }
        catch (OperationCanceledException)
        {
            End();
            ct.ThrowIfCancellationRequested();
            Problem = $"The worker that makes PDFs did not start within {options.Value.Seconds} seconds (Reports__Seconds).";
        }

        End();
        LogProblem(log, Problem);
        throw new PdfException(Problem);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(
            options.Value.Node,
            [
                $"--max-old-space-size={options.Value.Megabytes}",
                "worker.cjs",
                Path.Combine(Folder, "templates"),
                Path.Combine(Folder, "fonts"),
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Folder,
        };
        (_made, _lastError) = (0, null);
        _process = new Process { StartInfo = start };

        // Read as it comes, or a full pipe would hold the worker up. Node ends its account of an error with its own version.
        _process.ErrorDataReceived += (_, e) =>
            _lastError =
                e.Data is { Length: > 0 } said && (_lastError is null || said.Contains("Error", StringComparison.Ordinal))
                    ? said
                    : _lastError;
        _process.Start();
        _process.BeginErrorReadLine();
        ProcessId = _process.Id;
        return _process;
    }

    /// <summary>
    /// Replaces a process that has made many documents or grown: what it keeps is never more than one document's worth.
    /// </summary>
    private void Renew()
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        process.Refresh();
        if (_made >= options.Value.PerProcess || process.WorkingSet64 > options.Value.Megabytes * 1024L * 1024)
        {
            End();
        }
    }

    private void End()
    {
        using var process = _process;
        (_process, ProcessId) = (null, null);
        try
        {
            process?.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was never started.
        }
    }

    private CancellationTokenSource Limit(CancellationToken ct)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        return limit;
    }

    private sealed record Answer(long Id, byte[]? Pdf, string? Error);

    [LoggerMessage(LogLevel.Warning, "No PDF can be made on this node; the portal shows reports as pages. {Problem}")]
    private static partial void LogProblem(ILogger log, string problem);
}

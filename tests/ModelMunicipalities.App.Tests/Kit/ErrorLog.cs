using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>
/// What the server logged as errors, shown by a test that got an answer of 5xx; and of what it warned at its start.
/// </summary>
public sealed class ErrorLog : ILoggerProvider
{
    private const string Program = "ModelMunicipalities.App";

    private readonly ConcurrentQueue<string> _errors = new();

    private readonly ConcurrentQueue<string> _warnings = new();

    public string Latest => string.Join("\n", _errors.TakeLast(2));

    /// <summary>What the program itself warned of.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    public ILogger CreateLogger(string categoryName) => new Logger(_errors, categoryName == Program ? _warnings : null);

    public void Dispose() { }

    private sealed class Logger(ConcurrentQueue<string> errors, ConcurrentQueue<string>? warnings) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= (warnings is null ? LogLevel.Error : LogLevel.Warning);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel == LogLevel.Warning)
            {
                warnings?.Enqueue(formatter(state, exception));
            }
            else if (IsEnabled(logLevel))
            {
                errors.Enqueue($"{formatter(state, exception)}\n{exception}");
            }
        }
    }
}

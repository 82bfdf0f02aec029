using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Haneul.ApiTests.Infrastructure;

/// <summary>Takes every line that is logged, and none goes to the console.</summary>
internal sealed class LogCollector(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
{
    /// <summary>The settings with which everything is logged that there is to log, and the console stays silent.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Haneul"] = "Trace",
        ["Logging:LogLevel:Microsoft"] = "Trace",
        ["Logging:Console:LogLevel:Default"] = "None",
        ["Logging:Console:LogLevel:Haneul"] = "None",
        ["Logging:Console:LogLevel:Microsoft"] = "None",
    };

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
}

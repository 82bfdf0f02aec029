using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Haneul.Server.Logging;

/// <summary>
/// Writes each log entry as one line of JSON, with everything that looks like a credential taken out. Messages are written so that no secret
/// gets into them; this is the second line of defence, for texts of the framework and of drivers.
/// </summary>
internal sealed class RedactingJsonFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "haneul-json";

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A start that fails throws, and whoever started the server tells why: the host's own entry would say it again with a stack.
    private const int HostedServiceStartupFaulted = 11;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (logEntry.EventId.Id == HostedServiceStartupFaulted && logEntry.Category == "Microsoft.Extensions.Hosting.Internal.Host")
        {
            return;
        }

        using var buffer = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("time"u8, Kernel.Runtime.UnixTime.ToWire(time.GetUtcNow()));
            json.WriteString("level"u8, NameOf(logEntry.LogLevel));
            json.WriteString("category"u8, logEntry.Category);
            json.WriteNumber("event"u8, logEntry.EventId.Id);
            json.WriteString("message"u8, Redaction.Apply(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception"u8, Redaction.Apply(exception.ToString()));
            }

            WriteState(json, logEntry.State);
            json.WriteEndObject();
        }

        textWriter.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteState<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values || values.Count < 2)
        {
            return;
        }

        json.WriteStartObject("values"u8);
        foreach (var (name, value) in values)
        {
            if (name != "{OriginalFormat}")
            {
                json.WriteString(name, Redaction.Apply(value?.ToString() ?? ""));
            }
        }

        json.WriteEndObject();
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}

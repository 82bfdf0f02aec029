using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Haneul.Kernel.Operations.Streams;

/// <summary>Writes server-sent events: put together in a buffer, then sent as one.</summary>
public sealed class EventStreamWriter(HttpContext context, TimeProvider time)
{
    // What a client has to read within a second is little; one that does not is cut and goes on later where it was.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _frames = new(1024);
    private long _wroteAt;

    /// <summary>Whether there is something to send.</summary>
    public bool HasFrames => _frames.WrittenCount > 0;

    /// <summary>Whether nothing was sent for so long that a proxy might take the connection for dead.</summary>
    public bool IsSilent => time.GetElapsedTime(_wroteAt) >= LongestSilence;

    /// <summary>Says what the answer is, and where it begins.</summary>
    public void Begin(string position)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        Append("retry: 1000\n");
        AppendId(position);
        Append("\n");
    }

    /// <summary>Appends an event with what it tells.</summary>
    public void AppendEvent<T>(string position, string name, T data, JsonTypeInfo<T> type)
    {
        AppendHead(position, name);
        using (var json = new Utf8JsonWriter(_frames, Options))
        {
            JsonSerializer.Serialize(json, data, type);
        }

        Append("\n\n");
    }

    /// <summary>Appends an event whose JSON is there already, in one line.</summary>
    public void AppendEvent(string position, string name, ReadOnlySpan<byte> json)
    {
        AppendHead(position, name);
        _frames.Write(json);
        Append("\n\n");
    }

    /// <summary>Appends a comment that keeps an idle connection open, with how far the stream is.</summary>
    public void AppendHeartbeat(string position)
    {
        Append(":\n");
        AppendId(position);
        Append("\n");
    }

    /// <summary>Sends what was appended.</summary>
    /// <exception cref="OperationCanceledException">The client does not read, or the stream ends.</exception>
    public async Task SendAsync(CancellationToken ending)
    {
        using var limit = new CancellationTokenSource(LongestWrite, time);
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(ending, limit.Token);
        await context.Response.BodyWriter.WriteAsync(_frames.WrittenMemory, writing.Token);
        _frames.ResetWrittenCount();
        _wroteAt = time.GetTimestamp();
    }

    private void AppendHead(string position, string name)
    {
        AppendId(position);
        Append($"event: {name}\ndata: ");
    }

    private void AppendId(string position) => Append($"id: {position}\n");

    private void Append(string text) => Encoding.UTF8.GetBytes(text, _frames);
}

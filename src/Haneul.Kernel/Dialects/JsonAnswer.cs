using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Dialects;

/// <summary>
/// Writes a JSON body with its length known, through one reused buffer per thread: no chunking and no garbage on the hot paths.
/// The buffer is wiped after each answer, because answers may carry secrets.
/// </summary>
public static class JsonAnswer
{
    private const int LargestKeptBuffer = 256 * 1024;

    // Relaxed escaping keeps Korean and quotes readable; every answer is sent as application/json and never embedded in a page.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Scratch? _scratch;

    /// <summary>Serialises by <paramref name="write"/>, then sends the body with Content-Length and Content-Type.</summary>
    public static Task WriteAsync<TState>(HttpContext context, TState state, Action<Utf8JsonWriter, TState> write)
    {
        var scratch = _scratch ?? new Scratch();
        _scratch = null; // A nested call must not share it.
        try
        {
            write(scratch.Json, state);
            scratch.Json.Flush();
            return SendAsync(context, scratch.Buffer.WrittenSpan);
        }
        finally
        {
            scratch.Reset();
            if (scratch.Buffer.Capacity <= LargestKeptBuffer)
            {
                _scratch = scratch;
            }
        }
    }

    /// <summary>Serialises to bytes of its own, for answers that are kept.</summary>
    public static byte[] ToBytes<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(json, state);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Sends a finished JSON body.</summary>
    public static Task SendAsync(HttpContext context, ReadOnlySpan<byte> body)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return Task.CompletedTask;
        }

        response.BodyWriter.Write(body);
        var flush = response.BodyWriter.FlushAsync(context.RequestAborted);
        return flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
    }

    private sealed class Scratch
    {
        public Scratch()
        {
            Buffer = new ArrayBufferWriter<byte>(4096);
            Json = new Utf8JsonWriter(Buffer, WriterOptions);
        }

        public ArrayBufferWriter<byte> Buffer { get; }

        public Utf8JsonWriter Json { get; }

        public void Reset()
        {
            Json.Reset();
            Buffer.Clear(); // Clear also zeroes what was written.
        }
    }
}

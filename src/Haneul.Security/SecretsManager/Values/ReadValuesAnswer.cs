using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>
/// The answer with values that were read, or (without them) the word that nothing has changed. Values go byte by byte into a buffer that is wiped and has its final
/// size from the start; what is written around them holds no secret.
/// </summary>
/// <param name="tag">The entity tag.</param>
/// <param name="values">What was read, disposed with the answer; null for a 304.</param>
/// <param name="isList">Whether the call asks for many.</param>
internal sealed class ReadValuesAnswer(string tag, IReadOnlyList<ReadValue>? values, bool isList) : IAnswer, IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (this)
        {
            call.Context.Response.Headers.ETag = tag;
            if (values is not null)
            {
                using var body = ToBody(values);
                await JsonAnswer.SendAsync(call.Context, body.Span);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var value in values ?? [])
        {
            value.Dispose();
        }
    }

    private SecretBuffer ToBody(IReadOnlyList<ReadValue> read)
    {
        var around = new ArrayBufferWriter<byte>(4096);
        var places = new List<(int Offset, SecretBuffer Value)>(read.Count);
        using (var json = new Utf8JsonWriter(around, Options))
        {
            WriteAround(json, around, read, places);
        }

        var body = new SecretBuffer(around.WrittenCount + places.Sum(static place => place.Value.Length));
        var rest = body.Span;
        var from = 0;
        foreach (var (offset, value) in places)
        {
            around.WrittenSpan[from..offset].CopyTo(rest);
            rest = rest[(offset - from)..];
            value.Span.CopyTo(rest);
            rest = rest[value.Length..];
            from = offset;
        }

        around.WrittenSpan[from..].CopyTo(rest);
        return body;
    }

    private void WriteAround(Utf8JsonWriter json, ArrayBufferWriter<byte> around, IReadOnlyList<ReadValue> read, List<(int Offset, SecretBuffer Value)> places)
    {
        json.WriteStartObject();
        if (isList)
        {
            json.WriteStartObject("values"u8);
            json.WriteStartArray("results"u8);
            foreach (var each in read)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, each.Found.SecretId);
                json.WriteString("name"u8, each.IsShown ? each.Found.Name : null);
                WriteVersion(json, each);
                json.WriteString("status"u8, each.IsShown ? each.Found.Status : null);
                WriteError(json, each.Error);
                WritePlace(json, around, each.Value, places);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartObject("version"u8);
            WriteVersion(json, read[0]);
            WritePlace(json, around, read[0].Value, places);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteVersion(Utf8JsonWriter json, ReadValue each)
    {
        if (each.IsShown && each.Found.Version is { } version)
        {
            json.WriteNumber("version"u8, version);
        }
        else
        {
            json.WriteNull("version"u8);
        }
    }

    private static void WriteError(Utf8JsonWriter json, Error? error)
    {
        if (error is null)
        {
            json.WriteNull("error"u8);
            return;
        }

        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, error.Code.Code);
        json.WriteString("message"u8, error.Message);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, ArrayBufferWriter<byte> around, SecretBuffer? value, List<(int Offset, SecretBuffer Value)> places)
    {
        if (value is null)
        {
            json.WriteNull("secret"u8);
            return;
        }

        json.WritePropertyName("secret"u8);
        json.Flush();
        places.Add((around.WrittenCount, value));
    }
}

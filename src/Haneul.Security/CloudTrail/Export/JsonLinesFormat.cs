using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Export;

/// <summary>One event in a line, as a search shows it.</summary>
internal sealed class JsonLinesFormat : IEventFormat
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <inheritdoc />
    public string ContentType => "application/jsonl";

    /// <inheritdoc />
    public string Extension => "jsonl";

    /// <inheritdoc />
    public void WriteHead(IBufferWriter<byte> output)
    {
        // Every line is an event.
    }

    /// <inheritdoc />
    public void Write(IBufferWriter<byte> output, Event item)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            JsonSerializer.Serialize(json, item, CloudTrailJson.Default.Event);
        }

        output.Write("\n"u8);
    }
}

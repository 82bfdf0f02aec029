using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Haneul.WebConsole.Secrets.Versions;

/// <summary>Writes JSON for people: numbers with the digits that they came with, Korean readable.</summary>
internal static class JsonText
{
    public static string Write(JsonElement value, JsonSerializerOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = options.Encoder, Indented = options.WriteIndented }))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}

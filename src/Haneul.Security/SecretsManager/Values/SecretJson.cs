using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Haneul.Kernel.Crypto;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>
/// Builds a JSON body with secret values in it. What stands around the values is written as any JSON; the values themselves go byte by byte into a buffer of the final
/// size, which is wiped, so that no growing buffer leaves copies of them behind.
/// </summary>
internal sealed class SecretJson : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _around = new(4096);
    private readonly List<(int Offset, SecretBuffer Value)> _places = [];

    public SecretJson() => Json = new Utf8JsonWriter(_around, Options);

    /// <summary>Writes what stands around the values.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Writes a field with the JSON text of a value, or null. It must be the last field of its object.</summary>
    public void WriteSecret(ReadOnlySpan<byte> name, SecretBuffer? value)
    {
        if (value is null)
        {
            Json.WriteNull(name);
            return;
        }

        Json.WritePropertyName(name);
        Json.Flush();
        _places.Add((_around.WrittenCount, value));
    }

    /// <summary>The finished body. The values must not have been disposed yet.</summary>
    public SecretBuffer ToBody()
    {
        Json.Flush();
        var body = new SecretBuffer(_around.WrittenCount + _places.Sum(static place => place.Value.Length));
        var rest = body.Span;
        var from = 0;
        foreach (var (offset, value) in _places)
        {
            _around.WrittenSpan[from..offset].CopyTo(rest);
            rest = rest[(offset - from)..];
            value.Span.CopyTo(rest);
            rest = rest[value.Length..];
            from = offset;
        }

        _around.WrittenSpan[from..].CopyTo(rest);
        return body;
    }

    /// <inheritdoc />
    public void Dispose() => Json.Dispose();
}

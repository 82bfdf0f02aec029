using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>The answer with values that were read, or (without them) the word that nothing has changed.</summary>
/// <param name="tag">The entity tag.</param>
/// <param name="values">What was read, disposed with the answer; null for a 304.</param>
/// <param name="isList">Whether the call asks for many.</param>
internal sealed class ReadValuesAnswer(string tag, IReadOnlyList<ReadValue>? values, bool isList) : IAnswer, IDisposable
{
    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (this)
        {
            call.Context.Response.Headers.ETag = tag;
            if (values is not null)
            {
                using var body = isList ? ToList(values) : ToOne(values[0]);
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

    private static SecretBuffer ToOne(ReadValue read)
    {
        using var body = new SecretJson();
        var json = body.Json;
        json.WriteStartObject();
        json.WriteStartObject("version"u8);
        WriteVersion(body, read);
        body.WriteSecret("secret"u8, read.Value);
        json.WriteEndObject();
        json.WriteEndObject();
        return body.ToBody();
    }

    private static SecretBuffer ToList(IReadOnlyList<ReadValue> read)
    {
        using var body = new SecretJson();
        var json = body.Json;
        json.WriteStartObject();
        json.WriteStartObject("values"u8);
        json.WriteStartArray("results"u8);
        foreach (var each in read)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, each.Found.SecretId);
            json.WriteString("name"u8, each.IsShown ? each.Found.Name : null);
            WriteVersion(body, each);
            json.WriteString("status"u8, each.IsShown ? each.Found.Status : null);
            WriteError(body, each.Error);
            body.WriteSecret("secret"u8, each.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        return body.ToBody();
    }

    private static void WriteVersion(SecretJson body, ReadValue each)
    {
        if (each.IsShown && each.Found.Version is { } version)
        {
            body.Json.WriteNumber("version"u8, version);
        }
        else
        {
            body.Json.WriteNull("version"u8);
        }
    }

    private static void WriteError(SecretJson body, Error? error)
    {
        var json = body.Json;
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
}

using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Wire.SecretsManager;

namespace Haneul.Security.SecretsManager.Values.Generating;

/// <summary>The answer about a value that the server has made up, with it only if that was asked for.</summary>
/// <param name="text">What was asked for.</param>
/// <param name="secret">The secret that was created; null where only a version was.</param>
/// <param name="version">The version; null beside a secret.</param>
/// <param name="shown">The value, disposed with the answer; null if it is not shown.</param>
internal sealed class GeneratedAnswer(GeneratedText text, Secret? secret, SecretVersion? version, SecretBuffer? shown) : IAnswer, IDisposable
{
    /// <inheritdoc />
    public async Task WriteAsync(Call call)
    {
        using (this)
        {
            using var body = ToBody();
            await JsonAnswer.SendAsync(call.Context, body.Span);
        }
    }

    /// <inheritdoc />
    public void Dispose() => shown?.Dispose();

    private SecretBuffer ToBody()
    {
        using var body = new SecretJson();
        var json = body.Json;
        json.WriteStartObject();
        if (secret is not null)
        {
            json.WriteStartObject("secret"u8);
            json.WriteString("id"u8, secret.Id);
            json.WriteString("name"u8, secret.Name);
            json.WriteNumber("version"u8, secret.DefaultVersion);
            json.WriteEndObject();
        }
        else
        {
            json.WritePropertyName("version"u8);
            JsonSerializer.Serialize(json, version!, SecretValuesJson.Default.SecretVersion);
        }

        json.WriteStartObject("generated"u8);
        json.WriteNumber("length"u8, text.Length);
        json.WriteNumber("entropy_bits"u8, text.EntropyBits);
        body.WriteSecret("secret"u8, shown);
        json.WriteEndObject();
        json.WriteEndObject();
        return body.ToBody();
    }
}

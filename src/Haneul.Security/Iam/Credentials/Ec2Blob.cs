using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Haneul.Wire.Iam;

namespace Haneul.Security.Iam.Credentials;

/// <summary>What the blob of an EC2 (S3) key says.</summary>
/// <param name="Access">The access id, which signatures name.</param>
/// <param name="Secret">The secret that signs.</param>
internal sealed record Ec2Blob(string Access, string Secret)
{
    /// <summary>The type of EC2 keys.</summary>
    public const string Type = "ec2";

    private const int LongestMember = 255;

    // Keystone writes these itself where a delegated token makes a key. None makes one here, so whoever sends them means to borrow a delegation.
    private static readonly string[] OfServer = ["trust_id", "app_cred_id", "access_token_id"];

    /// <summary>The id of the credential with that access id.</summary>
    public static string IdOf(string access) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(access)));

    /// <summary>Reads a blob; false, with the end of a sentence that begins with the field, if it is none of an EC2 key.</summary>
    public static bool TryRead(string blob, [NotNullWhen(true)] out Ec2Blob? read, [NotNullWhen(false)] out string? problem)
    {
        read = null;
        try
        {
            using var document = JsonDocument.Parse(blob, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            problem = document.RootElement.ValueKind != JsonValueKind.Object ? "must be the text of a JSON object" : TryRead(document.RootElement, out read);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The parser's text may quote the secret; an escape that is no text is found only when it is asked for.
            problem = "must be the text of a JSON object";
        }

        return problem is null && read is not null;
    }

    /// <summary>The blob as it is kept.</summary>
    public string ToText() => JsonSerializer.Serialize(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["access"] = Access, ["secret"] = Secret }, CredentialsJson.Default.DictionaryStringString);

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{nameof(Ec2Blob)} {Access}";

    private static string? TryRead(JsonElement blob, out Ec2Blob? read)
    {
        read = null;
        if (Array.Find(OfServer, name => blob.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) is { } name)
        {
            return $"must not have {name}, which only the server may set";
        }

        if (TextOf(blob, "access") is not { } access || TextOf(blob, "secret") is not { } secret)
        {
            return $"must have access and secret, each a text of 1 to {LongestMember} characters";
        }

        read = new(access, secret);
        return null;
    }

    private static string? TextOf(JsonElement blob, string name) =>
        blob.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestMember } text ? text : null;
}

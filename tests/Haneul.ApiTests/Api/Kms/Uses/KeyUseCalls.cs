using System.Text;
using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.ApiTests.Api.Kms.Uses;

/// <summary>The calls that use keys, as any client would make them.</summary>
internal static class KeyUseCalls
{
    public static readonly KeySpec Aes = KeyAlgorithms.Find(KeyTypes.Symmetric, KeyPurposes.SymmetricEncryption, KeyAlgorithms.Aes256Gcm)!;
    public static readonly KeySpec Rsa = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.AsymmetricEncryption, KeyAlgorithms.Rsa2048)!;
    public static readonly KeySpec RsaSignature = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.Rsa2048)!;
    public static readonly KeySpec Ecdsa = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.EcdsaP256)!;
    public static readonly KeySpec Hmac256 = KeyAlgorithms.Find(KeyTypes.Symmetric, KeyPurposes.Hmac, KeyAlgorithms.Hmac256)!;

    /// <summary>Every call that uses a key, with a good body.</summary>
    public static readonly IReadOnlyList<KeyUse> All =
    [
        new("GetPublicKey", HttpMethod.Get, "public-key", null, Ecdsa, "Get Public Key"),
        new("CreateDataKey", HttpMethod.Post, "data-key", null, Aes, "Create Data Key"),
        new("EncryptData", HttpMethod.Post, "encrypt", """{"encrypt":{"input":"YWJj"}}""", Aes, "Encrypt Data"),
        new("DecryptData", HttpMethod.Post, "decrypt", """{"decrypt":{"cipher_text":"kckms:v1:AAAA"}}""", Aes, "Decrypt Data"),
        new("SignData", HttpMethod.Post, "sign", """{"sign":{"plain_text":"YWJj"}}""", Ecdsa, "Sign Data"),
        new("VerifySignature", HttpMethod.Post, "sign/verify", """{"verify":{"input":"YWJj","output":"AAAA"}}""", Ecdsa, "Verify Data"),
        new("GenerateHmac", HttpMethod.Post, "hmac", """{"hmac":{"plain_text":"abc"}}""", Hmac256, "Generate HMAC"),
        new("VerifyHmac", HttpMethod.Post, "hmac/verify", """{"verify":{"input":"abc","output":"AAAA"}}""", Hmac256, "Verify HMAC"),
    ];

    public static KeyUse Named(string operationId) => All.Single(use => use.OperationId == operationId);

    /// <summary>Calls and holds the answer against the contract.</summary>
    public static async Task<(int Status, JsonElement Body)> UseAsync(
        this ApiFixture fixture, string operationId, string keyId, string token, string? json = null, string prefix = "/kms")
    {
        var use = Named(operationId);
        using var response = await fixture.SendAsync(use.Method, $"{prefix}/api/v1/keys/{keyId}/{use.Path}", token, json ?? use.Json);
        return ((int)response.StatusCode, await ContractCheck.VerifyAsync(operationId, response));
    }

    public static async Task<string> EncryptAsync(this ApiFixture fixture, string keyId, string token, byte[] plaintext, string? aad = null)
    {
        var (status, body) = await fixture.UseAsync("EncryptData", keyId, token, EncryptBody(plaintext, aad));
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("encrypt").GetProperty("cipher_text").GetString()!;
    }

    public static async Task<byte[]> DecryptAsync(this ApiFixture fixture, string keyId, string token, string ciphertext, string? aad = null)
    {
        var (status, body) = await fixture.UseAsync("DecryptData", keyId, token, DecryptBody(ciphertext, aad));
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("decrypt").GetProperty("plain_text").GetBytesFromBase64();
    }

    public static async Task<string> SignAsync(this ApiFixture fixture, string keyId, string token, byte[] message)
    {
        var (status, body) = await fixture.UseAsync("SignData", keyId, token, $$$"""{"sign":{"plain_text":"{{{Convert.ToBase64String(message)}}}"}}""");
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("sign").GetProperty("signature").GetString()!;
    }

    public static async Task<bool> VerifyAsync(this ApiFixture fixture, string keyId, string token, byte[] message, string signature)
    {
        var (status, body) = await fixture.UseAsync("VerifySignature", keyId, token, VerifyBody(Convert.ToBase64String(message), signature));
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("verify").GetProperty("is_validated").GetBoolean();
    }

    public static async Task<string> HmacAsync(this ApiFixture fixture, string keyId, string token, string message)
    {
        var (status, body) = await fixture.UseAsync("GenerateHmac", keyId, token, $$$"""{"hmac":{"plain_text":{{{Quote(message)}}}}}""");
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("hmac").GetProperty("data").GetString()!;
    }

    public static async Task<bool> VerifyHmacAsync(this ApiFixture fixture, string keyId, string token, string message, string hmac)
    {
        var (status, body) = await fixture.UseAsync("VerifyHmac", keyId, token, VerifyBody(message, hmac));
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("verify").GetProperty("is_validated").GetBoolean();
    }

    public static async Task<string> PublicKeyAsync(this ApiFixture fixture, string keyId, string token)
    {
        var (status, body) = await fixture.UseAsync("GetPublicKey", keyId, token);
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("public").GetProperty("key").GetString()!;
    }

    public static string EncryptBody(byte[] plaintext, string? aad = null) =>
        $$$"""{"encrypt":{"input":"{{{Convert.ToBase64String(plaintext)}}}","aad":{{{(aad is null ? "null" : Quote(aad))}}}}}""";

    public static string DecryptBody(string ciphertext, string? aad = null) =>
        $$$"""{"decrypt":{"cipher_text":{{{Quote(ciphertext)}}},"aad":{{{(aad is null ? "null" : Quote(aad))}}}}}""";

    public static string VerifyBody(string input, string output) => $$$"""{"verify":{"input":{{{Quote(input)}}},"output":{{{Quote(output)}}}}}""";

    public static string Quote(string text) => JsonSerializer.Serialize(text);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string MessageOf(JsonElement body) => body.GetProperty("error").GetProperty("message").GetString()!;

    public static string CodeOf(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString()!;
}

/// <summary>One call that uses a key.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path below the key.</param>
/// <param name="Json">A body that is well formed; null for none.</param>
/// <param name="Spec">A key that it works with.</param>
/// <param name="EventName">Its event in the catalogue.</param>
internal sealed record KeyUse(string OperationId, HttpMethod Method, string Path, string? Json, KeySpec Spec, string EventName);

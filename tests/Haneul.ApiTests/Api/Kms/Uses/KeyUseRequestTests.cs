using static Haneul.ApiTests.Api.Kms.Uses.KeyUseCalls;

namespace Haneul.ApiTests.Api.Kms.Uses;

/// <summary>What the bodies of the calls may be, and who is told what is wrong with them.</summary>
public sealed class KeyUseRequestTests(KeyUseFixture fixture) : IClassFixture<KeyUseFixture>
{
    [Theory]
    [InlineData("EncryptData", """{"encrypt":{"input":7,"aad":{},"mode":"x"},"extra":1}""", "encrypt.input: must be a string", "encrypt.aad: must be a string", "encrypt.mode: is not a known field", "extra: is not a known field")]
    [InlineData("EncryptData", """{"encrypt":{"input":null}}""", "encrypt.input: must not be null")]
    [InlineData("EncryptData", """{"encrypt":{}}""", "encrypt.input: is required")]
    [InlineData("EncryptData", """{"encrypt":[]}""", "encrypt: must be an object")]
    [InlineData("EncryptData", "{}", "encrypt: is required")]
    [InlineData("EncryptData", """{"encrypt":{"input":""}}""", "encrypt.input: must have 1 to 65536 bytes")]
    [InlineData("EncryptData", """{"encrypt":{"input":"YWJj","aad":"\ud800"}}""", "encrypt.aad: must be valid Unicode text")]
    [InlineData("EncryptData", """{"encrypt":{"input":"\udc00"}}""", "encrypt.input: must be valid Unicode text")]
    [InlineData("DecryptData", """{"decrypt":{"cipher_text":null,"aad":7}}""", "decrypt.cipher_text: must not be null", "decrypt.aad: must be a string")]
    [InlineData("DecryptData", """{"decrypt":{"cipher_text":"\ud800"}}""", "decrypt.cipher_text: must be valid Unicode text")]
    [InlineData("SignData", """{"sign":{"plain_text":"%"}}""", "sign.plain_text: must be Base64")]
    [InlineData("VerifySignature", """{"verify":{"input":"%","output":1}}""", "verify.input: must be Base64", "verify.output: must be a string")]
    [InlineData("GenerateHmac", """{"hmac":{"plain_text":""}}""", "hmac.plain_text: must have 1 to 65536 bytes")]
    [InlineData("VerifyHmac", """{"verify":{"input":null}}""", "verify.input: must not be null", "verify.output: is required")]
    public async Task Everything_wrong_is_told_by_name(string operation, string json, params string[] problems)
    {
        var key = await fixture.CreateKeyAsync(Named(operation).Spec);
        var (status, body) = await fixture.UseAsync(operation, key, fixture.Token, json);
        Assert.Equal(400, status);
        Assert.All(problems, problem => Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("YQ")]
    [InlineData("YQ=")]
    [InlineData("YQ===")]
    [InlineData("YR==")]
    [InlineData("YWI=YWI=")]
    [InlineData("YWJ=")]
    [InlineData("YW Jj")]
    [InlineData("YWJj\n")]
    [InlineData("YWJjYW \n")]
    [InlineData("\tYWJjYWI")]
    [InlineData("YW-j")]
    [InlineData("YW_j")]
    [InlineData("====")]
    [InlineData("=")]
    [InlineData("YWJjé")]
    [InlineData("hello")]
    public async Task Base64_has_one_spelling(string input)
    {
        var (status, body) = await fixture.UseAsync(
            "EncryptData", await fixture.CreateKeyAsync(Aes), fixture.Token, $$$"""{"encrypt":{"input":{{{Quote(input)}}}}}""");
        Assert.Equal(400, status);
        Assert.Contains("encrypt.input: must be Base64", MessageOf(body), StringComparison.Ordinal);
        Assert.DoesNotContain(input.Trim(), MessageOf(body).Replace("encrypt.input: must be Base64", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_escapes_mean_what_they_say()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var (status, body) = await fixture.UseAsync("EncryptData", key, fixture.Token, """{"encrypt":{"input":"\u002b\/\u002B\/","aad":"\u0061"}}""");
        Assert.Equal(200, status);
        var ciphertext = body.GetProperty("encrypt").GetProperty("cipher_text").GetString()!;
        Assert.Equal(Convert.FromBase64String("+/+/"), await fixture.DecryptAsync(key, fixture.Token, ciphertext, "a"));

        // Clients that escape slashes: PHP's do.
        (status, _) = await fixture.UseAsync(
            "DecryptData", key, fixture.Token, $$$"""{"decrypt":{"cipher_text":"{{{ciphertext.Replace("/", "\\/", StringComparison.Ordinal)}}}","aad":"a"}}""");
        Assert.Equal(200, status);
    }

    [Theory]
    [InlineData("EncryptData", "encrypt", "input", true)]
    [InlineData("SignData", "sign", "plain_text", true)]
    [InlineData("GenerateHmac", "hmac", "plain_text", false)]
    public async Task Input_has_at_most_64_KiB(string operation, string wrapper, string field, bool isBase64)
    {
        string Body(int bytes) => $$$"""{"{{{wrapper}}}":{"{{{field}}}":"{{{(isBase64 ? Convert.ToBase64String(new byte[bytes]) : new string('x', bytes))}}}"}}""";
        var key = await fixture.CreateKeyAsync(Named(operation).Spec);
        Assert.Equal(200, (await fixture.UseAsync(operation, key, fixture.Token, Body(65_536))).Status);
        var (status, body) = await fixture.UseAsync(operation, key, fixture.Token, Body(65_537));
        Assert.Equal(400, status);
        Assert.Contains("65536 bytes", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aad_has_at_most_4096_bytes_of_utf8()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var longest = new string('가', 1_365) + "x";
        Assert.Equal([1], await fixture.DecryptAsync(key, fixture.Token, await fixture.EncryptAsync(key, fixture.Token, [1], longest), longest));
        var (status, body) = await fixture.UseAsync("EncryptData", key, fixture.Token, EncryptBody([1], longest + "x"));
        Assert.Equal(400, status);
        Assert.Contains("encrypt.aad: must have at most 4096 bytes", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_to_check_has_at_most_1024_characters()
    {
        var (status, body) = await fixture.UseAsync("VerifySignature", await fixture.CreateKeyAsync(Ecdsa), fixture.Token, VerifyBody("YQ==", new string('A', 1_025)));
        Assert.Equal(400, status);
        Assert.Contains("verify.output: must have at most 1024", MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_another_purpose_is_400_and_both_purposes_are_named()
    {
        foreach (var use in All)
        {
            foreach (var spec in new[] { Aes, Rsa, Ecdsa, Hmac256 }.Where(spec => spec.Purpose != use.Spec.Purpose && !AlsoTakes(use, spec.Purpose)))
            {
                var (status, body) = await fixture.UseAsync(use.OperationId, await fixture.CreateKeyAsync(spec), fixture.Token);
                Assert.Equal((400, "KeyPurposeMismatch"), (status, CodeOf(body)));
                Assert.Contains($"is {spec.Purpose}; this needs", MessageOf(body), StringComparison.Ordinal);
                Assert.Contains(use.Spec.Purpose, MessageOf(body), StringComparison.Ordinal);
            }
        }

        static bool AlsoTakes(KeyUse use, string purpose) =>
            purpose == Rsa.Purpose && (use.OperationId is "GetPublicKey" or "EncryptData" or "DecryptData");
    }

    [Fact]
    public async Task A_key_in_pre_activation_is_409()
    {
        foreach (var use in All)
        {
            var (status, body) = await fixture.UseAsync(use.OperationId, await fixture.CreateKeyAsync(use.Spec, versions: 0), fixture.Token);
            Assert.Equal((409, "KeyNotActivated"), (status, CodeOf(body)));
        }
    }

    [Fact]
    public async Task Unknown_parameters_are_400_and_unknown_keys_404()
    {
        foreach (var use in All)
        {
            var path = $"/kms/api/v1/keys/{await fixture.CreateKeyAsync(use.Spec)}/{use.Path}";
            Assert.Equal(400, (await fixture.CallAsync(use.Method, path + "?version=1", fixture.Token, use.Json)).Status);
            foreach (var id in new[] { "x", "%20", "00000000-0000-4000-8000-000000000000", new string('a', 4_000), "'%20OR%20'1'='1" })
            {
                var (status, body) = await fixture.UseAsync(use.OperationId, id, fixture.Token);
                Assert.Equal((404, "KeyNotFound"), (status, CodeOf(body)));
            }
        }
    }
}

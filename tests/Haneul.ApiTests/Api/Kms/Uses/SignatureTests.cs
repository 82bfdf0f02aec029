using System.Security.Cryptography;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.Kms.Uses.KeyUseCalls;

namespace Haneul.ApiTests.Api.Kms.Uses;

public sealed class SignatureTests(KeyUseFixture fixture) : IClassFixture<KeyUseFixture>
{
    public static TheoryData<string> HmacAlgorithms => [KeyAlgorithms.Hmac224, KeyAlgorithms.Hmac256, KeyAlgorithms.Hmac384, KeyAlgorithms.Hmac512];

    [Fact]
    public async Task An_ecdsa_signature_verifies_here_and_with_the_public_key_elsewhere()
    {
        var key = await fixture.CreateKeyAsync(Ecdsa);
        var signature = await fixture.SignAsync(key, fixture.Token, Utf8("message"));
        Assert.True(await fixture.VerifyAsync(key, fixture.Token, Utf8("message"), signature));
        Assert.False(await fixture.VerifyAsync(key, fixture.Token, Utf8("Message"), signature));

        using var outside = ECDsa.Create();
        outside.ImportFromPem(await fixture.PublicKeyAsync(key, fixture.Token));
        Assert.True(outside.VerifyData(Utf8("message"), Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    [Fact]
    public async Task An_rsa_signature_verifies_here_and_with_the_public_key_elsewhere()
    {
        var key = await fixture.CreateKeyAsync(RsaSignature);
        var message = new byte[65_536];
        var signature = await fixture.SignAsync(key, fixture.Token, message);
        Assert.True(await fixture.VerifyAsync(key, fixture.Token, message, signature));

        using var outside = RSA.Create();
        outside.ImportFromPem(await fixture.PublicKeyAsync(key, fixture.Token));
        Assert.True(outside.VerifyData(message, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    [Fact]
    public async Task What_is_encrypted_elsewhere_with_the_public_key_decrypts_here()
    {
        var key = await fixture.CreateKeyAsync(Rsa);
        using var outside = RSA.Create();
        outside.ImportFromPem(await fixture.PublicKeyAsync(key, fixture.Token));
        var ciphertext = "kckms:v1:" + Convert.ToBase64String(outside.Encrypt([1, 2], RSAEncryptionPadding.OaepSHA256));

        Assert.Equal([1, 2], await fixture.DecryptAsync(key, fixture.Token, ciphertext));
    }

    [Theory]
    [MemberData(nameof(HmacAlgorithms))]
    public async Task An_hmac_verifies_and_a_wrong_one_does_not(string algorithm)
    {
        var key = await fixture.CreateKeyAsync(KeyAlgorithms.Find(KeyTypes.Symmetric, KeyPurposes.Hmac, algorithm)!);
        var hmac = await fixture.HmacAsync(key, fixture.Token, "비밀 \"x\"\u0000");
        Assert.Equal(MessageAuthentication.HashLength(algorithm), Convert.FromBase64String(hmac).Length);
        Assert.Equal(hmac, await fixture.HmacAsync(key, fixture.Token, "비밀 \"x\"\u0000"));
        Assert.True(await fixture.VerifyHmacAsync(key, fixture.Token, "비밀 \"x\"\u0000", hmac));
        Assert.False(await fixture.VerifyHmacAsync(key, fixture.Token, "비밀 \"x\"", hmac));
        Assert.False(await fixture.VerifyHmacAsync(key, fixture.Token, "비밀 \"x\"\u0000", hmac[..^4]));
        Assert.False(await fixture.VerifyHmacAsync(key, fixture.Token, "비밀 \"x\"\u0000", " " + hmac));
    }

    [Fact]
    public async Task An_hmac_is_that_of_the_texts_utf8()
    {
        var key = await fixture.CreateKeyAsync(Hmac256);
        var envelope = (await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT envelope FROM kms_key_material WHERE key_id = {key}", row => row.GetFieldValue<byte[]>(0))))!;
        using var material = await fixture.Services.GetRequiredService<KeyMaterials>().OpenAsync(
            fixture.Admin.ProjectId, key, 1, Hmac256, envelope, CancellationToken.None);
        var expected = HMACSHA256.HashData(material.Span, Utf8("비밀"));

        Assert.Equal(Convert.ToBase64String(expected), await fixture.HmacAsync(key, fixture.Token, "비밀"));
    }

    // More versions than one page of the look-up, and than the next.
    [Fact]
    public async Task Every_active_version_verifies_what_it_made_and_a_deactivated_one_nothing()
    {
        var key = await fixture.CreateKeyAsync(Hmac256);
        var made = new List<string>();
        for (var version = 1; version <= 33; version++)
        {
            if (version > 1)
            {
                await fixture.AddVersionAsync(key, Hmac256, version);
            }

            made.Add(await fixture.HmacAsync(key, fixture.Token, "message"));
        }

        foreach (var hmac in made)
        {
            Assert.True(await fixture.VerifyHmacAsync(key, fixture.Token, "message", hmac));
        }

        await fixture.SetStatusAsync(key, 1, KeyVersionStatus.Deactivated);
        Assert.False(await fixture.VerifyHmacAsync(key, fixture.Token, "message", made[0]));
        Assert.True(await fixture.VerifyHmacAsync(key, fixture.Token, "message", made[1]));
    }

    // With exactly as many active versions as a page has, the next page is empty: that is no key without active versions.
    [Fact]
    public async Task A_wrong_hmac_is_not_valid_however_many_versions_there_are()
    {
        var key = await fixture.CreateKeyAsync(Hmac256, versions: 17);
        await fixture.SetStatusAsync(key, 17, KeyVersionStatus.Deactivated);
        Assert.False(await fixture.VerifyHmacAsync(key, fixture.Token, "message", Convert.ToBase64String(new byte[32])));
    }

    [Theory]
    [InlineData("DEACTIVATED")]
    [InlineData("DESTROYED")]
    public async Task Without_an_active_version_nothing_is_signed_or_verified(string status)
    {
        var signing = await fixture.CreateKeyAsync(Ecdsa);
        var authenticating = await fixture.CreateKeyAsync(Hmac256);
        await fixture.SetStatusAsync(signing, 1, status);
        await fixture.SetStatusAsync(authenticating, 1, status);
        foreach (var (operation, key) in new[]
        {
            ("SignData", signing), ("VerifySignature", signing), ("GetPublicKey", signing), ("GenerateHmac", authenticating), ("VerifyHmac", authenticating),
        })
        {
            var (code, body) = await fixture.UseAsync(operation, key, fixture.Token);
            Assert.Equal((409, "KeyVersionNotActive"), (code, CodeOf(body)));
            Assert.Contains($"1 of the key is {status}", MessageOf(body), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not Base64")]
    [InlineData("AAAA")]
    [InlineData("MEUCIQ==")]
    public async Task What_is_no_signature_is_not_valid(string output)
    {
        foreach (var spec in new[] { Ecdsa, RsaSignature })
        {
            Assert.False(await fixture.VerifyAsync(await fixture.CreateKeyAsync(spec), fixture.Token, [1], output));
        }
    }

    [Fact]
    public async Task The_public_key_is_that_of_the_newest_version()
    {
        var key = await fixture.CreateKeyAsync(Ecdsa);
        var first = await fixture.PublicKeyAsync(key, fixture.Token);
        await fixture.AddVersionAsync(key, Ecdsa, 2);
        var second = await fixture.PublicKeyAsync(key, fixture.Token);

        Assert.StartsWith("-----BEGIN PUBLIC KEY-----\n", first, StringComparison.Ordinal);
        Assert.EndsWith("\n-----END PUBLIC KEY-----\n", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal(second, await fixture.PublicKeyAsync(key, fixture.Token));
    }
}

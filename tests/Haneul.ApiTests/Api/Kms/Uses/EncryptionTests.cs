using Haneul.Security.Kms.Keys;
using static Haneul.ApiTests.Api.Kms.Uses.KeyUseCalls;

namespace Haneul.ApiTests.Api.Kms.Uses;

public sealed class EncryptionTests(KeyUseFixture fixture) : IClassFixture<KeyUseFixture>
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_024)]
    [InlineData(65_536)]
    public async Task What_was_encrypted_decrypts_to_itself(int length)
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var plaintext = Enumerable.Range(0, length).Select(index => (byte)(index * 7)).ToArray();
        var ciphertext = await fixture.EncryptAsync(key, fixture.Token, plaintext);

        Assert.StartsWith("kckms:v1:", ciphertext, StringComparison.Ordinal);
        Assert.Equal(plaintext, await fixture.DecryptAsync(key, fixture.Token, ciphertext));
        Assert.NotEqual(ciphertext, await fixture.EncryptAsync(key, fixture.Token, plaintext));
    }

    [Fact]
    public async Task Both_addresses_of_the_service_answer_and_nothing_may_be_cached()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        foreach (var prefix in new[] { "/kms", "/key-management-service" })
        {
            using var response = await fixture.SendAsync(HttpMethod.Post, $"{prefix}/api/v1/keys/{key}/encrypt", fixture.Token, EncryptBody([1]));
            Assert.Equal(200, (int)response.StatusCode);
            Assert.True(response.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task The_newest_version_encrypts_and_each_decrypts_its_own()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var first = await fixture.EncryptAsync(key, fixture.Token, [1]);
        await fixture.AddVersionAsync(key, Aes, 2);
        var (_, body) = await fixture.UseAsync("EncryptData", key, fixture.Token, EncryptBody([2]));
        Assert.Equal(2, body.GetProperty("encrypt").GetProperty("version").GetInt32());
        var second = body.GetProperty("encrypt").GetProperty("cipher_text").GetString()!;

        Assert.StartsWith("kckms:v2:", second, StringComparison.Ordinal);
        Assert.Equal([1], await fixture.DecryptAsync(key, fixture.Token, first));
        Assert.Equal([2], await fixture.DecryptAsync(key, fixture.Token, second));
        Assert.Equal([2], await fixture.DecryptAsync(key, fixture.Token, second.Replace("v2", "2", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("DEACTIVATED")]
    [InlineData("DESTROYED")]
    public async Task A_version_that_is_not_active_neither_encrypts_nor_decrypts_and_no_other_takes_its_place(string status)
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var old = await fixture.EncryptAsync(key, fixture.Token, [1]);
        await fixture.AddVersionAsync(key, Aes, 2);
        var ciphertext = await fixture.EncryptAsync(key, fixture.Token, [2]);
        await fixture.SetStatusAsync(key, 2, status);

        foreach (var (operation, json) in new[] { ("EncryptData", EncryptBody([3])), ("DecryptData", DecryptBody(ciphertext)), ("CreateDataKey", null) })
        {
            var (code, body) = await fixture.UseAsync(operation, key, fixture.Token, json);
            Assert.Equal((409, "KeyVersionNotActive"), (code, CodeOf(body)));
            Assert.Contains($"2 of the key is {status}", MessageOf(body), StringComparison.Ordinal);
        }

        Assert.Equal([1], await fixture.DecryptAsync(key, fixture.Token, old));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("", null)]
    [InlineData("order 7", "order 7")]
    [InlineData("주문 \"7\"\n\u0000😀", "주문 \"7\"\n\u0000😀")]
    public async Task The_aad_of_the_encryption_decrypts(string? given, string? asked)
    {
        var key = await fixture.CreateKeyAsync(Aes);
        Assert.Equal([9], await fixture.DecryptAsync(key, fixture.Token, await fixture.EncryptAsync(key, fixture.Token, [9], given), asked));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_ciphertext_has_one_answer()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var foreign = await fixture.EncryptAsync(await fixture.CreateKeyAsync(Aes), fixture.Token, [1, 2, 3]);
        var otherProject = await fixture.EncryptAsync(await fixture.CreateKeyAsync(Aes, owner: fixture.Other), fixture.Other.Token, [1, 2, 3]);
        var good = await fixture.EncryptAsync(key, fixture.Token, [1, 2, 3], "aad");
        var payload = good["kckms:v1:".Length..];
        var flipped = Convert.FromBase64String(payload);
        flipped[^1] ^= 1;
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in new[]
        {
            DecryptBody(good), DecryptBody(good, "AAD"), DecryptBody(good, "aad "), DecryptBody(foreign), DecryptBody(otherProject),
            DecryptBody($"kckms:v1:{Convert.ToBase64String(flipped)}", "aad"), DecryptBody($"kckms:v2:{payload}", "aad"),
            DecryptBody($"kckms:v2147483647:{payload}", "aad"), DecryptBody($"kckms:v2147483648:{payload}", "aad"), DecryptBody($"kckms:v0:{payload}", "aad"),
            DecryptBody($"kckms:v01:{payload}", "aad"), DecryptBody($"kckms:v+1:{payload}", "aad"), DecryptBody($"kckms::{payload}", "aad"),
            DecryptBody($"vault:v1:{payload}", "aad"), DecryptBody(payload, "aad"), DecryptBody(""), DecryptBody("kckms:v1:"), DecryptBody("kckms:v1:AAAA"),
            DecryptBody($"{good} ", "aad"), DecryptBody($"{good}\n", "aad"), DecryptBody(good[..^1], "aad"), DecryptBody(good + "====", "aad"),
            DecryptBody("비밀"), DecryptBody("kckms:v1:\0\0\0\0"), DecryptBody("kckms:v1:" + new string('A', 200_000)),
        })
        {
            var (status, answer) = await fixture.UseAsync("DecryptData", key, fixture.Token, body);
            Assert.Equal((400, "InvalidCiphertext"), (status, CodeOf(answer)));
            answers.Add(MessageOf(answer));
        }

        Assert.Single(answers);
        Assert.Equal([1, 2, 3], await fixture.DecryptAsync(key, fixture.Token, good, "aad"));
    }

    [Fact]
    public async Task An_rsa_key_encrypts_up_to_190_bytes_and_takes_no_aad()
    {
        var key = await fixture.CreateKeyAsync(Rsa);
        var plaintext = Enumerable.Range(0, 190).Select(index => (byte)index).ToArray();
        var ciphertext = await fixture.EncryptAsync(key, fixture.Token, plaintext, aad: "");
        Assert.Equal(plaintext, await fixture.DecryptAsync(key, fixture.Token, ciphertext, aad: ""));

        var (tooLong, body) = await fixture.UseAsync("EncryptData", key, fixture.Token, EncryptBody([.. plaintext, 1], "aad"));
        Assert.Equal(400, tooLong);
        Assert.Contains("encrypt.input: must have at most 190 bytes", MessageOf(body), StringComparison.Ordinal);
        Assert.Contains("encrypt.aad: is not possible", MessageOf(body), StringComparison.Ordinal);
        (var withAad, body) = await fixture.UseAsync("DecryptData", key, fixture.Token, DecryptBody(ciphertext, "aad"));
        Assert.Equal(400, withAad);
        Assert.Contains("decrypt.aad: is not possible", MessageOf(body), StringComparison.Ordinal);

        var damaged = Convert.FromBase64String(ciphertext["kckms:v1:".Length..]);
        damaged[0] ^= 1;
        foreach (var wrong in new[] { $"kckms:v1:{Convert.ToBase64String(damaged)}", "kckms:v1:AAAA", "kckms:v1:" + Convert.ToBase64String(new byte[256]) })
        {
            (var status, body) = await fixture.UseAsync("DecryptData", key, fixture.Token, DecryptBody(wrong));
            Assert.Equal((400, "InvalidCiphertext"), (status, CodeOf(body)));
        }
    }

    [Fact]
    public async Task A_data_key_is_256_bits_and_its_ciphertext_decrypts_to_it()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 3; round++)
        {
            var (status, body) = await fixture.UseAsync("CreateDataKey", key, fixture.Token);
            Assert.Equal(200, status);
            var plaintext = body.GetProperty("data_key").GetProperty("plain_text").GetBytesFromBase64();
            Assert.Equal(32, plaintext.Length);
            Assert.Equal(plaintext, await fixture.DecryptAsync(key, fixture.Token, body.GetProperty("data_key").GetProperty("cipher_text").GetString()!));
            Assert.True(seen.Add(Convert.ToBase64String(plaintext)));
        }
    }

    [Fact]
    public async Task Calls_at_once_get_each_their_own_plaintext()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        await Task.WhenAll(Enumerable.Range(1, 64).Select(async number =>
        {
            var plaintext = Enumerable.Repeat((byte)number, number * 100).ToArray();
            Assert.Equal(plaintext, await fixture.DecryptAsync(key, fixture.Token, await fixture.EncryptAsync(key, fixture.Token, plaintext, $"{number}"), $"{number}"));
        }));
    }

    [Fact]
    public async Task A_version_deactivated_in_the_middle_refuses_from_then_on_and_never_answers_wrong()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        var ciphertext = await fixture.EncryptAsync(key, fixture.Token, [5]);
        var readers = Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var round = 0; round < 20; round++)
            {
                var (status, body) = await fixture.UseAsync("DecryptData", key, fixture.Token, DecryptBody(ciphertext));
                Assert.True(status == 409 || (status == 200 && body.GetProperty("decrypt").GetProperty("plain_text").GetString() == "BQ=="), body.ToString());
            }
        }).ToList();
        await fixture.SetStatusAsync(key, 1, KeyVersionStatus.Destroyed);
        Assert.Equal(409, (await fixture.UseAsync("DecryptData", key, fixture.Token, DecryptBody(ciphertext))).Status);
        await Task.WhenAll(readers);
    }
}

using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using static Haneul.ApiTests.Api.Kms.Uses.KeyUseCalls;

namespace Haneul.ApiTests.Api.Kms.Uses;

/// <summary>Whatever is sent: never a 5xx, never a wrong plaintext, never a forged signature that verifies.</summary>
public sealed class KeyUseFuzzTests(KeyUseFixture fixture) : IClassFixture<KeyUseFixture>
{
    [Fact]
    public async Task Any_bytes_and_any_aad_come_back()
    {
        var key = await fixture.CreateKeyAsync(Aes);
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyArray<byte>>(), ArbMap.Default.ArbFor<UnicodeString>(),
            (plaintext, aad) => ComesBackAsync(key, plaintext.Get, aad.Get ?? "").GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public async Task No_changed_character_of_a_ciphertext_decrypts_to_anything()
    {
        var key = await fixture.CreateKeyAsync(Aes, versions: 2);
        byte[] plaintext = [1, 2, 3, 4, 5];
        var ciphertext = await fixture.EncryptAsync(key, fixture.Token, plaintext, "aad");
        for (var index = 0; index < ciphertext.Length; index++)
        {
            foreach (var other in "A/9=:v1 ")
            {
                var changed = ciphertext[..index] + other + ciphertext[(index + 1)..];
                if (changed == ciphertext)
                {
                    continue;
                }

                var (status, body) = await fixture.UseAsync("DecryptData", key, fixture.Token, DecryptBody(changed, "aad"));
                Assert.True(status == 400, $"{changed}: {status} {body}");
            }
        }
    }

    [Fact]
    public async Task No_body_is_answered_with_a_server_error()
    {
        foreach (var use in All.Where(use => use.Json is not null))
        {
            var key = await fixture.CreateKeyAsync(use.Spec);
            Prop.ForAll(BodiesLike(use.Json!).ToArbitrary(), body => AnswersAsync(use, key, body).GetAwaiter().GetResult())
                .Check(Config.QuickThrowOnFailure.WithMaxTest(80));
        }
    }

    private async Task ComesBackAsync(string key, byte[] plaintext, string aad)
    {
        // Unpaired surrogates are no text; the serialiser of the test would replace them.
        var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(aad));
        var ciphertext = await fixture.EncryptAsync(key, fixture.Token, plaintext, text);
        Assert.Equal(plaintext, await fixture.DecryptAsync(key, fixture.Token, ciphertext, text));
        Assert.Equal(400, (await fixture.UseAsync("DecryptData", key, fixture.Token, DecryptBody(ciphertext, text + "x"))).Status);
    }

    private async Task AnswersAsync(KeyUse use, string key, string json)
    {
        var (status, body) = await fixture.UseAsync(use.OperationId, key, fixture.Token, json);
        Assert.True(status is 200 or 400, $"{use.OperationId} {json}: {status}");
        if (status == 200 && body.TryGetProperty("verify", out var verify))
        {
            Assert.False(verify.GetProperty("is_validated").GetBoolean());
        }

        Assert.False(status == 200 && use.OperationId == "DecryptData", json);
    }

    /// <summary>Bodies that are nearly right: the good one with one of its values replaced, or cut, or with a character changed.</summary>
    private static Gen<string> BodiesLike(string good)
    {
        var wrapper = JsonElement.Parse(good).EnumerateObject().Single();
        var fields = wrapper.Value.EnumerateObject().Select(field => field.Name).Append("aad").Append("other").ToArray();
        var scalar = Gen.Elements(
            "null", "true", "0", "-1e999", "\"\"", "\"YWJj\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ude00\\ud83d\"", "\"kckms:v1:\"", "\"kckms:v1:AAAA\"", "\"kckms:1:====\"",
            "\"kckms:v99999999999:AAAA\"", "[]", "{}", "[[\"YWJj\"]]", "{\"input\":\"YWJj\"}", "\"=\"", "\"====\"", "\"가나다라\"", "\"AAAA\\u000AAAAA\"");
        var member = from name in Gen.Elements(fields) from value in scalar select $"\"{name}\":{value}";
        var rebuilt = from members in Gen.ListOf(member) select "{\"" + wrapper.Name + "\":{" + string.Join(",", members.Take(4)) + "}}";
        var cut = from length in Gen.Choose(0, good.Length - 1) select good[..length];
        var changed = from index in Gen.Choose(0, good.Length - 1) from character in Gen.Choose(1, 0x24F) select good[..index] + (char)character + good[(index + 1)..];
        return Gen.OneOf(rebuilt, rebuilt, cut, changed);
    }
}

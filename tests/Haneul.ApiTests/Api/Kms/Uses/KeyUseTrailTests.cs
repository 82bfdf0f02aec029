using System.Text.Json;
using Haneul.Security.Kms.Keys;
using static Haneul.ApiTests.Api.Kms.Uses.KeyUseCalls;

namespace Haneul.ApiTests.Api.Kms.Uses;

public sealed class KeyUseTrailTests(KeyUseFixture fixture) : IClassFixture<KeyUseFixture>
{
    [Fact]
    public async Task Each_use_leaves_one_event_under_its_catalogue_name_with_key_and_version()
    {
        foreach (var use in All)
        {
            var key = await fixture.CreateKeyAsync(use.Spec, versions: 2);
            var json = use.OperationId switch
            {
                "DecryptData" => DecryptBody(await fixture.EncryptAsync(key, fixture.Token, [1])),
                "VerifySignature" => VerifyBody("AQ==", await fixture.SignAsync(key, fixture.Token, [1])),
                "VerifyHmac" => VerifyBody("a", await fixture.HmacAsync(key, fixture.Token, "a")),
                _ => null,
            };
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(200, (await fixture.UseAsync(use.OperationId, key, fixture.Token, json)).Status);

            var newest = (await EventsOfAsync(key, fixture.Token))[0];
            Assert.Equal(use.EventName, newest.GetProperty("event_name").GetString());
            Assert.Equal("Key Version", newest.GetProperty("resource").GetProperty("type").GetString());
            Assert.Equal(fixture.NameOf(key), newest.GetProperty("resource").GetProperty("name").GetString());
            Assert.Equal("Key Management Service", newest.GetProperty("resource").GetProperty("source_service").GetString());
            Assert.Equal(use.OperationId, newest.GetProperty("request").GetProperty("operation_id").GetString());
            Assert.Equal("success", newest.GetProperty("result").GetString());
            Assert.Equal("2", FactOf(newest, "version"));
        }
    }

    [Fact]
    public async Task A_signature_that_does_not_verify_says_so_on_the_trail()
    {
        var key = await fixture.CreateKeyAsync(Hmac256);
        Assert.Equal(200, (await fixture.UseAsync("VerifyHmac", key, fixture.Token)).Status);
        Assert.Equal("false", FactOf(Assert.Single(await EventsOfAsync(key, fixture.Token)), "is_validated"));
    }

    [Fact]
    public async Task Refused_and_failed_uses_are_on_the_trail_with_their_reason()
    {
        var persona = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        var listed = await fixture.CreateKeyAsync(Aes, isListed: true);
        await fixture.UseAsync("EncryptData", listed, persona.Token);
        Assert.Equal(("refused", "KeyAccessDenied"), OutcomeOf(Assert.Single(await EventsOfAsync(listed, fixture.Token))));

        var key = await fixture.CreateKeyAsync(Aes);
        await fixture.UseAsync("DecryptData", key, fixture.Token);
        Assert.Equal(("failed", "InvalidCiphertext"), OutcomeOf(Assert.Single(await EventsOfAsync(key, fixture.Token))));

        await fixture.SetStatusAsync(key, 1, KeyVersionStatus.Deactivated);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.UseAsync("EncryptData", key, fixture.Token);
        var inactive = (await EventsOfAsync(key, fixture.Token))[0];
        Assert.Equal(("failed", "KeyVersionNotActive"), OutcomeOf(inactive));
        Assert.Equal("1", FactOf(inactive, "version"));

        var damaged = await fixture.CreateKeyAsync(Aes);
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_key_material SET envelope = {new byte[] { 1 }} WHERE key_id = {damaged}"));
        await fixture.UseAsync("EncryptData", damaged, fixture.Token);
        Assert.Equal(("failed", "KeyMaterialDamaged"), OutcomeOf(Assert.Single(await EventsOfAsync(damaged, fixture.Token))));
    }

    /// <summary>The uses of a key, newest first: what made it is left out.</summary>
    private async Task<IReadOnlyList<JsonElement>> EventsOfAsync(string key, string token)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?resource_id={key}", token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("events").EnumerateArray().Where(e => e.GetProperty("resource").GetProperty("type").GetString() == "Key Version")];
    }

    private static (string? Result, string? Error) OutcomeOf(JsonElement e) => (e.GetProperty("result").GetString(), FactOf(e, "error_code"));

    private static string? FactOf(JsonElement e, string name) =>
        e.GetProperty("additional_info") is { ValueKind: JsonValueKind.Object } facts && facts.TryGetProperty(name, out var value) ? value.GetString() : null;
}

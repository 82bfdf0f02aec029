using System.Text.Json;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>Secrets under user keys of KMS.</summary>
public sealed class SecretKeyTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private IDatabase Database => fixture.Services.GetRequiredService<IDatabase>();

    [Fact]
    public async Task Each_version_keeps_the_key_that_it_was_stored_under()
    {
        var (keyId, keyName) = await NewKeyAsync();
        var id = await CreateAsync(keyId);
        await fixture.AddKeyVersionAsync(fixture.Admin.ProjectId, keyId, 2);
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        var (status, body) = await ChangeKeyAsync(fixture.Token, id, "null");
        Assert.Equal(200, status);
        Assert.Equal(JsonValueKind.Null, body.GetProperty("secret").GetProperty("kms_key_name").ValueKind);
        await fixture.CreateVersionAsync(fixture.Token, id, "\"three\"");

        Assert.Equal([(keyName, 1), (keyName, 2), (null, null)], (await fixture.VersionsAsync(fixture.Token, id)).Select(KeyOf));
        Assert.Equal("one", await fixture.ReadFlatAsync(fixture.Token, id, "?version=1"));
        Assert.Equal("two", await fixture.ReadFlatAsync(fixture.Token, id, "?version=2"));
        Assert.Equal("three", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task A_change_of_key_shows_its_name_and_is_on_the_trail()
    {
        var (keyId, keyName) = await NewKeyAsync();
        var id = await fixture.CreateSecretAsync(fixture.Token);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var (status, body) = await ChangeKeyAsync(fixture.Token, id, Quote(keyId));

        Assert.Equal(200, status);
        Assert.Equal(keyName, body.GetProperty("secret").GetProperty("kms_key_name").GetString());
        Assert.Equal(body.GetProperty("secret").GetRawText(), (await fixture.SecretAsync(fixture.Token, id)).GetRawText());
        var changed = Assert.Single(await fixture.EventsOfAsync(fixture.Token, id), each => each.GetProperty("event_name").GetString() == "Update Secret Protection Key");
        Assert.Equal(keyId, changed.GetProperty("additional_info").GetProperty("kms_key_id").GetString());
    }

    [Theory]
    [InlineData(KeyVersionStatus.Deactivated)]
    [InlineData(KeyVersionStatus.Destroyed)]
    public async Task A_value_whose_key_version_is_out_of_use_is_409_and_others_are_read(string status)
    {
        var (keyId, _) = await NewKeyAsync();
        var id = await CreateAsync(keyId);
        await fixture.AddKeyVersionAsync(fixture.Admin.ProjectId, keyId, 2);
        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        await fixture.SetKeyVersionAsync(keyId, 1, status);

        var (read, body) = await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", fixture.Token);
        Assert.Equal(409, read);
        Assert.Equal("SecretKeyNotUsable", CodeOf(body));
        Assert.Equal("two", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task A_key_that_cannot_protect_is_refused_and_nothing_is_stored()
    {
        var (deactivated, _) = await NewKeyAsync();
        await fixture.SetKeyVersionAsync(deactivated, 1, KeyVersionStatus.Deactivated);
        var (pending, _) = await NewKeyAsync(versions: 0);
        var (hmac, _) = await NewKeyAsync(new KeySpec(KeyTypes.Symmetric, KeyPurposes.Hmac, KeyAlgorithms.Hmac256));
        var other = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var foreign = await fixture.CreateUserKeyAsync(other, NewName());
        var id = await fixture.CreateSecretAsync(fixture.Token);
        foreach (var (keyId, expected, code) in new[]
        {
            (deactivated, 409, "KeyVersionNotActive"), (pending, 409, "KeyNotActivated"), (hmac, 400, "KeyPurposeMismatch"), (foreign, 404, "KeyNotFound"), ("no-such", 404, "KeyNotFound"),
        })
        {
            var name = NewName();
            var (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, NewSecret(name, keyId));
            Assert.Equal((expected, code), (status, CodeOf(body)));
            (status, body) = await ChangeKeyAsync(fixture.Token, id, Quote(keyId));
            Assert.Equal((expected, code), (status, CodeOf(body)));
            var (_, list) = await fixture.CallAsync("ListSecrets", HttpMethod.Get, $"?name={name}", fixture.Token);
            Assert.Equal(0, list.GetProperty("pagination").GetProperty("total").GetInt64());
        }

        Assert.Equal(JsonValueKind.Null, (await fixture.SecretAsync(fixture.Token, id)).GetProperty("kms_key_name").ValueKind);
    }

    [Fact]
    public async Task A_new_version_needs_a_key_in_use_and_a_caller_who_may_use_it()
    {
        var (keyId, _) = await NewKeyAsync();
        var id = await CreateAsync(keyId);
        var manager = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_manager");
        var user = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_writer", "kms_user");

        Assert.Equal(403, (await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", manager.Token, NewVersion("2"))).Status);
        Assert.Equal(403, (await ChangeKeyAsync(manager.Token, id, Quote(keyId))).Status);
        Assert.Equal(200, (await ChangeKeyAsync(manager.Token, await fixture.CreateSecretAsync(fixture.Token), "null")).Status);
        Assert.Equal(2, await fixture.CreateVersionAsync(user.Token, id, "2"));

        await fixture.SetKeyVersionAsync(keyId, 1, KeyVersionStatus.Deactivated);
        var (status, body) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion("3"));
        Assert.Equal((409, "KeyVersionNotActive"), (status, CodeOf(body)));
    }

    [Fact]
    public async Task A_key_with_access_control_protects_only_for_those_it_admits()
    {
        var keyId = await fixture.CreateUserKeyAsync(fixture.Admin, NewName(), isAccessControlEnabled: true);
        var member = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var id = await CreateAsync(keyId);

        var (status, body) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", member.Token, NewVersion("2"));
        Assert.Equal((403, "KeyAccessDenied"), (status, CodeOf(body)));

        // Reading needs no right to the key: the secret is what the caller is allowed (spec/secrets-and-kms.md 2.5).
        Assert.Equal("one", await fixture.ReadFlatAsync(member.Token, id));
    }

    [Fact]
    public async Task Lists_filter_by_key()
    {
        var (keyId, keyName) = await NewKeyAsync();
        await fixture.AddKeyVersionAsync(fixture.Admin.ProjectId, keyId, 2);
        var id = await CreateAsync(keyId);
        await fixture.CreateSecretAsync(fixture.Token);
        foreach (var (query, expected) in new[] { ($"kms_key_id={keyId}", 1), ($"kms_key_name={keyName}", 1), ("kms_key_id=x", 0), ("kms_key_name=x", 0) })
        {
            var (_, body) = await fixture.CallAsync("ListSecrets", HttpMethod.Get, $"?{query}&sort_keys=kms_key_name", fixture.Token);
            Assert.Equal(expected, body.GetProperty("pagination").GetProperty("total").GetInt64());
        }

        foreach (var (query, expected) in new[] { ($"kms_key_id={keyId}", 1), ($"kms_key_name={keyName}", 1), ("kms_key_version=2", 1), ("kms_key_version=1", 0), ("kms_key_id=x", 0) })
        {
            var (_, body) = await fixture.CallAsync("ListSecretVersions", HttpMethod.Get, $"/{id}/versions?{query}&sort_keys=kms_key_name,kms_key_version,resolved_destruction_at", fixture.Token);
            Assert.Equal(expected, body.GetProperty("pagination").GetProperty("total").GetInt64());
        }
    }

    [Fact]
    public async Task A_key_is_in_use_as_long_as_a_secret_or_a_version_that_is_not_destroyed_needs_it()
    {
        var (keyId, _) = await NewKeyAsync();
        Assert.Equal(0, await CountUsesAsync(keyId));
        var id = await CreateAsync(keyId);
        Assert.Equal(1, await CountUsesAsync(keyId));
        await ChangeKeyAsync(fixture.Token, id, "null");
        Assert.Equal(1, await CountUsesAsync(keyId));
        await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion");
        Assert.Equal(0, await CountUsesAsync(keyId));
        await ChangeKeyAsync(fixture.Token, id, Quote(keyId));
        Assert.Equal(1, await CountUsesAsync(keyId));
    }

    [Fact]
    public async Task A_key_is_deleted_only_when_no_secret_needs_it()
    {
        var (keyId, _) = await NewKeyAsync();
        var id = await CreateAsync(keyId);
        await fixture.SetKeyVersionAsync(keyId, 1, KeyVersionStatus.Destroyed);
        await Database.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_keys SET version_count = 0, active_version_count = 0 WHERE id = {keyId}"));

        var (status, body) = await fixture.CallAsync(HttpMethod.Delete, $"/kms/api/v1/keys/{keyId}", fixture.Token);
        Assert.Equal(409, status);
        Assert.Contains("1 secrets", MessageOf(body), StringComparison.Ordinal);
        await ChangeKeyAsync(fixture.Token, id, "null");
        Assert.Equal(409, (await fixture.CallAsync(HttpMethod.Delete, $"/kms/api/v1/keys/{keyId}", fixture.Token)).Status);
        await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion");
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"/kms/api/v1/keys/{keyId}", fixture.Token)).Status);
    }

    [Fact]
    public async Task A_row_that_names_another_key_than_it_was_stored_under_does_not_open()
    {
        var (keyId, _) = await NewKeyAsync();
        var (otherKeyId, _) = await NewKeyAsync();
        var (unusableKeyId, _) = await NewKeyAsync();
        await fixture.SetKeyVersionAsync(unusableKeyId, 1, KeyVersionStatus.Deactivated);
        var keyWithoutVersions = await fixture.CreateUserKeyAsync(fixture.Admin, NewName(), versions: 0);
        var id = await CreateAsync(keyId);
        foreach (var wrong in new[] { otherKeyId, unusableKeyId, keyWithoutVersions, "no id", "", null })
        {
            await Database.WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_versions SET kms_key_id = {wrong} WHERE secret_id = {id}"));
            var (status, body) = await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", fixture.Token);
            Assert.Equal((409, "SecretValueDamaged"), (status, CodeOf(body)));
        }
    }

    [Fact]
    public async Task A_damaged_key_stores_nothing()
    {
        var (keyId, _) = await NewKeyAsync();
        var id = await CreateAsync(keyId);
        await Database.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_key_material SET envelope = {new byte[200]} WHERE key_id = {keyId}"));

        var (status, body) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion("2"));
        Assert.Equal((409, "SecretKeyDamaged"), (status, CodeOf(body)));
        Assert.Equal(1, (await fixture.SecretAsync(fixture.Token, id)).GetProperty("default_version").GetInt32());
        (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, NewSecret(NewName(), keyId));
        Assert.Equal((409, "SecretKeyDamaged"), (status, CodeOf(body)));
    }

    [Theory]
    [InlineData("{}", "secret: is required")]
    [InlineData("""{"secret":{"kms_key_id":7}}""", "secret.kms_key_id: must be a string")]
    [InlineData("""{"secret":{"kms_key_id":""}}""", "secret.kms_key_id: must have")]
    [InlineData("""{"secret":{"name":"x"}}""", "secret.name: is not a known field")]
    public async Task A_wrong_body_is_400(string json, string expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync("UpdateSecretKmsKey", HttpMethod.Patch, $"/{id}/kms-key", fixture.Token, json);
        Assert.Equal(400, status);
        Assert.Contains(expected, MessageOf(body), StringComparison.Ordinal);
        Assert.Equal(404, (await ChangeKeyAsync(fixture.OtherToken, id, "null")).Status);
    }

    private static (string? Name, int? Version) KeyOf(JsonElement version) => (
        version.GetProperty("kms_key_name").GetString(),
        version.GetProperty("kms_key_version") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null);

    private static string NewSecret(string name, string keyId) => $$$"""{"secret":{"name":{{{Quote(name)}}},"secret_data":"one","kms_key_id":{{{Quote(keyId)}}}}}""";

    private async Task<(string Id, string Name)> NewKeyAsync(KeySpec? spec = null, int versions = 1)
    {
        var name = NewName();
        return (await fixture.CreateUserKeyAsync(fixture.Admin, name, spec, versions), name);
    }

    private async Task<string> CreateAsync(string keyId)
    {
        var (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, NewSecret(NewName(), keyId));
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    private Task<(int Status, JsonElement Body)> ChangeKeyAsync(string token, string id, string keyIdJson) =>
        fixture.CallAsync("UpdateSecretKmsKey", HttpMethod.Patch, $"/{id}/kms-key", token, $$$"""{"secret":{"kms_key_id":{{{keyIdJson}}}}}""");

    private async Task<long> CountUsesAsync(string keyId)
    {
        var uses = fixture.Services.GetServices<IKeyUses>().Single(each => each.Noun == "secrets");
        return await Database.ReadAsync(session => uses.CountAsync(session, fixture.Admin.ProjectId, keyId));
    }
}

/// <summary>A server on which every user key is deleted the moment before something is stored under it.</summary>
public sealed class VanishingKeysFixture : SecretsFixture
{
    protected override void ReplaceServices(IServiceCollection services)
    {
        base.ReplaceServices(services);
        services.AddSingleton<IProtectionKeys>(provider => new VanishingKeys(ActivatorUtilities.CreateInstance<ProtectionKeys>(provider)));
    }

    private sealed class VanishingKeys(IProtectionKeys keys) : IProtectionKeys
    {
        public ValueTask<Haneul.Kernel.Operations.Outcome<ProtectionKey>> FindAsync(Haneul.Kernel.Operations.Call call, string keyId, string field) => keys.FindAsync(call, keyId, field);

        public async ValueTask<bool> HoldAsync(ITransaction transaction, string projectId, string keyId)
        {
            await transaction.ExecuteAsync($"DELETE FROM kms_key_versions WHERE key_id = {keyId}");
            await transaction.ExecuteAsync($"DELETE FROM kms_keys WHERE id = {keyId}");
            return await keys.HoldAsync(transaction, projectId, keyId);
        }
    }
}

public sealed class VanishingKeyTests(VanishingKeysFixture fixture) : IClassFixture<VanishingKeysFixture>
{
    [Fact]
    public async Task Nothing_is_stored_under_a_key_that_is_deleted_at_the_same_moment()
    {
        var keyId = await fixture.CreateUserKeyAsync(fixture.Admin, NewName());
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync(
            "CreateSecret", HttpMethod.Post, "", fixture.Token, $$$"""{"secret":{"name":"n","secret_data":1,"kms_key_id":"{{{keyId}}}"}}""");
        Assert.Equal((409, "SecretKeyGone"), (status, CodeOf(body)));

        (status, body) = await fixture.CallAsync("UpdateSecretKmsKey", HttpMethod.Patch, $"/{id}/kms-key", fixture.Token, $$$"""{"secret":{"kms_key_id":"{{{keyId}}}"}}""");
        Assert.Equal((409, "SecretKeyGone"), (status, CodeOf(body)));

        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_secrets SET kms_key_id = {keyId} WHERE id = {id}"));
        (status, body) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion("2"));
        Assert.Equal((409, "SecretKeyGone"), (status, CodeOf(body)));
        Assert.Equal(1, (await fixture.SecretAsync(fixture.Token, id)).GetProperty("default_version").GetInt32());
    }
}

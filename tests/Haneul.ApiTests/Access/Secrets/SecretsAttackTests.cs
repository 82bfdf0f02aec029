using System.Text.Json;
using Haneul.ApiTests.Api.SecretsManager;
using Haneul.ApiTests.Api.SecretsManager.Values;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Access.Secrets;

/// <summary>What somebody tries who has a role in a project, or a connection to the database, and wants values or keys of others. Each sentence is a defence.</summary>
public sealed class SecretsAttackTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private const string Encryption = """{"encrypt":{"input":"YWJj"}}""";

    private IDatabase Store => fixture.Services.GetRequiredService<IDatabase>();

    [Fact]
    public async Task A_key_of_another_project_protects_nothing_here()
    {
        var stranger = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var key = await fixture.CreateUserKeyAsync(stranger, NewName());
        var id = await fixture.CreateSecretAsync(fixture.Token);

        var created = await fixture.CallAsync(
            "CreateSecret", HttpMethod.Post, "", fixture.Token, $$$"""{"secret":{"name":"{{{NewName()}}}","secret_data":"x","kms_key_id":"{{{key}}}"}}""");
        var changed = await fixture.CallAsync("UpdateSecretKmsKey", HttpMethod.Patch, $"/{id}/kms-key", fixture.Token, $$$"""{"secret":{"kms_key_id":"{{{key}}}"}}""");
        var (imported, _) = await fixture.CallAsync(
            HttpMethod.Post, "/haneul/v1/secrets-manager/imports", fixture.Token,
            $$$"""{"import":{"format":"dotenv","content":"IMPORTED_ATTACK=x\n","kms_key_id":"{{{key}}}"}}""");

        Assert.InRange(created.Status, 400, 404);
        Assert.InRange(changed.Status, 400, 404);
        Assert.InRange(imported, 400, 404);
        Assert.Equal(1, await Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_secrets SET kms_key_id = {key} WHERE id = {id}")));
        var (status, _) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion("\"y\""));
        Assert.InRange(status, 400, 409);
    }

    [Fact]
    public async Task A_ciphertext_opens_under_its_own_key_alone()
    {
        var stranger = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var key = await fixture.CreateUserKeyAsync(fixture.Admin, NewName());
        var (_, made) = await KmsAsync(fixture.Token, key, "encrypt", Encryption);
        var body = $$$"""{"decrypt":{"cipher_text":"{{{made.GetProperty("encrypt").GetProperty("cipher_text").GetString()}}}"}}""";

        Assert.Equal(400, (await KmsAsync(fixture.Token, await fixture.CreateUserKeyAsync(fixture.Admin, NewName()), "decrypt", body)).Status);
        Assert.Equal(400, (await KmsAsync(stranger.Token, await fixture.CreateUserKeyAsync(stranger, NewName()), "decrypt", body)).Status);
        Assert.Equal(404, (await KmsAsync(stranger.Token, key, "decrypt", body)).Status);
    }

    [Fact]
    public async Task A_secret_that_is_copied_to_another_project_by_its_rows_does_not_open_there()
    {
        var stranger = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        await fixture.CreateSecretAsync(stranger.Token);
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await CopySecretAsync(id, stranger);

        await AssertDamagedAsync(stranger.Token, id, "SecretValueDamaged");
    }

    [Fact]
    public async Task A_key_that_is_copied_to_another_project_by_its_rows_does_not_open_there()
    {
        var stranger = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        await fixture.CreateSecretAsync(stranger.Token);
        var key = await fixture.CreateUserKeyAsync(fixture.Admin, NewName());
        await CopyKeyAsync(key, stranger);

        var (status, body) = await KmsAsync(stranger.Token, key, "encrypt", Encryption);
        Assert.Equal((409, "KeyMaterialDamaged"), (status, CodeOf(body)));
    }

    [Fact]
    public async Task A_destroyed_version_that_is_called_active_again_by_its_row_has_nothing_to_show()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        Assert.Equal(204, (await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion")).Status);
        await Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_versions SET status = 'Active', ciphertext = {new byte[64]} WHERE secret_id = {id}"));
        var key = await fixture.CreateUserKeyAsync(fixture.Admin, NewName());
        await fixture.SetKeyVersionAsync(key, 1, "DESTROYED");
        await fixture.SetKeyVersionAsync(key, 1, "ACTIVE");

        await AssertDamagedAsync(fixture.Token, id, "SecretValueDamaged");
        Assert.Equal("KeyMaterialDamaged", CodeOf((await KmsAsync(fixture.Token, key, "encrypt", Encryption)).Body));
    }

    [Fact]
    public async Task A_data_key_of_another_secret_under_the_same_key_opens_nothing()
    {
        var key = await fixture.CreateUserKeyAsync(fixture.Admin, NewName());
        var (mine, other) = (await CreateUnderAsync(key, "mine"), await CreateUnderAsync(key, "other"));

        // Both halves of the other value, so that they fit each other.
        Assert.Equal(1, await Store.WriteAsync(tx => tx.ExecuteAsync(
            $"UPDATE secrets_data_keys SET wrapped = (SELECT wrapped FROM secrets_data_keys WHERE secret_id = {other}) WHERE secret_id = {mine}")));
        Assert.Equal(1, await Store.WriteAsync(tx => tx.ExecuteAsync(
            $"UPDATE secrets_versions SET ciphertext = (SELECT ciphertext FROM secrets_versions WHERE secret_id = {other}) WHERE secret_id = {mine}")));

        await AssertDamagedAsync(fixture.Token, mine, "SecretValueDamaged");
    }

    [Fact]
    public async Task The_tag_of_a_batch_tells_nothing_of_a_secret_that_the_caller_has_no_access_to()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.RestrictAsync(id);
        var colleague = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        string[] asked = [$"\"id\":\"{id}\"", $"\"id\":\"{id}\",\"version\":2", $"\"id\":\"{id}\",\"pin\":\"app\""];
        var before = await fixture.ReadManyAsync(colleague.Token, asked);

        await fixture.CreateVersionAsync(fixture.Token, id, "\"two\"");
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Put, $"/haneul/v1/secrets-manager/secrets/{id}/pins/app", fixture.Token, """{"pin":{"version":1}}""")).Status);
        Assert.Equal(200, (await fixture.MoveAsync(fixture.Token, id, 2, "DeactivateSecretVersion")).Status);
        var after = await fixture.ReadManyAsync(colleague.Token, asked);

        Assert.All(ResultsOf(before).Concat(ResultsOf(after)), static result => Assert.Equal("SecretAccessDenied", CodeOf(result)));
        Assert.Equal(before.Tag, after.Tag);
        Assert.Equal(before.Raw.Body, after.Raw.Body);
    }

    [Fact]
    public async Task A_condition_on_the_newest_version_tells_nothing_to_who_has_no_access()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.RestrictAsync(id);
        var colleague = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");

        foreach (var tag in new[] { "\"v1\"", "\"v2\"", "*" })
        {
            var answer = await fixture.CallValuesAsync(
                "GenerateSecretVersion", HttpMethod.Post, $"/secrets/{id}/versions/generated", colleague.Token, """{"version":{}}""", ("If-Match", tag));
            Assert.Equal((403, "SecretAccessDenied"), (answer.Status, CodeOf(answer.Body)));
        }
    }

    private static IReadOnlyList<JsonElement> ResultsOf(ValueAnswer answer) => ValueCalls.ResultsOf(answer);

    private async Task<string> CreateUnderAsync(string key, string value)
    {
        var (status, body) = await fixture.CallAsync(
            "CreateSecret", HttpMethod.Post, "", fixture.Token, $$$"""{"secret":{"name":"{{{NewName()}}}","secret_data":"{{{value}}}","kms_key_id":"{{{key}}}"}}""");
        Assert.Equal(201, status);
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    private Task<(int Status, JsonElement Body)> KmsAsync(string token, string key, string use, string json) =>
        fixture.CallAsync(HttpMethod.Post, $"/kms/api/v1/keys/{key}/{use}", token, json);

    /// <summary>Copies the rows of a secret to another project, under the same id.</summary>
    private async Task CopySecretAsync(string id, Persona to) => Assert.Equal(3, await Store.WriteAsync(async tx =>
        await tx.ExecuteAsync(
            $"""
            INSERT INTO secrets_secrets (project_id, id, name, default_version, version_count, active_version_count, created_at, created_by, owner_id, is_access_control_enabled)
            SELECT {to.ProjectId}, id, name, default_version, version_count, active_version_count, created_at, created_by, {to.UserId}, is_access_control_enabled
            FROM secrets_secrets WHERE id = {id}
            """)
        + await tx.ExecuteAsync(
            $"""
            INSERT INTO secrets_versions (project_id, secret_id, version, status, ciphertext, created_at)
            SELECT {to.ProjectId}, secret_id, version, status, ciphertext, created_at FROM secrets_versions WHERE secret_id = {id}
            """)
        + await tx.ExecuteAsync(
            $"""
            INSERT INTO secrets_data_keys (project_id, secret_id, version, wrapped, term)
            SELECT {to.ProjectId}, secret_id, version, wrapped, term FROM secrets_data_keys WHERE secret_id = {id}
            """)));

    /// <summary>Gives another project a key of the same id, with the material of this one.</summary>
    private async Task CopyKeyAsync(string id, Persona to)
    {
        await Store.WriteAsync(tx => tx.ExecuteAsync(
            $"""
            INSERT INTO kms_keys (project_id, id, name, type, purpose, algorithm, default_version, version_count, active_version_count, is_access_control_enabled,
                created_at, created_by, owner_id)
            SELECT {to.ProjectId}, id, name, type, purpose, algorithm, 0, 0, 0, is_access_control_enabled, created_at, created_by, {to.UserId} FROM kms_keys WHERE id = {id}
            """));
        await fixture.AddKeyVersionAsync(to.ProjectId, id, version: 1);
        Assert.Equal(200, (await KmsAsync(to.Token, id, "encrypt", Encryption)).Status);
        Assert.Equal(1, await Store.WriteAsync(tx => tx.ExecuteAsync(
            $"""
            UPDATE kms_key_material SET envelope = (SELECT envelope FROM kms_key_material WHERE project_id = {fixture.Admin.ProjectId} AND key_id = {id})
            WHERE project_id = {to.ProjectId} AND key_id = {id}
            """)));
    }

    private async Task AssertDamagedAsync(string token, string id, string code)
    {
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var (status, body) = await fixture.CallAsync("GetSecretDefaultVersion", HttpMethod.Get, $"/{id}/versions/value", token, address: ContractAddress);
        Assert.Equal((409, code), (status, CodeOf(body)));
        var (batch, read) = await fixture.CallAsync(HttpMethod.Post, "/haneul/v1/secrets-manager/values", token, $$$"""{"values":{"secrets":[{"id":"{{{id}}}"}]}}""");
        Assert.Equal(200, batch);
        Assert.Contains(code, read.ToString(), StringComparison.Ordinal);
        Assert.Contains(await fixture.EventsOfAsync(token, id), each => each.GetProperty("additional_info") is { ValueKind: JsonValueKind.Object } facts
            && facts.TryGetProperty("error_code", out var told) && told.GetString() == code);
    }
}

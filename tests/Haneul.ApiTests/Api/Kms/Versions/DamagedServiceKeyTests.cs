using Haneul.Security.Kms;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.Kms.Versions.KeyVersionsFixture;

namespace Haneul.ApiTests.Api.Kms.Versions;

/// <summary>Where the database was damaged or changed, no new version of a key is made of it, and whoever asks is told.</summary>
public sealed class DamagedServiceKeyTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>
{
    private const string NewKey = $$$"""{"key":{"name":"another",{{{Aes}}},"is_access_control_enabled":false}}""";
    private const string NewPendingKey = $$$"""{"key":{"name":"waiting",{{{Aes}}},"is_access_control_enabled":false,"is_pending_activation":true}}""";

    [Fact]
    public async Task Under_a_service_key_that_does_not_open_nothing_is_made()
    {
        var (token, projectId, id) = await NewKeyInOwnProjectAsync();
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_service_keys SET wrapped = {new byte[61]} WHERE project_id = {projectId}"));
        fixture.Services.GetRequiredService<ServiceKeys>().Forget(projectId, "kms");

        await AssertNothingIsMadeAsync(token, id);
        Assert.Equal(201, (await fixture.CallKmsAsync("CreateUserKey", HttpMethod.Post, "", NewPendingKey, token)).Status);
    }

    [Fact]
    public async Task Beside_a_service_key_that_is_gone_no_other_is_made()
    {
        var (token, projectId, id) = await NewKeyInOwnProjectAsync();
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"DELETE FROM kms_service_keys WHERE project_id = {projectId}"));
        fixture.Services.GetRequiredService<ServiceKeys>().Forget(projectId, "kms");

        await AssertNothingIsMadeAsync(token, id);
        Assert.Equal(0, await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM kms_service_keys WHERE project_id = {projectId}", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task Of_a_key_whose_row_names_no_algorithm_no_version_is_made()
    {
        var (token, _, id) = await NewKeyInOwnProjectAsync();
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_keys SET algorithm = 'nonsense' WHERE id = {id}"));

        var (status, body) = await fixture.CallKmsAsync("CreateKeyVersion", HttpMethod.Post, $"/{id}/versions", token: token);

        Assert.Equal((409, "KeyMaterialDamaged"), (status, body.GetProperty("error").GetProperty("code").GetString()));
    }

    private async Task<(string Token, string ProjectId, string KeyId)> NewKeyInOwnProjectAsync()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var (status, body) = await fixture.CallKmsAsync("CreateUserKey", HttpMethod.Post, "", NewKey.Replace("another", "own", StringComparison.Ordinal), persona.Token);
        Assert.Equal(201, status);
        return (persona.Token, persona.ProjectId, body.GetProperty("key").GetProperty("id").GetString()!);
    }

    private async Task AssertNothingIsMadeAsync(string token, string id)
    {
        foreach (var (operation, path, json) in new[] { ("CreateKeyVersion", $"/{id}/versions", null), ("CreateUserKey", "", NewKey) })
        {
            var (status, body) = await fixture.CallKmsAsync(operation, HttpMethod.Post, path, json, token);
            Assert.Equal((409, "ServiceKeyDamaged"), (status, body.GetProperty("error").GetProperty("code").GetString()));
        }

        var (_, list) = await fixture.CallKmsAsync("ListUserKeys", HttpMethod.Get, "", token: token);
        Assert.Equal(1, Assert.Single(list.GetProperty("keys").EnumerateArray()).GetProperty("default_version").GetInt32());
    }
}

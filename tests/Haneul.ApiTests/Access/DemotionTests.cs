using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Access;

/// <summary>What happens to a token that is in use when its owner's place in the project changes: felt by the next read of a secret (seed 1, permission changes and expiration).</summary>
public sealed class DemotionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task After_a_demotion_to_Project_Reader_the_same_token_reads_no_value_any_more()
    {
        var (persona, secret) = await CreateAsync();
        Assert.Equal(200, await ReadValueAsync(persona, secret));

        await fixture.AssignRoleAsync(persona.ProjectId, persona.UserId, "project_reader");
        await fixture.UnassignRoleAsync(persona.ProjectId, persona.UserId, "project_admin");

        Assert.Equal(403, await ReadValueAsync(persona, secret));
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"/secrets-manager/api/v1/secrets/{secret}", persona.Token)).Status);
    }

    [Fact]
    public async Task After_a_demotion_to_Project_Member_the_same_token_still_reads_the_value()
    {
        var (persona, secret) = await CreateAsync();

        await fixture.AssignRoleAsync(persona.ProjectId, persona.UserId, "project_member");
        await fixture.UnassignRoleAsync(persona.ProjectId, persona.UserId, "project_admin");

        Assert.Equal(200, await ReadValueAsync(persona, secret));
    }

    [Fact]
    public async Task Without_a_role_in_the_project_the_next_read_is_401()
    {
        var (persona, secret) = await CreateAsync();
        Assert.Equal(200, await ReadValueAsync(persona, secret));

        await fixture.UnassignRoleAsync(persona.ProjectId, persona.UserId, "project_admin");

        Assert.Equal(401, await ReadValueAsync(persona, secret));
    }

    [Fact]
    public async Task After_its_access_key_is_deleted_the_next_read_is_401()
    {
        var (persona, secret) = await CreateAsync();
        Assert.Equal(200, await ReadValueAsync(persona, secret));

        var own = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var (status, _) = await fixture.CallAsync(HttpMethod.Delete, $"/identity/v3/users/{persona.UserId}/application_credentials/{persona.AccessKeyId}", own);

        Assert.Equal(204, status);
        Assert.Equal(401, await ReadValueAsync(persona, secret));
    }

    private async Task<(Persona Persona, string SecretId)> CreateAsync()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, "/secrets-manager/api/v1/secrets", persona.Token, """{"secret":{"name":"watched","secret_data":"value"}}""");
        Assert.Equal(201, status);
        return (persona, body.GetProperty("secret").GetProperty("id").GetString()!);
    }

    private async Task<int> ReadValueAsync(Persona persona, string secretId)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{secretId}/versions/value", persona.Token);
        Assert.Equal(status == 200 ? JsonValueKind.String : JsonValueKind.Null, body.GetProperty("data").ValueKind);
        return status;
    }
}

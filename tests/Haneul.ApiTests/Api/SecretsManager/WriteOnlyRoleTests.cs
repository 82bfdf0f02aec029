using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>Who only writes: stores new versions, sees secrets, reads no value and changes nothing else.</summary>
public sealed class WriteOnlyRoleTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_writer_stores_versions_and_reads_and_changes_nothing()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var writer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "secrets_manager_writer");

        Assert.Equal(2, await fixture.CreateVersionAsync(writer.Token, id, "\"rotated\""));
        Assert.Equal(2, (await fixture.VersionsAsync(writer.Token, id)).Count);
        Assert.Equal("rotated", await fixture.ReadFlatAsync(fixture.Token, id));
        Assert.Equal(403, (await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/2/value", writer.Token)).Status);
        Assert.Equal(403, (await fixture.CallAsync("GetSecretDefaultVersion", HttpMethod.Get, $"/{id}/versions/value", writer.Token, address: ContractAddress)).Status);
        Assert.Equal(403, (await fixture.MoveAsync(writer.Token, id, 1, "DestroySecretVersion")).Status);
        Assert.Equal(403, (await fixture.MoveAsync(writer.Token, id, 1, "DeactivateSecretVersion")).Status);
        Assert.Equal(403, (await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", writer.Token, NewSecret(NewName(), "1"))).Status);
        Assert.Equal(403, (await fixture.CallAsync("DeleteSecret", HttpMethod.Delete, $"/{id}", writer.Token)).Status);
    }

    [Theory]
    [InlineData("project_reader")]
    [InlineData("secrets_manager_viewer")]
    public async Task A_viewer_stores_nothing(string role)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var viewer = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, role);
        Assert.Equal(403, (await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", viewer.Token, NewVersion("2"))).Status);
    }
}

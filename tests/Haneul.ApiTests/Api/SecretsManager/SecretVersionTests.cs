using System.Text.Json;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class SecretVersionTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_new_version_is_active_and_becomes_the_default()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "\"one\"");
        var (status, body) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion("{\"b\":2}"));

        Assert.Equal(201, status);
        var version = body.GetProperty("version");
        Assert.Equal(2, version.GetProperty("version").GetInt32());
        Assert.Equal("Active", version.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, version.GetProperty("resolved_destruction_at").ValueKind);
        Assert.Equal("{\"b\":2}", await fixture.ReadFlatAsync(fixture.Token, id));
        var (_, secret) = await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token);
        Assert.Equal(2, secret.GetProperty("secret").GetProperty("default_version").GetInt32());
        Assert.Equal(2, secret.GetProperty("secret").GetProperty("version_count").GetInt32());
    }

    [Fact]
    public async Task Versions_created_at_once_get_consecutive_numbers_and_keep_their_values()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "0");
        var created = await Task.WhenAll(Enumerable.Range(1, 40).Select(async value => (Number: await fixture.CreateVersionAsync(fixture.Token, id, $"{value}"), Value: value)));

        Assert.Equal(Enumerable.Range(2, 40), created.Select(version => version.Number).Order());
        foreach (var (number, value) in created)
        {
            Assert.Equal($"{value}", await fixture.ReadFlatAsync(fixture.Token, id, $"?version={number}"));
        }
    }

    [Theory]
    [InlineData("""{"version":{}}""", "version.secret: is required")]
    [InlineData("""{"version":{"secret":1,"value":1}}""", "version.value: is not a known field")]
    [InlineData("""{"version":{"secret":1,"secret":1}}""", "version.secret: must not be repeated")]
    [InlineData("""{"version":7}""", "version: must be an object")]
    [InlineData("""{"secret":1}""", "version: is required")]
    [InlineData("""{"version":{"secret":{"a":1,"a":1}}}""", "version.secret: must not have an object with a repeated field")]
    public async Task A_wrong_body_is_400_and_stores_nothing(string json, string expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, json);

        Assert.Equal(400, status);
        Assert.Contains(expected, MessageOf(body), StringComparison.Ordinal);
        Assert.Equal("v1", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task A_null_is_a_value()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.CreateVersionAsync(fixture.Token, id, "null");
        Assert.Equal("null", await fixture.ReadFlatAsync(fixture.Token, id));
        Assert.Equal("null", await fixture.ReadContractAsync(fixture.Token, id));
    }

    [Fact]
    public async Task A_secret_of_another_project_takes_no_version()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, _) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.OtherToken, NewVersion("1"));
        Assert.Equal(404, status);
        Assert.Equal(404, (await fixture.CallAsync("ListSecretVersions", HttpMethod.Get, $"/{id}/versions", fixture.OtherToken)).Status);
        Assert.Equal(404, (await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.OtherToken)).Status);
        Assert.Equal("v1", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task A_full_secret_says_so_and_takes_no_more()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_secrets SET version_count = 1000 WHERE id = {id}"));

        var (status, body) = await fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion("1"));
        Assert.Equal(409, status);
        Assert.Equal("SecretVersionQuotaReached", CodeOf(body));
        var (_, secret) = await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token);
        Assert.False(secret.GetProperty("secret").GetProperty("is_version_creation_allowed").GetBoolean());
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_in_pages()
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        for (var value = 2; value <= 5; value++)
        {
            await fixture.CreateVersionAsync(fixture.Token, id, $"{value}");
        }

        Assert.Equal([5, 4, 3, 2, 1], await NumbersAsync(id, ""));
        Assert.Equal([3, 2], await NumbersAsync(id, "?limit=2&offset=2"));
        Assert.Equal([1, 2, 3, 4, 5], await NumbersAsync(id, "?sort_keys=version"));
        Assert.Equal([], await NumbersAsync(id, "?offset=5"));
    }

    [Theory]
    [InlineData("version=2", new[] { 2 })]
    [InlineData("version=9", new int[0])]
    [InlineData("status=Active", new[] { 3, 1 })]
    [InlineData("status=Deactivated", new[] { 2 })]
    [InlineData("status=Destroyed", new int[0])]
    [InlineData("secret_id=other", new int[0])]
    [InlineData("kms_key_name=k", new int[0])]
    [InlineData("kms_key_id=k", new int[0])]
    [InlineData("kms_key_version=1", new int[0])]
    [InlineData("status=Active&version=1", new[] { 1 })]
    public async Task Every_filter_of_the_contract_filters(string filter, int[] expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        await fixture.CreateVersionAsync(fixture.Token, id, "2");
        await fixture.CreateVersionAsync(fixture.Token, id, "3");
        await fixture.Services.GetRequiredService<IDatabase>()
            .WriteAsync(tx => tx.ExecuteAsync($"UPDATE secrets_versions SET status = 'Deactivated' WHERE secret_id = {id} AND version = 2"));

        Assert.Equal(expected, await NumbersAsync(id, $"?{filter}"));
    }

    [Theory]
    [InlineData("version=x", "version")]
    [InlineData("status=active", "status")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("offset=-1", "offset")]
    [InlineData("sort_keys=name", "sort_keys")]
    [InlineData("colour=red", "colour")]
    public async Task A_wrong_parameter_is_400_and_named(string query, string named)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync("ListSecretVersions", HttpMethod.Get, $"/{id}/versions?{query}", fixture.Token);
        Assert.Equal(400, status);
        Assert.Contains($"{named}: ", MessageOf(body), StringComparison.Ordinal);
    }

    private async Task<IEnumerable<int>> NumbersAsync(string id, string query)
    {
        var (status, body) = await fixture.CallAsync("ListSecretVersions", HttpMethod.Get, $"/{id}/versions{query}", fixture.Token);
        Assert.Equal(200, status);
        return body.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("version").GetInt32());
    }
}

using System.Text.Json;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class SecretDeletionTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    [Fact]
    public async Task A_secret_goes_when_all_its_versions_are_destroyed_and_its_name_is_free()
    {
        var name = NewName();
        var id = await fixture.CreateSecretAsync(fixture.Token, name: name);
        await fixture.CreateVersionAsync(fixture.Token, id, "2");
        await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion");

        var (status, body) = await DeleteAsync(fixture.Token, id);
        Assert.Equal(409, status);
        Assert.Equal("SecretHasVersions", CodeOf(body));
        Assert.Contains("has 1 versions that are not destroyed", MessageOf(body), StringComparison.Ordinal);

        await fixture.MoveAsync(fixture.Token, id, 2, "DestroySecretVersion");
        Assert.Equal(204, (await DeleteAsync(fixture.Token, id)).Status);
        Assert.Equal(404, (await DeleteAsync(fixture.Token, id)).Status);
        Assert.Equal(404, (await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token)).Status);
        await AssertNoRowsAsync(id);
        await fixture.CreateSecretAsync(fixture.Token, name: name);
    }

    [Fact]
    public async Task A_deletion_is_on_the_trail_with_the_name()
    {
        var name = NewName();
        var id = await NewEmptyAsync(name);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await DeleteAsync(fixture.Token, id);

        var newest = (await fixture.EventsOfAsync(fixture.Token, id))[0];
        Assert.Equal("Delete Secret", newest.GetProperty("event_name").GetString());
        Assert.Equal(name, newest.GetProperty("resource").GetProperty("name").GetString());
        Assert.Equal("success", newest.GetProperty("result").GetString());
    }

    [Fact]
    public async Task Another_projects_secret_cannot_be_deleted()
    {
        var id = await NewEmptyAsync();
        Assert.Equal(404, (await DeleteAsync(fixture.OtherToken, id)).Status);
        var (_, body) = await BulkAsync(fixture.OtherToken, id);
        Assert.Equal([(id, "SecretNotFound")], ResultsOf(body));
        await fixture.SecretAsync(fixture.Token, id);
    }

    [Fact]
    public async Task Of_several_secrets_those_that_can_go_go_and_each_has_a_result_and_an_event()
    {
        var name = NewName();
        var empty = await NewEmptyAsync(name);
        var full = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await BulkAsync(fixture.Token, full, empty, "no-such", empty);

        Assert.Equal(200, status);
        var bulk = body.GetProperty("secrets");
        Assert.Equal((3, 4, 1, 2), (bulk.GetProperty("total").GetInt32(), bulk.GetProperty("requested").GetInt32(), bulk.GetProperty("succeeded").GetInt32(), bulk.GetProperty("failed").GetInt32()));
        Assert.Equal([(full, "SecretHasVersions"), (empty, ""), ("no-such", "SecretNotFound")], ResultsOf(body));
        await AssertNoRowsAsync(empty);
        await fixture.SecretAsync(fixture.Token, full);
        var deleted = Assert.Single(await fixture.EventsOfAsync(fixture.Token, empty), each => each.GetProperty("event_name").GetString() == "Delete Secret");
        Assert.Equal(name, deleted.GetProperty("resource").GetProperty("name").GetString());
        Assert.Equal("failed", (await fixture.EventsOfAsync(fixture.Token, full)).Single(each => each.GetProperty("event_name").GetString() == "Delete Secret").GetProperty("result").GetString());
    }

    [Theory]
    [InlineData("{}", "secrets: is required")]
    [InlineData("""{"secrets":{}}""", "secrets.ids: is required")]
    [InlineData("""{"secrets":{"ids":[]}}""", "secrets.ids: must name at least one")]
    [InlineData("""{"secrets":{"ids":[1]}}""", "secrets.ids[0]: must be a string")]
    [InlineData("""{"secrets":{"ids":["a"],"force":true}}""", "secrets.force: is not a known field")]
    public async Task A_wrong_body_is_400(string json, string expected)
    {
        var (status, body) = await fixture.CallAsync("BulkDeleteSecrets", HttpMethod.Post, "/deletions", fixture.Token, json);
        Assert.Equal(400, status);
        Assert.Contains(expected, MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_and_a_new_version_at_once_never_lose_the_version()
    {
        for (var round = 0; round < 10; round++)
        {
            var id = await NewEmptyAsync();
            var deleting = DeleteAsync(fixture.Token, id);
            var creating = fixture.CallAsync("CreateSecretVersion", HttpMethod.Post, $"/{id}/versions", fixture.Token, NewVersion("2"));
            var (deleted, created) = ((await deleting).Status, (await creating).Status);

            Assert.Contains((deleted, created), new[] { (204, 404), (409, 201) });
            Assert.Equal(created == 201 ? 200 : 404, (await fixture.CallAsync("GetSecret", HttpMethod.Get, $"/{id}", fixture.Token)).Status);
        }
    }

    private async Task<string> NewEmptyAsync(string? name = null)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, name: name ?? NewName());
        await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion");
        return id;
    }

    private Task<(int Status, JsonElement Body)> DeleteAsync(string token, string id) => fixture.CallAsync("DeleteSecret", HttpMethod.Delete, $"/{id}", token);

    private Task<(int Status, JsonElement Body)> BulkAsync(string token, params string[] ids) =>
        fixture.CallAsync("BulkDeleteSecrets", HttpMethod.Post, "/deletions", token, $$$"""{"secrets":{"ids":[{{{string.Join(',', ids.Select(Quote))}}}]}}""");

    private async Task AssertNoRowsAsync(string id) => Assert.Equal(0, await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT (SELECT COUNT(*) FROM secrets_secrets WHERE id = {id}) + (SELECT COUNT(*) FROM secrets_versions WHERE secret_id = {id})
            + (SELECT COUNT(*) FROM secrets_data_keys WHERE secret_id = {id}) + (SELECT COUNT(*) FROM access_allowed_subjects WHERE resource_id = {id})
        """,
        row => row.GetInt64(0))));

    private static IEnumerable<(string Id, string Error)> ResultsOf(JsonElement body) => body.GetProperty("secrets").GetProperty("results").EnumerateArray().Select(result =>
        (result.GetProperty("id").GetString()!, result.GetProperty("is_succeeded").GetBoolean() ? "" : result.GetProperty("error_code").GetString()!));
}

using System.Text.Json;
using static Haneul.ApiTests.Api.Kms.Keys.KeyCalls;

namespace Haneul.ApiTests.Api.Kms.Keys;

public sealed class DeleteUserKeyTests(KeysFixture fixture) : IClassFixture<KeysFixture>
{
    private const string Pending = "\"is_pending_activation\":true,\"rotation_period\":3";

    [Fact]
    public async Task A_key_in_pre_activation_is_deleted_at_once_and_its_name_is_free()
    {
        var id = await fixture.CreateKeyIdAsync(fixture.Token, "short life", Pending);

        Assert.Equal(204, await DeleteAsync(id));
        Assert.Equal(404, await DeleteAsync(id));
        Assert.Equal(0, await fixture.RowsOfAsync(id));
        await fixture.CreateKeyAsync(fixture.Token, "short life", more: Pending);
    }

    [Fact]
    public async Task A_key_with_versions_stays()
    {
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName());
        var (status, body) = await fixture.CallAsync("DeleteUserKey", HttpMethod.Delete, $"/keys/{id}", fixture.Token);

        Assert.Equal(409, status);
        Assert.Equal("KeyHasVersions", CodeOf(body));
        Assert.Contains("1 versions that are not destroyed", MessageOf(body), StringComparison.Ordinal);
        Assert.False((await fixture.GetKeyAsync(fixture.Token, id)).GetProperty("is_immediate_delete_enabled").GetBoolean());
    }

    [Fact]
    public async Task A_key_whose_versions_are_destroyed_goes_with_all_that_belongs_to_it()
    {
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"rotation_period\":9,\"access_target_ids\":[\"{await ReaderAsync()}\"]");

        // The key, its version and the material, who is on its list, and the rotation that is planned.
        Assert.Equal(5, await fixture.RowsOfAsync(id));
        await fixture.DestroyVersionsAsync(id);
        Assert.True((await fixture.GetKeyAsync(fixture.Token, id)).GetProperty("is_immediate_delete_enabled").GetBoolean());
        Assert.Equal(204, await DeleteAsync(id));
        Assert.Equal(0, await fixture.RowsOfAsync(id));
    }

    [Fact]
    public async Task A_key_that_something_needs_stays_and_says_how_many()
    {
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName());
        await fixture.DestroyVersionsAsync(id);
        fixture.Kept.Keep(fixture.Admin.ProjectId, id, 3);

        var (status, body) = await fixture.CallAsync("DeleteUserKey", HttpMethod.Delete, $"/keys/{id}", fixture.Token);
        Assert.Equal(409, status);
        Assert.Equal("KeyInUse", CodeOf(body));
        Assert.Contains("3 parcels", MessageOf(body), StringComparison.Ordinal);
        Assert.False((await fixture.GetKeyAsync(fixture.Token, id)).GetProperty("is_immediate_delete_enabled").GetBoolean());

        fixture.Kept.Keep(fixture.Admin.ProjectId, id, 0);
        Assert.True((await fixture.GetKeyAsync(fixture.Token, id)).GetProperty("is_immediate_delete_enabled").GetBoolean());
        Assert.Equal(204, await DeleteAsync(id));
    }

    [Fact]
    public async Task Of_many_who_delete_a_key_at_once_one_succeeds()
    {
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), Pending);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => DeleteAsync(id)));

        Assert.Equal(1, statuses.Count(status => status == 204));
        Assert.Equal(7, statuses.Count(status => status == 404));
    }

    [Fact]
    public async Task Several_keys_are_deleted_each_with_a_result_and_an_event_of_its_own()
    {
        var admin = await fixture.NewProjectAsync();
        var pending = await fixture.CreateKeyIdAsync(admin.Token, "pending", Pending);
        var alive = await fixture.CreateKeyIdAsync(admin.Token, "alive");
        var destroyed = await fixture.CreateKeyIdAsync(admin.Token, "destroyed");
        var needed = await fixture.CreateKeyIdAsync(admin.Token, "needed", Pending);
        await fixture.DestroyVersionsAsync(destroyed);
        fixture.Kept.Keep(admin.ProjectId, needed, 1);
        fixture.Time.Advance(TimeSpan.FromSeconds(1));

        var (status, body) = await fixture.CallAsync(
            "BulkDeleteUserKeys", HttpMethod.Post, "/keys/deletions", admin.Token, Ids(pending, alive, "nowhere", destroyed, pending, needed));
        Assert.Equal(200, status);
        var keys = body.GetProperty("keys");
        Assert.Equal((5, 6, 2, 3), (Count(keys, "total"), Count(keys, "requested"), Count(keys, "succeeded"), Count(keys, "failed")));
        Assert.Equal(
            [(pending, true, null), (alive, false, "KeyHasVersions"), ("nowhere", false, "KeyNotFound"), (destroyed, true, null), (needed, false, "KeyInUse")],
            keys.GetProperty("results").EnumerateArray().Select(result =>
                (result.GetProperty("id").GetString()!, result.GetProperty("is_succeeded").GetBoolean(), result.GetProperty("error_code").GetString())));
        Assert.Equal(0, await fixture.RowsOfAsync(pending) + await fixture.RowsOfAsync(destroyed));
        Assert.Equal("alive", (await fixture.GetKeyAsync(admin.Token, alive)).GetProperty("name").GetString());

        foreach (var (id, name, result, error) in new (string, string?, string, string?)[]
        {
            (pending, "pending", "success", null),
            (alive, "alive", "failed", "KeyHasVersions"),
            ("nowhere", null, "failed", "KeyNotFound"),
            (destroyed, "destroyed", "success", null),
            (needed, "needed", "failed", "KeyInUse"),
        })
        {
            var deleted = Assert.Single(await fixture.EventsAsync(admin.Token, $"event_name=Delete%20Key&resource_id={id}"));
            Assert.Equal(
                (name, result, error),
                (deleted.GetProperty("resource").GetProperty("name").GetString(), deleted.GetProperty("result").GetString(), FactOf(deleted, "error_code")));
        }
    }

    [Fact]
    public async Task Those_who_name_the_same_keys_in_different_orders_do_not_wait_for_each_other_for_ever()
    {
        var ids = new List<string>();
        for (var count = 0; count < 6; count++)
        {
            ids.Add(await fixture.CreateKeyIdAsync(fixture.Token, NewName(), Pending));
        }

        var bodies = await Task.WhenAll(Enumerable.Range(0, 6).Select(async turn =>
        {
            string[] order = [.. ids.Skip(turn), .. ids.Take(turn)];
            var (status, body) = await fixture.CallAsync("BulkDeleteUserKeys", HttpMethod.Post, "/keys/deletions", fixture.Token, Ids(turn % 2 == 0 ? order : [.. order.Reverse()]));
            Assert.Equal(200, status);
            return body.GetProperty("keys");
        }));

        Assert.Equal(ids.Count, bodies.Sum(keys => Count(keys, "succeeded")));
    }

    [Theory]
    [InlineData("{}", "keys: is required")]
    [InlineData("""{"keys":{}}""", "keys.ids: is required")]
    [InlineData("""{"keys":{"ids":[]}}""", "keys.ids: must name at least one")]
    [InlineData("""{"keys":{"ids":"a"}}""", "keys.ids: must be a list")]
    [InlineData("""{"keys":{"ids":["a",7]}}""", "keys.ids[1]: must be a string")]
    [InlineData("""{"keys":{"ids":["a"],"colour":1}}""", "keys.colour: is not a known field")]
    public async Task A_wrong_body_is_400(string json, string problem)
    {
        var (status, body) = await fixture.CallAsync("BulkDeleteUserKeys", HttpMethod.Post, "/keys/deletions", fixture.Token, json);
        Assert.Equal(400, status);
        Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_a_hundred_keys_go_with_one_call()
    {
        var json = Ids([.. Enumerable.Range(0, 101).Select(number => $"{number}")]);
        Assert.Equal(400, (await fixture.CallAsync("BulkDeleteUserKeys", HttpMethod.Post, "/keys/deletions", fixture.Token, json)).Status);
        Assert.Equal(400, (await fixture.CallAsync("BulkDeleteUserKeys", HttpMethod.Post, "/keys/deletions?colour=red", fixture.Token, Ids("a"))).Status);
        Assert.Equal(400, (await fixture.CallAsync("DeleteUserKey", HttpMethod.Delete, "/keys/a?force=true", fixture.Token)).Status);
    }

    private static string Ids(params string[] ids) => $$$"""{"keys":{"ids":{{{Quote(ids)}}}}}""";

    private static int Count(JsonElement result, string name) => result.GetProperty(name).GetInt32();

    private async Task<int> DeleteAsync(string id) => (await fixture.CallAsync("DeleteUserKey", HttpMethod.Delete, $"/keys/{id}", fixture.Token)).Status;

    private async Task<string> ReaderAsync() => (await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_viewer")).UserId;
}

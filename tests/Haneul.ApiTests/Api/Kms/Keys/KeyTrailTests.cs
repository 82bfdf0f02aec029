using System.Text.Json;
using static Haneul.ApiTests.Api.Kms.Keys.KeyCalls;

namespace Haneul.ApiTests.Api.Kms.Keys;

public sealed class KeyTrailTests(KeysFixture fixture) : IClassFixture<KeysFixture>
{
    [Fact]
    public async Task Each_call_about_a_key_leaves_one_event()
    {
        var name = NewName();
        var id = await fixture.CreateKeyIdAsync(fixture.Token, name, "\"access_target_ids\":[]");
        await StepAsync("GetKey", HttpMethod.Get, $"/keys/{id}");
        await StepAsync("GetKeyByName", HttpMethod.Get, $"/keys/name/{name}");
        await StepAsync("ListUserKeyAccessTargets", HttpMethod.Get, $"/keys/{id}/access-control/targets");
        await StepAsync("AddUserKeyAccessTargets", HttpMethod.Post, $"/keys/{id}/access-control/targets", """{"targets":{"ids":["x"]}}""");
        await StepAsync("RemoveUserKeyAccessTargets", HttpMethod.Post, $"/keys/{id}/access-control/targets/deletions", """{"targets":{"ids":["x"]}}""");
        await StepAsync("UpdateUserKeyAccessControl", HttpMethod.Put, $"/keys/{id}/access-control", """{"access_control":{"is_enabled":false}}""");
        await fixture.DestroyVersionsAsync(id);
        await StepAsync("DeleteUserKey", HttpMethod.Delete, $"/keys/{id}");

        var events = (await fixture.EventsAsync(fixture.Token, $"resource_id={id}")).Reverse().ToList();
        Assert.Equal(
            [
                ("Create Key", "CreateUserKey"),
                ("Get Key", "GetKey"),
                ("Get Key By Name", "GetKeyByName"),
                ("List User Key Access Targets", "ListUserKeyAccessTargets"),
                ("Add User Key Access Targets", "AddUserKeyAccessTargets"),
                ("Remove User Key Access Targets", "RemoveUserKeyAccessTargets"),
                ("Update User Key Access Control", "UpdateUserKeyAccessControl"),
                ("Delete Key", "DeleteUserKey"),
            ],
            events.Select(e => (e.GetProperty("event_name").GetString()!, e.GetProperty("request").GetProperty("operation_id").GetString()!)));
        Assert.Equal("1", FactOf(events[0], "version"));
        Assert.Equal("false", FactOf(events[6], "is_enabled"));
        Assert.All(events, e =>
        {
            Assert.Equal("success", e.GetProperty("result").GetString());
            Assert.Equal("Key", e.GetProperty("resource").GetProperty("type").GetString());
            Assert.Equal(name, e.GetProperty("resource").GetProperty("name").GetString());
            Assert.Equal("Key Management Service", e.GetProperty("resource").GetProperty("source_service").GetString());
            Assert.Equal(fixture.Admin.UserId, e.GetProperty("user").GetProperty("uuid").GetString());
        });
    }

    [Theory]
    [InlineData("ListUserKeys", "/keys", "List User Keys")]
    [InlineData("ListServiceKeys", "/service-keys", "Get Service Key")]
    [InlineData("ListSymmetricKeys", "/symmetric-keys", "List Symmetric Keys")]
    [InlineData("ListKeyAlgorithms", "/algorithms", "List Key Algorithms")]
    [InlineData("GetKmsServiceStatus", "/activation", "Get Kms Service Status")]
    public async Task Calls_about_no_key_in_particular_are_on_the_trail_too(string operation, string path, string eventName)
    {
        var admin = await fixture.NewProjectAsync();
        await fixture.CallAsync(operation, HttpMethod.Get, path, admin.Token);
        Assert.Single(await fixture.EventsAsync(admin.Token, $"event_name={Uri.EscapeDataString(eventName)}"));
    }

    [Fact]
    public async Task What_was_refused_or_failed_is_on_the_trail_and_nothing_of_it_in_the_database()
    {
        var admin = await fixture.NewProjectAsync();
        var viewer = await fixture.CreatePersonaAsync(admin.ProjectId, "kms_viewer");
        await fixture.CreateKeyAsync(admin.Token, "taken");
        await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", admin.Token, NewKey("taken"));
        await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", viewer.Token, NewKey("other"));
        await fixture.CallAsync("DeleteUserKey", HttpMethod.Delete, "/keys/nowhere", admin.Token);

        var failed = Assert.Single(await fixture.EventsAsync(admin.Token, "event_name=Create%20Key&result=failed"));
        Assert.Equal("taken", failed.GetProperty("resource").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, failed.GetProperty("resource").GetProperty("id").ValueKind);
        Assert.Equal("KeyNameAlreadyExists", FactOf(failed, "error_code"));
        var refused = Assert.Single(await fixture.EventsAsync(admin.Token, "event_name=Create%20Key&result=refused"));
        Assert.Equal(viewer.UserId, refused.GetProperty("user").GetProperty("uuid").GetString());
        var missing = Assert.Single(await fixture.EventsAsync(admin.Token, "event_name=Delete%20Key&resource_id=nowhere"));
        Assert.Equal("KeyNotFound", FactOf(missing, "error_code"));
        Assert.Equal(1, await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM kms_keys WHERE project_id = {admin.ProjectId}", row => row.GetInt64(0))));
    }

    /// <summary>One call at a time of its own, so that the order of the events is theirs.</summary>
    private async Task StepAsync(string operationId, HttpMethod method, string path, string? json = null)
    {
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await fixture.CallAsync(operationId, method, path, fixture.Token, json);
    }
}

using System.Text.Json;
using static Haneul.ApiTests.Api.Kms.Keys.KeyCalls;

namespace Haneul.ApiTests.Api.Kms.Keys;

/// <summary>What becomes of the list of a key.</summary>
public sealed class KeyAccessTargetsTests(KeysFixture fixture) : IClassFixture<KeysFixture>
{
    private const string Some = """{"targets":{"ids":["nobody"]}}""";

    [Fact]
    public async Task A_list_at_creation_is_the_list_of_the_key()
    {
        var listed = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        var id = await fixture.CreateKeyIdAsync(
            fixture.Token, NewName(), $"\"access_target_ids\":[\"{listed.UserId}\",\"{listed.UserId}\",\"{fixture.Admin.UserId}\"]");

        // The owner is let in without being on the list.
        var target = Assert.Single(await fixture.TargetsAsync(fixture.Token, id));
        Assert.Equal(listed.UserId, target.GetProperty("id").GetString());
        Assert.Equal(listed.UserName, target.GetProperty("name").GetString());
        Assert.Equal("USER", target.GetProperty("assignment_type").GetString());
        Assert.True(target.GetProperty("is_exists").GetBoolean());
        Assert.Equal(fixture.Admin.UserName, target.GetProperty("created_by").GetString());
        Assert.True((await fixture.GetKeyAsync(listed.Token, id)).GetProperty("is_accessible").GetBoolean());
    }

    [Fact]
    public async Task An_unknown_subject_at_creation_is_named_by_its_place_and_nothing_is_created()
    {
        var name = NewName();
        var stranger = await fixture.NewProjectAsync();
        var more = $"\"access_target_ids\":[\"{fixture.Admin.UserId}\",\"nobody\",\"{stranger.UserId}\",\"nobody\"]";
        var (status, body) = await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", fixture.Token, NewKey(name, more: more));

        Assert.Equal(400, status);
        foreach (var place in new[] { 1, 2, 3 })
        {
            Assert.Contains($"key.access_target_ids[{place}]: ", MessageOf(body), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("[0]", MessageOf(body), StringComparison.Ordinal);
        await fixture.CreateKeyAsync(fixture.Token, name);
    }

    [Fact]
    public async Task Subjects_are_added_and_removed_each_with_a_result()
    {
        var user = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        var group = await fixture.GroupWithAsync(fixture.Admin.ProjectId, user.UserId);
        var account = await ServiceAccountAsync();
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"access_target_ids\":[\"{user.UserId}\"]");

        var (status, body) = await fixture.ChangeAsync("Add", fixture.Token, id, user.UserId, group, account, "nobody", group, fixture.Admin.UserId);
        Assert.Equal(200, status);
        var targets = body.GetProperty("targets");
        Assert.Equal("5 6 4 1", Counts(targets));
        Assert.Equal(
            [(user.UserId, false, true, null), (group, true, false, null), (account, true, false, null), ("nobody", false, false, "AccessTargetNotFound"), (fixture.Admin.UserId, false, true, null)],
            ResultsOf(targets));
        Assert.Equal(
            [("GROUP", group), ("SERVICE_ACCOUNT", account), ("USER", user.UserId)],
            (await fixture.TargetsAsync(fixture.Token, id)).Select(target => (target.GetProperty("assignment_type").GetString()!, target.GetProperty("id").GetString()!))
                .OrderBy(target => target.Item1, StringComparer.Ordinal));

        (status, body) = await fixture.ChangeAsync("Remove", fixture.Token, id, group, "nobody", user.UserId, group);
        Assert.Equal(200, status);
        Assert.Equal("3 4 2 1", Counts(body.GetProperty("targets")));
        Assert.Equal(
            [(group, false, false, null), ("nobody", false, false, "AccessTargetNotListed"), (user.UserId, false, false, null)],
            ResultsOf(body.GetProperty("targets")));
        Assert.Equal(account, Assert.Single(await fixture.TargetsAsync(fixture.Token, id)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Switching_on_keeps_the_list_without_ids_and_replaces_it_with_them()
    {
        var (first, second, third) = (await MemberAsync(), await MemberAsync(), await MemberAsync());
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"access_target_ids\":[\"{first}\",\"{second}\"]");

        foreach (var keep in new[] { null, "null" })
        {
            var (status, body) = await fixture.SetAsync(fixture.Token, id, true, keep);
            Assert.Equal(200, status);
            Assert.Equal("0 0 0 0", Counts(body.GetProperty("access_control").GetProperty("targets")));
            Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), await IdsAsync(id));
        }

        var (replaced, answer) = await fixture.SetAsync(fixture.Token, id, true, $"[\"{second}\",\"{third}\",\"nobody\"]");
        Assert.Equal(200, replaced);
        Assert.True(answer.GetProperty("access_control").GetProperty("is_enabled").GetBoolean());
        Assert.Equal("3 3 2 1", Counts(answer.GetProperty("access_control").GetProperty("targets")));
        Assert.Equal(
            [(second, false, true, null), (third, true, false, null), ("nobody", false, false, "AccessTargetNotFound")],
            ResultsOf(answer.GetProperty("access_control").GetProperty("targets")));
        Assert.Equal(new[] { second, third }.Order(StringComparer.Ordinal), await IdsAsync(id));
        var changed = (await fixture.EventsAsync(fixture.Token, $"resource_id={id}&event_name=Update%20User%20Key%20Access%20Control"))[0];
        Assert.Equal(third, FactOf(changed, "added"));
        Assert.Equal(first, FactOf(changed, "removed"));

        await fixture.SetAsync(fixture.Token, id, true, "[]");
        Assert.Empty(await IdsAsync(id));
    }

    [Fact]
    public async Task Switching_off_empties_the_list()
    {
        var listed = await MemberAsync();
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"access_target_ids\":[\"{listed}\"]");

        var (status, body) = await fixture.SetAsync(fixture.Token, id, false, "[]");
        Assert.Equal(200, status);
        Assert.False(body.GetProperty("access_control").GetProperty("is_enabled").GetBoolean());
        Assert.Empty(await IdsAsync(id));
        Assert.False((await fixture.GetKeyAsync(fixture.Token, id)).GetProperty("is_access_control_enabled").GetBoolean());
        foreach (var change in new[] { "Add", "Remove" })
        {
            (status, body) = await fixture.ChangeAsync(change, fixture.Token, id, listed);
            Assert.Equal((409, "AccessControlDisabled"), (status, CodeOf(body)));
        }

        await fixture.SetAsync(fixture.Token, id, true);
        Assert.Empty(await IdsAsync(id));
    }

    [Fact]
    public async Task Lists_that_are_replaced_at_once_end_as_one_of_them()
    {
        var members = new List<string> { await MemberAsync(), await MemberAsync(), await MemberAsync() };
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), "\"access_target_ids\":[]");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async turn =>
            Assert.Equal(200, (await fixture.SetAsync(fixture.Token, id, true, $"[\"{members[turn % 3]}\"]")).Status)));

        Assert.Contains(Assert.Single(await IdsAsync(id)), members);
    }

    [Theory]
    [InlineData("""{}""", "access_control: is required")]
    [InlineData("""{"access_control":{}}""", "access_control.is_enabled: is required")]
    [InlineData("""{"access_control":{"is_enabled":null}}""", "access_control.is_enabled: must not be null")]
    [InlineData("""{"access_control":{"is_enabled":1}}""", "access_control.is_enabled: must be true or false")]
    [InlineData("""{"access_control":{"is_enabled":false,"target_ids":["a"]}}""", "access_control.target_ids: needs is_enabled to be true")]
    [InlineData("""{"access_control":{"is_enabled":true,"target_ids":"a"}}""", "access_control.target_ids: must be a list")]
    [InlineData("""{"access_control":{"is_enabled":true,"colour":1}}""", "access_control.colour: is not a known field")]
    public async Task A_wrong_change_of_access_control_is_400(string json, string problem)
    {
        var (status, body) = await fixture.CallAsync("UpdateUserKeyAccessControl", HttpMethod.Put, "/keys/a/access-control", fixture.Token, json);
        Assert.Equal(400, status);
        Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""", "targets: is required")]
    [InlineData("""{"targets":{"ids":null}}""", "targets.ids: must not be null")]
    [InlineData("""{"targets":{"ids":[]}}""", "targets.ids: must name at least one")]
    [InlineData("""{"targets":{"ids":[7]}}""", "targets.ids[0]: must be a string")]
    [InlineData("""{"targets":{"ids":["a"]},"more":1}""", "more: is not a known field")]
    public async Task A_wrong_list_of_subjects_is_400(string json, string problem)
    {
        foreach (var (operation, path) in new[] { ("AddUserKeyAccessTargets", "targets"), ("RemoveUserKeyAccessTargets", "targets/deletions") })
        {
            var (status, body) = await fixture.CallAsync(operation, HttpMethod.Post, $"/keys/a/access-control/{path}", fixture.Token, json);
            Assert.Equal(400, status);
            Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal);
            Assert.Equal(400, (await fixture.CallAsync(operation, HttpMethod.Post, $"/keys/a/access-control/{path}?colour=red", fixture.Token, Some)).Status);
        }

        Assert.Equal(400, (await fixture.CallAsync("ListUserKeyAccessTargets", HttpMethod.Get, "/keys/a/access-control/targets?limit=1", fixture.Token)).Status);
    }

    private async Task<IEnumerable<string>> IdsAsync(string id) =>
        (await fixture.TargetsAsync(fixture.Token, id)).Select(target => target.GetProperty("id").GetString()!).Order(StringComparer.Ordinal);

    private static string Counts(JsonElement result) =>
        string.Join(' ', new[] { "total", "requested", "succeeded", "failed" }.Select(name => result.GetProperty(name).GetInt32()));

    private static IEnumerable<(string, bool, bool, string?)> ResultsOf(JsonElement result) => result.GetProperty("results").EnumerateArray().Select(item => (
        item.GetProperty("target_id").GetString()!,
        item.GetProperty("is_added").GetBoolean(),
        item.GetProperty("is_already_exists").GetBoolean(),
        item.GetProperty("error_code").GetString()));

    private async Task<string> MemberAsync() => (await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user")).UserId;

    private async Task<string> ServiceAccountAsync()
    {
        var manager = await fixture.SignInWithPasswordAsync(fixture.Admin.UserId, fixture.Admin.Password, fixture.Admin.ProjectId);
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, "/haneul/v1/service-accounts", manager, """{"service_account":{"name":"deploy","roles":["kms_user"]}}""");
        Assert.Equal(201, status);
        return body.GetProperty("service_account").GetProperty("id").GetString()!;
    }
}

using System.Text.Json;
using Haneul.ApiTests.Api.Iam.Users;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.Kms.Keys.KeyCalls;

namespace Haneul.ApiTests.Api.Kms.Keys;

/// <summary>Access control takes away and never gives: the matrix of who is let at a key, with it on and off.</summary>
public sealed class KeyAccessTests(KeysFixture fixture) : IClassFixture<KeysFixture>
{
    private const string Some = """{"targets":{"ids":["nobody"]}}""";

    [Fact]
    public async Task With_access_control_off_everyone_with_the_role_is_let_at_a_key_and_with_it_on_the_owner_and_the_listed()
    {
        var admin = await fixture.NewProjectAsync();
        var owner = await fixture.CreatePersonaAsync(admin.ProjectId, "kms_manager");
        var listed = await fixture.CreatePersonaAsync(admin.ProjectId, "kms_manager");
        var member = await fixture.CreatePersonaAsync(admin.ProjectId, "kms_manager");
        var outside = await fixture.CreatePersonaAsync(admin.ProjectId, "kms_manager");
        var viewer = await fixture.CreatePersonaAsync(admin.ProjectId, "kms_viewer");
        var group = await GroupWithAsync(admin.ProjectId, member.UserId);
        var id = await fixture.CreateKeyIdAsync(owner.Token);

        foreach (var everyone in new[] { owner, admin, listed, member, outside })
        {
            await AssertLetInAsync(everyone, id, true, listStatus: 409);
        }

        // The admin may name members, which a KMS Manager may not, and is one more who is listed.
        var (status, _) = await SetAsync(admin.Token, id, true, $"[\"{listed.UserId}\",\"{group}\",\"{viewer.UserId}\",\"{admin.UserId}\"]");
        Assert.Equal(200, status);
        foreach (var (persona, isIn) in new[] { (owner, true), (admin, true), (listed, true), (member, true), (outside, false) })
        {
            await AssertLetInAsync(persona, id, isIn, listStatus: 200);
        }

        // To be listed gives no role.
        Assert.True((await fixture.GetKeyAsync(viewer.Token, id)).GetProperty("is_accessible").GetBoolean());
        Assert.Equal(403, (await SetAsync(viewer.Token, id, false)).Status);
        Assert.Equal("Forbidden", CodeOf((await SetAsync(viewer.Token, id, false)).Body));
    }

    [Fact]
    public async Task Whoever_is_not_let_in_still_sees_the_key_and_changes_nothing_about_it()
    {
        var manager = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var name = NewName();
        var id = await fixture.CreateKeyIdAsync(fixture.Token, name, "\"is_pending_activation\":true,\"access_target_ids\":[]");

        Assert.False((await fixture.GetKeyAsync(manager.Token, id)).GetProperty("is_accessible").GetBoolean());
        Assert.True((await fixture.GetKeyAsync(fixture.Token, id)).GetProperty("is_accessible").GetBoolean());
        Assert.Equal(200, (await fixture.CallAsync("GetKeyByName", HttpMethod.Get, $"/keys/name/{name}", manager.Token)).Status);
        foreach (var (operation, method, path, json) in new (string, HttpMethod, string, string?)[]
        {
            ("DeleteUserKey", HttpMethod.Delete, "", null),
            ("UpdateUserKeyAccessControl", HttpMethod.Put, "/access-control", """{"access_control":{"is_enabled":false}}"""),
            ("ListUserKeyAccessTargets", HttpMethod.Get, "/access-control/targets", null),
            ("AddUserKeyAccessTargets", HttpMethod.Post, "/access-control/targets", $$$"""{"targets":{"ids":["{{{manager.UserId}}}"]}}"""),
            ("RemoveUserKeyAccessTargets", HttpMethod.Post, "/access-control/targets/deletions", Some),
        })
        {
            var (status, body) = await fixture.CallAsync(operation, method, $"/keys/{id}{path}", manager.Token, json);
            Assert.Equal((operation, 403, "KeyAccessDenied"), (operation, status, CodeOf(body)));
        }

        var (_, bulk) = await fixture.CallAsync("BulkDeleteUserKeys", HttpMethod.Post, "/keys/deletions", manager.Token, $$$"""{"keys":{"ids":["{{{id}}}"]}}""");
        Assert.Equal("KeyAccessDenied", Assert.Single(bulk.GetProperty("keys").GetProperty("results").EnumerateArray()).GetProperty("error_code").GetString());
        Assert.Empty(await TargetsAsync(fixture.Token, id));
    }

    [Fact]
    public async Task A_list_at_creation_is_the_list_of_the_key()
    {
        var listed = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        var id = await fixture.CreateKeyIdAsync(
            fixture.Token, NewName(), $"\"access_target_ids\":[\"{listed.UserId}\",\"{listed.UserId}\",\"{fixture.Admin.UserId}\"]");

        // The owner is let in without being on the list.
        var target = Assert.Single(await TargetsAsync(fixture.Token, id));
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
    public async Task Only_who_sees_the_members_of_the_project_names_them()
    {
        var manager = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_manager");
        var more = $"\"access_target_ids\":[\"{fixture.Admin.UserId}\"]";
        var (status, body) = await fixture.CallAsync("CreateUserKey", HttpMethod.Post, "/keys", manager.Token, NewKey(NewName(), more: more));
        Assert.Equal((403, "MembersNotVisible"), (status, CodeOf(body)));

        // For the owner alone needs nobody's name, and to take somebody off the list finds nobody out.
        var id = await fixture.CreateKeyIdAsync(manager.Token, NewName(), "\"access_target_ids\":[]");
        (status, body) = await SetAsync(manager.Token, id, true, $"[\"{fixture.Admin.UserId}\"]");
        Assert.Equal((403, "MembersNotVisible"), (status, CodeOf(body)));
        (status, body) = await ChangeAsync("Add", manager.Token, id, fixture.Admin.UserId);
        Assert.Equal((403, "MembersNotVisible"), (status, CodeOf(body)));
        Assert.Equal(200, (await ChangeAsync("Remove", manager.Token, id, fixture.Admin.UserId)).Status);
        Assert.Equal(200, (await SetAsync(manager.Token, id, true, "[]")).Status);
    }

    [Fact]
    public async Task Subjects_are_added_and_removed_each_with_a_result()
    {
        var user = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        var group = await GroupWithAsync(fixture.Admin.ProjectId, user.UserId);
        var account = await ServiceAccountAsync();
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"access_target_ids\":[\"{user.UserId}\"]");

        var (status, body) = await ChangeAsync("Add", fixture.Token, id, user.UserId, group, account, "nobody", group, fixture.Admin.UserId);
        Assert.Equal(200, status);
        var targets = body.GetProperty("targets");
        Assert.Equal("5 6 4 1", Counts(targets));
        Assert.Equal(
            [(user.UserId, false, true, null), (group, true, false, null), (account, true, false, null), ("nobody", false, false, "AccessTargetNotFound"), (fixture.Admin.UserId, false, true, null)],
            ResultsOf(targets));
        Assert.Equal(
            [("GROUP", group), ("SERVICE_ACCOUNT", account), ("USER", user.UserId)],
            (await TargetsAsync(fixture.Token, id)).Select(target => (target.GetProperty("assignment_type").GetString()!, target.GetProperty("id").GetString()!))
                .OrderBy(target => target.Item1, StringComparer.Ordinal));

        (status, body) = await ChangeAsync("Remove", fixture.Token, id, group, "nobody", user.UserId, group);
        Assert.Equal(200, status);
        Assert.Equal("3 4 2 1", Counts(body.GetProperty("targets")));
        Assert.Equal(
            [(group, false, false, null), ("nobody", false, false, "AccessTargetNotListed"), (user.UserId, false, false, null)],
            ResultsOf(body.GetProperty("targets")));
        Assert.Equal(account, Assert.Single(await TargetsAsync(fixture.Token, id)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Switching_on_keeps_the_list_without_ids_and_replaces_it_with_them()
    {
        var (first, second, third) = (await MemberAsync(), await MemberAsync(), await MemberAsync());
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"access_target_ids\":[\"{first}\",\"{second}\"]");

        foreach (var keep in new[] { null, "null" })
        {
            var (status, body) = await SetAsync(fixture.Token, id, true, keep);
            Assert.Equal(200, status);
            Assert.Equal("0 0 0 0", Counts(body.GetProperty("access_control").GetProperty("targets")));
            Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), await IdsAsync(id));
        }

        var (replaced, answer) = await SetAsync(fixture.Token, id, true, $"[\"{second}\",\"{third}\",\"nobody\"]");
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

        await SetAsync(fixture.Token, id, true, "[]");
        Assert.Empty(await IdsAsync(id));
    }

    [Fact]
    public async Task Switching_off_empties_the_list()
    {
        var listed = await MemberAsync();
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"access_target_ids\":[\"{listed}\"]");

        var (status, body) = await SetAsync(fixture.Token, id, false, "[]");
        Assert.Equal(200, status);
        Assert.False(body.GetProperty("access_control").GetProperty("is_enabled").GetBoolean());
        Assert.Empty(await IdsAsync(id));
        Assert.False((await fixture.GetKeyAsync(fixture.Token, id)).GetProperty("is_access_control_enabled").GetBoolean());
        foreach (var change in new[] { "Add", "Remove" })
        {
            (status, body) = await ChangeAsync(change, fixture.Token, id, listed);
            Assert.Equal((409, "AccessControlDisabled"), (status, CodeOf(body)));
        }

        await SetAsync(fixture.Token, id, true);
        Assert.Empty(await IdsAsync(id));
    }

    [Fact]
    public async Task Whoever_switches_it_on_for_somebody_elses_key_locks_themself_out()
    {
        var other = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName());

        Assert.Equal(200, (await SetAsync(other.Token, id, true)).Status);
        Assert.Equal(403, (await SetAsync(other.Token, id, false)).Status);
        Assert.Equal(200, (await SetAsync(fixture.Token, id, false)).Status);
    }

    [Fact]
    public async Task A_subject_that_is_gone_is_shown_as_such_and_lets_nobody_in()
    {
        var user = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"access_target_ids\":[\"{user.UserId}\"]");
        await fixture.UnassignRoleAsync(fixture.Admin.ProjectId, user.UserId, "kms_user");

        var target = Assert.Single(await TargetsAsync(fixture.Token, id));
        Assert.False(target.GetProperty("is_exists").GetBoolean());
        Assert.Equal(user.UserName, target.GetProperty("name").GetString());
        Assert.Equal(401, (int)(await fixture.SendAsync(HttpMethod.Get, $"/kms/api/v1/keys/{id}", user.Token)).StatusCode);
    }

    [Fact]
    public async Task Lists_that_are_replaced_at_once_end_as_one_of_them()
    {
        var members = new List<string> { await MemberAsync(), await MemberAsync(), await MemberAsync() };
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), "\"access_target_ids\":[]");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async turn =>
            Assert.Equal(200, (await SetAsync(fixture.Token, id, true, $"[\"{members[turn % 3]}\"]")).Status)));

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

    /// <summary>What the caller is told about the key, and what comes of an attempt to take nobody off its list.</summary>
    private async Task AssertLetInAsync(Persona persona, string id, bool isIn, int listStatus)
    {
        Assert.Equal(isIn, (await fixture.GetKeyAsync(persona.Token, id)).GetProperty("is_accessible").GetBoolean());
        var (status, body) = await ChangeAsync("Remove", persona.Token, id, "nobody");
        Assert.True(status == (isIn ? listStatus : 403), body.ToString());
        Assert.Equal(isIn ? 200 : 403, (await fixture.CallAsync("ListUserKeyAccessTargets", HttpMethod.Get, $"/keys/{id}/access-control/targets", persona.Token)).Status);
    }

    private Task<(int Status, JsonElement Body)> SetAsync(string token, string id, bool isEnabled, string? ids = null) => fixture.CallAsync(
        "UpdateUserKeyAccessControl",
        HttpMethod.Put,
        $"/keys/{id}/access-control",
        token,
        $$$"""{"access_control":{"is_enabled":{{{(isEnabled ? "true" : "false")}}}{{{(ids is null ? "" : $",\"target_ids\":{ids}")}}}}}""");

    private Task<(int Status, JsonElement Body)> ChangeAsync(string change, string token, string id, params string[] ids) => fixture.CallAsync(
        change == "Add" ? "AddUserKeyAccessTargets" : "RemoveUserKeyAccessTargets",
        HttpMethod.Post,
        $"/keys/{id}/access-control/targets{(change == "Add" ? "" : "/deletions")}",
        token,
        $$$"""{"targets":{"ids":{{{Quote(ids)}}}}}""");

    private async Task<IReadOnlyList<JsonElement>> TargetsAsync(string token, string id)
    {
        var (status, body) = await fixture.CallAsync("ListUserKeyAccessTargets", HttpMethod.Get, $"/keys/{id}/access-control/targets", token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("targets").EnumerateArray()];
    }

    private async Task<IEnumerable<string>> IdsAsync(string id) =>
        (await TargetsAsync(fixture.Token, id)).Select(target => target.GetProperty("id").GetString()!).Order(StringComparer.Ordinal);

    private static string Counts(JsonElement result) =>
        string.Join(' ', new[] { "total", "requested", "succeeded", "failed" }.Select(name => result.GetProperty(name).GetInt32()));

    private static IEnumerable<(string, bool, bool, string?)> ResultsOf(JsonElement result) => result.GetProperty("results").EnumerateArray().Select(item => (
        item.GetProperty("target_id").GetString()!,
        item.GetProperty("is_added").GetBoolean(),
        item.GetProperty("is_already_exists").GetBoolean(),
        item.GetProperty("error_code").GetString()));

    private async Task<string> MemberAsync() => (await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user")).UserId;

    private async Task<string> GroupWithAsync(string projectId, string userId)
    {
        var group = await fixture.AddGroupAsync();
        await fixture.GiveAsync("group", group, "project", projectId, "kms_user");
        await fixture.JoinAsync(group, userId);
        return group;
    }

    private async Task<string> ServiceAccountAsync()
    {
        var manager = await fixture.SignInWithPasswordAsync(fixture.Admin.UserId, fixture.Admin.Password, fixture.Admin.ProjectId);
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, "/haneul/v1/service-accounts", manager, """{"service_account":{"name":"deploy","roles":["kms_user"]}}""");
        Assert.Equal(201, status);
        return body.GetProperty("service_account").GetProperty("id").GetString()!;
    }
}

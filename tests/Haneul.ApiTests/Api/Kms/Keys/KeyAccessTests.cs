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
        var group = await fixture.GroupWithAsync(admin.ProjectId, member.UserId);
        var id = await fixture.CreateKeyIdAsync(owner.Token);

        foreach (var everyone in new[] { owner, admin, listed, member, outside })
        {
            await AssertLetInAsync(everyone, id, true, listStatus: 409);
        }

        // The admin may name members, which a KMS Manager may not, and is one more who is listed.
        var (status, _) = await fixture.SetAsync(admin.Token, id, true, $"[\"{listed.UserId}\",\"{group}\",\"{viewer.UserId}\",\"{admin.UserId}\"]");
        Assert.Equal(200, status);
        foreach (var (persona, isIn) in new[] { (owner, true), (admin, true), (listed, true), (member, true), (outside, false) })
        {
            await AssertLetInAsync(persona, id, isIn, listStatus: 200);
        }

        // To be listed gives no role.
        Assert.True((await fixture.GetKeyAsync(viewer.Token, id)).GetProperty("is_accessible").GetBoolean());
        Assert.Equal(403, (await fixture.SetAsync(viewer.Token, id, false)).Status);
        Assert.Equal("Forbidden", CodeOf((await fixture.SetAsync(viewer.Token, id, false)).Body));
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
        Assert.Empty(await fixture.TargetsAsync(fixture.Token, id));
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
        (status, body) = await fixture.SetAsync(manager.Token, id, true, $"[\"{fixture.Admin.UserId}\"]");
        Assert.Equal((403, "MembersNotVisible"), (status, CodeOf(body)));
        (status, body) = await fixture.ChangeAsync("Add", manager.Token, id, fixture.Admin.UserId);
        Assert.Equal((403, "MembersNotVisible"), (status, CodeOf(body)));
        Assert.Equal(200, (await fixture.ChangeAsync("Remove", manager.Token, id, fixture.Admin.UserId)).Status);
        Assert.Equal(200, (await fixture.SetAsync(manager.Token, id, true, "[]")).Status);
    }

    [Fact]
    public async Task Whoever_switches_it_on_for_somebody_elses_key_locks_themself_out()
    {
        var other = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName());

        Assert.Equal(200, (await fixture.SetAsync(other.Token, id, true)).Status);
        Assert.Equal(403, (await fixture.SetAsync(other.Token, id, false)).Status);
        Assert.Equal(200, (await fixture.SetAsync(fixture.Token, id, false)).Status);
    }

    [Fact]
    public async Task A_subject_that_is_gone_is_shown_as_such_and_lets_nobody_in()
    {
        var user = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "kms_user");
        var id = await fixture.CreateKeyIdAsync(fixture.Token, NewName(), $"\"access_target_ids\":[\"{user.UserId}\"]");
        await fixture.UnassignRoleAsync(fixture.Admin.ProjectId, user.UserId, "kms_user");

        var target = Assert.Single(await fixture.TargetsAsync(fixture.Token, id));
        Assert.False(target.GetProperty("is_exists").GetBoolean());
        Assert.Equal(user.UserName, target.GetProperty("name").GetString());
        Assert.Equal(401, (int)(await fixture.SendAsync(HttpMethod.Get, $"/kms/api/v1/keys/{id}", user.Token)).StatusCode);
    }

    /// <summary>What the caller is told about the key, and what comes of an attempt to take nobody off its list.</summary>
    private async Task AssertLetInAsync(Persona persona, string id, bool isIn, int listStatus)
    {
        Assert.Equal(isIn, (await fixture.GetKeyAsync(persona.Token, id)).GetProperty("is_accessible").GetBoolean());
        var (status, body) = await fixture.ChangeAsync("Remove", persona.Token, id, "nobody");
        Assert.True(status == (isIn ? listStatus : 403), body.ToString());
        Assert.Equal(isIn ? 200 : 403, (await fixture.CallAsync("ListUserKeyAccessTargets", HttpMethod.Get, $"/keys/{id}/access-control/targets", persona.Token)).Status);
    }
}

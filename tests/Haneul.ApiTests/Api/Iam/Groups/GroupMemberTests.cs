using Haneul.ApiTests.Api.Iam.Users;
using Haneul.ApiTests.Conformance;

namespace Haneul.ApiTests.Api.Iam.Groups;

public sealed class GroupMemberTests(IamTrailTests.TrailFixture fixture) : IClassFixture<IamTrailTests.TrailFixture>
{
    [Fact]
    public async Task A_user_is_put_into_a_group_found_there_and_taken_out()
    {
        var admin = await fixture.AdminTokenAsync();
        var (user, group) = (await fixture.AddUserAsync(), await fixture.AddGroupAsync());
        var member = $"{IamWorld.GroupsPath}/{group}/users/{user}";
        using var notYet = await fixture.SendAsync(HttpMethod.Get, member, admin);
        using var added = await fixture.SendAsync(HttpMethod.Put, member, admin);
        using var addedAgain = await fixture.SendAsync(HttpMethod.Put, member, admin);
        using var head = await fixture.SendAsync(HttpMethod.Head, member, admin);
        using var there = await fixture.SendAsync(HttpMethod.Get, member, admin);
        using var members = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.GroupsPath}/{group}/users", admin);
        using var groups = await fixture.SendAsync(HttpMethod.Get, $"{IamWorld.UsersPath}/{user}/groups", admin);
        using var removed = await fixture.SendAsync(HttpMethod.Delete, member, admin);
        using var removedAgain = await fixture.SendAsync(HttpMethod.Delete, member, admin);

        await notYet.RefusedAsync(404);
        await GoldenExchange.All[88].ShouldMatchAsync(added);
        await ContractCheck.VerifyAsync("AddUserToGroup", added);
        Assert.Equal(204, (int)addedAgain.StatusCode);
        await GoldenExchange.All[89].ShouldMatchAsync(head);
        Assert.Equal(204, (int)there.StatusCode);
        await ContractCheck.VerifyAsync("CheckUserInGroup", there);
        await GoldenExchange.All[90].ShouldMatchAsync(members);
        Assert.Equal([user], (await ContractCheck.VerifyAsync("ListGroupUsers", members)).IdsOf("users"));
        await GoldenExchange.All[91].ShouldMatchAsync(groups);
        Assert.Equal([group], (await ContractCheck.VerifyAsync("ListUserGroups", groups)).IdsOf("groups"));
        await ContractCheck.VerifyAsync("RemoveUserFromGroup", removed);
        Assert.Equal(204, (int)removed.StatusCode);
        await removedAgain.RefusedAsync(404);
    }

    [Theory]
    [InlineData("member")]
    [InlineData("group")]
    public async Task What_a_group_gives_acts_on_the_next_call_and_ends_with_the_membership(string taken)
    {
        var admin = await fixture.AdminTokenAsync();
        var project = await fixture.CreateProjectAsync();
        var (user, group) = (await fixture.AddUserAsync(), await fixture.AddGroupAsync());
        await fixture.GiveAsync("group", group, "project", project, "project_admin");
        await fixture.GiveAsync("user", user, "project", project, "project_reader");
        await fixture.JoinAsync(group, user);
        var token = await fixture.SignInToAsync(user, $$$"""{"project":{"id":"{{{project}}}"}}""");
        Assert.Equal(["project_admin", "project_member", "project_reader"], await fixture.RolesOfAsync(token));

        var path = taken == "member" ? $"{IamWorld.GroupsPath}/{group}/users/{user}" : $"{IamWorld.GroupsPath}/{group}";
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, path, admin)).Status);
        Assert.Equal(["project_reader"], await fixture.RolesOfAsync(token));
    }

    [Fact]
    public async Task A_deleted_user_leaves_no_membership_and_a_deleted_group_no_roles()
    {
        var admin = await fixture.AdminTokenAsync();
        var (user, group) = (await fixture.AddUserAsync(), await fixture.AddGroupAsync());
        await fixture.JoinAsync(group, user);
        await fixture.GiveAsync("group", group, "project", await fixture.CreateProjectAsync(), "project_reader");
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{IamWorld.UsersPath}/{user}", admin)).Status);
        Assert.Empty((await fixture.CallAsync(HttpMethod.Get, $"{IamWorld.GroupsPath}/{group}/users", admin)).Body.IdsOf("users"));
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{IamWorld.GroupsPath}/{group}", admin)).Status);

        Assert.Equal(0, await CountAsync());

        async Task<long> CountAsync()
        {
            var count = -1L;
            await fixture.ExecuteAsync(async transaction => count = await transaction.QueryFirstOrDefaultAsync(
                $"SELECT COUNT(*) FROM iam_role_assignments WHERE actor_id IN ({user}, {group})", static row => row.GetInt64(0)));
            return count;
        }
    }

    [Fact]
    public async Task A_service_account_is_in_no_group_and_unknown_ones_are_404()
    {
        var admin = await fixture.AdminTokenAsync();
        var (user, account, group) = (await fixture.AddUserAsync(), await fixture.AddUserAsync(), await fixture.AddGroupAsync());
        await fixture.MakeServiceAccountAsync(account);
        using var refused = await fixture.SendAsync(HttpMethod.Put, $"{IamWorld.GroupsPath}/{group}/users/{account}", admin);
        using var noUser = await fixture.SendAsync(HttpMethod.Put, $"{IamWorld.GroupsPath}/{group}/users/{IamRequests.NoId}", admin);
        using var noGroup = await fixture.SendAsync(HttpMethod.Put, $"{IamWorld.GroupsPath}/{IamRequests.NoId}/users/{user}", admin);

        await refused.RefusedAsync(403);
        Assert.Contains("user", await noUser.RefusedAsync(404), StringComparison.Ordinal);
        Assert.Contains("group", await noGroup.RefusedAsync(404), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_are_filtered_and_paged_and_so_are_the_groups_of_a_user()
    {
        var admin = await fixture.AdminTokenAsync();
        var group = await fixture.AddGroupAsync();
        var members = new List<string>();
        var groups = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            members.Add(await fixture.AddUserAsync(more: count == 2 ? ",\"enabled\":false" : "", name: $"{group}-{count}"));
            await fixture.JoinAsync(group, members[count]);
            groups.Add(await fixture.AddGroupAsync());
            await fixture.JoinAsync(groups[count], members[0]);
        }

        var path = $"{IamWorld.GroupsPath}/{group}/users";
        Assert.Equal(members.Order(StringComparer.Ordinal), await fixture.WalkAsync($"{path}?limit=2", "users", admin));
        Assert.Equal([members[2]], await fixture.WalkAsync($"{path}?enabled=false", "users", admin));
        Assert.Equal([members[3]], await fixture.WalkAsync($"{path}?name={group}-3", "users", admin));
        Assert.Empty(await fixture.WalkAsync($"{path}?password_expires_at=gt:2000-01-01T00:00:00Z", "users", admin));
        Assert.Equal(groups.Append(group).Order(StringComparer.Ordinal), await fixture.WalkAsync($"{IamWorld.UsersPath}/{members[0]}/groups?limit=4", "groups", admin));
        Assert.Equal([group], await fixture.WalkAsync($"{IamWorld.UsersPath}/{members[1]}/groups?name__contains=group", "groups", admin));
    }

    [Fact]
    public async Task Changes_of_groups_carry_the_names_of_the_catalogue()
    {
        var user = await fixture.AddUserAsync();
        fixture.Events.Clear();
        var group = await fixture.AddGroupAsync();
        await fixture.JoinAsync(group, user);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{IamWorld.GroupsPath}/{group}/users/{user}", await fixture.AdminTokenAsync())).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{IamWorld.GroupsPath}/{group}", await fixture.AdminTokenAsync())).Status);

        Assert.Equal(
            [("Group Create", "Group", group), ("Group Member Add", "User", user), ("Group Member Remove", "User", user), ("Group Delete", "Group", group)],
            fixture.Events.Where(each => each.Method != "GET").Select(each => (each.Name, each.ResourceType!, each.ResourceId!)));
        Assert.All(fixture.Events, each => Assert.Equal("default", each.DomainId));
    }
}

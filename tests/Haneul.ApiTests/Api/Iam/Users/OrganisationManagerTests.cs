using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Users;

/// <summary>What managers and readers of an organisation may do with users and groups, and that administrators of the installation are beyond them (docs/adr/0011).</summary>
public sealed class OrganisationManagerTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("manager")]
    [InlineData("admin")]
    [InlineData("iam_org_admin")]
    public async Task A_manager_runs_the_users_and_groups_of_their_organisation(string role)
    {
        var organisation = await fixture.AddOrganisationAsync();
        var manager = await fixture.SignInForOrganisationAsync(organisation, role);
        var user = await CreatedAsync(IamWorld.UsersPath, "user", manager);
        var group = await CreatedAsync(IamWorld.GroupsPath, "group", manager);

        Assert.Equal((200, 200), (await TryAsync("PATCH", $"users/{user}", manager, """{"user":{"password":"Passw0rd-new"}}"""), await TryAsync("PATCH", $"groups/{group}", manager, """{"group":{"description":"x"}}""")));
        Assert.Equal((204, 204), (await TryAsync("PUT", $"groups/{group}/users/{user}", manager), await TryAsync("GET", $"groups/{group}/users/{user}", manager)));
        Assert.Equal((200, 200, 200), (await TryAsync("GET", $"users/{user}/projects", manager), await TryAsync("GET", $"users/{user}/groups", manager), await TryAsync("GET", $"groups/{group}/users", manager)));
        Assert.Equal(204, await TryAsync("DELETE", $"groups/{group}/users/{user}", manager));
        Assert.Equal((204, 204), (await TryAsync("DELETE", $"users/{user}", manager), await TryAsync("DELETE", $"groups/{group}", manager)));

        async Task<string> CreatedAsync(string path, string kind, string token)
        {
            // Without an organisation in the body, that of the token.
            var (status, body) = await fixture.CallAsync(HttpMethod.Post, path, token, $$$"""{"{{{kind}}}":{"name":"{{{fixture.NewName(kind)}}}"}}""");
            Assert.True(status == 201, body.ToString());
            Assert.Equal(organisation, body.GetProperty(kind).GetProperty("domain_id").GetString());
            return body.GetProperty(kind).GetProperty("id").GetString()!;
        }
    }

    [Theory]
    [InlineData("reader")]
    [InlineData("member")]
    [InlineData("org_reader")]
    public async Task A_reader_sees_and_changes_nothing(string role)
    {
        var organisation = await fixture.AddOrganisationAsync();
        var reader = await fixture.SignInForOrganisationAsync(organisation, role);
        var user = await fixture.AddUserAsync(organisation);
        var group = await fixture.AddGroupAsync(organisation);
        await fixture.JoinAsync(group, user);

        foreach (var path in new[] { "users", $"users/{user}", $"users/{user}/projects", $"users/{user}/groups", "groups", $"groups/{group}", $"groups/{group}/users" })
        {
            Assert.Equal((path, 200), (path, await TryAsync("GET", path, reader)));
        }

        Assert.Equal(204, await TryAsync("GET", $"groups/{group}/users/{user}", reader));
        await AllRefusedAsync(reader, user, group, organisation);
        Assert.Equal(403, await TryAsync("DELETE", $"users/{user}/tokens", reader));
    }

    [Fact]
    public async Task Lists_with_a_token_for_an_organisation_are_of_it_alone()
    {
        var organisation = await fixture.AddOrganisationAsync();
        var reader = await fixture.SignInForOrganisationAsync(organisation, "reader");
        var user = await fixture.AddUserAsync(organisation);
        var group = await fixture.AddGroupAsync(organisation);
        await fixture.AddGroupAsync();

        Assert.Contains(user, await fixture.WalkAsync("/identity/v3/users", "users", reader));
        Assert.Equal(2, (await fixture.WalkAsync("/identity/v3/users", "users", reader)).Count);
        Assert.Equal([group], await fixture.WalkAsync("/identity/v3/groups", "groups", reader));
        Assert.Equal((403, 403), (await TryAsync("GET", "users?domain_id=default", reader), await TryAsync("GET", "groups?domain_id=default", reader)));
    }

    [Fact]
    public async Task A_manager_reaches_nothing_of_another_organisation_nor_learns_what_is_there()
    {
        var manager = await fixture.SignInForOrganisationAsync(await fixture.AddOrganisationAsync(), "manager");
        var user = await fixture.AddUserAsync();
        var group = await fixture.AddGroupAsync();

        foreach (var (aUser, aGroup) in new[] { (user, group), (IamRequests.NoId, IamRequests.NoId) })
        {
            Assert.Equal((403, 403, 403), (await TryAsync("GET", $"users/{aUser}", manager), await TryAsync("GET", $"groups/{aGroup}", manager), await TryAsync("GET", $"groups/{aGroup}/users/{aUser}", manager)));
            await AllRefusedAsync(manager, aUser, aGroup, "default");
        }
    }

    [Fact]
    public async Task Membership_across_organisations_is_for_administrators()
    {
        var organisation = await fixture.AddOrganisationAsync();
        var manager = await fixture.SignInForOrganisationAsync(organisation, "manager");
        var group = await fixture.AddGroupAsync(organisation);
        var foreigner = await fixture.AddUserAsync();

        Assert.Equal(403, await TryAsync("PUT", $"groups/{group}/users/{foreigner}", manager));
        await fixture.JoinAsync(group, foreigner);
        Assert.Equal((403, 403), (await TryAsync("GET", $"groups/{group}/users/{foreigner}", manager), await TryAsync("DELETE", $"groups/{group}/users/{foreigner}", manager)));
    }

    [Theory]
    [InlineData("user", "system", "admin", false)]
    [InlineData("user", "system", "reader", false)]
    [InlineData("user", "project", "admin", false)]
    [InlineData("user", "project", "admin", true)]
    [InlineData("user", "domain", "admin", true)]
    [InlineData("group", "system", "admin", false)]
    [InlineData("group", "project", "admin", false)]
    public async Task A_manager_does_not_touch_an_administrator_of_the_installation(string actor, string target, string role, bool inherited)
    {
        var organisation = await fixture.AddOrganisationAsync();
        var manager = await fixture.SignInForOrganisationAsync(organisation, "manager");
        var user = await fixture.AddUserAsync(organisation);
        var group = await fixture.AddGroupAsync(organisation);
        var friend = await fixture.AddUserAsync(organisation);
        await fixture.JoinAsync(group, user);
        await fixture.GiveAsync(actor, actor == "user" ? user : group, target, target switch { "system" => "all", "domain" => organisation, _ => await fixture.CreateProjectAsync() }, role, inherited);

        Assert.Equal(403, await TryAsync("PATCH", $"users/{user}", manager, """{"user":{"password":"Passw0rd-of-the-manager"}}"""));
        Assert.Equal(403, await TryAsync("PATCH", $"users/{user}", manager, """{"user":{"enabled":false}}"""));
        Assert.Equal(403, await TryAsync("DELETE", $"users/{user}", manager));
        var ofGroup = actor == "group" ? 403 : 204;
        Assert.Equal(ofGroup, await TryAsync("PUT", $"groups/{group}/users/{friend}", manager));
        Assert.Equal(ofGroup, await TryAsync("DELETE", $"groups/{group}/users/{user}", manager));
        Assert.Equal(actor == "group" ? 403 : 200, await TryAsync("PATCH", $"groups/{group}", manager, """{"group":{"name":"renamed"}}"""));
        Assert.Equal(ofGroup, await TryAsync("DELETE", $"groups/{group}", manager));

        // They are seen all the same, and an administrator may do all of it.
        Assert.Equal(200, await TryAsync("GET", $"users/{user}", manager));
        Assert.Equal(200, await TryAsync("PATCH", $"users/{user}", await fixture.AdminTokenAsync(), """{"user":{"password":"Passw0rd-of-the-admin"}}"""));
    }

    [Fact]
    public async Task An_admin_of_the_organisation_is_a_manager_and_can_be_managed()
    {
        var organisation = await fixture.AddOrganisationAsync();
        var manager = await fixture.SignInForOrganisationAsync(organisation, "manager");
        var user = await fixture.AddUserAsync(organisation);
        await fixture.GiveAsync("user", user, "domain", organisation, "admin");

        Assert.Equal(200, await TryAsync("PATCH", $"users/{user}", manager, """{"user":{"description":"x"}}"""));
    }

    [Fact]
    public async Task The_manager_of_the_first_organisation_can_not_become_the_administrator()
    {
        var manager = await fixture.SignInForOrganisationAsync("default", "manager");
        var admin = fixture.Bootstrap.UserId;

        Assert.Equal(403, await TryAsync("PATCH", $"users/{admin}", manager, """{"user":{"password":"Passw0rd-of-the-manager"}}"""));
        Assert.Equal(403, await TryAsync("DELETE", $"users/{admin}", manager));
        Assert.Equal(403, await TryAsync("DELETE", $"users/{admin}/tokens", manager));
        Assert.NotNull(await fixture.RolesOfAsync(await fixture.AdminTokenAsync()));
    }

    [Fact]
    public async Task A_reader_of_the_system_sees_all_and_404_where_nothing_is()
    {
        var user = await fixture.AddUserAsync();
        await fixture.GiveAsync("user", user, "system", "all", "reader");
        var reader = await fixture.SignInToAsync(user, """{"system":{"all":true}}""");
        var organisation = await fixture.AddOrganisationAsync();
        var other = await fixture.AddUserAsync(organisation);

        Assert.Equal((200, 404), (await TryAsync("GET", $"users/{other}", reader), await TryAsync("GET", $"users/{IamRequests.NoId}", reader)));
        Assert.Equal((200, 404), (await TryAsync("GET", $"users?domain_id={organisation}", reader), await TryAsync("GET", $"groups/{IamRequests.NoId}", reader)));
        await AllRefusedAsync(reader, other, await fixture.AddGroupAsync(), organisation);
    }

    private async Task AllRefusedAsync(string token, string user, string group, string organisation)
    {
        (string Method, string Path, string? Body)[] changes =
        [
            ("POST", "users", $$$"""{"user":{"name":"x","domain_id":"{{{organisation}}}"}}"""), ("PATCH", $"users/{user}", """{"user":{"enabled":true}}"""), ("DELETE", $"users/{user}", null),
            ("POST", "groups", $$$"""{"group":{"name":"x","domain_id":"{{{organisation}}}"}}"""), ("PATCH", $"groups/{group}", """{"group":{"name":"x"}}"""), ("DELETE", $"groups/{group}", null),
            ("PUT", $"groups/{group}/users/{user}", null), ("DELETE", $"groups/{group}/users/{user}", null),
        ];
        foreach (var (method, path, body) in changes)
        {
            Assert.Equal((method, path, 403), (method, path, await TryAsync(method, path, token, body)));
        }
    }

    private async Task<int> TryAsync(string method, string path, string token, string? json = null) =>
        (await fixture.CallAsync(new HttpMethod(method), $"/identity/v3/{path}", token, json)).Status;
}

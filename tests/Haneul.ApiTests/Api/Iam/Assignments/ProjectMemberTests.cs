using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Assignments;

public sealed class ProjectMemberTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_role_is_given_checked_listed_and_taken()
    {
        var admin = await fixture.AdminTokenAsync();
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        var roles = $"/identity/v3/projects/{persona.ProjectId}/users/{persona.UserId}/roles";
        var member = $"{roles}/{await fixture.RoleIdAsync("project_member")}";
        using var notYet = await fixture.SendAsync(HttpMethod.Head, member, admin);
        Assert.Equal(404, (int)notYet.StatusCode);

        using var given = await fixture.SendAsync(HttpMethod.Put, member, admin);
        using var givenAgain = await fixture.SendAsync(HttpMethod.Put, member, admin);
        using var held = await fixture.SendAsync(HttpMethod.Head, member, admin);
        using var listed = await fixture.SendAsync(HttpMethod.Get, roles, admin);
        using var taken = await fixture.SendAsync(HttpMethod.Delete, member, admin);
        using var takenAgain = await fixture.SendAsync(HttpMethod.Delete, member, admin);

        await GoldenExchange.All[109].ShouldMatchAsync(given);
        Assert.Equal(204, (int)givenAgain.StatusCode);
        await GoldenExchange.All[110].ShouldMatchAsync(held);
        var list = await ContractCheck.VerifyAsync("ListProjectUserRoles", listed);
        Assert.Equal(["project_member", "project_reader"], list.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()));
        Assert.Equal(204, (int)taken.StatusCode);
        await takenAgain.RefusedAsync(404);
    }

    [Fact]
    public async Task Unknown_projects_users_and_roles_are_404()
    {
        var admin = await fixture.AdminTokenAsync();
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        var role = await fixture.RoleIdAsync("project_member");
        using var noProject = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{IamRequests.NoId}/users/{persona.UserId}/roles/{role}", admin);
        using var noUser = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{persona.ProjectId}/users/{IamRequests.NoId}/roles/{role}", admin);
        using var noRole = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{persona.ProjectId}/users/{persona.UserId}/roles/{IamRequests.NoId}", admin);

        await noProject.RefusedAsync(404);
        await noUser.RefusedAsync(404);
        await GoldenExchange.All[121].ShouldMatchAsync(noRole);
    }

    [Fact]
    public async Task A_project_admin_gives_roles_of_projects_in_the_own_project_only()
    {
        var project = await fixture.CreateProjectAsync();
        var other = await fixture.CreateProjectAsync();
        var owner = await fixture.CreatePersonaAsync(project, "project_admin");
        var persona = await fixture.CreatePersonaAsync(project, "project_reader");
        var token = await fixture.SignInWithPasswordAsync(owner.UserId, owner.Password, project);
        using var own = await GiveAsync(token, project, persona.UserId, "kms_viewer");
        using var elsewhere = await GiveAsync(token, other, persona.UserId, "kms_viewer");

        Assert.Equal(204, (int)own.StatusCode);
        await elsewhere.RefusedAsync(403);
        foreach (var role in new[] { "admin", "manager", "member", "reader", "org_admin", "trail_viewer" })
        {
            using var refused = await GiveAsync(token, project, owner.UserId, role);
            Assert.Contains(role, await refused.RefusedAsync(403), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("project_member")]
    [InlineData("project_reader")]
    [InlineData("iam_project_viewer")]
    [InlineData("secrets_manager_manager")]
    [InlineData("kms_manager")]
    public async Task Others_give_no_roles(string role)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), role);
        using var refused = await GiveAsync(persona.Token, persona.ProjectId, persona.UserId, "project_admin");

        await refused.RefusedAsync(403);
    }

    [Fact]
    public async Task Roles_are_listed_and_shown()
    {
        var admin = await fixture.AdminTokenAsync();
        using var listed = await fixture.SendAsync(HttpMethod.Get, "/identity/v3/roles?name=project_admin", admin);
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/roles/{await fixture.RoleIdAsync("project_admin")}", admin);
        using var unknown = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/roles/{IamRequests.NoId}", admin);

        await GoldenExchange.All[101].ShouldMatchAsync(listed);
        await ContractCheck.VerifyAsync("GetRole", shown);
        await GoldenExchange.All[97].ShouldMatchAsync(unknown);
    }

    private async Task<HttpResponseMessage> GiveAsync(string token, string project, string user, string role) =>
        await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{project}/users/{user}/roles/{await fixture.RoleIdAsync(role)}", token);
}

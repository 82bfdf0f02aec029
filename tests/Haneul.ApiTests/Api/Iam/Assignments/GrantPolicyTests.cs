using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Assignments;

/// <summary>Who may give which role to whom.</summary>
public sealed class GrantPolicyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly IamRows _rows = new(fixture);

    [Theory]
    [InlineData("manager")]
    [InlineData("admin")]
    [InlineData("org_admin")]
    [InlineData("iam_org_admin")]
    public async Task Who_manages_an_organisation_gives_roles_that_lead_no_further(string role)
    {
        var organisation = await _rows.OrganisationAsync();
        var (_, token) = await fixture.SignInToDomainAsync(organisation, role);
        var (user, project) = (await _rows.UserAsync(organisation), await _rows.ProjectAsync(organisation));
        var group = await _rows.GroupAsync(organisation, user);

        foreach (var given in new[] { "manager", "member", "reader", "project_admin", "kms_viewer" })
        {
            Assert.Equal(204, await PutAsync(token, $"/projects/{project}/users/{user}/roles/{await fixture.RoleIdAsync(given)}"));
        }

        foreach (var given in new[] { "manager", "member", "reader", "org_admin", "trail_viewer" })
        {
            Assert.Equal(204, await PutAsync(token, $"/domains/{organisation}/groups/{group}/roles/{await fixture.RoleIdAsync(given)}"));
        }

        Assert.Equal(204, await PutAsync(token, $"/OS-INHERIT/domains/{organisation}/groups/{group}/roles/{await fixture.RoleIdAsync("project_reader")}/inherited_to_projects"));
        foreach (var given in new[] { await fixture.RoleIdAsync("admin"), await _rows.RoleAsync(), await _rows.RoleAsync(organisation) })
        {
            Assert.Equal(403, await PutAsync(token, $"/projects/{project}/users/{user}/roles/{given}"));
            Assert.Equal(403, await PutAsync(token, $"/domains/{organisation}/users/{user}/roles/{given}"));
        }
    }

    [Fact]
    public async Task Both_ends_of_a_grant_must_be_in_the_organisation()
    {
        var (organisation, other) = (await _rows.OrganisationAsync(), await _rows.OrganisationAsync());
        var (_, token) = await fixture.SignInToDomainAsync(organisation, "manager");
        var role = await fixture.RoleIdAsync("reader");
        var (own, foreign) = (await _rows.UserAsync(organisation), await _rows.UserAsync(other));
        var (ownProject, foreignProject) = (await _rows.ProjectAsync(organisation), await _rows.ProjectAsync(other));

        Assert.Equal(403, await PutAsync(token, $"/projects/{ownProject}/users/{foreign}/roles/{role}"));
        Assert.Equal(403, await PutAsync(token, $"/projects/{foreignProject}/users/{own}/roles/{role}"));
        Assert.Equal(403, await PutAsync(token, $"/domains/{other}/users/{own}/roles/{role}"));
        Assert.Equal(403, await PutAsync(token, $"/domains/{organisation}/users/{foreign}/roles/{role}"));
        Assert.Equal(403, await PutAsync(token, $"/projects/{ownProject}/users/{IamRequests.NoId}/roles/{role}"));
        Assert.Equal(403, await PutAsync(token, $"/system/users/{own}/roles/{role}"));
        Assert.Equal(404, await PutAsync(token, $"/projects/{ownProject}/users/{own}/roles/{IamRequests.NoId}"));
    }

    [Fact]
    public async Task A_manager_takes_no_role_that_only_an_administrator_gives()
    {
        var organisation = await _rows.OrganisationAsync();
        var (_, token) = await fixture.SignInToDomainAsync(organisation, "manager");
        var (user, project, role) = (await _rows.UserAsync(organisation), await _rows.ProjectAsync(organisation), await _rows.RoleAsync());
        await _rows.AssignAsync("user", user, "project", project, role);
        using var refused = await fixture.SendAsync(HttpMethod.Delete, $"/identity/v3/projects/{project}/users/{user}/roles/{role}", token);

        await refused.RefusedAsync(403);
    }

    [Theory]
    [InlineData("reader", 200)]
    [InlineData("member", 200)]
    [InlineData("org_reader", 200)]
    [InlineData("billing_viewer", 403)]
    public async Task Readers_of_an_organisation_see_its_grants_and_change_none(string role, int status)
    {
        var (organisation, other) = (await _rows.OrganisationAsync(), await _rows.OrganisationAsync());
        var (_, token) = await fixture.SignInToDomainAsync(organisation, role);
        var (user, project) = (await _rows.UserAsync(organisation), await _rows.ProjectAsync(organisation));
        var (foreign, foreignProject) = (await _rows.UserAsync(other), await _rows.ProjectAsync(other));

        Assert.Equal(status, await GetAsync(token, $"/projects/{project}/users/{user}/roles"));
        Assert.Equal(status, await GetAsync(token, $"/domains/{organisation}/users/{user}/roles"));
        Assert.Equal(403, await GetAsync(token, $"/projects/{foreignProject}/users/{foreign}/roles"));
        Assert.Equal(403, await GetAsync(token, $"/system/users/{user}/roles"));
        Assert.Equal(403, await PutAsync(token, $"/projects/{project}/users/{user}/roles/{await fixture.RoleIdAsync("reader")}"));
    }

    [Fact]
    public async Task Readers_of_the_system_see_every_grant_and_change_none()
    {
        var organisation = await _rows.OrganisationAsync();
        var (_, token) = await fixture.SignInToSystemAsync("reader");
        var (user, project) = (await _rows.UserAsync(organisation), await _rows.ProjectAsync(organisation));

        Assert.Equal(200, await GetAsync(token, $"/projects/{project}/users/{user}/roles"));
        Assert.Equal(200, await GetAsync(token, $"/system/users/{user}/roles"));
        Assert.Equal(404, await GetAsync(token, $"/projects/{project}/users/{IamRequests.NoId}/roles"));
        Assert.Equal(403, await PutAsync(token, $"/projects/{project}/users/{user}/roles/{await fixture.RoleIdAsync("reader")}"));
        Assert.Equal(403, await PutAsync(token, $"/system/users/{user}/roles/{await fixture.RoleIdAsync("reader")}"));
    }

    [Fact]
    public async Task An_administrator_of_the_system_gives_every_role()
    {
        var organisation = await _rows.OrganisationAsync();
        var (_, token) = await fixture.SignInToSystemAsync("admin");
        var (user, project) = (await _rows.UserAsync(organisation), await _rows.ProjectAsync(organisation));

        Assert.Equal(204, await PutAsync(token, $"/projects/{project}/users/{user}/roles/{await fixture.RoleIdAsync("admin")}"));
        Assert.Equal(204, await PutAsync(token, $"/system/users/{user}/roles/{await fixture.RoleIdAsync("admin")}"));
        Assert.Equal(204, await PutAsync(token, $"/projects/{project}/users/{user}/roles/{await _rows.RoleAsync()}"));
    }

    [Fact]
    public async Task Who_manages_a_projects_members_gives_roles_of_projects_there_to_users_and_groups_of_its_organisation()
    {
        var project = await fixture.CreateProjectAsync();
        var owner = await fixture.CreatePersonaAsync(project, "iam_project_admin");
        var token = await fixture.SignInWithPasswordAsync(owner.UserId, owner.Password, project);
        var user = await _rows.UserAsync(fixture.Bootstrap.DomainId);
        var group = await _rows.GroupAsync(fixture.Bootstrap.DomainId, user);
        var foreign = await _rows.UserAsync(await _rows.OrganisationAsync());
        var role = await fixture.RoleIdAsync("project_member");

        Assert.Equal(204, await PutAsync(token, $"/projects/{project}/users/{user}/roles/{role}"));
        Assert.Equal(204, await PutAsync(token, $"/projects/{project}/groups/{group}/roles/{role}"));
        Assert.Equal(200, await GetAsync(token, $"/projects/{project}/groups/{group}/roles"));
        Assert.Equal(404, await PutAsync(token, $"/projects/{project}/users/{foreign}/roles/{role}"));
        Assert.Equal(404, await GetAsync(token, $"/projects/{project}/users/{foreign}/roles"));
        Assert.Equal(403, await PutAsync(token, $"/OS-INHERIT/projects/{project}/users/{user}/roles/{role}/inherited_to_projects"));
        Assert.Equal(403, await PutAsync(token, $"/domains/{fixture.Bootstrap.DomainId}/users/{user}/roles/{role}"));
        Assert.Equal(403, await PutAsync(token, $"/projects/{project}/users/{user}/roles/{await _rows.RoleAsync()}"));
    }

    [Fact]
    public async Task What_is_refused_leaves_memory_as_it_is()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        var own = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var epoch = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Haneul.Security.Iam.Tokens.RevocationEpoch>(fixture.Services);
        var role = await fixture.RoleIdAsync("project_admin");
        var before = epoch.Value;

        Assert.Equal(403, await PutAsync(own, $"/projects/{persona.ProjectId}/users/{persona.UserId}/roles/{role}"));

        Assert.Equal(before, epoch.Value);
    }

    private async Task<int> PutAsync(string token, string path) => (await fixture.CallAsync(HttpMethod.Put, "/identity/v3" + path, token)).Status;

    private async Task<int> GetAsync(string token, string path) => (await fixture.CallAsync(HttpMethod.Get, "/identity/v3" + path, token)).Status;
}

using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Assignments;

/// <summary>Giving, asking for, listing and taking roles, at every place and for users and groups.</summary>
public sealed class GrantTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly IamRows _rows = new(fixture);

    /// <summary>Path, then the operations of PUT, GET, DELETE and of the list; there is no list of what is inherited from a project.</summary>
    public static TheoryData<string, string, string, string, string?> Places => new()
    {
        { "/projects/{project}/users/{user}/roles", "AssignProjectUserRole", "CheckProjectUserRole", "UnassignProjectUserRole", "ListProjectUserRoles" },
        { "/projects/{project}/groups/{group}/roles", "AssignProjectGroupRole", "CheckProjectGroupRole", "UnassignProjectGroupRole", "ListProjectGroupRoles" },
        { "/domains/{domain}/users/{user}/roles", "AssignDomainUserRole", "CheckDomainUserRole", "UnassignDomainUserRole", "ListDomainUserRoles" },
        { "/domains/{domain}/groups/{group}/roles", "AssignDomainGroupRole", "CheckDomainGroupRole", "UnassignDomainGroupRole", "ListDomainGroupRoles" },
        { "/system/users/{user}/roles", "AssignSystemUserRole", "CheckSystemUserRole", "UnassignSystemUserRole", "ListSystemUserRoles" },
        { "/system/groups/{group}/roles", "AssignSystemGroupRole", "CheckSystemGroupRole", "UnassignSystemGroupRole", "ListSystemGroupRoles" },
        { "/OS-INHERIT/projects/{project}/users/{user}/roles", "AssignInheritedProjectUserRole", "CheckInheritedProjectUserRole", "UnassignInheritedProjectUserRole", null },
        { "/OS-INHERIT/projects/{project}/groups/{group}/roles", "AssignInheritedProjectGroupRole", "CheckInheritedProjectGroupRole", "UnassignInheritedProjectGroupRole", null },
        { "/OS-INHERIT/domains/{domain}/users/{user}/roles", "AssignInheritedDomainUserRole", "CheckInheritedDomainUserRole", "UnassignInheritedDomainUserRole", "ListInheritedDomainUserRoles" },
        { "/OS-INHERIT/domains/{domain}/groups/{group}/roles", "AssignInheritedDomainGroupRole", "CheckInheritedDomainGroupRole", "UnassignInheritedDomainGroupRole", "ListInheritedDomainGroupRoles" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_role_is_given_found_listed_and_taken(string template, string assign, string check, string unassign, string? list)
    {
        var place = await MakeAsync(template);
        var role = await _rows.RoleAsync();
        var suffix = template.Contains("OS-INHERIT", StringComparison.Ordinal) ? "/inherited_to_projects" : "";
        var grant = $"{place}/{role}{suffix}";

        await VerifyAsync(check, HttpMethod.Get, grant, 404);
        await VerifyAsync(unassign, HttpMethod.Delete, grant, 404);
        await VerifyAsync(assign, HttpMethod.Put, grant, 204);
        await VerifyAsync(assign, HttpMethod.Put, grant, 204);
        await VerifyAsync(check, HttpMethod.Get, grant, 204);
        using (var head = await fixture.SendAsync(HttpMethod.Head, grant, await fixture.AdminTokenAsync()))
        {
            await GoldenExchange.All[110].ShouldMatchAsync(head);
        }

        if (list is not null)
        {
            using var listed = await fixture.SendAsync(HttpMethod.Get, place + suffix, await fixture.AdminTokenAsync());
            await GoldenExchange.All[111].ShouldMatchAsync(listed);
            var body = await ContractCheck.VerifyAsync(list, listed);
            Assert.Equal([role], body.GetProperty("roles").EnumerateArray().Select(each => each.GetProperty("id").GetString()!));
            Assert.EndsWith(place + suffix, body.GetProperty("links").GetProperty("self").GetString(), StringComparison.Ordinal);
        }

        await VerifyAsync(unassign, HttpMethod.Delete, grant, 204);
        await VerifyAsync(check, HttpMethod.Get, grant, 404);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task What_is_not_there_is_404_to_an_administrator(string template, string assign, string check, string unassign, string? list)
    {
        var suffix = template.Contains("OS-INHERIT", StringComparison.Ordinal) ? "/inherited_to_projects" : "";
        var role = await _rows.RoleAsync();
        var place = await MakeAsync(template);
        var parts = place.Split('/');
        for (var index = 0; index < parts.Length; index++)
        {
            if (parts[index].Length == 32)
            {
                var gone = string.Join('/', parts.Select((part, at) => at == index ? IamRequests.NoId : part));
                await VerifyAsync(assign, HttpMethod.Put, $"{gone}/{role}{suffix}", 404);
                await VerifyAsync(check, HttpMethod.Get, $"{gone}/{role}{suffix}", 404);
                await VerifyAsync(unassign, HttpMethod.Delete, $"{gone}/{role}{suffix}", 404);
                if (list is not null)
                {
                    await VerifyAsync(list, HttpMethod.Get, gone + suffix, 404);
                }
            }
        }

        await VerifyAsync(assign, HttpMethod.Put, $"{place}/{IamRequests.NoId}{suffix}", 404);
    }

    [Theory]
    [InlineData("org_admin", "/projects/{project}/users/{user}/roles", "")]
    [InlineData("org_admin", "/system/users/{user}/roles", "")]
    [InlineData("trail_viewer", "/OS-INHERIT/domains/{domain}/users/{user}/roles", "/inherited_to_projects")]
    [InlineData("project_admin", "/domains/{domain}/users/{user}/roles", "")]
    [InlineData("kms_viewer", "/system/groups/{group}/roles", "")]
    public async Task A_role_means_something_at_its_place_only(string role, string template, string suffix)
    {
        var place = await MakeAsync(template);
        using var refused = await fixture.SendAsync(HttpMethod.Put, $"{place}/{await fixture.RoleIdAsync(role)}{suffix}", await fixture.AdminTokenAsync());

        Assert.Contains("role_id", await refused.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("org_admin", "/domains/{domain}/groups/{group}/roles", "")]
    [InlineData("project_reader", "/OS-INHERIT/domains/{domain}/users/{user}/roles", "/inherited_to_projects")]
    [InlineData("project_reader", "/OS-INHERIT/projects/{project}/groups/{group}/roles", "/inherited_to_projects")]
    [InlineData("reader", "/system/users/{user}/roles", "")]
    public async Task And_is_given_there(string role, string template, string suffix)
    {
        var place = await MakeAsync(template);

        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, $"{place}/{await fixture.RoleIdAsync(role)}{suffix}", await fixture.AdminTokenAsync())).Status);
    }

    [Fact]
    public async Task A_role_of_an_organisation_is_given_there_only()
    {
        var admin = await fixture.AdminTokenAsync();
        var (own, other) = (await _rows.OrganisationAsync(), await _rows.OrganisationAsync());
        var role = await _rows.RoleAsync(own);
        var user = await _rows.UserAsync(own);
        using var there = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/domains/{own}/users/{user}/roles/{role}", admin);
        using var elsewhere = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/domains/{other}/users/{user}/roles/{role}", admin);
        using var onProject = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{await _rows.ProjectAsync(other)}/users/{user}/roles/{role}", admin);
        using var onSystem = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/system/users/{user}/roles/{role}", admin);

        Assert.Equal(204, (int)there.StatusCode);
        await elsewhere.RefusedAsync(403);
        await onProject.RefusedAsync(403);
        Assert.Contains("role_id", await onSystem.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_account_holds_roles_of_its_project_only()
    {
        var admin = await fixture.AdminTokenAsync();
        var organisation = await _rows.OrganisationAsync();
        var project = await _rows.ProjectAsync(organisation);
        var account = await _rows.ServiceAccountAsync(organisation, project);
        using var own = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{project}/users/{account}/roles/{await fixture.RoleIdAsync("project_member")}", admin);
        using var administrator = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{project}/users/{account}/roles/{await fixture.RoleIdAsync("admin")}", admin);
        using var elsewhere = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/projects/{await _rows.ProjectAsync(organisation)}/users/{account}/roles/{await fixture.RoleIdAsync("project_member")}", admin);
        using var onDomain = await fixture.SendAsync(HttpMethod.Put, $"/identity/v3/domains/{organisation}/users/{account}/roles/{await fixture.RoleIdAsync("reader")}", admin);

        Assert.Equal(204, (int)own.StatusCode);
        Assert.Contains("role_id", await administrator.RefusedAsync(400), StringComparison.Ordinal);
        Assert.Contains("role_id", await elsewhere.RefusedAsync(400), StringComparison.Ordinal);
        Assert.Contains("role_id", await onDomain.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_query_does_not_move_a_grant()
    {
        var admin = await fixture.AdminTokenAsync();
        var (organisation, other) = (await _rows.OrganisationAsync(), await _rows.OrganisationAsync());
        var (user, role) = (await _rows.UserAsync(organisation), await _rows.RoleAsync());

        await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/domains/{organisation}/users/{user}/roles/{role}?domain_id={other}&project_id={other}", admin);

        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/domains/{organisation}/users/{user}/roles/{role}", admin)).Status);
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/domains/{other}/users/{user}/roles/{role}", admin)).Status);
    }

    [Fact]
    public async Task The_last_administrator_keeps_the_role()
    {
        var admin = await fixture.AdminTokenAsync();
        var grant = $"/identity/v3/projects/{fixture.Bootstrap.ProjectId}/users/{fixture.Bootstrap.UserId}/roles/{await fixture.RoleIdAsync("admin")}";
        var onSystem = $"/identity/v3/system/users/{fixture.Bootstrap.UserId}/roles/{await fixture.RoleIdAsync("admin")}";

        // As long as there is another way to administer, one may go.
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, onSystem, admin)).Status);
        using var refused = await fixture.SendAsync(HttpMethod.Delete, grant, admin);

        await refused.RefusedAsync(409);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Get, grant, admin)).Status);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, onSystem, admin)).Status);
    }

    [Theory]
    [InlineData("/projects/{project}/users/{user}/roles", "", "project_reader", "Project Member Assign", "Project Member Unassign")]
    [InlineData("/projects/{project}/groups/{group}/roles", "", "project_reader", "Project Group Assign", "Project Group Unassign")]
    [InlineData("/domains/{domain}/users/{user}/roles", "", "org_reader", "Domain Role Assign", "Domain Role Unassign")]
    [InlineData("/domains/{domain}/groups/{group}/roles", "", "org_reader", "Domain Group Assign", "Domain Group Unassign")]
    [InlineData("/OS-INHERIT/domains/{domain}/groups/{group}/roles", "/inherited_to_projects", "project_reader", "Domain Group Assign", "Domain Group Unassign")]
    [InlineData("/system/users/{user}/roles", "", "reader", "Assign System User Role", "Unassign System User Role")]
    public async Task Grants_leave_the_events_of_the_catalogue(string template, string suffix, string role, string assigned, string unassigned)
    {
        var place = await MakeAsync(template);
        var actor = place.Split('/')[^2];
        var grant = $"{place}/{await fixture.RoleIdAsync(role)}{suffix}";
        await fixture.CallAsync(HttpMethod.Put, grant, await fixture.AdminTokenAsync());
        await fixture.CallAsync(HttpMethod.Delete, grant, await fixture.AdminTokenAsync());

        var events = await _rows.Database.ReadAsync(session => session.QueryAsync(
            $"SELECT k.event_name FROM trail_events e JOIN trail_kinds k ON k.id = e.kind_id WHERE e.resource_name = {actor} ORDER BY e.sequence", row => row.GetString(0)));
        Assert.Equal([assigned, unassigned], events);
    }

    private async Task VerifyAsync(string operationId, HttpMethod method, string path, int status)
    {
        using var response = await fixture.SendAsync(method, path, await fixture.AdminTokenAsync());
        Assert.True((int)response.StatusCode == status, $"{method} {path}: {(int)response.StatusCode} instead of {status}: {await response.Content.ReadAsStringAsync()}");
        await ContractCheck.VerifyAsync(operationId, response);
    }

    /// <summary>The path with a project, organisation, user and group that are there.</summary>
    private async Task<string> MakeAsync(string template)
    {
        var organisation = await _rows.OrganisationAsync();
        var user = await _rows.UserAsync(organisation);
        return "/identity/v3" + template
            .Replace("{domain}", organisation, StringComparison.Ordinal)
            .Replace("{project}", await _rows.ProjectAsync(organisation), StringComparison.Ordinal)
            .Replace("{user}", user, StringComparison.Ordinal)
            .Replace("{group}", await _rows.GroupAsync(organisation, user), StringComparison.Ordinal);
    }
}

using System.Net;

namespace Haneul.ApiTests.WebConsole.Iam;

public sealed class MemberPagesTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_user_is_added_by_name_and_gets_other_roles()
    {
        var project = await fixture.CreateProjectAsync();
        var name = fixture.NewName("member-");
        var user = await fixture.MakeAsync("user", name);
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.DoAsync($"/iam/projects/{project}/members/new", ("kind", "users"), ("who", name), ("role", "project_reader"));
        Assert.Contains("project_reader", browser.Text, StringComparison.Ordinal);

        await browser.OpenAsync($"/iam/projects/{project}/members/users/{user}");
        Assert.NotNull(browser.Html.QuerySelector("input[value=project_reader][checked]"));
        await browser.SubmitAsync(IamBrowsing.Form, ("roles", "kms_user"));
        await browser.FollowAsync();

        Assert.Equal(["kms_user"], await RolesAsync(project, user));
        Assert.Contains("1 given, 1 taken", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unchecking_every_role_takes_somebody_out_of_the_project()
    {
        var project = await fixture.CreateProjectAsync();
        var group = await fixture.MakeAsync("group", fixture.NewName("group-"));
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.DoAsync($"/iam/projects/{project}/members/new", ("kind", "groups"), ("who", group), ("role", "project_member"));
        await browser.DoAsync($"/iam/projects/{project}/members/groups/{group}", ("roles", null));

        Assert.Contains("Nobody has a role here", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_in_effect_tell_where_they_come_from()
    {
        var project = await fixture.CreateProjectAsync();
        var (group, groupName) = await GroupAsync();
        var (auditors, auditorsName) = await GroupAsync();
        var name = fixture.NewName("member-");
        var user = await fixture.MakeAsync("user", name);
        var admin = await fixture.AdminTokenAsync();
        string[] calls =
        [
            $"groups/{group}/users/{user}",
            $"groups/{auditors}/users/{user}",
            $"projects/{project}/groups/{group}/roles/{await fixture.RoleIdAsync("project_member")}",
            $"projects/{project}/users/{user}/roles/{await fixture.RoleIdAsync("kms_viewer")}",
            $"OS-INHERIT/domains/{fixture.Bootstrap.DomainId}/groups/{auditors}/roles/{await fixture.RoleIdAsync("dns_viewer")}/inherited_to_projects",
        ];
        foreach (var call in calls)
        {
            Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, "/identity/v3/" + call, admin)).Status);
        }

        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync($"/iam/projects/{project}?view=effective");

        var row = Assert.Single(browser.Html.QuerySelectorAll("tbody tr"), row => row.TextContent.Contains(name, StringComparison.Ordinal));
        var origins = row.QuerySelectorAll("li").Select(item => string.Join(' ', item.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains($"project_member through the group {groupName}", origins);
        Assert.Contains($"project_reader contained in project_member · through the group {groupName}", origins);
        Assert.Contains("kms_viewer given here", origins);
        Assert.Contains($"dns_viewer through the group {auditorsName} · inherited from the organization", origins);
    }

    [Theory]
    [InlineData("project_admin", true, true)]
    [InlineData("iam_project_admin", true, true)]
    [InlineData("iam_project_viewer", true, false)]
    [InlineData("project_member", false, false)]
    [InlineData("project_reader", false, false)]
    public async Task Roles_in_the_project_decide_who_sees_and_who_changes_members(string role, bool maySee, bool mayChange)
    {
        var project = fixture.Bootstrap.ProjectId;
        using var browser = await IamBrowsing.WithRolesAsync(fixture, role);
        await browser.OpenAsync($"/iam/projects/{project}");
        Assert.Equal(maySee, browser.Html.QuerySelector("table") is not null);
        Assert.Equal(mayChange, browser.Html.QuerySelector($"a[href='/iam/projects/{project}/members/new']") is not null);

        await browser.GoAsync($"/iam/projects/{project}/members/new");
        Assert.Equal(mayChange ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
        await browser.GoAsync($"/iam/projects/{project}/members/users/{fixture.Bootstrap.UserId}");
        Assert.Equal(mayChange ? HttpStatusCode.OK : HttpStatusCode.Forbidden, browser.Status);
    }

    [Fact]
    public async Task Whoever_manages_members_only_adds_them_by_id()
    {
        var name = fixture.NewName("member-");
        var user = await fixture.MakeAsync("user", name);
        using var browser = await IamBrowsing.WithRolesAsync(fixture, "project_admin");
        await browser.OpenAsync($"/iam/projects/{fixture.Bootstrap.ProjectId}/members/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("who", name), ("role", "project_reader"));
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("unique ID", browser.Html.QuerySelector("#field-who-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(name, browser.Html.QuerySelector("#field-who")!.GetAttribute("value"));

        await browser.DoAsync($"/iam/projects/{fixture.Bootstrap.ProjectId}/members/new", ("who", user), ("role", "project_reader"));
        Assert.Equal(["project_reader"], await RolesAsync(fixture.Bootstrap.ProjectId, user));
    }

    [Fact]
    public async Task Nobody_of_that_name_and_no_role_are_told_beside_their_fields()
    {
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.OpenAsync($"/iam/projects/{fixture.Bootstrap.ProjectId}/members/new");
        await browser.SubmitAsync(IamBrowsing.Form, ("who", "nobody of this name"), ("role", ""));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.NotNull(browser.Html.QuerySelector("#field-who-error"));
        Assert.NotNull(browser.Html.QuerySelector("#field-role-error"));
    }

    [Fact]
    public async Task Whoever_manages_the_organisation_is_not_offered_the_role_admin()
    {
        using var browser = await IamBrowsing.WithOrganisationRoleAsync(fixture, "org_admin");
        await browser.OpenAsync($"/iam/projects/{fixture.Bootstrap.ProjectId}/members/users/{fixture.Bootstrap.UserId}");
        Assert.Null(browser.Html.QuerySelector("input[value=admin]"));

        await browser.OpenAsync($"/iam/organisation/members/users/{fixture.Bootstrap.UserId}");
        Assert.Null(browser.Html.QuerySelector("input[value=admin]"));
        Assert.NotNull(browser.Html.QuerySelector("input[value=org_reader]"));
    }

    [Fact]
    public async Task A_role_on_the_organisation_is_given_and_taken()
    {
        var user = await fixture.MakeAsync("user", fixture.NewName("reader-"));
        using var browser = await IamBrowsing.AdminAsync(fixture);
        await browser.DoAsync($"/iam/organisation/members/users/{user}", ("roles", "org_reader"));
        Assert.Contains("org_reader", browser.Text, StringComparison.Ordinal);
        await browser.DoAsync($"/iam/organisation/members/users/{user}", ("roles", null));
        Assert.DoesNotContain("org_reader", browser.Html.QuerySelector("table")?.TextContent ?? "", StringComparison.Ordinal);
    }

    private async Task<(string Id, string Name)> GroupAsync()
    {
        var name = fixture.NewName("group-");
        return (await fixture.MakeAsync("group", name), name);
    }

    private async Task<IReadOnlyList<string>> RolesAsync(string project, string user)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/projects/{project}/users/{user}/roles", await fixture.AdminTokenAsync());
        Assert.Equal(200, status);
        return [.. body.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!)];
    }
}

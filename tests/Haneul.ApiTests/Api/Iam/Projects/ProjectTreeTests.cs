using System.Text.Json;
using Haneul.ApiTests.Api.Iam.Organisations;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.Iam.Organisations.OrganisationCalls;

namespace Haneul.ApiTests.Api.Iam.Projects;

public sealed class ProjectTreeTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_project_below_another_shows_what_is_above_and_below_as_in_Keystone()
    {
        var admin = await fixture.AdminTokenAsync();
        var domain = await fixture.CreateDomainAsync();
        var parent = await fixture.CreateProjectAsync(domain, ",\"tags\":[\"a\"]");
        using var created = await fixture.SendAsync(
            HttpMethod.Post, ProjectsPath, admin, $$$"""{"project":{"name":"child","domain_id":"{{{domain}}}","parent_id":"{{{parent}}}"}}""");
        await GoldenExchange.All[62].ShouldMatchAsync(created);
        var child = (await ContractCheck.VerifyAsync("CreateProject", created)).GetProperty("project").GetProperty("id").GetString()!;
        using var below = await fixture.SendAsync(HttpMethod.Get, $"{ProjectsPath}/{parent}?subtree_as_list", admin);
        using var above = await fixture.SendAsync(HttpMethod.Get, $"{ProjectsPath}/{child}?parents_as_ids", admin);
        using var tooEarly = await fixture.SendAsync(HttpMethod.Delete, $"{ProjectsPath}/{parent}", admin);

        Assert.Equal(200, (int)below.StatusCode);
        await ContractCheck.VerifyAsync("GetProject", above);
        Assert.Equal($$$"""{"{{{parent}}}":{"{{{domain}}}":null}}""", await MemberAsync($"{child}?parents_as_ids", "parents"));
        Assert.Equal(403, (int)tooEarly.StatusCode);
        Assert.Equal(204, await fixture.DeleteAsync($"{ProjectsPath}/{child}"));
        Assert.Equal(204, await fixture.DeleteAsync($"{ProjectsPath}/{parent}"));
    }

    [Fact]
    public async Task A_tree_is_shown_as_nested_ids_or_as_the_projects_in_which_the_caller_has_a_role()
    {
        var domain = await fixture.CreateDomainAsync();
        var root = await fixture.CreateProjectAsync(domain, "");
        var left = await fixture.CreateBelowAsync(domain, root);
        var leaf = await fixture.CreateBelowAsync(domain, left);
        await fixture.GrantAsync(fixture.Bootstrap.UserId, "project", leaf, "reader");
        await fixture.GrantAsync(fixture.Bootstrap.UserId, "project", root, "reader");

        Assert.Equal($$$"""{"{{{left}}}":{"{{{leaf}}}":null}}""", await MemberAsync($"{root}?subtree_as_ids", "subtree"));
        Assert.Equal("null", await MemberAsync($"{leaf}?subtree_as_ids=1", "subtree"));
        Assert.Equal($$$$$$$"""{"{{{{{{{left}}}}}}}":{"{{{{{{{root}}}}}}}":{"{{{{{{{domain}}}}}}}":null}}}""", await MemberAsync($"{leaf}?parents_as_ids=true", "parents"));
        Assert.Equal($$$$$$$"""{"{{{{{{{root}}}}}}}":{"{{{{{{{left}}}}}}}":{"{{{{{{{leaf}}}}}}}":null}}}""", await MemberAsync($"{domain}?subtree_as_ids", "subtree"));
        Assert.Equal("null", await MemberAsync($"{domain}?parents_as_ids", "parents"));
        Assert.Equal([leaf], await ListedAsync($"{root}?subtree_as_list", "subtree"));
        Assert.Equal([root], await ListedAsync($"{leaf}?parents_as_list&include_limits", "parents"));
        var (_, plain) = await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{root}?subtree_as_list=0&parents_as_ids=false", await fixture.AdminTokenAsync());
        Assert.False(plain.GetProperty("project").TryGetProperty("subtree", out _));
        Assert.False(plain.GetProperty("project").TryGetProperty("parents", out _));
    }

    [Theory]
    [InlineData("parents_as_list&parents_as_ids")]
    [InlineData("subtree_as_list=1&subtree_as_ids=true")]
    public async Task Two_forms_of_the_same_are_400(string query)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, $"{ProjectsPath}/{fixture.Bootstrap.ProjectId}?{query}", await fixture.AdminTokenAsync());

        await response.RefusedAsync(400);
    }

    [Fact]
    public async Task There_are_five_levels_of_projects_and_no_sixth()
    {
        var domain = await fixture.CreateDomainAsync();
        var parent = await fixture.CreateProjectAsync(domain, "");
        for (var level = 2; level <= 5; level++)
        {
            parent = await fixture.CreateBelowAsync(domain, parent);
        }

        Assert.Equal(403, await CreateStatusAsync(domain, $",\"parent_id\":\"{parent}\""));
    }

    [Fact]
    public async Task A_parent_elsewhere_unknown_or_disabled_is_400()
    {
        var (domain, other) = (await fixture.CreateDomainAsync(), await fixture.CreateDomainAsync());
        var foreign = await fixture.CreateProjectAsync(other, "");
        var disabled = await fixture.CreateProjectAsync(domain, ",\"enabled\":false");

        Assert.Equal(400, await CreateStatusAsync(domain, $",\"parent_id\":\"{foreign}\""));
        Assert.Equal(400, await CreateStatusAsync(domain, $",\"parent_id\":\"{other}\""));
        Assert.Equal(400, await CreateStatusAsync(domain, $",\"parent_id\":\"{IamRequests.NoId}\""));
        Assert.Equal(400, await CreateStatusAsync(domain, $",\"parent_id\":\"{disabled}\""));
        Assert.Equal(201, await CreateStatusAsync(domain, $",\"parent_id\":\"{domain}\""));
        await fixture.PatchAsync($"{DomainsPath}/{domain}", """{"domain":{"enabled":false}}""");
        Assert.Equal(400, await CreateStatusAsync(domain, ""));
    }

    [Fact]
    public async Task What_is_above_is_disabled_last_and_enabled_first()
    {
        var domain = await fixture.CreateDomainAsync();
        var parent = await fixture.CreateProjectAsync(domain, "");
        var child = await fixture.CreateBelowAsync(domain, parent);

        Assert.Equal(403, await SwitchAsync(parent, false));
        Assert.Equal(200, await SwitchAsync(child, false));
        Assert.Equal(200, await SwitchAsync(parent, false));
        Assert.Equal(403, await SwitchAsync(child, true));
        Assert.Equal(200, await SwitchAsync(parent, true));
        Assert.Equal(200, await SwitchAsync(child, true));
        Assert.Equal(200, await SwitchAsync(child, false));
        await fixture.PatchAsync($"{DomainsPath}/{domain}", """{"domain":{"enabled":false}}""");
        Assert.Equal(403, await SwitchAsync(child, true));
    }

    [Fact]
    public async Task A_project_never_moves()
    {
        var (domain, other) = (await fixture.CreateDomainAsync(), await fixture.CreateDomainAsync());
        var first = await fixture.CreateProjectAsync(domain, "");
        var second = await fixture.CreateProjectAsync(domain, "");
        var path = $"{ProjectsPath}/{first}";

        Assert.Equal(400, (await fixture.PatchAsync(path, $$$"""{"project":{"domain_id":"{{{other}}}"}}""")).Status);
        Assert.Equal(400, (await fixture.PatchAsync(path, """{"project":{"domain_id":null}}""")).Status);
        Assert.Equal(400, (await fixture.PatchAsync(path, """{"project":{"is_domain":true}}""")).Status);
        Assert.Equal(400, (await fixture.PatchAsync(path, $$$"""{"project":{"id":"{{{second}}}"}}""")).Status);
        Assert.Equal(403, (await fixture.PatchAsync(path, $$$"""{"project":{"parent_id":"{{{second}}}"}}""")).Status);
        Assert.Equal(403, (await fixture.PatchAsync(path, """{"project":{"parent_id":null}}""")).Status);
        Assert.Equal(200, (await fixture.PatchAsync(path, $$$"""{"project":{"id":"{{{first}}}","domain_id":"{{{domain}}}","parent_id":"{{{domain}}}","is_domain":false}}""")).Status);
    }

    [Fact]
    public async Task An_organisation_is_also_a_project_that_belongs_to_none()
    {
        var admin = await fixture.AdminTokenAsync();
        var name = fixture.NewName("dom");
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, ProjectsPath, admin, $$$"""{"project":{"name":"{{{name}}}","is_domain":true}}""");
        var project = body.GetProperty("project");
        var id = project.GetProperty("id").GetString()!;

        Assert.Equal(201, status);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, true), (project.GetProperty("domain_id").ValueKind, project.GetProperty("parent_id").ValueKind, project.GetProperty("is_domain").GetBoolean()));
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/{id}", admin)).Status);
        Assert.Equal([id], await fixture.IdsAsync($"{ProjectsPath}?is_domain=true&name={name}"));
        Assert.Empty(await fixture.IdsAsync($"{ProjectsPath}?name={name}"));
        Assert.Empty(await fixture.IdsAsync($"{ProjectsPath}?is_domain=1&domain_id={id}"));
        Assert.Equal(400, await fixture.DeleteAsync($"{ProjectsPath}/{id}"));
        var (changed, answer) = await fixture.PatchAsync($"{ProjectsPath}/{id}", """{"project":{"enabled":false,"description":"x"}}""");
        Assert.Equal((200, "x"), (changed, answer.GetProperty("project").GetProperty("description").GetString()));
        Assert.Equal(204, await fixture.DeleteAsync($"{ProjectsPath}/{id}"));
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, $"{DomainsPath}/{id}", admin)).Status);
    }

    [Fact]
    public async Task A_project_that_acts_as_a_domain_has_neither_domain_nor_parent()
    {
        Assert.Equal(400, await CreateStatusAsync("default", ",\"is_domain\":true"));
        var (status, _) = await fixture.CallAsync(HttpMethod.Post, ProjectsPath, await fixture.AdminTokenAsync(), """{"project":{"name":"no","is_domain":true,"parent_id":"default"}}""");
        Assert.Equal(400, status);
    }

    private async Task<int> SwitchAsync(string id, bool isEnabled) =>
        (await fixture.PatchAsync($"{ProjectsPath}/{id}", $$$"""{"project":{"enabled":{{{(isEnabled ? "true" : "false")}}}}}""")).Status;

    private async Task<int> CreateStatusAsync(string domainId, string fields)
    {
        var body = $$$"""{"project":{"name":"{{{fixture.NewName("prj")}}}","domain_id":"{{{domainId}}}"{{{fields}}}}}""";
        return (await fixture.CallAsync(HttpMethod.Post, ProjectsPath, await fixture.AdminTokenAsync(), body)).Status;
    }

    private async Task<string> MemberAsync(string path, string member)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{path}", await fixture.AdminTokenAsync());
        Assert.Equal(200, status);
        return body.GetProperty("project").GetProperty(member).GetRawText();
    }

    private async Task<string[]> ListedAsync(string path, string member) =>
        [.. JsonElement.Parse(await MemberAsync(path, member)).EnumerateArray().Select(item => item.GetProperty("project").GetProperty("id").GetString()!)];
}

using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam;

public sealed class UserTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_administrator_adds_shows_finds_changes_and_deletes_a_user()
    {
        var admin = await fixture.AdminTokenAsync();
        var name = NewName();
        var body = $$$$$$$"""{"user":{"name":"{{{{{{{name}}}}}}}","domain_id":"default","password":"Passw0rd-1","email":"u@example.org","default_project_id":"{{{{{{{fixture.Bootstrap.ProjectId}}}}}}}"}}""";
        using var created = await fixture.SendAsync(HttpMethod.Post, "/identity/v3/users", admin, body);
        await GoldenExchange.All[66].ShouldMatchAsync(created);
        var id = (await ContractCheck.VerifyAsync("CreateUser", created)).GetProperty("user").GetProperty("id").GetString()!;
        using var again = await fixture.SendAsync(HttpMethod.Post, "/identity/v3/users", admin, body);
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{id}", admin);
        using var changed = await fixture.SendAsync(HttpMethod.Patch, $"/identity/v3/users/{id}", admin, """{"user":{"description":"x"}}""");
        using var listed = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users?name={name}", admin);

        await GoldenExchange.All[67].ShouldMatchAsync(again);
        await GoldenExchange.All[72].ShouldMatchAsync(shown);
        await GoldenExchange.All[75].ShouldMatchAsync(changed);
        await GoldenExchange.All[77].ShouldMatchAsync(listed);
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"/identity/v3/users/{id}", admin)).Status);
        using var gone = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{id}", admin);
        await GoldenExchange.All[73].ShouldMatchAsync(gone);
    }

    [Theory]
    [InlineData("""{"user":{"name":""}}""", "user.name: must have 1 to 255 characters")]
    [InlineData("""{"user":{}}""", "user.name: is required")]
    [InlineData("""{"user":{"name":"u","password":5,"enabled":1}}""", "user.enabled: must be true or false; user.password: must be a string")]
    [InlineData("""{"user":{"name":"u","password":"short"}}""", "user.password: must have 8 to 128 characters")]
    [InlineData("""{"user":{"name":"u","domain_id":"nowhere"}}""", "user.domain_id: is no known organisation")]
    public async Task A_wrong_user_is_400_and_names_every_wrong_field(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, "/identity/v3/users", await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_sees_themselves_and_nobody_else()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        using var own = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{persona.UserId}", persona.Token);
        using var other = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{fixture.Bootstrap.UserId}", persona.Token);
        using var unknown = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{IamRequests.NoId}", persona.Token);

        Assert.Equal(200, (int)own.StatusCode);
        await GoldenExchange.All[141].ShouldMatchAsync(other);
        await unknown.RefusedAsync(403);
    }

    [Theory]
    [InlineData("GET", "/identity/v3/users", null)]
    [InlineData("POST", "/identity/v3/users", """{"user":{"name":"x"}}""")]
    [InlineData("PATCH", "/identity/v3/users/{own}", """{"user":{"enabled":false}}""")]
    [InlineData("DELETE", "/identity/v3/users/{own}", null)]
    [InlineData("GET", "/identity/v3/projects", null)]
    [InlineData("POST", "/identity/v3/projects", """{"project":{"name":"x"}}""")]
    [InlineData("PATCH", "/identity/v3/projects/{project}", """{"project":{"enabled":false}}""")]
    public async Task A_project_admin_administers_nothing_outside_the_project(string method, string path, string? body)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        path = path.Replace("{own}", persona.UserId, StringComparison.Ordinal).Replace("{project}", persona.ProjectId, StringComparison.Ordinal);
        using var response = await fixture.SendAsync(new HttpMethod(method), path, persona.Token, body);

        await response.RefusedAsync(403);
    }

    [Fact]
    public async Task The_projects_of_a_user_have_the_shape_of_the_seed()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        using var response = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{persona.UserId}/projects", persona.Token);
        var body = await ContractCheck.VerifyAsync("ListUserProjects", response);

        var project = Assert.Single(body.GetProperty("projects").EnumerateArray());
        Assert.Equal(
            ["id", "name", "domain_id", "description", "enabled", "parent_id", "is_domain", "tags", "options", "links"],
            project.EnumerateObject().Select(member => member.Name));
        var origin = fixture.Http.BaseAddress!.ToString().TrimEnd('/');
        Assert.Equal(persona.ProjectId, project.GetProperty("id").GetString());
        Assert.Equal("default", project.GetProperty("parent_id").GetString());
        Assert.Equal("default", project.GetProperty("domain_id").GetString());
        Assert.Equal($"{origin}/identity/v3/projects/{persona.ProjectId}", project.GetProperty("links").GetProperty("self").GetString());
        Assert.Equal(["next", "self", "previous"], body.GetProperty("links").EnumerateObject().Select(member => member.Name));
        Assert.Equal($"{origin}/identity/v3/users/{persona.UserId}/projects", body.GetProperty("links").GetProperty("self").GetString());
    }

    [Fact]
    public async Task Anothers_projects_are_403_and_an_unknown_users_404()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        using var others = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{fixture.Bootstrap.UserId}/projects", persona.Token);
        using var unknown = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/users/{IamRequests.NoId}/projects", await fixture.AdminTokenAsync());

        await others.RefusedAsync(403);
        await GoldenExchange.All[135].ShouldMatchAsync(unknown);
    }

    private string NewName() => "user-" + fixture.Services.GetRequiredService<IdGenerator>().NewHexId();
}

using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Projects;

public sealed class ProjectTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_administrator_makes_shows_finds_and_changes_a_project()
    {
        var admin = await fixture.AdminTokenAsync();
        var name = "prj-" + fixture.Services.GetRequiredService<IdGenerator>().NewHexId();
        var body = $$$$$$$"""{"project":{"name":"{{{{{{{name}}}}}}}","domain_id":"default","tags":["a","b"]}}""";
        using var created = await fixture.SendAsync(HttpMethod.Post, "/identity/v3/projects", admin, body);
        await GoldenExchange.All[44].ShouldMatchAsync(created);
        var id = (await ContractCheck.VerifyAsync("CreateProject", created)).GetProperty("project").GetProperty("id").GetString()!;
        using var again = await fixture.SendAsync(HttpMethod.Post, "/identity/v3/projects", admin, body);
        using var shown = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/projects/{id}", admin);
        using var changed = await fixture.SendAsync(HttpMethod.Patch, $"/identity/v3/projects/{id}", admin, """{"project":{"description":"x"}}""");
        using var listed = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/projects?name={name}", admin);
        using var unknown = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/projects/{IamRequests.NoId}", admin);

        await GoldenExchange.All[45].ShouldMatchAsync(again);
        await GoldenExchange.All[51].ShouldMatchAsync(shown);
        await GoldenExchange.All[54].ShouldMatchAsync(changed);
        await GoldenExchange.All[56].ShouldMatchAsync(listed);
        await GoldenExchange.All[52].ShouldMatchAsync(unknown);
    }

    [Fact]
    public async Task A_name_of_another_project_can_not_be_taken_over()
    {
        var admin = await fixture.AdminTokenAsync();
        var id = await fixture.CreateProjectAsync();
        using var renamed = await fixture.SendAsync(HttpMethod.Patch, $"/identity/v3/projects/{id}", admin, """{"project":{"name":"default"}}""");

        await renamed.RefusedAsync(409);
    }

    [Theory]
    [InlineData("""{"project":{"name":""}}""", "project.name: must have 1 to 64 characters")]
    [InlineData("""{"project":{"name":5,"enabled":"yes","tags":["bad/tag",7]}}""", "project.name: must be a string; project.enabled: must be true or false; project.tags[1]: must be a string; project.tags[0]: must not contain ',' or '/'")]
    [InlineData("""{"project":{"name":"p","domain_id":"00000000000000000000000000000000"}}""", "project.domain_id: is no known organisation")]
    [InlineData("""{"project":{"name":"p","parent_id":"00000000000000000000000000000000"}}""", "project.parent_id: is no known project")]
    public async Task A_wrong_project_is_400_and_names_every_wrong_field(string body, string expected)
    {
        using var response = await fixture.SendAsync(HttpMethod.Post, "/identity/v3/projects", await fixture.AdminTokenAsync(), body);

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_a_token_for_a_project_sees_it_and_no_other()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        using var own = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/projects/{persona.ProjectId}", persona.Token);
        using var other = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/projects/{fixture.Bootstrap.ProjectId}", persona.Token);

        Assert.Equal(200, (int)own.StatusCode);
        await other.RefusedAsync(403);
    }
}

using Haneul.ApiTests.Api.Iam.Organisations;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam;
using Haneul.Security.Iam.Projects;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.Iam.Organisations.OrganisationCalls;

namespace Haneul.ApiTests.Api.Iam.Projects;

public sealed class ProjectListTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Projects_are_found_by_what_is_above_them_and_whether_they_are_enabled()
    {
        var domain = await fixture.CreateDomainAsync();
        var parent = await fixture.CreateProjectAsync(domain, "");
        var child = await fixture.CreateBelowAsync(domain, parent);
        var disabled = await fixture.CreateProjectAsync(domain, ",\"enabled\":false");

        Assert.Equal(Sorted(parent, child, disabled), await fixture.IdsAsync($"{ProjectsPath}?domain_id={domain}"));
        Assert.Equal(Sorted(parent, disabled), await fixture.IdsAsync($"{ProjectsPath}?parent_id={domain}"));
        Assert.Equal([child], await fixture.IdsAsync($"{ProjectsPath}?parent_id={parent}"));
        Assert.Equal([disabled], await fixture.IdsAsync($"{ProjectsPath}?domain_id={domain}&enabled=false"));
        Assert.Empty(await fixture.IdsAsync($"{ProjectsPath}?domain_id={IamRequests.NoId}"));
    }

    [Fact]
    public async Task Projects_are_found_by_all_some_or_none_of_the_tags_minding_case()
    {
        var domain = await fixture.CreateDomainAsync();
        var both = await fixture.CreateProjectAsync(domain, ",\"tags\":[\"red\",\"bl_e%\"]");
        var red = await fixture.CreateProjectAsync(domain, ",\"tags\":[\"red\"]");
        var capital = await fixture.CreateProjectAsync(domain, ",\"tags\":[\"RED\",\"blue\"]");
        var none = await fixture.CreateProjectAsync(domain, "");

        Assert.Equal(Sorted(both, red), await FindAsync("tags=red"));
        Assert.Equal([both], await FindAsync("tags=red,bl_e%25"));
        Assert.Equal([capital], await FindAsync("tags-any=RED,green"));
        Assert.Equal(Sorted(both, red, capital), await FindAsync("tags-any=red,blue"));
        Assert.Equal(Sorted(red, capital, none), await FindAsync("not-tags=red,bl_e%25"));
        Assert.Equal(Sorted(capital, none), await FindAsync("not-tags-any=red,bl_e%25"));
        Assert.Equal([red], await FindAsync("tags=red&not-tags-any=bl_e%25"));

        Task<string[]> FindAsync(string query) => fixture.IdsAsync($"{ProjectsPath}?domain_id={domain}&{query}");
    }

    [Fact]
    public async Task Pages_of_any_size_show_every_project_once()
    {
        var domain = await fixture.CreateDomainAsync();
        var made = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            made.Add(await fixture.CreateProjectAsync(domain, ""));
        }

        foreach (var limit in new[] { 1, 2, 5, 9 })
        {
            var seen = new List<string>();
            var next = $"{ProjectsPath}?domain_id={domain}&limit={limit}";
            while (next is not null)
            {
                var (_, body) = await fixture.CallAsync(HttpMethod.Get, next, await fixture.AdminTokenAsync());
                seen.AddRange(body.GetProperty("projects").EnumerateArray().Select(project => project.GetProperty("id").GetString()!));
                next = body.GetProperty("links").GetProperty("next").GetString();
            }

            Assert.Equal(Sorted([.. made]), seen);
        }
    }

    [Fact]
    public async Task A_manager_of_an_organisation_rules_its_projects_and_sees_no_others()
    {
        var (own, other) = (await fixture.CreateDomainAsync(), await fixture.CreateDomainAsync());
        var (mine, foreign) = (await fixture.CreateProjectAsync(own, ""), await fixture.CreateProjectAsync(other, ""));
        var manager = await fixture.DomainTokenAsync(own, "manager");
        var reader = await fixture.DomainTokenAsync(own, "reader");

        Assert.Equal([mine], await fixture.IdsAsync(ProjectsPath, reader));
        Assert.Equal(403, await StatusAsync(HttpMethod.Get, $"{ProjectsPath}?domain_id={other}", manager));
        Assert.Equal(403, await StatusAsync(HttpMethod.Get, $"{ProjectsPath}/{foreign}", manager));
        Assert.Equal(403, await StatusAsync(HttpMethod.Get, $"{ProjectsPath}/{own}", manager));
        Assert.Equal(201, await StatusAsync(HttpMethod.Post, ProjectsPath, manager, """{"project":{"name":"new"}}"""));
        Assert.Equal(403, await StatusAsync(HttpMethod.Post, ProjectsPath, reader, """{"project":{"name":"newer"}}"""));
        Assert.Equal(403, await StatusAsync(HttpMethod.Post, ProjectsPath, manager, $$$"""{"project":{"name":"new","domain_id":"{{{other}}}"}}"""));
        Assert.Equal(403, await StatusAsync(HttpMethod.Post, ProjectsPath, manager, """{"project":{"name":"dom","is_domain":true}}"""));
        Assert.Equal(200, await StatusAsync(HttpMethod.Patch, $"{ProjectsPath}/{mine}", manager, """{"project":{"description":"x"}}"""));
        Assert.Equal(403, await StatusAsync(HttpMethod.Patch, $"{ProjectsPath}/{foreign}", manager, """{"project":{"description":"x"}}"""));
        Assert.Equal(403, await StatusAsync(HttpMethod.Delete, $"{ProjectsPath}/{mine}", reader));
        Assert.Equal(204, await StatusAsync(HttpMethod.Delete, $"{ProjectsPath}/{mine}", manager));
    }

    [Fact]
    public async Task A_token_for_the_system_must_name_the_organisation_of_a_new_project()
    {
        var system = await fixture.SystemTokenAsync();

        Assert.Equal(400, await StatusAsync(HttpMethod.Post, ProjectsPath, system, """{"project":{"name":"nowhere"}}"""));
        Assert.Equal(201, await StatusAsync(HttpMethod.Post, ProjectsPath, system, $$$"""{"project":{"name":"{{{fixture.NewName("prj")}}}","domain_id":"default"}}"""));
    }

    [Fact]
    public async Task Access_keys_change_no_project()
    {
        var token = await fixture.SignInAsync();

        Assert.Equal(403, await StatusAsync(HttpMethod.Post, ProjectsPath, token, """{"project":{"name":"no"}}"""));
        Assert.Equal(403, await StatusAsync(HttpMethod.Delete, $"{ProjectsPath}/{fixture.Bootstrap.ProjectId}", token));
    }

    // With 20,000 projects a list must go along an index from its marker on: no scan of the table, no sorting.
    [Theory]
    [InlineData(null, null, "sqlite_autoindex_iam_projects_1 (id>?)")]
    [InlineData("default", null, "iam_projects_list_of_organisation (organisation_id=? AND id>?)")]
    [InlineData(null, "web", "iam_projects_list_of_name (name_key=? AND id>?)")]
    [InlineData("default", "web", "iam_projects_by_name (organisation_id=? AND name_key=?)")]
    public async Task Lists_are_read_by_index(string? organisation, string? name, string expected)
    {
        Assert.SkipUnless(TestDatabase.SelectedEngine == DatabaseEngine.Sqlite, "The plan of PostgreSQL depends on how many rows there are.");
        Sql byName = name is null ? Sql.Empty : $" AND name_key = {NameKey.Of(name)}";
        var list = ListProjects.Statement(organisation, parent: null, byName, new ListPage(1000, "marker"));
        var plan = await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(
            session => session.QueryAsync($"EXPLAIN QUERY PLAN {list}", static row => row.GetString(3)), CancellationToken.None);

        Assert.Contains(expected, string.Join('\n', plan), StringComparison.Ordinal);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
        Assert.True(name is not null || !plan.Exists(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal)), string.Join('\n', plan));
    }

    private async Task<int> StatusAsync(HttpMethod method, string path, string token, string? json = null) => (await fixture.CallAsync(method, path, token, json)).Status;

    private static string[] Sorted(params string[] ids) => [.. ids.Order(StringComparer.Ordinal)];
}

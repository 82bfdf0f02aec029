using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Assignments;

namespace Haneul.ApiTests.Api.Iam.Assignments;

/// <summary>The list of who holds which role where.</summary>
public sealed class ListRoleAssignmentsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly IamRows _rows = new(fixture);

    [Theory]
    [InlineData("user.id=a&group.id=b", "group.id")]
    [InlineData("scope.project.id=a&scope.domain.id=b", "scope.domain.id")]
    [InlineData("scope.system=all&scope.project.id=a", "scope.system")]
    [InlineData("scope.system=all&scope.domain.id=a", "scope.system")]
    [InlineData("scope.system=some", "scope.system")]
    [InlineData("effective&group.id=a", "group.id")]
    [InlineData("effective&scope.OS-INHERIT:inherited_to=projects&scope.domain.id=a", "scope.domain.id")]
    [InlineData("scope.OS-INHERIT:inherited_to=domains", "inherited_to")]
    [InlineData("include_subtree", "include_subtree")]
    [InlineData("limit=0", "limit")]
    [InlineData("marker=abc", "marker")]
    [InlineData("marker=!!", "marker")]
    public async Task What_cannot_be_asked_for_is_400_and_named(string query, string field)
    {
        using var refused = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/role_assignments?{query}", await fixture.AdminTokenAsync());

        Assert.Contains(field, await refused.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("effective=0&group.id=a")]
    [InlineData("effective=false&group.id=a")]
    [InlineData("user.id=unknown")]
    [InlineData("scope.project.id=unknown&effective")]
    [InlineData("scope.project.id=unknown&include_subtree")]
    [InlineData("role.id=unknown&effective")]
    [InlineData("something=else&user.id=unknown")]
    public async Task What_nobody_holds_is_an_empty_list(string query) => Assert.Empty(await ListAsync(query));

    [Fact]
    public async Task Assignments_and_what_they_come_to_have_the_recorded_shape()
    {
        var world = await World.CreateAsync(_rows);
        foreach (var (number, query) in new[]
        {
            (127, $"user.id={world.User}"), (128, $"user.id={world.User}&effective"), (129, $"user.id={world.User}&effective&include_names"),
            (130, $"scope.project.id={world.Project}&include_names"), (131, $"scope.project.id={world.Project}&include_subtree=true"),
            (132, $"user.id={world.User}&group.id={world.Group}"), (133, "scope.system=all"),
        })
        {
            using var response = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/role_assignments?{query}", await fixture.AdminTokenAsync());
            await ContractCheck.VerifyAsync("ListRoleAssignments", response);
            await GoldenExchange.All[number].ShouldMatchAsync(response);
        }
    }

    [Fact]
    public async Task Every_link_of_an_effective_assignment_can_be_followed()
    {
        var world = await World.CreateAsync(_rows);
        var admin = await fixture.AdminTokenAsync();
        var links = (await ListAsync($"user.id={world.User}&effective")).SelectMany(each => each.GetProperty("links").EnumerateObject())
            .Where(link => link.Name != "membership").Select(link => new Uri(link.Value.GetString()!).AbsolutePath).Distinct().ToList();

        Assert.Contains(links, link => link.Contains("/implies/", StringComparison.Ordinal));
        Assert.Contains(links, link => link.EndsWith("/inherited_to_projects", StringComparison.Ordinal));
        foreach (var link in links)
        {
            Assert.InRange((await fixture.CallAsync(HttpMethod.Get, link, admin)).Status, 200, 204);
        }
    }

    [Fact]
    public async Task Filters_take_what_they_name()
    {
        var world = await World.CreateAsync(_rows);

        Assert.Equal(3, (await ListAsync($"user.id={world.User}")).Count);
        Assert.Equal(2, (await ListAsync($"group.id={world.Group}")).Count);
        Assert.Equal(2, (await ListAsync($"scope.project.id={world.Project}")).Count);
        Assert.Equal(3, (await ListAsync($"scope.domain.id={world.Organisation}")).Count);
        Assert.Single(await ListAsync($"user.id={world.User}&scope.OS-INHERIT:inherited_to=projects"));
        Assert.Equal(5, (await ListAsync($"role.id={world.Role}")).Count);
        Assert.Empty(await ListAsync($"role.id={world.Implied}"));
        Assert.NotEmpty(await ListAsync($"role.id={world.Implied}&effective"));
        Assert.All(await ListAsync($"scope.domain.id={world.Organisation}&effective"), each => Assert.True(each.GetProperty("scope").TryGetProperty("domain", out _)));

        // The child inherits from its organisation, for the user alone.
        var ofChild = await ListAsync($"scope.project.id={world.Child}&effective");
        Assert.Equal(2, ofChild.Count);
        Assert.All(ofChild, each => Assert.Equal("projects", each.GetProperty("scope").GetProperty("OS-INHERIT:inherited_to").GetString()));
        Assert.Equal(2 + 2 + (2 * 2), (await ListAsync($"scope.project.id={world.Project}&effective&include_subtree")).Count);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_comes_to_the_whole()
    {
        var world = await World.CreateAsync(_rows);
        var members = new List<string>();
        for (var index = 0; index < 7; index++)
        {
            members.Add(await _rows.UserAsync(world.Organisation));
        }

        var group = await _rows.GroupAsync(world.Organisation, [.. members]);
        await _rows.AssignAsync("group", group, "domain", world.Organisation, world.Role, inherited: true);
        foreach (var query in new[] { $"role.id={world.Role}", $"role.id={world.Role}&effective", $"scope.domain.id={world.Organisation}", $"scope.project.id={world.Child}&effective&include_names" })
        {
            var whole = (await ListAsync(query)).Select(each => each.GetRawText()).ToList();
            foreach (var limit in new[] { 1, 2, 5 })
            {
                var paged = new List<string>();
                for (string? next = $"/identity/v3/role_assignments?{query}&limit={limit}"; next is not null;)
                {
                    var (status, body) = await fixture.CallAsync(HttpMethod.Get, next, await fixture.AdminTokenAsync());
                    Assert.Equal(200, status);
                    paged.AddRange(body.GetProperty("role_assignments").EnumerateArray().Select(each => each.GetRawText()));
                    next = body.GetProperty("links").GetProperty("next").GetString() is { } link ? new Uri(link).PathAndQuery : null;
                }

                Assert.Equal(whole, paged);
            }
        }
    }

    [Fact]
    public async Task Readers_of_an_organisation_see_what_is_held_in_it()
    {
        var (own, other) = (await World.CreateAsync(_rows), await World.CreateAsync(_rows));
        var (reader, token) = await fixture.SignInToDomainAsync(own.Organisation, "reader");

        var seen = await ListAsync("", token);
        Assert.Equal(6, seen.Count);
        Assert.Equal(
            new[] { own.Organisation, own.Project }.Order(StringComparer.Ordinal), seen.Select(IdOfScope).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(await ListAsync($"user.id={other.User}", token));
        Assert.Empty(await ListAsync($"scope.project.id={other.Project}", token));
        Assert.Empty(await ListAsync("scope.system=all", token));
        Assert.Equal(3, (await ListAsync($"user.id={own.User}", token)).Count);
        using var foreignTree = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/role_assignments?scope.project.id={other.Project}&include_subtree", token);
        await foreignTree.RefusedAsync(403);
        Assert.NotEmpty(reader);
    }

    [Fact]
    public async Task Who_sees_the_members_of_a_project_lists_them_and_no_others()
    {
        var project = await fixture.CreateProjectAsync();
        var viewer = await fixture.CreatePersonaAsync(project, "iam_project_viewer");
        var member = await fixture.CreatePersonaAsync(project, "project_member");

        Assert.Equal(2, (await ListAsync($"scope.project.id={project}", viewer.Token)).Count);
        foreach (var (query, token) in new[] { ("", viewer.Token), ($"user.id={member.UserId}", viewer.Token), ($"scope.project.id={fixture.Bootstrap.ProjectId}", viewer.Token), ($"scope.project.id={project}&include_subtree", viewer.Token), ($"scope.project.id={project}", member.Token) })
        {
            using var refused = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/role_assignments?{query}", token);
            await refused.RefusedAsync(403);
        }
    }

    [Fact]
    public async Task No_filtered_list_reads_the_whole_table()
    {
        Assert.SkipUnless(TestDatabase.SelectedEngine == DatabaseEngine.Sqlite, "The plan of PostgreSQL depends on how many rows there are.");
        var place = new AssignmentPlace("o", ["a", "b"]);
        var filters = new AssignmentFilter[]
        {
            new() { UserId = "u" }, new() { UserId = "u", IsEffective = true }, new() { UserId = "u", OnlyDomainId = "o" }, new() { UserId = "u", IsEffective = true, OnlyDomainId = "o" },
            new() { GroupId = "g" }, new() { ProjectId = "p" }, new() { ProjectId = "p", IsEffective = true }, new() { ProjectId = "p", IncludesSubtree = true },
            new() { ProjectId = "p", IncludesSubtree = true, IsEffective = true }, new() { DomainId = "d" }, new() { DomainId = "d", IsEffective = true }, new() { IsSystem = true },
            new() { RoleId = "r" }, new() { UserId = "u", ProjectId = "p", IsEffective = true }, new() { UserId = "u", RoleId = "r" }, new() { OnlyDomainId = "o" },
        };
        foreach (var filter in filters)
        {
            var row = new AssignmentRow("user", "u", "project", "p", "r", IsInherited: false);
            foreach (var from in new[] { null, row })
            {
                var query = AssignmentQuery.Of(filter, place, filter.RoleId is null ? null : ["r"], from, 100);
                var plan = await _rows.Database.ReadAsync(session => session.QueryAsync($"EXPLAIN QUERY PLAN {query}", step => step.GetString(3)));
                var steps = plan.Where(step => step.Contains(" iam_role_assignments", StringComparison.Ordinal)).ToList();
                Assert.NotEmpty(steps);
                Assert.All(steps, step => Assert.True(
                    step.StartsWith("SEARCH", StringComparison.Ordinal) && step.Contains("_id=?", StringComparison.Ordinal), $"{filter}: {string.Join("; ", plan)}"));
                Assert.DoesNotContain(plan, step => step.StartsWith("SCAN iam_", StringComparison.Ordinal));
            }
        }
    }

    private static string IdOfScope(JsonElement assignment) => assignment.GetProperty("scope").EnumerateObject().First().Value.GetProperty("id").GetString()!;

    private async Task<List<JsonElement>> ListAsync(string query, string? token = null)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/role_assignments?{query}", token ?? await fixture.AdminTokenAsync());
        Assert.True(status == 200, $"{query}: {status} {body}");
        return [.. body.GetProperty("role_assignments").EnumerateArray()];
    }

    /// <summary>The world of the recorded exchanges: a user in a group, a project with a child, a role that implies another, and the role given everywhere.</summary>
    private sealed record World(string Organisation, string Project, string Child, string User, string Group, string Role, string Implied)
    {
        public static async Task<World> CreateAsync(IamRows rows)
        {
            var organisation = await rows.OrganisationAsync();
            var project = await rows.ProjectAsync(organisation);
            var user = await rows.UserAsync(organisation);
            var world = new World(
                organisation, project, await rows.ProjectAsync(organisation, project), user, await rows.GroupAsync(organisation, user), await rows.RoleAsync(), await rows.RoleAsync());
            await rows.ImplyAsync(world.Role, world.Implied);
            await rows.AssignAsync("user", user, "project", project, world.Role);
            await rows.AssignAsync("user", user, "domain", organisation, world.Role);
            await rows.AssignAsync("user", user, "domain", organisation, world.Role, inherited: true);
            await rows.AssignAsync("group", world.Group, "project", project, world.Role);
            await rows.AssignAsync("group", world.Group, "domain", organisation, world.Role);
            return world;
        }
    }
}

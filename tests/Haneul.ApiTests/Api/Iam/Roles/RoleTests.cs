using Haneul.ApiTests.Api.Iam.Assignments;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Roles;

/// <summary>Roles that are made by hand, beside those of the role table.</summary>
public sealed class RoleTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Roles = "/identity/v3/roles";

    private readonly IamRows _rows = new(fixture);

    [Fact]
    public async Task A_role_is_made_shown_changed_and_deleted()
    {
        var admin = await fixture.AdminTokenAsync();
        using var created = await fixture.SendAsync(HttpMethod.Post, Roles, admin, """{"role":{"name":"Watcher"}}""");
        using var again = await fixture.SendAsync(HttpMethod.Post, Roles, admin, """{"role":{"name":"wATCHER"}}""");
        await GoldenExchange.All[92].ShouldMatchAsync(created);
        await GoldenExchange.All[93].ShouldMatchAsync(again);
        await ContractCheck.VerifyAsync("CreateRole", again);
        var id = (await ContractCheck.VerifyAsync("CreateRole", created)).GetProperty("role").GetProperty("id").GetString()!;

        using var shown = await fixture.SendAsync(HttpMethod.Get, $"{Roles}/{id}", admin);
        using var head = await fixture.SendAsync(HttpMethod.Head, $"{Roles}/{id}", admin);
        using var changed = await fixture.SendAsync(HttpMethod.Patch, $"{Roles}/{id}", admin, """{"role":{"description":"x"}}""");
        using var listed = await fixture.SendAsync(HttpMethod.Get, $"{Roles}?name=watcher", admin);
        await GoldenExchange.All[96].ShouldMatchAsync(shown);
        await GoldenExchange.All[98].ShouldMatchAsync(head);
        await GoldenExchange.All[99].ShouldMatchAsync(changed);
        await GoldenExchange.All[101].ShouldMatchAsync(listed);
        Assert.Equal("x", (await ContractCheck.VerifyAsync("UpdateRole", changed)).GetProperty("role").GetProperty("description").GetString());

        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{Roles}/{id}", admin);
        using var gone = await fixture.SendAsync(HttpMethod.Delete, $"{Roles}/{id}", admin);
        await GoldenExchange.All[225].ShouldMatchAsync(deleted);
        await ContractCheck.VerifyAsync("DeleteRole", deleted);
        await gone.RefusedAsync(404);
    }

    [Theory]
    [InlineData("""{"role":{}}""", "role.name")]
    [InlineData("""{"role":{"name":""}}""", "role.name")]
    [InlineData("""{"role":{"name":"  "}}""", "role.name")]
    [InlineData("""{"role":{"name":5}}""", "role.name")]
    [InlineData("""{"role":{"name":null}}""", "role.name")]
    [InlineData("""{"role":{"name":"ok","description":5}}""", "role.description")]
    [InlineData("""{"role":{"name":"ok","domain_id":5}}""", "role.domain_id")]
    [InlineData("""{"role":{"name":"ok","domain_id":"nowhere"}}""", "role.domain_id")]
    [InlineData("""{"role":{"name":"ok","options":[]}}""", "role.options")]
    [InlineData("""{"role":{"name":"ok","options":{"immutable":"yes"}}}""", "role.options.immutable")]
    [InlineData("""{"roles":{"name":"ok"}}""", "role")]
    [InlineData("""[]""", "")]
    public async Task What_is_wrong_with_a_role_is_named(string body, string field)
    {
        using var refused = await fixture.SendAsync(HttpMethod.Post, Roles, await fixture.AdminTokenAsync(), body);

        Assert.Contains(field, await refused.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_has_at_most_255_characters()
    {
        var admin = await fixture.AdminTokenAsync();

        Assert.Equal(201, (await fixture.CallAsync(HttpMethod.Post, Roles, admin, $$$"""{"role":{"name":"{{{new string('n', 255)}}}"}}""")).Status);
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Post, Roles, admin, $$$"""{"role":{"name":"{{{new string('n', 256)}}}"}}""")).Status);
    }

    [Fact]
    public async Task A_callers_own_attributes_are_kept_and_shown()
    {
        var admin = await fixture.AdminTokenAsync();
        var (_, created) = await fixture.CallAsync(HttpMethod.Post, Roles, admin, """{"role":{"name":"with-extra","colour":"blue","level":{"is":3}}}""");
        var id = created.GetProperty("role").GetProperty("id").GetString();
        await fixture.CallAsync(HttpMethod.Patch, $"{Roles}/{id}", admin, """{"role":{"colour":"red","size":1}}""");

        var (_, shown) = await fixture.CallAsync(HttpMethod.Get, $"{Roles}/{id}", admin);
        Assert.Equal("red", shown.GetProperty("role").GetProperty("colour").GetString());
        Assert.Equal(3, shown.GetProperty("role").GetProperty("level").GetProperty("is").GetInt32());
        Assert.Equal(1, shown.GetProperty("role").GetProperty("size").GetInt32());
    }

    [Fact]
    public async Task Neither_id_nor_organisation_of_a_role_changes_and_a_name_taken_is_409()
    {
        var admin = await fixture.AdminTokenAsync();
        var (role, other) = (await _rows.RoleAsync(), await _rows.RoleAsync());

        Assert.Equal(400, await PatchAsync(role, $$$"""{"role":{"id":"{{{other}}}"}}"""));
        Assert.Equal(200, await PatchAsync(role, $$$"""{"role":{"id":"{{{role}}}","domain_id":null}}"""));
        Assert.Equal(400, await PatchAsync(role, """{"role":{"domain_id":"default"}}"""));
        Assert.Equal(400, await PatchAsync(role, """{"role":{"name":5}}"""));
        Assert.Equal(409, await PatchAsync(role, $$$"""{"role":{"name":"{{{other.ToUpperInvariant()}}}"}}"""));
        Assert.Equal(200, await PatchAsync(role, $$$"""{"role":{"name":"{{{role.ToUpperInvariant()}}}"}}"""));
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Patch, $"{Roles}/{IamRequests.NoId}", admin, """{"role":{"name":"x"}}""")).Status);
    }

    [Fact]
    public async Task An_immutable_role_changes_only_by_being_made_mutable()
    {
        var admin = await fixture.AdminTokenAsync();
        var (_, created) = await fixture.CallAsync(HttpMethod.Post, Roles, admin, """{"role":{"name":"fixed","options":{"immutable":true}}}""");
        var id = created.GetProperty("role").GetProperty("id").GetString()!;
        Assert.True(created.GetProperty("role").GetProperty("options").GetProperty("immutable").GetBoolean());

        Assert.Equal(403, await PatchAsync(id, """{"role":{"description":"x"}}"""));
        Assert.Equal(403, await PatchAsync(id, """{"role":{"description":"x","options":{"immutable":false}}}"""));
        Assert.Equal(403, await PatchAsync(id, """{"role":{"options":{"immutable":true}}}"""));
        Assert.Equal(403, await PatchAsync(id, """{"role":{"options":{}}}"""));
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{Roles}/{id}", admin)).Status);
        Assert.Equal(200, await PatchAsync(id, """{"role":{"options":{"immutable":null}}}"""));
        var (_, shown) = await fixture.CallAsync(HttpMethod.Get, $"{Roles}/{id}", admin);
        Assert.Empty(shown.GetProperty("role").GetProperty("options").EnumerateObject());
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{Roles}/{id}", admin)).Status);
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("project_admin")]
    [InlineData("org_reader")]
    public async Task A_built_in_role_stays_as_it_is(string name)
    {
        var admin = await fixture.AdminTokenAsync();
        var id = await fixture.RoleIdAsync(name);
        var (_, shown) = await fixture.CallAsync(HttpMethod.Get, $"{Roles}/{id}", admin);

        Assert.True(shown.GetProperty("role").GetProperty("options").GetProperty("immutable").GetBoolean());
        Assert.Equal(403, await PatchAsync(id, """{"role":{"name":"another"}}"""));
        Assert.Equal(403, await PatchAsync(id, """{"role":{"options":{"immutable":false}}}"""));
        Assert.Equal(403, await PatchAsync(id, """{"role":{"options":{"immutable":null}}}"""));
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{Roles}/{id}", admin)).Status);
        Assert.Equal(409, (await fixture.CallAsync(HttpMethod.Post, Roles, admin, $$$"""{"role":{"name":"{{{name.ToUpperInvariant()}}}"}}""")).Status);
    }

    [Fact]
    public async Task A_role_of_an_organisation_may_be_called_as_any_other_and_holds_nothing()
    {
        var admin = await fixture.AdminTokenAsync();
        var organisation = await _rows.OrganisationAsync();
        var body = $$$"""{"role":{"name":"admin","domain_id":"{{{organisation}}}"}}""";
        var (status, created) = await fixture.CallAsync(HttpMethod.Post, Roles, admin, body);
        Assert.Equal(201, status);
        Assert.Equal(organisation, created.GetProperty("role").GetProperty("domain_id").GetString());
        Assert.Equal(409, (await fixture.CallAsync(HttpMethod.Post, Roles, admin, body)).Status);

        var (_, ofIt) = await fixture.CallAsync(HttpMethod.Get, $"{Roles}?domain_id={organisation}", admin);
        var (_, global) = await fixture.CallAsync(HttpMethod.Get, $"{Roles}?name=admin", admin);
        Assert.Equal(organisation, Assert.Single(ofIt.GetProperty("roles").EnumerateArray()).GetProperty("domain_id").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Assert.Single(global.GetProperty("roles").EnumerateArray()).GetProperty("domain_id").ValueKind);

        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        await _rows.AssignAsync("user", persona.UserId, "project", persona.ProjectId, created.GetProperty("role").GetProperty("id").GetString()!);
        Assert.Equal(["project_reader"], await fixture.RolesOfAsync(await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId)));
    }

    [Fact]
    public async Task Deleting_a_role_takes_it_from_everybody_and_everything_that_names_it()
    {
        var admin = await fixture.AdminTokenAsync();
        var (role, other) = (await _rows.RoleAsync(), await _rows.RoleAsync());
        await _rows.ImplyAsync(role, other);
        await _rows.ImplyAsync(other, role);
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_reader");
        await _rows.AssignAsync("user", persona.UserId, "project", project, role);
        var own = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, project);
        var (_, key) = await fixture.CallAsync(HttpMethod.Post, $"/identity/v3/users/{persona.UserId}/application_credentials", own, """{"application_credential":{"name":"second"}}""");
        Assert.Equal(3, (await fixture.RolesOfAsync(own))!.Count);

        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{Roles}/{role}", admin)).Status);

        Assert.Equal(["project_reader"], await fixture.RolesOfAsync(own));
        Assert.Equal(404, (await fixture.CallAsync(HttpMethod.Get, $"{Roles}/{other}/implies/{role}", admin)).Status);
        var keys = await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/users/{persona.UserId}/application_credentials", own);
        Assert.Equal([persona.AccessKeyId], keys.Body.GetProperty("application_credentials").EnumerateArray().Select(each => each.GetProperty("id").GetString()));
        Assert.NotNull(key.GetProperty("application_credential").GetProperty("secret").GetString());
    }

    [Fact]
    public async Task Roles_are_filtered_by_parts_of_the_name_and_listed_in_pages()
    {
        var admin = await fixture.AdminTokenAsync();
        var (_, managers) = await fixture.CallAsync(HttpMethod.Get, $"{Roles}?name__endswith=_MANAGER", admin);
        var names = managers.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!).ToList();
        Assert.True(names.Count > 3);
        Assert.All(names, name => Assert.EndsWith("_manager", name, StringComparison.Ordinal));

        var paged = new List<string>();
        for (string? next = $"{Roles}?name__endswith=_manager&limit=2"; next is not null;)
        {
            var (_, page) = await fixture.CallAsync(HttpMethod.Get, next, admin);
            paged.AddRange(page.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!));
            next = page.GetProperty("links").GetProperty("next").GetString() is { } link ? new Uri(link).PathAndQuery : null;
        }

        Assert.Equal(names, paged);
    }

    [Theory]
    [InlineData("project_admin", 200)]
    [InlineData("iam_project_viewer", 200)]
    [InlineData("project_member", 403)]
    [InlineData("kms_manager", 403)]
    public async Task Who_sees_the_members_of_a_project_sees_the_global_roles(string role, int status)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), role);
        var organisation = await _rows.OrganisationAsync();

        Assert.Equal(status, (await fixture.CallAsync(HttpMethod.Get, Roles, persona.Token)).Status);
        Assert.Equal(status, (await fixture.CallAsync(HttpMethod.Get, $"{Roles}/{await fixture.RoleIdAsync("reader")}", persona.Token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{Roles}?domain_id={organisation}", persona.Token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{Roles}/{await _rows.RoleAsync(organisation)}", persona.Token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, "/identity/v3/role_inferences", persona.Token)).Status);
    }

    [Theory]
    [InlineData("org_admin")]
    [InlineData("org_reader")]
    [InlineData("manager")]
    public async Task Who_acts_through_an_organisation_sees_the_global_roles_and_makes_none(string role)
    {
        var organisation = await _rows.OrganisationAsync();
        var (_, token) = await fixture.SignInToDomainAsync(organisation, role);

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, Roles, token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Get, $"{Roles}?domain_id={organisation}", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, Roles, token, $$$"""{"role":{"name":"own","domain_id":"{{{organisation}}}"}}""")).Status);
    }

    [Fact]
    public async Task Readers_of_the_system_see_all_roles_and_make_none()
    {
        var (_, token) = await fixture.SignInToSystemAsync("reader");
        var organisation = await _rows.OrganisationAsync();

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{Roles}?domain_id={organisation}", token)).Status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{Roles}/{await _rows.RoleAsync(organisation)}", token)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, Roles, token, """{"role":{"name":"own"}}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, $"{Roles}/{IamRequests.NoId}", token)).Status);
    }

    private async Task<int> PatchAsync(string id, string body)
    {
        using var response = await fixture.SendAsync(HttpMethod.Patch, $"{Roles}/{id}", await fixture.AdminTokenAsync(), body);
        await ContractCheck.VerifyAsync("UpdateRole", response);
        return (int)response.StatusCode;
    }
}

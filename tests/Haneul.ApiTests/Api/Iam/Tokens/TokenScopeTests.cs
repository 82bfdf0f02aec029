using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Tokens;

/// <summary>What a token may be for: a project, an organisation, the system or nothing.</summary>
public sealed class TokenScopeTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_password_gives_a_token_for_an_organisation_by_id_or_by_name_in_any_case(bool byId)
    {
        var (persona, organisation, name) = await OrganisationManagerAsync();
        using var response = await fixture.ByPasswordAsync(persona, byId ? Domain(organisation) : $$$$$$"""{"domain":{"name":"{{{{{{name.ToUpperInvariant()}}}}}}"}}""");

        var (text, token) = await response.IssuedAsync();
        Assert.Equal(["methods", "user", "audit_ids", "expires_at", "issued_at", "domain", "roles", "catalog"], token.EnumerateObject().Select(member => member.Name));
        Assert.Equal((organisation, name), (token.GetProperty("domain").GetProperty("id").GetString(), token.GetProperty("domain").GetProperty("name").GetString()));
        Assert.Equal(["manager", "member", "reader"], token.Roles());
        Assert.Equal(token.GetRawText(), (await fixture.ShowAsync(text))!.Value.GetRawText());
    }

    [Fact]
    public async Task A_password_gives_a_token_for_the_system()
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword(
            $$$$$$"""{"name":"Admin","domain":{"name":"DEFAULT"},"password":"{{{{{{fixture.Bootstrap.Password}}}}}}"}""", ScopeScenes.System));

        await GoldenExchange.All[7].ShouldMatchAsync(response);
        var (text, token) = await response.IssuedAsync();
        Assert.True(token.GetProperty("system").GetProperty("all").GetBoolean());
        Assert.Equal(token.GetRawText(), (await fixture.ShowAsync(text))!.Value.GetRawText());
    }

    [Fact]
    public async Task An_organisation_without_a_role_there_is_401()
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword(
            $$$$$$"""{"id":"{{{{{{fixture.Bootstrap.UserId}}}}}}","password":"{{{{{{fixture.Bootstrap.Password}}}}}}"}""", Domain("default")));

        await GoldenExchange.All[6].ShouldMatchAsync(response);
    }

    [Theory]
    [InlineData("""{"domain":{"id":"00000000000000000000000000000000"}}""")]
    [InlineData("""{"domain":{"name":"nowhere"}}""")]
    [InlineData("""{"system":{"all":true}}""")]
    [InlineData("""{"project":{"name":"nowhere","domain":{"name":"Default"}}}""")]
    public async Task Whatever_is_wrong_with_the_scope_the_answer_is_the_same_401(string scope)
    {
        var persona = await PersonaAsync();
        using var response = await fixture.ByPasswordAsync(persona, scope);

        Assert.Equal("The request you have made requires authentication.", await response.RefusedAsync(401));
    }

    [Theory]
    [InlineData("""{"system":{}}""", "auth.scope.system.all: must be true")]
    [InlineData("""{"system":{"all":false}}""", "auth.scope.system.all: must be true")]
    [InlineData("""{"system":{"all":"yes"}}""", "auth.scope.system.all: must be true")]
    [InlineData("""{"system":7}""", "auth.scope.system: must be an object")]
    [InlineData("""{"domain":{}}""", "auth.scope.domain.id: is required, or name")]
    [InlineData("""{"domain":{"id":null}}""", "auth.scope.domain.id: must be a text")]
    [InlineData("""{"domain":{"name":7}}""", "auth.scope.domain.name: must be a string")]
    [InlineData("""{"project":{"name":"a"}}""", "auth.scope.project.domain: is required")]
    [InlineData("""{"project":{"id":null}}""", "auth.scope.project.id: must not be null")]
    [InlineData("""{"OS-TRUST:trust":{}}""", "auth.scope.OS-TRUST:trust.id: is required")]
    [InlineData("""{"project":{"id":"a"},"domain":{"id":"b"}}""", "auth.scope: must name only one of project, domain, system, OS-TRUST:trust, unscoped")]
    [InlineData("\"everything\"", "auth.scope: must be an object")]
    public async Task A_wrong_scope_is_400_and_names_the_field(string scope, string expected)
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword("""{"id":"a","password":"b"}""", scope));

        Assert.Contains(expected, await response.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_scope_the_token_is_for_the_default_project_unless_nothing_is_asked_for_expressly()
    {
        var persona = await PersonaAsync();
        await SetDefaultProjectAsync(persona.UserId, persona.ProjectId);

        using var without = await fixture.ByPasswordAsync(persona, scope: null);
        Assert.Equal(persona.ProjectId, (await without.IssuedAsync()).Body.GetProperty("project").GetProperty("id").GetString());
        foreach (var nothing in new[] { "\"unscoped\"", """{"unscoped":{}}""" })
        {
            using var unscoped = await fixture.ByPasswordAsync(persona, nothing);
            Assert.False((await unscoped.IssuedAsync()).Body.TryGetProperty("project", out _));
        }
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("disabled")]
    [InlineData("no role")]
    public async Task A_default_project_that_may_not_be_entered_gives_an_unscoped_token(string why)
    {
        var persona = await PersonaAsync();
        var project = why == "gone" ? fixture.NewId() : await fixture.CreateProjectAsync();
        await SetDefaultProjectAsync(persona.UserId, project);
        if (why == "disabled")
        {
            await fixture.AssignRoleAsync(project, persona.UserId, "project_reader");
            await fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_projects SET enabled = 0 WHERE id = {project}"));
        }

        using var response = await fixture.ByPasswordAsync(persona, scope: null);

        Assert.Equal(["methods", "user", "audit_ids", "expires_at", "issued_at"], (await response.IssuedAsync()).Body.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("domain")]
    [InlineData("system")]
    public async Task Without_the_last_role_a_token_for_an_organisation_or_the_system_is_dead(string scope)
    {
        var persona = await PersonaAsync();
        var target = scope == "system" ? "all" : (await fixture.CreateOrganisationAsync()).Id;
        await fixture.GiveAsync("user", persona.UserId, scope, target, "manager");
        var token = await fixture.ByPasswordAsync(persona, scope == "system" ? ScopeScenes.System : Domain(target)).TokenAsync();
        Assert.Equal(["manager", "member", "reader"], (await fixture.ShowAsync(token))!.Value.Roles());

        await fixture.GiveAsync("user", persona.UserId, scope, target, "admin");
        Assert.Equal(["manager", "member", "reader"], (await fixture.ShowAsync(token))!.Value.Roles());

        await fixture.TakeAllAsync(persona.UserId, scope, target);
        Assert.Null(await fixture.ShowAsync(token));

        await fixture.GiveAsync("user", persona.UserId, scope, target, "reader");
        Assert.Equal(["reader"], (await fixture.ShowAsync(token))!.Value.Roles());
    }

    [Theory]
    [InlineData("project")]
    [InlineData("domain")]
    [InlineData("system")]
    public async Task Who_leaves_a_group_loses_the_tokens_that_stand_on_its_roles(string scope)
    {
        var persona = await PersonaAsync();
        var group = await fixture.CreateGroupAsync(persona.UserId);
        var target = scope switch { "system" => "all", "domain" => (await fixture.CreateOrganisationAsync()).Id, _ => await fixture.CreateProjectAsync() };
        await fixture.GiveAsync("group", group, scope, target, "reader");
        var token = await fixture.ByPasswordAsync(persona, scope switch { "system" => ScopeScenes.System, "domain" => Domain(target), _ => Project(target) }).TokenAsync();
        Assert.Equal(["reader"], (await fixture.ShowAsync(token))!.Value.Roles());

        await fixture.LeaveGroupAsync(group, persona.UserId);

        Assert.Null(await fixture.ShowAsync(token));
        Assert.NotNull(await fixture.ShowAsync(persona.Token));
    }

    [Fact]
    public async Task An_inherited_role_opens_the_projects_below_and_not_the_organisation()
    {
        var persona = await PersonaAsync();
        var (organisation, _) = await fixture.CreateOrganisationAsync();
        var project = await fixture.CreateProjectInAsync(organisation);
        await fixture.GiveAsync("user", persona.UserId, "domain", organisation, "member", isInherited: true);

        using var below = await fixture.ByPasswordAsync(persona, Project(project));
        using var itself = await fixture.ByPasswordAsync(persona, Domain(organisation));

        Assert.Equal(["member", "reader"], (await below.IssuedAsync()).Body.Roles());
        await itself.RefusedAsync(401);
    }

    [Fact]
    public async Task A_disabled_organisation_stops_its_tokens_and_those_of_its_projects_until_it_is_enabled()
    {
        var (persona, organisation, _) = await OrganisationManagerAsync();
        var project = await fixture.CreateProjectInAsync(organisation);
        await fixture.GiveAsync("user", persona.UserId, "project", project, "member");
        string[] tokens = [await fixture.ByPasswordAsync(persona, Domain(organisation)).TokenAsync(), await fixture.ByPasswordAsync(persona, Project(project)).TokenAsync()];

        await EnableAsync(0);
        foreach (var token in tokens)
        {
            Assert.Null(await fixture.ShowAsync(token));
        }

        using var refused = await fixture.ByPasswordAsync(persona, Domain(organisation));
        await refused.RefusedAsync(401);
        using var projectRefused = await fixture.ByPasswordAsync(persona, Project(project));
        await projectRefused.RefusedAsync(401);

        await EnableAsync(1);
        foreach (var token in tokens)
        {
            Assert.NotNull(await fixture.ShowAsync(token));
        }

        Task EnableAsync(int enabled) => fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_organisations SET enabled = {enabled} WHERE id = {organisation}"));
    }

    [Fact]
    public async Task A_disabled_organisation_of_the_user_stops_them_everywhere()
    {
        var persona = await PersonaAsync();
        var (organisation, _) = await fixture.CreateOrganisationAsync();
        await fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_users SET organisation_id = {organisation} WHERE id = {persona.UserId}"));
        Assert.NotNull(await fixture.ShowAsync(persona.Token));

        await fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_organisations SET enabled = 0 WHERE id = {organisation}"));

        Assert.Null(await fixture.ShowAsync(persona.Token));
        using var password = await fixture.ByPasswordAsync(persona, "\"unscoped\"");
        await password.RefusedAsync(401);
        using var key = await fixture.IssueAsync(IamRequests.ByKeyId(persona.AccessKeyId, persona.AccessKeySecret));
        await key.RefusedAsync(401);
    }

    [Fact]
    public async Task The_end_of_a_password_is_in_its_tokens_and_stops_it()
    {
        var persona = await PersonaAsync();
        var end = fixture.Time.GetUtcNow().AddDays(1);
        await ExpireAsync(end);
        using var response = await fixture.ByPasswordAsync(persona, "\"unscoped\"");
        var (text, body) = await response.IssuedAsync();
        Assert.Equal($"{end:yyyy-MM-dd'T'HH:mm:ss.ffffff}", body.GetProperty("user").GetProperty("password_expires_at").GetString());

        await ExpireAsync(fixture.Time.GetUtcNow());

        using var refused = await fixture.ByPasswordAsync(persona, "\"unscoped\"");
        await refused.RefusedAsync(401);
        Assert.NotNull(await fixture.ShowAsync(text)); // As in Keystone: a session lives on, and keys have no password.
        Assert.NotNull(await fixture.RolesOfAsync(await fixture.SignInAsync(persona.AccessKeyId, persona.AccessKeySecret)));

        Task ExpireAsync(DateTimeOffset at) => fixture.ChangeAsync(
            transaction => transaction.ExecuteAsync($"UPDATE iam_users SET password_expires_at = {Kernel.Runtime.UnixTime.ToMicroseconds(at)} WHERE id = {persona.UserId}"));
    }

    [Theory]
    [InlineData("domain")]
    [InlineData("system")]
    public async Task Nocatalog_leaves_the_catalog_out_for_every_scope(string scope)
    {
        var persona = await PersonaAsync();
        await fixture.GiveAsync("user", persona.UserId, scope, scope == "domain" ? "default" : "all", "reader");
        using var response = await fixture.ByPasswordAsync(persona, scope == "domain" ? Domain("default") : ScopeScenes.System, "?nocatalog");

        Assert.False((await response.IssuedAsync()).Body.TryGetProperty("catalog", out _));
    }

    [Fact]
    public async Task The_admin_of_an_organisation_has_its_scope_and_not_the_installations()
    {
        var persona = await PersonaAsync();
        var (organisation, _) = await fixture.CreateOrganisationAsync();
        await fixture.GiveAsync("user", persona.UserId, "domain", organisation, "admin");
        var token = await fixture.ByPasswordAsync(persona, Domain(organisation)).TokenAsync();
        var other = await PersonaAsync();

        using var foreign = await fixture.OnTokenAsync(HttpMethod.Get, token, other.Token);
        await foreign.RefusedAsync(403);
        using var system = await fixture.ByPasswordAsync(persona, ScopeScenes.System);
        await system.RefusedAsync(401);
    }

    private static string Domain(string id) => $$$$$$"""{"domain":{"id":"{{{{{{id}}}}}}"}}""";

    private static string Project(string id) => $$$$$$"""{"project":{"id":"{{{{{{id}}}}}}"}}""";

    private async Task<Persona> PersonaAsync() => await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");

    private async Task<(Persona Persona, string Organisation, string Name)> OrganisationManagerAsync()
    {
        var persona = await PersonaAsync();
        var (organisation, name) = await fixture.CreateOrganisationAsync();
        await fixture.GiveAsync("user", persona.UserId, "domain", organisation, "manager");
        return (persona, organisation, name);
    }

    private Task SetDefaultProjectAsync(string userId, string projectId) =>
        fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_users SET default_project_id = {projectId} WHERE id = {userId}"));
}

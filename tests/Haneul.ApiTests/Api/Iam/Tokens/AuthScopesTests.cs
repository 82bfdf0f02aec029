using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Tokens;

/// <summary>What one may get a token for, as Keystone lists it.</summary>
public sealed class AuthScopesTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_lists_of_an_administrator_look_as_Keystones()
    {
        var admin = await fixture.AdminTokenAsync();
        using var projects = await fixture.SendAsync(HttpMethod.Get, "/identity/v3/auth/projects", admin);
        using var domains = await fixture.SendAsync(HttpMethod.Get, "/identity/v3/auth/domains", admin);
        using var system = await fixture.SendAsync(HttpMethod.Get, "/identity/v3/auth/system", admin);
        using var catalog = await fixture.SendAsync(HttpMethod.Get, "/identity/v3/auth/catalog", admin);

        await GoldenExchange.All[24].ShouldMatchAsync(projects);
        await GoldenExchange.All[25].ShouldMatchAsync(domains);
        await GoldenExchange.All[26].ShouldMatchAsync(system);
        await GoldenExchange.All[27].ShouldMatchAsync(catalog);
        await ContractCheck.VerifyAsync("ListAuthProjects", projects);
        await ContractCheck.VerifyAsync("ListAuthDomains", domains);
        await ContractCheck.VerifyAsync("GetAuthSystem", system);
        await ContractCheck.VerifyAsync("GetAuthCatalog", catalog);
    }

    [Fact]
    public async Task Everything_that_is_listed_gives_a_token_and_nothing_else_does()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var (inherited, _) = await fixture.CreateOrganisationAsync();
        var (direct, _) = await fixture.CreateOrganisationAsync();
        var (disabled, _) = await fixture.CreateOrganisationAsync();
        var group = await fixture.CreateGroupAsync(persona.UserId);
        var above = await fixture.CreateProjectInAsync(direct);
        var below = await fixture.CreateProjectInAsync(direct, above);
        var beside = await fixture.CreateProjectInAsync(direct);
        var throughOrganisation = await fixture.CreateProjectInAsync(inherited);
        var switchedOff = await fixture.CreateProjectInAsync(inherited);
        var inDisabled = await fixture.CreateProjectInAsync(disabled);
        var ofGroup = await fixture.CreateProjectInAsync(direct);
        var withoutMeaning = await fixture.CreateProjectInAsync(direct);
        await fixture.GiveAsync("user", persona.UserId, "domain", inherited, "reader", isInherited: true);
        await fixture.GiveAsync("group", group, "domain", direct, "org_reader");
        await fixture.GiveAsync("user", persona.UserId, "domain", disabled, "reader");
        await fixture.GiveAsync("user", persona.UserId, "project", above, "reader", isInherited: true);
        await fixture.GiveAsync("user", persona.UserId, "project", inDisabled, "reader");
        await fixture.GiveAsync("group", group, "project", ofGroup, "reader");
        await fixture.GiveAsync("user", persona.UserId, "project", withoutMeaning, "org_admin"); // Means nothing on a project.
        await fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_projects SET enabled = 0 WHERE id = {switchedOff}"));
        await fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_organisations SET enabled = 0 WHERE id = {disabled}"));
        var unscoped = await fixture.ByPasswordAsync(persona, "\"unscoped\"").TokenAsync();

        var projects = await ListAsync("projects", unscoped);
        var domains = await ListAsync("domains", unscoped);

        Assert.Equal(new[] { persona.ProjectId, below, throughOrganisation, ofGroup }.Order(StringComparer.Ordinal), projects);
        Assert.Equal([direct], domains);
        foreach (var project in new[] { persona.ProjectId, above, below, beside, throughOrganisation, switchedOff, inDisabled, ofGroup, withoutMeaning })
        {
            using var response = await fixture.ByTokenAsync(unscoped, $$$$$$"""{"project":{"id":"{{{{{{project}}}}}}"}}""");
            Assert.Equal(projects.Contains(project) ? 201 : 401, (int)response.StatusCode);
        }

        foreach (var domain in new[] { inherited, direct, disabled, "default" })
        {
            using var response = await fixture.ByTokenAsync(unscoped, $$$$$$"""{"domain":{"id":"{{{{{{domain}}}}}}"}}""");
            Assert.Equal(domains.Contains(domain) ? 201 : 401, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Pages_of_projects_lead_on()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        await fixture.AssignRoleAsync(await fixture.CreateProjectAsync(), persona.UserId, "project_reader");
        var (_, first) = await fixture.CallAsync(HttpMethod.Get, "/identity/v3/auth/projects?limit=1", persona.Token);
        var next = new Uri(first.GetProperty("links").GetProperty("next").GetString()!).PathAndQuery;
        var (_, second) = await fixture.CallAsync(HttpMethod.Get, next, persona.Token);

        Assert.NotEqual(Ids(first, "projects").Single(), Ids(second, "projects").Single());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("links").GetProperty("next").ValueKind);
        var (status, _) = await fixture.CallAsync(HttpMethod.Get, "/identity/v3/auth/domains?limit=0", persona.Token);
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task Who_has_no_role_on_the_system_gets_an_empty_list()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, "/identity/v3/auth/system", persona.Token);

        Assert.Equal((200, 0), (status, body.GetProperty("system").GetArrayLength()));
    }

    [Fact]
    public async Task The_catalog_needs_a_project()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member");
        await fixture.GiveAsync("user", persona.UserId, "domain", "default", "reader");
        foreach (var scope in new[] { "\"unscoped\"", """{"domain":{"id":"default"}}""" })
        {
            using var refused = await fixture.SendAsync(HttpMethod.Get, "/identity/v3/auth/catalog", await fixture.ByPasswordAsync(persona, scope).TokenAsync());
            await refused.RefusedAsync(403);
        }

        using var issued = await fixture.IssueAsync(IamRequests.ByKeyId(persona.AccessKeyId, persona.AccessKeySecret));
        var (_, ofToken) = await issued.IssuedAsync();
        var (_, own) = await fixture.CallAsync(HttpMethod.Get, "/identity/v3/auth/catalog", persona.Token);
        Assert.Equal(ofToken.GetProperty("catalog").GetRawText(), own.GetProperty("catalog").GetRawText());
    }

    [Theory]
    [InlineData("projects")]
    [InlineData("domains")]
    [InlineData("system")]
    [InlineData("catalog")]
    public async Task Without_a_token_there_is_nothing(string list)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, $"/identity/v3/auth/{list}", token: null);

        await response.RefusedAsync(401);
    }

    private async Task<IReadOnlyList<string>> ListAsync(string list, string token)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/auth/{list}", token);
        Assert.Equal(200, status);
        return Ids(body, list);
    }

    private static IReadOnlyList<string> Ids(JsonElement body, string list) => [.. body.GetProperty(list).EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}

using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Organisations;

/// <summary>Requests and fixtures that tests of organisations, projects and limits share.</summary>
internal static class OrganisationCalls
{
    public const string DomainsPath = "/identity/v3/domains";
    public const string ProjectsPath = "/identity/v3/projects";
    private const string Password = "Passw0rd-of-a-test";

    /// <summary>A name that no other test has.</summary>
    public static string NewName(this ApiFixture fixture, string kind) => $"{kind}-{fixture.Services.GetRequiredService<IdGenerator>().NewHexId()}";

    /// <summary>Makes an organisation of its own.</summary>
    public static async Task<string> CreateDomainAsync(this ApiFixture fixture)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, DomainsPath, await fixture.AdminTokenAsync(), $$$$$$$"""{"domain":{"name":"{{{{{{{fixture.NewName("dom")}}}}}}}"}}""");
        Assert.Equal(201, status);
        return body.GetProperty("domain").GetProperty("id").GetString()!;
    }

    /// <summary>Makes a project with fields of its own, as the rest of a JSON object.</summary>
    public static async Task<string> CreateProjectAsync(this ApiFixture fixture, string domainId, string fields)
    {
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, ProjectsPath, await fixture.AdminTokenAsync(), $$$"""{"project":{"name":"{{{fixture.NewName("prj")}}}","domain_id":"{{{domainId}}}"{{{fields}}}}}""");
        Assert.True(status == 201, $"{status}: {body}");
        return body.GetProperty("project").GetProperty("id").GetString()!;
    }

    /// <summary>Makes a project below another.</summary>
    public static Task<string> CreateBelowAsync(this ApiFixture fixture, string domainId, string parentId) =>
        fixture.CreateProjectAsync(domainId, $",\"parent_id\":\"{parentId}\"");

    /// <summary>Changes something as the administrator.</summary>
    public static async Task<(int Status, JsonElement Body)> PatchAsync(this ApiFixture fixture, string path, string json) =>
        await fixture.CallAsync(HttpMethod.Patch, path, await fixture.AdminTokenAsync(), json);

    /// <summary>Deletes something as the administrator.</summary>
    public static async Task<int> DeleteAsync(this ApiFixture fixture, string path) =>
        (await fixture.CallAsync(HttpMethod.Delete, path, await fixture.AdminTokenAsync())).Status;

    /// <summary>Makes a user in an organisation.</summary>
    public static async Task<string> CreateUserAsync(this ApiFixture fixture, string domainId)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/identity/v3/users", await fixture.AdminTokenAsync(), $$$"""
            {"user":{"name":"{{{fixture.NewName("usr")}}}","domain_id":"{{{domainId}}}","password":"{{{Password}}}"}}
            """);
        Assert.Equal(201, status);
        return body.GetProperty("user").GetProperty("id").GetString()!;
    }

    /// <summary>Gives a role on a project, an organisation (<c>domain</c>) or the installation (<c>system</c>).</summary>
    public static async Task GrantAsync(this ApiFixture fixture, string userId, string targetType, string targetId, string role)
    {
        var roleId = await fixture.RoleIdAsync(role);
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
            VALUES ('user', {userId}, {targetType}, {targetId}, {roleId}, 0, 0)
            """));
    }

    /// <summary>A password token with a scope.</summary>
    public static async Task<string> ScopedTokenAsync(this ApiFixture fixture, string userId, string scope, string password = Password)
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword($$"""{"id":"{{userId}}","password":"{{password}}"}""", scope));
        Assert.True((int)response.StatusCode == 201, await response.Content.ReadAsStringAsync());
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    /// <summary>A token for an organisation, of a new user of it with a role on it.</summary>
    public static async Task<string> DomainTokenAsync(this ApiFixture fixture, string domainId, string role)
    {
        var user = await fixture.CreateUserAsync(domainId);
        await fixture.GrantAsync(user, "domain", domainId, role);
        return await fixture.ScopedTokenAsync(user, $$$"""{"domain":{"id":"{{{domainId}}}"}}""");
    }

    /// <summary>The administrator's token for the installation.</summary>
    public static Task<string> SystemTokenAsync(this ApiFixture fixture) =>
        fixture.ScopedTokenAsync(fixture.Bootstrap.UserId, """{"system":{"all":true}}""", fixture.Bootstrap.Password);

    /// <summary>The ids of a list.</summary>
    public static async Task<string[]> IdsAsync(this ApiFixture fixture, string path, string? token = null)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, path, token ?? await fixture.AdminTokenAsync());
        Assert.True(status == 200, $"{status}: {body}");
        var list = body.EnumerateObject().Single(member => member.Value.ValueKind == JsonValueKind.Array);
        return [.. list.Value.EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
    }

    /// <summary>Puts a secret into a project.</summary>
    public static async Task CreateSecretAsync(this ApiFixture fixture, string projectId)
    {
        var user = await fixture.CreateUserAsync("default");
        await fixture.GrantAsync(user, "project", projectId, "project_admin");
        var token = await fixture.ScopedTokenAsync(user, $$$"""{"project":{"id":"{{{projectId}}}"}}""");
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, "/secrets-manager-service/api/v1/secrets", token, """{"secret":{"name":"kept","secret_data":{"k":"v"}}}""");
        Assert.True(status == 201, $"{status}: {body}");
    }
}

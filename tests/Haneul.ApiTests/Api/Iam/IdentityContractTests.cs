using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>Every identity operation once on its good way and once on a bad one, each answer judged by the contract.</summary>
public sealed class IdentityContractTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Unknown = "ffffffffffffffffffffffffffffffff";

    [Fact]
    public async Task Versions()
    {
        await VerifyAsync("ListVersions", 300, HttpMethod.Get, "/identity", token: null);
        await VerifyAsync("ListVersions", 300, HttpMethod.Get, "/identity/", token: null);
        await VerifyAsync("GetVersion", 200, HttpMethod.Get, "/identity/v3", token: null);
        await VerifyAsync("GetVersion", 200, HttpMethod.Get, "/identity/v3/", token: null);
    }

    [Fact]
    public async Task Tokens()
    {
        var token = await fixture.SignInAsync();
        await VerifySubjectAsync("ValidateToken", 200, HttpMethod.Get, token, token);
        await VerifySubjectAsync("CheckToken", 200, HttpMethod.Head, token, token);
        await VerifySubjectAsync("ValidateToken", 404, HttpMethod.Get, token, "gAAAAA-unknown");
        await VerifySubjectAsync("ValidateToken", 401, HttpMethod.Get, "gAAAAA-unknown", token);
        await VerifySubjectAsync("RevokeToken", 404, HttpMethod.Delete, token, "gAAAAA-unknown");
        await VerifySubjectAsync("RevokeToken", 204, HttpMethod.Delete, token, token);
        await VerifySubjectAsync("CheckToken", 401, HttpMethod.Head, token, token);
    }

    [Fact]
    public async Task Projects()
    {
        var admin = await fixture.AdminTokenAsync();
        var id = await fixture.CreateProjectAsync();
        await VerifyAsync("GetProject", 200, HttpMethod.Get, $"/identity/v3/projects/{id}", admin);
        await VerifyAsync("ListProjects", 200, HttpMethod.Get, "/identity/v3/projects", admin);
        await VerifyAsync("UpdateProject", 200, HttpMethod.Patch, $"/identity/v3/projects/{id}", admin, """{"project":{"description":"changed"}}""");
        await VerifyAsync("UpdateProject", 400, HttpMethod.Patch, $"/identity/v3/projects/{id}", admin, """{"project":{"enabled":"perhaps"}}""");
        await VerifyAsync("CreateProject", 400, HttpMethod.Post, "/identity/v3/projects", admin, """{"project":{"name":""}}""");
        await VerifyAsync("GetProject", 404, HttpMethod.Get, $"/identity/v3/projects/{Unknown}", admin);
        await VerifyAsync("ListUserProjects", 200, HttpMethod.Get, $"/identity/v3/users/{fixture.Bootstrap.UserId}/projects", admin);
        await VerifyAsync("ListUserProjects", 404, HttpMethod.Get, $"/identity/v3/users/{Unknown}/projects", admin);
    }

    [Fact]
    public async Task Users_and_access_keys()
    {
        var admin = await fixture.AdminTokenAsync();
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        var own = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var keys = $"/identity/v3/users/{persona.UserId}/application_credentials";
        await VerifyAsync("GetUser", 200, HttpMethod.Get, $"/identity/v3/users/{persona.UserId}", admin);
        await VerifyAsync("GetUser", 404, HttpMethod.Get, $"/identity/v3/users/{Unknown}", admin);
        await VerifyAsync("ListUsers", 200, HttpMethod.Get, "/identity/v3/users", admin);
        await VerifyAsync("UpdateUser", 200, HttpMethod.Patch, $"/identity/v3/users/{persona.UserId}", admin, """{"user":{"description":"changed"}}""");
        await VerifyAsync("CreateUser", 400, HttpMethod.Post, "/identity/v3/users", admin, """{"user":{"name":""}}""");

        await VerifyAsync("CreateApplicationCredential", 201, HttpMethod.Post, keys, own, """{"application_credential":{"name":"second"}}""");
        await VerifyAsync("CreateApplicationCredential", 403, HttpMethod.Post, keys, own, """{"application_credential":{"name":"third"}}""");
        await VerifyAsync("ListApplicationCredentials", 200, HttpMethod.Get, keys, own);
        await VerifyAsync("GetApplicationCredential", 200, HttpMethod.Get, $"{keys}/{persona.AccessKeyId}", own);
        await VerifyAsync("GetApplicationCredential", 404, HttpMethod.Get, $"{keys}/{Unknown}", own);
        await VerifyAsync("DeleteApplicationCredential", 204, HttpMethod.Delete, $"{keys}/{persona.AccessKeyId}", own);
        await VerifyAsync("DeleteApplicationCredential", 404, HttpMethod.Delete, $"{keys}/{persona.AccessKeyId}", own);
        await VerifyAsync("DeleteUser", 204, HttpMethod.Delete, $"/identity/v3/users/{persona.UserId}", admin);
        await VerifyAsync("DeleteUser", 404, HttpMethod.Delete, $"/identity/v3/users/{persona.UserId}", admin);
    }

    [Fact]
    public async Task Roles()
    {
        var admin = await fixture.AdminTokenAsync();
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_reader");
        var role = await fixture.RoleIdAsync("project_member");
        var grant = $"/identity/v3/projects/{project}/users/{persona.UserId}/roles";
        await VerifyAsync("ListRoles", 200, HttpMethod.Get, "/identity/v3/roles", admin);
        await VerifyAsync("GetRole", 200, HttpMethod.Get, $"/identity/v3/roles/{role}", admin);
        await VerifyAsync("GetRole", 404, HttpMethod.Get, $"/identity/v3/roles/{Unknown}", admin);
        await VerifyAsync("CheckProjectUserRole", 404, HttpMethod.Get, $"{grant}/{role}", admin);
        await VerifyAsync("AssignProjectUserRole", 204, HttpMethod.Put, $"{grant}/{role}", admin);
        await VerifyAsync("AssignProjectUserRole", 404, HttpMethod.Put, $"{grant}/{Unknown}", admin);
        await VerifyAsync("CheckProjectUserRole", 204, HttpMethod.Get, $"{grant}/{role}", admin);
        await VerifyAsync("ListProjectUserRoles", 200, HttpMethod.Get, grant, admin);
        await VerifyAsync("UnassignProjectUserRole", 204, HttpMethod.Delete, $"{grant}/{role}", admin);
        await VerifyAsync("UnassignProjectUserRole", 404, HttpMethod.Delete, $"{grant}/{role}", admin);
        await VerifyAsync("AssignProjectUserRole", 403, HttpMethod.Put, $"{grant}/{role}", persona.Token);
    }

    private async Task VerifyAsync(string operationId, int status, HttpMethod method, string path, string? token, string? json = null)
    {
        using var response = await fixture.SendAsync(method, path, token, json);
        Assert.True(status == (int)response.StatusCode, $"{operationId}: {(int)response.StatusCode}, expected {status}. {await response.Content.ReadAsStringAsync()}");
        await ContractCheck.VerifyAsync(operationId, response);
    }

    private async Task VerifySubjectAsync(string operationId, int status, HttpMethod method, string token, string subject)
    {
        using var request = new HttpRequestMessage(method, "/identity/v3/auth/tokens");
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.Add("X-Subject-Token", subject);
        using var response = await fixture.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        await ContractCheck.VerifyAsync(operationId, response);
    }
}

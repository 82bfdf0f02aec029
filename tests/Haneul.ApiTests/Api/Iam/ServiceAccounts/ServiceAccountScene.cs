using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServiceAccounts;

/// <summary>A service account of a project, and someone who manages it.</summary>
internal sealed class ServiceAccountScene(ApiFixture fixture, string projectId, string manager, string id)
{
    public string ProjectId => projectId;

    /// <summary>A token of someone who manages the project.</summary>
    public string Manager => manager;

    /// <summary>The id of the account.</summary>
    public string Id => id;

    public string Path => $"/haneul/v1/service-accounts/{id}";

    public string AccessKeys => $"{Path}/access-keys";

    public string S3Keys => $"{Path}/s3-keys";

    /// <summary>A new project with an account of these roles.</summary>
    public static async Task<ServiceAccountScene> CreateAsync(ApiFixture fixture, params string[] roles)
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_admin");
        var manager = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, project);
        var names = string.Join(',', roles.Select(role => $"\"{role}\""));
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, "/haneul/v1/service-accounts", manager, $$$"""{"service_account":{"name":"deploy","roles":[{{{names}}}]}}""");
        Assert.Equal(201, status);
        return new(fixture, project, manager, body.GetProperty("service_account").GetProperty("id").GetString()!);
    }

    /// <summary>Calls as the manager, or with another token, and holds the answer against its contract.</summary>
    public async Task<JsonElement> VerifyAsync(string operationId, int status, HttpMethod method, string path, string? json = null, string? token = null)
    {
        using var response = await fixture.SendAsync(method, path, token ?? manager, json);
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await ContractCheck.VerifyAsync(operationId, response);
    }

    /// <summary>Makes an access key.</summary>
    public async Task<(string Id, string Secret)> CreateKeyAsync(string name = "key")
    {
        var made = await VerifyAsync("CreateServiceAccountAccessKey", 201, HttpMethod.Post, AccessKeys, $$$"""{"access_key":{"name":"{{{name}}}"}}""");
        var key = made.GetProperty("access_key");
        return (key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);
    }

    /// <summary>Signs in with a key; null if that is refused.</summary>
    public async Task<string?> SignInAsync((string Id, string Secret) key)
    {
        using var response = await fixture.IssueAsync(IamRequests.ByKeyId(key.Id, key.Secret));
        if ((int)response.StatusCode == 401)
        {
            return null;
        }

        Assert.Equal(201, (int)response.StatusCode);
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }
}

using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.ServiceAccounts;

/// <summary>Service accounts of a project (spec/roles.md section 9).</summary>
public sealed class ServiceAccountTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Accounts = "/haneul/v1/service-accounts";

    [Fact]
    public async Task An_account_is_made_shown_listed_described_and_deleted()
    {
        var manager = await ManagerAsync("shop");
        var made = await VerifyAsync("CreateServiceAccount", 201, HttpMethod.Post, Accounts, manager,
            """{"service_account":{"name":"deploy","description":"rolls out","roles":["project_reader","kms_user"]}}""");
        var account = made.GetProperty("service_account");
        var id = account.GetProperty("id").GetString();
        Assert.Equal("deploy-shop@kc.serviceaccount.com", account.GetProperty("name").GetString());
        Assert.Equal("ACTIVE", account.GetProperty("status").GetString());
        Assert.Equal(["project_reader", "kms_user"], account.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!));

        await VerifyAsync("GetServiceAccount", 200, HttpMethod.Get, $"{Accounts}/{id}", manager);
        var described = await VerifyAsync("UpdateServiceAccount", 200, HttpMethod.Patch, $"{Accounts}/{id}", manager, """{"service_account":{"description":"changed"}}""");
        Assert.Equal("changed", described.GetProperty("service_account").GetProperty("description").GetString());
        var list = await VerifyAsync("ListServiceAccounts", 200, HttpMethod.Get, Accounts, manager);
        Assert.Equal(id, Assert.Single(list.GetProperty("service_accounts").EnumerateArray()).GetProperty("id").GetString());
        await VerifyAsync("DeleteServiceAccount", 204, HttpMethod.Delete, $"{Accounts}/{id}", manager);
        await VerifyAsync("GetServiceAccount", 404, HttpMethod.Get, $"{Accounts}/{id}", manager);
        await VerifyAsync("DeleteServiceAccount", 404, HttpMethod.Delete, $"{Accounts}/{id}", manager);
    }

    [Fact]
    public async Task An_account_is_deactivated_and_activated_again()
    {
        var manager = await ManagerAsync();
        var id = await CreateAsync(manager, "deploy");
        var inactive = await VerifyAsync("DeactivateServiceAccount", 200, HttpMethod.Post, $"{Accounts}/{id}/deactivate", manager);
        Assert.Equal("INACTIVE", inactive.GetProperty("service_account").GetProperty("status").GetString());
        var active = await VerifyAsync("ActivateServiceAccount", 200, HttpMethod.Post, $"{Accounts}/{id}/activate", manager);
        Assert.Equal("ACTIVE", active.GetProperty("service_account").GetProperty("status").GetString());
        await VerifyAsync("ActivateServiceAccount", 404, HttpMethod.Post, $"{Accounts}/{IamRequests.NoId}/activate", manager);
    }

    [Fact]
    public async Task A_name_is_taken_once_and_another_project_may_use_it()
    {
        var manager = await ManagerAsync();
        await CreateAsync(manager, "deploy");
        await VerifyAsync("CreateServiceAccount", 409, HttpMethod.Post, Accounts, manager, """{"service_account":{"name":"deploy"}}""");
        await CreateAsync(await ManagerAsync(), "deploy");
    }

    [Fact]
    public async Task Another_projects_account_does_not_exist()
    {
        var id = await CreateAsync(await ManagerAsync(), "deploy");
        var other = await ManagerAsync();
        foreach (var (method, path) in new[] { (HttpMethod.Get, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/activate"), (HttpMethod.Post, "/deactivate") })
        {
            Assert.Equal(404, (await fixture.CallAsync(method, $"{Accounts}/{id}{path}", other)).Status);
        }
    }

    [Theory]
    [InlineData("""{"service_account":{"name":""}}""", "service_account.name")]
    [InlineData("""{"service_account":{"name":"Deploy"}}""", "service_account.name")]
    [InlineData("""{"service_account":{"name":"1deploy"}}""", "service_account.name")]
    [InlineData("""{"service_account":{"name":"deploy-"}}""", "service_account.name")]
    [InlineData("""{"service_account":{"name":"a@b"}}""", "service_account.name")]
    [InlineData("""{"service_account":{"name":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}""", "service_account.name")]
    [InlineData("""{"service_account":{"name":7}}""", "service_account.name")]
    [InlineData("""{"service_account":{"name":"a","roles":["admin"]}}""", "service_account.roles[0]")]
    [InlineData("""{"service_account":{"name":"a","roles":["project_reader","org_admin"]}}""", "service_account.roles[1]")]
    [InlineData("""{"service_account":{"name":"a","roles":["no-such-role"]}}""", "service_account.roles[0]")]
    [InlineData("""{"service_account":{"name":"a","password":"x"}}""", "service_account.password")]
    [InlineData("{}", "service_account")]
    public async Task What_an_account_cannot_be_is_refused_by_the_field(string body, string field)
    {
        using var refused = await fixture.SendAsync(HttpMethod.Post, Accounts, await ManagerAsync(), body);
        Assert.Contains(field, await refused.RefusedAsync(400), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_an_access_key_makes_no_account()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        using var refused = await fixture.SendAsync(HttpMethod.Post, Accounts, persona.Token, """{"service_account":{"name":"deploy"}}""");
        await refused.RefusedAsync(403);
    }

    [Fact]
    public async Task A_project_has_a_hundred_accounts_at_most()
    {
        var manager = await ManagerAsync();
        for (var number = 0; number < 100; number++)
        {
            await CreateAsync(manager, $"a{number}");
        }

        await VerifyAsync("CreateServiceAccount", 403, HttpMethod.Post, Accounts, manager, """{"service_account":{"name":"one-more"}}""");
    }

    private async Task<string> ManagerAsync(string? projectName = null)
    {
        var project = await fixture.CreateProjectAsync(projectName);
        var persona = await fixture.CreatePersonaAsync(project, "project_admin");
        return await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, project);
    }

    private async Task<string> CreateAsync(string token, string name)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, Accounts, token, $$$"""{"service_account":{"name":"{{{name}}}"}}""");
        Assert.Equal(201, status);
        return body.GetProperty("service_account").GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> VerifyAsync(string operationId, int status, HttpMethod method, string path, string token, string? json = null)
    {
        using var response = await fixture.SendAsync(method, path, token, json);
        Assert.Equal(status, (int)response.StatusCode);
        return await ContractCheck.VerifyAsync(operationId, response);
    }
}

using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Access;

/// <summary>Who the caller is, and what their token may do: GetAccount, GetMyPermissions, ListOperations.</summary>
public sealed class AccountTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_account_shows_the_projects_that_one_may_enter_with_ones_roles_in_each()
    {
        var (one, two) = (await fixture.CreateProjectAsync(), await fixture.CreateProjectAsync());
        var persona = await fixture.CreatePersonaAsync(one, "project_member");
        await fixture.AssignRoleAsync(two, persona.UserId, "kms_viewer");
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, one);

        var account = (await VerifyAsync("GetAccount", "/haneul/v1/account", token)).GetProperty("account");

        Assert.Equal((persona.UserId, persona.UserName), (account.GetProperty("user_id").GetString(), account.GetProperty("user_name").GetString()));
        Assert.Equal(fixture.Bootstrap.DomainId, account.GetProperty("organisation").GetProperty("id").GetString());
        Assert.False(account.GetProperty("is_password_generated").GetBoolean());
        Assert.False(account.GetProperty("has_more_projects").GetBoolean());
        Assert.Equal(
            new Dictionary<string, string> { [one] = "project_member project_reader", [two] = "kms_viewer" },
            account.GetProperty("projects").EnumerateArray().ToDictionary(static project => project.GetProperty("id").GetString()!, static project => string.Join(' ', Words(project, "roles"))));
    }

    [Fact]
    public async Task What_is_inherited_from_the_organisation_counts_in_every_project_and_a_change_acts_at_once()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_reader");
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, project);
        Assert.Equal(1, (await ProjectsAsync(token)).GetArrayLength());

        var grant = $"/identity/v3/OS-INHERIT/domains/default/users/{persona.UserId}/roles/{await fixture.RoleIdAsync("dns_viewer")}/inherited_to_projects";
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, grant, await fixture.AdminTokenAsync())).Status);
        var projects = await ProjectsAsync(token);

        Assert.True(projects.GetArrayLength() > 1);
        Assert.All(projects.EnumerateArray(), each => Assert.Contains("dns_viewer", Words(each, "roles")));
    }

    [Fact]
    public async Task An_access_key_sees_its_own_project_alone_and_nothing_of_the_password()
    {
        var (one, two) = (await fixture.CreateProjectAsync(), await fixture.CreateProjectAsync());
        var persona = await fixture.CreatePersonaAsync(one, "project_member");
        await fixture.AssignRoleAsync(two, persona.UserId, "project_member");

        var account = (await VerifyAsync("GetAccount", "/haneul/v1/account", persona.Token)).GetProperty("account");

        Assert.Equal(one, Assert.Single(account.GetProperty("projects").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, account.GetProperty("is_password_generated").ValueKind);
    }

    [Fact]
    public async Task Permissions_name_the_operations_that_roles_open_and_follow_a_demotion()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_admin", "project_reader");

        var before = (await VerifyAsync("GetMyPermissions", "/haneul/v1/permissions", persona.Token)).GetProperty("permissions");
        await fixture.UnassignRoleAsync(project, persona.UserId, "project_admin");
        var after = (await VerifyAsync("GetMyPermissions", "/haneul/v1/permissions", persona.Token)).GetProperty("permissions");

        Assert.Equal(project, before.GetProperty("scope").GetProperty("project").GetProperty("id").GetString());
        Assert.Contains("secrets-manager.CreateSecret", Words(before, "operations"));
        Assert.DoesNotContain("secrets-manager.CreateSecret", Words(after, "operations"));
        Assert.Contains("secrets-manager.ListSecrets", Words(after, "operations"));
        Assert.Equal(["project_reader"], Words(after, "roles"));
    }

    [Fact]
    public async Task Permissions_leave_out_what_the_access_rules_of_the_key_refuse()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, $"/identity/v3/users/{persona.UserId}/application_credentials", await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId), """
            {"application_credential":{"name":"ruled","access_rules":[{"service":"secrets-manager","method":"GET","path":"/api/v1/secrets/*"},{"service":"identity","method":"GET","path":"/haneul/v1/permissions"}]}}
            """);
        Assert.Equal(201, status);
        var key = body.GetProperty("application_credential");
        var token = await fixture.SignInAsync(key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);

        var permissions = (await VerifyAsync("GetMyPermissions", "/haneul/v1/permissions", token)).GetProperty("permissions");

        Assert.Equal(["secrets-manager.GetSecret"], Words(permissions, "operations"));
    }

    [Fact]
    public async Task The_catalogue_names_every_operation_with_the_roles_that_hold_its_permission()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "dns_viewer");

        var operations = (await VerifyAsync("ListOperations", "/haneul/v1/operations", persona.Token)).GetProperty("operations").EnumerateArray().ToDictionary(static each => each.GetProperty("name").GetString()!);

        var create = operations["secrets-manager.CreateSecret"];
        Assert.Equal(("POST", "/api/v1/secrets", "role"), (create.GetProperty("method").GetString(), create.GetProperty("path").GetString(), create.GetProperty("decided_by").GetString()));
        Assert.Equal(["project_admin", "project_member", "secrets_manager_manager"], Words(create, "roles").Order(StringComparer.Ordinal));
        Assert.Equal(("policy", 0), (operations["iam.GetUser"].GetProperty("decided_by").GetString(), operations["iam.GetUser"].GetProperty("roles").GetArrayLength()));
        Assert.Equal("nothing", operations["iam.IssueToken"].GetProperty("decided_by").GetString());
        Assert.True(operations.Count > 250);
    }

    [Theory]
    [InlineData("/haneul/v1/account")]
    [InlineData("/haneul/v1/permissions")]
    [InlineData("/haneul/v1/operations")]
    public async Task Nobody_without_a_token_is_told_anything_and_unknown_parameters_are_refused(string path)
    {
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Get, path, token: null)).Status);
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Get, path + "?what=1", await fixture.AdminTokenAsync())).Status);
    }

    private static IEnumerable<string> Words(JsonElement body, string name) => body.GetProperty(name).EnumerateArray().Select(static each => each.GetString()!);

    private async Task<JsonElement> ProjectsAsync(string token) =>
        (await VerifyAsync("GetAccount", "/haneul/v1/account", token)).GetProperty("account").GetProperty("projects");

    private async Task<JsonElement> VerifyAsync(string operationId, string path, string token)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, path, token);
        Assert.Equal(200, (int)response.StatusCode);
        return await Conformance.ContractCheck.VerifyAsync(operationId, response);
    }
}

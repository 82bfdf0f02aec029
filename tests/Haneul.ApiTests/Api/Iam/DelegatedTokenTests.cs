using System.Text.RegularExpressions;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>
/// A token of an access key works in its project and administers nothing, whatever its roles (decisions.md, delegated tokens). Every write of IAM in the
/// catalogue is tried, so a new one has to be given a line here.
/// </summary>
public sealed partial class DelegatedTokenTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    // What an unrestricted key may do beside working: manage the access keys of its user, and end their tokens; anyone may sign in or change a password that they know; and to ask
    // who may do what changes nothing.
    private static readonly string[] Open = ["IssueToken", "RevokeToken", "ChangeOwnPassword", "ValidateS3Token", "CreateRequestToken", "CreateAccessToken", "ExplainAccess"];
    private static readonly string[] OpenToUnrestricted = ["CreateApplicationCredential", "DeleteApplicationCredential", "DeleteAccessRule"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_with_every_role_changes_no_user_project_or_role(bool isUnrestricted)
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "admin", "project_admin");
        var token = isUnrestricted ? await UnrestrictedTokenAsync(persona) : persona.Token;
        var role = await fixture.RoleIdAsync("project_reader");
        var written = new List<string>();
        var others = new List<string>();
        foreach (var (operation, method, template) in Writes.Where(each => !Open.Contains(each.Operation.OperationId)))
        {
            var path = Parameter().Replace(template, parameter => parameter.Value switch
            {
                "{project_id}" => persona.ProjectId,
                "{user_id}" => persona.UserId,
                "{role_id}" => role,
                _ => IamRequests.NoId,
            });
            var name = operation.OperationId;
            using var response = await fixture.SendAsync(new HttpMethod(method), path, token, BodyOf(name) ?? (method is "DELETE" ? null : "{}"));
            var expected = !isUnrestricted || !OpenToUnrestricted.Contains(name) ? 403 : name.StartsWith("Create", StringComparison.Ordinal) ? 201 : 404;
            if ((int)response.StatusCode != expected)
            {
                others.Add($"{name}: {(int)response.StatusCode} instead of {expected}");
            }

            written.Add(name);
        }

        Assert.Empty(others);

        // Whatever writes is tried because the catalogue has it; these show that the list is not empty by mistake.
        Assert.Superset(
            new HashSet<string>(["AssignProjectUserRole", "CreateUser", "CreateRole", "DeleteUser", "UpdateProject", "CreateEc2Credential", "UpdateCredential", "DeleteAccessRule"], StringComparer.Ordinal),
            written.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_ends_the_tokens_of_its_user_and_nobody_elses()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "admin", "project_admin");
        var other = await fixture.CreatePersonaAsync(persona.ProjectId, "project_reader");
        var own = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);

        using var foreign = await fixture.OnTokenAsync(HttpMethod.Delete, persona.Token, other.Token);
        await foreign.RefusedAsync(403);
        Assert.NotNull(await fixture.RolesOfAsync(other.Token));
        using var ended = await fixture.OnTokenAsync(HttpMethod.Delete, persona.Token, own);
        Assert.Equal(204, (int)ended.StatusCode);
    }

    [Fact]
    public async Task A_key_that_an_access_key_makes_expires_no_later_than_its_maker()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var token = await UnrestrictedTokenAsync(persona, ",\"expires_at\":\"2036-01-01T00:00:00Z\"");
        var keys = $"/identity/v3/users/{persona.UserId}/application_credentials";
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, keys, token, """{"application_credential":{"name":"for-ever"}}""");

        Assert.Equal(201, status);
        Assert.Equal("2036-01-01T00:00:00.000000", body.GetProperty("application_credential").GetProperty("expires_at").GetString());
    }

    private IEnumerable<(Operation Operation, string Method, string Path)> Writes =>
        from endpoint in fixture.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let operation = endpoint.Metadata.GetMetadata<Operation>()
        where operation is { Service: "iam" }
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        where method is not ("GET" or "HEAD")
        group (operation, method, endpoint.RoutePattern.RawText!) by operation.OperationId into routes
        select routes.First();

    private static string? BodyOf(string operationId) => operationId switch
    {
        "CreateUser" => """{"user":{"name":"by-key","password":"Passw0rd-by-key"}}""",
        "UpdateUser" => """{"user":{"description":"by key"}}""",
        "CreateGroup" => """{"group":{"name":"by-key"}}""",
        "UpdateGroup" => """{"group":{"description":"by key"}}""",
        "CreateProject" => """{"project":{"name":"by-key"}}""",
        "UpdateProject" => """{"project":{"description":"by key"}}""",
        "CreateApplicationCredential" => """{"application_credential":{"name":"by-key"}}""",
        "CreateRole" => """{"role":{"name":"by-key"}}""",
        "UpdateRole" => """{"role":{"description":"by key"}}""",
        "CreateCredential" => """{"credential":{"type":"totp","blob":"x"}}""",
        "UpdateOrganisationSettings" => """{"settings":{}}""",
        "UpdateCredential" => """{"credential":{"blob":"x"}}""",
        "ConfirmSecondFactor" or "RegenerateRecoveryCodes" => """{"passcode":"123456"}""",
        _ => null,
    };

    private async Task<string> UnrestrictedTokenAsync(Persona persona, string more = "")
    {
        var password = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        var keys = $"/identity/v3/users/{persona.UserId}/application_credentials";
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Delete, $"{keys}/{persona.AccessKeyId}", password)).Status);
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, keys, password, $$$$"""{"application_credential":{"name":"free","unrestricted":true{{{{more}}}}}}""");
        Assert.Equal(201, status);
        var key = body.GetProperty("application_credential");
        return await fixture.SignInAsync(key.GetProperty("id").GetString()!, key.GetProperty("secret").GetString()!);
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}

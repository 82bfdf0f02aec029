using System.Text.RegularExpressions;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Access;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Access;

/// <summary>
/// The role matrix, generated from the operation catalogue: every operation, called over HTTP by every kind of caller. What is expected comes from the
/// role table; there is no list by hand to forget a row in.
/// </summary>
public sealed partial class RoleMatrixTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string[] ProjectRoles =
    [
        "project_admin", "project_member", "project_reader", "iam_project_admin", "iam_project_viewer",
        "secrets_manager_manager", "secrets_manager_writer", "secrets_manager_viewer", "kms_manager", "kms_user", "kms_viewer",
    ];

    public static TheoryData<string> Roles => [.. ProjectRoles];

    private IEnumerable<(Operation Operation, string Method, string Path)> Calls =>
        from endpoint in fixture.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let operation = endpoint.Metadata.GetMetadata<Operation>()
        where operation is not null
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select (operation, method, endpoint.RoutePattern.RawText!);

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_role_may_do_what_the_role_table_says_and_nothing_else(string role)
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, role);
        var table = fixture.Services.GetRequiredService<IRoleTable>();

        // By password: a token of an access key may do less (DelegatedTokenTests).
        await CheckAsync(
            await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, project),
            operation => operation.Permission.Kind switch
            {
                PermissionKind.Granted => table.RolesHolding(operation.Permission).Contains(role) ? Expected.Admitted : Expected.Forbidden,
                _ => Expected.Admitted,
            },
            project);
    }

    [Fact]
    public async Task A_user_without_any_role_in_the_project_gets_no_token()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_reader");
        await fixture.UnassignRoleAsync(project, persona.UserId, "project_reader");

        await CheckAsync(persona.Token, Unauthenticated);
    }

    [Fact]
    public Task Without_a_token_only_open_operations_answer() => CheckAsync(null, Unauthenticated);

    [Fact]
    public Task A_token_that_was_never_issued_opens_nothing() => CheckAsync("gAAAAA" + new string('x', 64), Unauthenticated);

    [Fact]
    public async Task A_revoked_token_opens_nothing()
    {
        var token = await fixture.SignInAsync();
        using (var request = new HttpRequestMessage(HttpMethod.Delete, "/identity/v3/auth/tokens"))
        {
            request.Headers.Add("X-Auth-Token", token);
            request.Headers.Add("X-Subject-Token", token);
            using var revoked = await fixture.Http.SendAsync(request);
            Assert.Equal(204, (int)revoked.StatusCode);
        }

        await CheckAsync(token, Unauthenticated);
    }

    private static Expected Unauthenticated(Operation operation) =>
        operation.Permission.Kind == PermissionKind.Anyone ? Expected.Admitted : Expected.Unauthenticated;

    private async Task CheckAsync(string? token, Func<Operation, Expected> expectation, string projectId = "1")
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var (operation, method, template) in Calls)
        {
            // A role counts in its project: where the path names one, it is the caller's.
            var path = Parameter().Replace(template, parameter => parameter.Value.Contains("project", StringComparison.OrdinalIgnoreCase) ? projectId : "1");
            var json = method is "POST" or "PUT" or "PATCH" ? "{}" : null;
            using var response = await SendAsync(new HttpMethod(method), path, token, json);
            var status = (int)response.StatusCode;
            var fits = expectation(operation) switch
            {
                Expected.Unauthenticated => status == 401,
                Expected.Forbidden => status == 403,
                // Admitted by the matrix: what the operation then says of a request without content or of an id that is not there is its own matter.
                _ => status is not 401 and < 500 && (status != 403 || operation.Permission.Kind is PermissionKind.SignedIn or PermissionKind.Policy),
            };
            count++;
            if (!fits)
            {
                wrong.Add($"{operation.Name}: {status}, expected {expectation(operation)}");
            }
        }

        Assert.Empty(wrong);
        Assert.True(count > 20, "The catalogue was not walked.");
    }

    /// <summary>Waits for the head of the answer alone: a stream has no end.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Add("X-Auth-Token", token);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        }

        return await fixture.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private enum Expected
    {
        Admitted,
        Forbidden,
        Unauthenticated,
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}

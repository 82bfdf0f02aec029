using Haneul.ApiTests.Api.Iam.Organisations;
using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.Iam.Organisations.OrganisationCalls;

namespace Haneul.ApiTests.Api.Iam.Projects;

public sealed class ProjectDeletionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task With_a_project_go_its_roles_access_keys_and_tokens()
    {
        var project = await fixture.CreateProjectAsync();
        var persona = await fixture.CreatePersonaAsync(project, "project_admin");
        await fixture.PatchAsync($"/identity/v3/users/{persona.UserId}", $$$"""{"user":{"default_project_id":"{{{project}}}"}}""");
        using var deleted = await fixture.SendAsync(HttpMethod.Delete, $"{ProjectsPath}/{project}", await fixture.AdminTokenAsync());
        using var signIn = await fixture.IssueAsync(IamRequests.ByKeyId(persona.AccessKeyId, persona.AccessKeySecret));
        using var again = await fixture.SendAsync(HttpMethod.Delete, $"{ProjectsPath}/{project}", await fixture.AdminTokenAsync());
        var (_, user) = await fixture.CallAsync(HttpMethod.Get, $"/identity/v3/users/{persona.UserId}", await fixture.AdminTokenAsync());

        await ContractCheck.VerifyAsync("DeleteProject", deleted);
        Assert.Equal(204, (int)deleted.StatusCode);
        await signIn.RefusedAsync(401);
        await again.RefusedAsync(404);
        Assert.Equal(401, (await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{project}", persona.Token)).Status);
        Assert.False(user.GetProperty("user").TryGetProperty("default_project_id", out var left) && left.GetString() == project);
    }

    [Fact]
    public async Task A_project_that_holds_secrets_stays_and_says_how_many()
    {
        var project = await fixture.CreateProjectAsync();
        await fixture.CreateSecretAsync(project);
        using var refused = await fixture.SendAsync(HttpMethod.Delete, $"{ProjectsPath}/{project}", await fixture.AdminTokenAsync());

        Assert.Contains("1 secrets", await refused.RefusedAsync(409), StringComparison.Ordinal);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{project}", await fixture.AdminTokenAsync())).Status);
    }

    [Fact]
    public async Task An_immutable_project_stays_as_it_is()
    {
        var project = await fixture.CreateProjectAsync("default", ",\"options\":{\"immutable\":true}");

        Assert.Equal(403, await fixture.DeleteAsync($"{ProjectsPath}/{project}"));
        Assert.Equal(403, (await fixture.PatchAsync($"{ProjectsPath}/{project}", """{"project":{"name":"x"}}""")).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Put, $"{ProjectsPath}/{project}/tags/x", await fixture.AdminTokenAsync())).Status);
        Assert.Equal(200, (await fixture.PatchAsync($"{ProjectsPath}/{project}", """{"project":{"options":{"immutable":false}}}""")).Status);
        Assert.Equal(204, await fixture.DeleteAsync($"{ProjectsPath}/{project}"));
    }

    [Fact]
    public async Task The_project_of_the_last_administrator_stays()
    {
        // On the installation they would remain one.
        var admin = await fixture.RoleIdAsync("admin");
        Assert.Equal(204, await fixture.DeleteAsync($"/identity/v3/system/users/{fixture.Bootstrap.UserId}/roles/{admin}"));
        var status = await fixture.DeleteAsync($"{ProjectsPath}/{fixture.Bootstrap.ProjectId}");

        Assert.Equal(409, status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{fixture.Bootstrap.ProjectId}", await fixture.AdminTokenAsync())).Status);
    }

    [Fact]
    public async Task Attributes_of_a_callers_own_are_kept_and_shown()
    {
        var project = await fixture.CreateProjectAsync("default", ",\"cost\":\"a\",\"extra\":{\"x\":1}");
        var (_, changed) = await fixture.PatchAsync($"{ProjectsPath}/{project}", """{"project":{"owner":"me"}}""");
        var (_, shown) = await fixture.CallAsync(HttpMethod.Get, $"{ProjectsPath}/{project}", await fixture.AdminTokenAsync());

        Assert.Equal("""{"cost":"a","owner":"me"}""", changed.GetProperty("project").GetProperty("extra").GetRawText());
        Assert.Equal(("a", "me"), (shown.GetProperty("project").GetProperty("cost").GetString(), shown.GetProperty("project").GetProperty("owner").GetString()));
        Assert.False(shown.GetProperty("project").TryGetProperty("extra", out _));
    }
}

using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Iam.Users;

/// <summary>An installation keeps somebody who can sign in and administer it, in whatever way they hold the role. Each test has an installation of its own.</summary>
public sealed class LastAdministratorTests : IAsyncLifetime
{
    private readonly ApiFixture _fixture = new();

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("system", "user", false)]
    [InlineData("system", "group", false)]
    [InlineData("project", "user", false)]
    [InlineData("project", "group", false)]
    [InlineData("domain", "user", true)]
    [InlineData("domain", "group", true)]
    [InlineData("parent", "user", true)]
    [InlineData("parent", "group", true)]
    public async Task The_last_one_is_neither_deleted_disabled_nor_without_a_password_and_any_other_one_frees_them(string target, string actor, bool inherited)
    {
        var other = await _fixture.AddUserAsync();
        var role = await _fixture.RoleIdAsync("admin");
        var (token, group) = await LeaveOneAsync(target, actor, inherited, role);
        var user = $"users/{_fixture.Bootstrap.UserId}";

        Assert.Equal(409, await TryAsync("DELETE", user, token));
        Assert.Equal(409, await TryAsync("PATCH", user, token, """{"user":{"enabled":false}}"""));
        Assert.Equal(409, await TryAsync("PATCH", user, token, """{"user":{"password":null}}"""));
        if (actor == "group")
        {
            Assert.Equal(409, await TryAsync("DELETE", $"groups/{group}", token));
            Assert.Equal(409, await TryAsync("DELETE", $"groups/{group}/users/{_fixture.Bootstrap.UserId}", token));
        }

        Assert.Contains("admin", (await _fixture.RolesOfAsync(token))!);
        await _fixture.GiveRoleAsync("user", other, "system", "all", role);
        Assert.Equal(204, await TryAsync("DELETE", user, token));
    }

    [Theory]
    [InlineData("has no password", "UPDATE iam_users SET password_hash = NULL WHERE id = ")]
    [InlineData("is disabled", "UPDATE iam_users SET enabled = 0 WHERE id = ")]
    [InlineData("is a service account", "UPDATE iam_users SET kind = 'service_account' WHERE id = ")]
    public async Task One_who_cannot_sign_in_does_not_count(string why, string statement)
    {
        var other = await _fixture.AddUserAsync();
        await _fixture.GiveAsync("user", other, "system", "all", "admin");
        await _fixture.ExecuteAsync(async transaction =>
        {
            var sql = new Haneul.Kernel.Storage.Sql(statement.Length, 1);
            sql.AppendLiteral(statement);
            sql.AppendFormatted(other);
            await transaction.ExecuteAsync(sql);
        });

        Assert.Equal((why, 409), (why, await TryAsync("DELETE", $"users/{_fixture.Bootstrap.UserId}", await _fixture.AdminTokenAsync())));
    }

    [Fact]
    public async Task An_administrator_of_a_disabled_organisation_or_project_does_not_count()
    {
        var organisation = await _fixture.AddOrganisationAsync();
        var other = await _fixture.AddUserAsync(organisation);
        await _fixture.GiveAsync("user", other, "system", "all", "admin");
        await _fixture.ExecuteAsync(async transaction => await transaction.ExecuteAsync($"UPDATE iam_organisations SET enabled = 0 WHERE id = {organisation}"));
        var another = await _fixture.AddUserAsync();
        var project = await _fixture.CreateProjectAsync();
        await _fixture.GiveAsync("user", another, "project", project, "admin");
        await _fixture.ExecuteAsync(async transaction => await transaction.ExecuteAsync($"UPDATE iam_projects SET enabled = 0 WHERE id = {project}"));

        Assert.Equal(409, await TryAsync("DELETE", $"users/{_fixture.Bootstrap.UserId}", await _fixture.AdminTokenAsync()));
    }

    // Leaves the bootstrap administrator with one way of holding the role, and a token that acts by it.
    private async Task<(string Token, string Group)> LeaveOneAsync(string target, string actor, bool inherited, string role)
    {
        var user = _fixture.Bootstrap.UserId;
        var project = _fixture.Bootstrap.ProjectId;
        var group = await _fixture.AddGroupAsync();
        await _fixture.JoinAsync(group, user);
        var (type, id) = target switch { "system" => ("system", "all"), "domain" => ("domain", "default"), _ => ("project", project) };
        var entered = project;
        if (target == "parent")
        {
            entered = await _fixture.CreateProjectAsync();
            await _fixture.ExecuteAsync(async transaction => await transaction.ExecuteAsync($"UPDATE iam_projects SET parent_id = {project}, ancestor_ids = {project} WHERE id = {entered}"));
        }

        await _fixture.ExecuteAsync(async transaction => await transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE actor_id = {user} AND role_id = {role}"));
        await _fixture.GiveRoleAsync(actor, actor == "user" ? user : group, type, id, role, inherited);
        using var response = await _fixture.IssueAsync(IamRequests.ByPassword(
            $$$"""{"id":"{{{user}}}","password":"{{{_fixture.Bootstrap.Password}}}"}""",
            target == "system" ? """{"system":{"all":true}}""" : $$$"""{"project":{"id":"{{{entered}}}"}}"""));
        Assert.True((int)response.StatusCode == 201, await response.Content.ReadAsStringAsync());
        return (Assert.Single(response.Headers.GetValues("X-Subject-Token")), group);
    }

    private async Task<int> TryAsync(string method, string path, string token, string? json = null) =>
        (await _fixture.CallAsync(new HttpMethod(method), $"/identity/v3/{path}", token, json)).Status;
}

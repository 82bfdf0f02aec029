using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam;
using Haneul.Security.Iam.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Assignments;

/// <summary>Puts rows of IAM into the database below the wire: worlds of many organisations, projects and groups, made fast.</summary>
internal sealed class IamRows(ApiFixture fixture)
{
    public IDatabase Database { get; } = fixture.Services.GetRequiredService<IDatabase>();

    private readonly IdGenerator _ids = fixture.Services.GetRequiredService<IdGenerator>();

    public async Task<string> OrganisationAsync() => await InsertAsync(id =>
        $"INSERT INTO iam_organisations (id, name, name_key, description, enabled, created_at) VALUES ({id}, {id}, {NameKey.Of(id)}, '', 1, 0)");

    public async Task<string> ProjectAsync(string organisation, string? parent = null)
    {
        var above = parent is null ? "" : await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync($"SELECT ancestor_ids FROM iam_projects WHERE id = {parent}", row => row.GetString(0)));
        var ancestors = $"{above} {parent}".Trim();
        return await InsertAsync(id => $"""
            INSERT INTO iam_projects (id, organisation_id, name, name_key, description, enabled, tags, parent_id, ancestor_ids, created_at)
            VALUES ({id}, {organisation}, {id}, {NameKey.Of(id)}, '', 1, '', {parent}, {ancestors}, 0)
            """);
    }

    public async Task<string> UserAsync(string organisation, string kind = "user") => await InsertAsync(id =>
        $"INSERT INTO iam_users (id, organisation_id, name, name_key, enabled, kind, created_at) VALUES ({id}, {organisation}, {id}, {NameKey.Of(id)}, 1, {kind}, 0)");

    public async Task<string> ServiceAccountAsync(string organisation, string project)
    {
        var id = await UserAsync(organisation, "service_account");
        await ExecuteAsync($"INSERT INTO iam_service_accounts (user_id, project_id, created_by, created_at) VALUES ({id}, {project}, {id}, 0)");
        return id;
    }

    public async Task<string> GroupAsync(string organisation, params string[] members)
    {
        var group = await InsertAsync(id => $"INSERT INTO iam_groups (id, organisation_id, name, name_key, description, created_at) VALUES ({id}, {organisation}, {id}, {NameKey.Of(id)}, '', 0)");
        foreach (var member in members)
        {
            await ExecuteAsync($"INSERT INTO iam_group_members (group_id, user_id, created_at) VALUES ({group}, {member}, 0)");
        }

        return group;
    }

    public async Task<string> RoleAsync(string? organisation = null) => await InsertAsync(id =>
        $"INSERT INTO iam_roles (id, organisation_id, name, name_key, is_built_in, options, created_at) VALUES ({id}, {organisation}, {id}, {NameKey.Of(id)}, 0, '{{}}', 0)");

    public Task ImplyAsync(string prior, string implied) =>
        ExecuteAsync($"INSERT INTO iam_role_implications (prior_id, implied_id) VALUES ({prior}, {implied}) ON CONFLICT DO NOTHING");

    public Task AssignAsync(string actorType, string actorId, string targetType, string targetId, string roleId, bool inherited = false) => ExecuteAsync($"""
        INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
        VALUES ({actorType}, {actorId}, {targetType}, {targetId}, {roleId}, {inherited}, 0) ON CONFLICT DO NOTHING
        """);

    public async Task ExecuteAsync(Sql sql)
    {
        await Database.WriteAsync(async transaction => await transaction.ExecuteAsync(sql));
        fixture.Services.GetRequiredService<RevocationEpoch>().Bump();
    }

    private async Task<string> InsertAsync(Func<string, Sql> insert)
    {
        var id = _ids.NewHexId();
        await ExecuteAsync(insert(id));
        return id;
    }
}

/// <summary>Users who act through an organisation or the system.</summary>
internal static class ScopedSignIns
{
    private const string Password = "Passw0rd-of-a-test";

    /// <summary>A user of an organisation with a role on it, and a token for it.</summary>
    public static async Task<(string UserId, string Token)> SignInToDomainAsync(this ApiFixture fixture, string organisation, string role)
    {
        var userId = await CreateAsync(fixture, organisation);
        var (status, _) = await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/domains/{organisation}/users/{userId}/roles/{await fixture.RoleIdAsync(role)}", await fixture.AdminTokenAsync());
        Assert.Equal(204, status);
        return (userId, await IssueAsync(fixture, userId, $$$"""{"domain":{"id":"{{{organisation}}}"}}"""));
    }

    /// <summary>A user with a role on the system, and a token for it.</summary>
    public static async Task<(string UserId, string Token)> SignInToSystemAsync(this ApiFixture fixture, string role)
    {
        var userId = await CreateAsync(fixture, fixture.Bootstrap.DomainId);
        var (status, _) = await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/system/users/{userId}/roles/{await fixture.RoleIdAsync(role)}", await fixture.AdminTokenAsync());
        Assert.Equal(204, status);
        return (userId, await IssueAsync(fixture, userId, """{"system":{"all":true}}"""));
    }

    private static async Task<string> CreateAsync(ApiFixture fixture, string organisation)
    {
        var name = "user-" + fixture.Services.GetRequiredService<IdGenerator>().NewHexId();
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/identity/v3/users", await fixture.AdminTokenAsync(),
            $$$"""{"user":{"name":"{{{name}}}","domain_id":"{{{organisation}}}","password":"{{{Password}}}"}}""");
        Assert.Equal(201, status);
        return body.GetProperty("user").GetProperty("id").GetString()!;
    }

    private static async Task<string> IssueAsync(ApiFixture fixture, string userId, string scope)
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword($$$"""{"id":"{{{userId}}}","password":"{{{Password}}}"}""", scope));
        Assert.True((int)response.StatusCode == 201, await response.Content.ReadAsStringAsync());
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }
}

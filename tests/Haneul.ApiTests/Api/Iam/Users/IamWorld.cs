using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam;
using Haneul.Security.Iam.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Users;

/// <summary>Makes users, groups and what they hold, for tests that need a world around them.</summary>
internal static class IamWorld
{
    public const string Password = "Passw0rd-of-a-test";
    public const string UsersPath = "/identity/v3/users";
    public const string GroupsPath = "/identity/v3/groups";

    /// <summary>A name that nobody has.</summary>
    public static string NewName(this ApiFixture fixture, string kind) => $"{kind}-{fixture.NewId()}";

    public static string NewId(this ApiFixture fixture) => fixture.Services.GetRequiredService<IdGenerator>().NewHexId();

    /// <summary>Adds a user with the password of tests.</summary>
    public static async Task<string> AddUserAsync(this ApiFixture fixture, string domainId = "default", string more = "", string? name = null)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, UsersPath, await fixture.AdminTokenAsync(),
            $$$$"""{"user":{"name":"{{{{name ?? fixture.NewName("user")}}}}","domain_id":"{{{{domainId}}}}","password":"{{{{Password}}}}"{{{{more}}}}}}""");
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("user").GetProperty("id").GetString()!;
    }

    /// <summary>Adds a group.</summary>
    public static async Task<string> AddGroupAsync(this ApiFixture fixture, string domainId = "default", string? name = null)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, GroupsPath, await fixture.AdminTokenAsync(),
            $$$$"""{"group":{"name":"{{{{name ?? fixture.NewName("group")}}}}","domain_id":"{{{{domainId}}}}"}}""");
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("group").GetProperty("id").GetString()!;
    }

    /// <summary>Puts a user into a group.</summary>
    public static async Task JoinAsync(this ApiFixture fixture, string groupId, string userId) =>
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, $"{GroupsPath}/{groupId}/users/{userId}", await fixture.AdminTokenAsync())).Status);

    /// <summary>Changes rows and makes what the server keeps in memory stale.</summary>
    public static async Task ExecuteAsync(this ApiFixture fixture, Func<ITransaction, ValueTask> work)
    {
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(async transaction =>
        {
            await work(transaction);
            return true;
        });
        fixture.Services.GetRequiredService<RevocationEpoch>().Bump();
    }

    /// <summary>Gives a user or group a role on a project, a domain or the system.</summary>
    public static async Task GiveAsync(this ApiFixture fixture, string actorType, string actorId, string targetType, string targetId, string role, bool inherited = false) =>
        await fixture.GiveRoleAsync(actorType, actorId, targetType, targetId, await fixture.RoleIdAsync(role), inherited);

    /// <summary>The same by the id of the role.</summary>
    public static Task GiveRoleAsync(this ApiFixture fixture, string actorType, string actorId, string targetType, string targetId, string roleId, bool inherited = false) =>
        fixture.ExecuteAsync(async transaction => await transaction.ExecuteAsync($"""
            INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
            VALUES ({actorType}, {actorId}, {targetType}, {targetId}, {roleId}, {inherited}, 0)
            """));

    /// <summary>Adds an organisation.</summary>
    public static async Task<string> AddOrganisationAsync(this ApiFixture fixture)
    {
        var (id, name) = (fixture.NewId(), fixture.NewName("organisation"));
        await fixture.ExecuteAsync(async transaction => await transaction.ExecuteAsync($"""
            INSERT INTO iam_organisations (id, name, name_key, description, enabled, created_at) VALUES ({id}, {name}, {NameKey.Of(name)}, '', 1, 0)
            """));
        return id;
    }

    /// <summary>Makes a user a service account, which they are not on the wire.</summary>
    public static Task MakeServiceAccountAsync(this ApiFixture fixture, string userId) => fixture.ExecuteAsync(async transaction =>
        await transaction.ExecuteAsync($"UPDATE iam_users SET kind = 'service_account' WHERE id = {userId}"));

    /// <summary>A token by the password of tests for a scope, given as JSON.</summary>
    public static async Task<string> SignInToAsync(this ApiFixture fixture, string userId, string scope)
    {
        using var response = await fixture.IssueAsync(IamRequests.ByPassword($$$"""{"id":"{{{userId}}}","password":"{{{Password}}}"}""", scope));
        Assert.True((int)response.StatusCode == 201, await response.Content.ReadAsStringAsync());
        return Assert.Single(response.Headers.GetValues("X-Subject-Token"));
    }

    /// <summary>A token for an organisation of a new user of it, who has the role on it.</summary>
    public static async Task<string> SignInForOrganisationAsync(this ApiFixture fixture, string domainId, string role)
    {
        var user = await fixture.AddUserAsync(domainId);
        await fixture.GiveAsync("user", user, "domain", domainId, role);
        return await fixture.SignInToAsync(user, $$$"""{"domain":{"id":"{{{domainId}}}"}}""");
    }

    /// <summary>The ids in a list, in their order.</summary>
    public static string[] IdsOf(this JsonElement body, string list) => [.. body.GetProperty(list).EnumerateArray().Select(each => each.GetProperty("id").GetString()!)];

    /// <summary>Every id of a list, page by page along its links.</summary>
    public static async Task<List<string>> WalkAsync(this ApiFixture fixture, string path, string list, string token)
    {
        var ids = new List<string>();
        for (var next = path; next is not null;)
        {
            var (status, body) = await fixture.CallAsync(HttpMethod.Get, next, token);
            Assert.True(status == 200, body.ToString());
            ids.AddRange(body.IdsOf(list));
            next = body.GetProperty("links").GetProperty("next").GetString();
        }

        return ids;
    }
}

using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.Iam.Tokens;

/// <summary>Organisations, groups and assignments as rows, for tests of what tokens make of them; the operations that write such rows have tests of their own.</summary>
internal static class ScopeScenes
{
    /// <summary>The scope of the installation, as JSON.</summary>
    public const string System = """{"system":{"all":true}}""";

    /// <summary>An organisation of its own.</summary>
    public static async Task<(string Id, string Name)> CreateOrganisationAsync(this ApiFixture fixture)
    {
        var id = fixture.NewId();
        var name = "Org-" + id;
        await fixture.ChangeAsync(transaction => transaction.ExecuteAsync(
            $"INSERT INTO iam_organisations (id, name, name_key, description, enabled, created_at) VALUES ({id}, {name}, {name.ToUpperInvariant()}, '', 1, 0)"));
        return (id, name);
    }

    /// <summary>A project in an organisation.</summary>
    public static async Task<string> CreateProjectInAsync(this ApiFixture fixture, string organisationId, params string[] ancestors)
    {
        var id = fixture.NewId();
        await fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO iam_projects (id, organisation_id, name, name_key, description, enabled, tags, parent_id, ancestor_ids, created_at)
            VALUES ({id}, {organisationId}, {id}, {id.ToUpperInvariant()}, '', 1, '', {ancestors.LastOrDefault()}, {string.Join(' ', ancestors)}, 0)
            """));
        return id;
    }

    /// <summary>A group with a member.</summary>
    public static async Task<string> CreateGroupAsync(this ApiFixture fixture, string userId)
    {
        var id = fixture.NewId();
        await fixture.ChangeAsync(async transaction =>
        {
            await transaction.ExecuteAsync(
                $"INSERT INTO iam_groups (id, organisation_id, name, name_key, description, created_at) VALUES ({id}, 'default', {id}, {id.ToUpperInvariant()}, '', 0)");
            return await transaction.ExecuteAsync($"INSERT INTO iam_group_members (group_id, user_id, created_at) VALUES ({id}, {userId}, 0)");
        });
        return id;
    }

    /// <summary>Takes a user out of a group.</summary>
    public static Task LeaveGroupAsync(this ApiFixture fixture, string groupId, string userId) =>
        fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"DELETE FROM iam_group_members WHERE group_id = {groupId} AND user_id = {userId}"));

    /// <summary>Gives a role to a user or group.</summary>
    public static async Task GiveAsync(this ApiFixture fixture, string actorType, string actorId, string targetType, string targetId, string role, bool isInherited = false)
    {
        var roleId = await fixture.RoleIdAsync(role);
        await fixture.ChangeAsync(transaction => transaction.ExecuteAsync($"""
            INSERT INTO iam_role_assignments (actor_type, actor_id, target_type, target_id, role_id, inherited, created_at)
            VALUES ({actorType}, {actorId}, {targetType}, {targetId}, {roleId}, {isInherited}, 0)
            """));
    }

    /// <summary>Takes every role on something from an actor.</summary>
    public static Task TakeAllAsync(this ApiFixture fixture, string actorId, string targetType, string targetId) => fixture.ChangeAsync(
        transaction => transaction.ExecuteAsync($"DELETE FROM iam_role_assignments WHERE actor_id = {actorId} AND target_type = {targetType} AND target_id = {targetId}"));

    /// <summary>Changes rows as an operation of IAM does: what is kept becomes stale.</summary>
    public static async Task ChangeAsync(this ApiFixture fixture, Func<ITransaction, ValueTask<int>> change)
    {
        await fixture.Services.GetRequiredService<IDatabase>().WriteAsync(change, TestContext.Current.CancellationToken);
        fixture.Services.GetRequiredService<RevocationEpoch>().Bump();
    }

    /// <summary>A new id.</summary>
    public static string NewId(this ApiFixture fixture) => fixture.Services.GetRequiredService<IdGenerator>().NewHexId();

    /// <summary>Signs in with a password for a scope as JSON; null for none.</summary>
    public static Task<HttpResponseMessage> ByPasswordAsync(this ApiFixture fixture, Persona persona, string? scope, string query = "") => fixture.IssueAsync(
        IamRequests.ByPassword($$$$$$"""{"id":"{{{{{{persona.UserId}}}}}}","password":"{{{{{{persona.Password}}}}}}"}""", scope), query);

    /// <summary>Signs in with a token for a scope as JSON; null for none.</summary>
    public static Task<HttpResponseMessage> ByTokenAsync(this ApiFixture fixture, string token, string? scope) => fixture.IssueAsync(
        "{\"auth\":{\"identity\":{\"methods\":[\"token\"],\"token\":{\"id\":\"" + token + "\"}}" + (scope is null ? "" : ",\"scope\":" + scope) + "}}");

    /// <summary>The token that was issued, and its body as the contract has it.</summary>
    public static async Task<(string Text, JsonElement Body)> IssuedAsync(this HttpResponseMessage response)
    {
        Assert.True((int)response.StatusCode == 201, await response.Content.ReadAsStringAsync());
        var body = await Conformance.ContractCheck.VerifyAsync("IssueToken", response);
        return (Assert.Single(response.Headers.GetValues("X-Subject-Token")), body.GetProperty("token"));
    }

    /// <summary>The token that the response carries.</summary>
    public static async Task<string> TokenAsync(this Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        return (await response.IssuedAsync()).Text;
    }

    /// <summary>The body of a token as it is now; null if it is dead.</summary>
    public static async Task<JsonElement?> ShowAsync(this ApiFixture fixture, string token)
    {
        using var response = await fixture.OnTokenAsync(HttpMethod.Get, await fixture.AdminTokenAsync(), token);
        if ((int)response.StatusCode == 404)
        {
            return null;
        }

        return (await Conformance.ContractCheck.VerifyAsync("ValidateToken", response)).GetProperty("token");
    }

    /// <summary>The names of the roles in the body of a token.</summary>
    public static IReadOnlyList<string> Roles(this JsonElement token) => [.. token.GetProperty("roles").EnumerateArray().Select(role => role.GetProperty("name").GetString()!)];
}

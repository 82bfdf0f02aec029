using System.Text.Json;
using Haneul.ApiTests.Api.Iam.Users;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.Kms.Keys;

/// <summary>Requests about access control of keys.</summary>
internal static class KeyAccessCalls
{
    /// <summary>Switches access control on or off, with ids as JSON or without.</summary>
    public static Task<(int Status, JsonElement Body)> SetAsync(this ApiFixture fixture, string token, string id, bool isEnabled, string? ids = null) => fixture.CallAsync(
        "UpdateUserKeyAccessControl",
        HttpMethod.Put,
        $"/keys/{id}/access-control",
        token,
        $$$"""{"access_control":{"is_enabled":{{{(isEnabled ? "true" : "false")}}}{{{(ids is null ? "" : $",\"target_ids\":{ids}")}}}}}""");

    /// <summary>Adds or removes subjects.</summary>
    public static Task<(int Status, JsonElement Body)> ChangeAsync(this ApiFixture fixture, string change, string token, string id, params string[] ids) => fixture.CallAsync(
        change == "Add" ? "AddUserKeyAccessTargets" : "RemoveUserKeyAccessTargets",
        HttpMethod.Post,
        $"/keys/{id}/access-control/targets{(change == "Add" ? "" : "/deletions")}",
        token,
        $$$"""{"targets":{"ids":{{{KeyCalls.Quote(ids)}}}}}""");

    /// <summary>Who is on the list.</summary>
    public static async Task<IReadOnlyList<JsonElement>> TargetsAsync(this ApiFixture fixture, string token, string id)
    {
        var (status, body) = await fixture.CallAsync("ListUserKeyAccessTargets", HttpMethod.Get, $"/keys/{id}/access-control/targets", token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("targets").EnumerateArray()];
    }

    /// <summary>A group with a role in a project and a user in it.</summary>
    public static async Task<string> GroupWithAsync(this ApiFixture fixture, string projectId, string userId)
    {
        var group = await fixture.AddGroupAsync();
        await fixture.GiveAsync("group", group, "project", projectId, "kms_user");
        await fixture.JoinAsync(group, userId);
        return group;
    }
}

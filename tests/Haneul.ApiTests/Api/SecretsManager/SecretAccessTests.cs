using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

/// <summary>Access control of secrets: a list takes away and never gives.</summary>
public sealed class SecretAccessTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    /// <summary>Every call about one secret, with what the caller needs: the first number is for those who are admitted.</summary>
    private static readonly (string Operation, HttpMethod Method, string Path, string? Json, bool IsOpen)[] Calls =
    [
        ("GetSecret", HttpMethod.Get, "", null, true),
        ("ListSecretVersions", HttpMethod.Get, "/versions", null, false),
        ("GetSecretDefaultVersion", HttpMethod.Get, "/versions/value", null, false),
        ("GetSecretVersion", HttpMethod.Get, "/versions/1/value", null, false),
        ("ListSecretsAccessTargets", HttpMethod.Get, "/access-control/targets", null, false),
        ("CreateSecretVersion", HttpMethod.Post, "/versions", NewVersion("2"), false),
        ("UpdateSecretKmsKey", HttpMethod.Patch, "/kms-key", """{"secret":{"kms_key_id":null}}""", false),
        ("UpdateSecretsAccessControl", HttpMethod.Put, "/access-control", """{"access_control":{"is_enabled":true}}""", false),
        ("AddSecretsAccessTargets", HttpMethod.Post, "/access-control/targets", """{"targets":{"ids":["x"]}}""", false),
        ("RemoveSecretsAccessTargets", HttpMethod.Post, "/access-control/targets/deletions", """{"targets":{"ids":["x"]}}""", false),
        ("DeactivateSecretVersion", HttpMethod.Patch, "/versions/1/deactivate", null, false),
        ("ActivateSecretVersion", HttpMethod.Patch, "/versions/1/activate", null, false),
        ("ScheduleSecretVersionDestruction", HttpMethod.Patch, "/versions/1/schedule-destroy", """{"version":{"destruction_scheduled_at":"2026-12-10T00:00:00Z"}}""", false),
        ("CancelScheduledSecretVersionDestruction", HttpMethod.Patch, "/versions/1/cancel-schedule-destroy", null, false),
        ("BulkScheduleSecretVersionDestruction", HttpMethod.Patch, "/versions/schedule-destroy", """{"versions":{"versions":[1],"destruction_scheduled_at":"2026-12-10T00:00:00Z"}}""", false),
        ("BulkCancelScheduledSecretVersionDestruction", HttpMethod.Patch, "/versions/cancel-schedule-destroy", Versions(1), false),
        ("BulkDeactivateSecretVersions", HttpMethod.Patch, "/versions/deactivate", Versions(2), false),
        ("DestroySecretVersion", HttpMethod.Patch, "/versions/1/destroy", null, false),
        ("BulkDestroySecretVersions", HttpMethod.Patch, "/versions/destroy", Versions(2), false),
        ("DeleteSecret", HttpMethod.Delete, "", null, false),
    ];

    [Theory]
    [InlineData("owner", true)]
    [InlineData("listed user", true)]
    [InlineData("listed group", true)]
    [InlineData("another admin", false)]
    public async Task Every_call_about_a_secret_asks_its_list(string who, bool isAdmitted)
    {
        var caller = who == "owner" ? fixture.Admin : await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        IReadOnlyList<string> listed = who switch
        {
            "listed user" => [caller.UserId],
            "listed group" => [await GroupOfAsync(caller)],
            _ => [],
        };
        var id = await NewAsync(listed);
        foreach (var (operation, method, path, json, isOpen) in Calls)
        {
            var (status, body) = await fixture.CallAsync(operation, method, $"/{id}{path}", caller.Token, json, ContractAddress);
            if (isAdmitted || isOpen)
            {
                Assert.True(status is >= 200 and < 300, $"{operation}: {status} {body}");
            }
            else
            {
                Assert.Equal((operation, 403, "SecretAccessDenied"), (operation, status, CodeOf(body)));
            }
        }
    }

    [Fact]
    public async Task A_list_gives_nothing_that_the_role_does_not()
    {
        var reader = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_reader");
        var id = await NewAsync([reader.UserId]);

        Assert.Equal(403, (await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", reader.Token)).Status);
        Assert.Single(await fixture.VersionsAsync(reader.Token, id));
    }

    [Fact]
    public async Task Metadata_tells_who_has_access_and_hides_nothing()
    {
        var other = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var id = await NewAsync([]);

        Assert.True((await fixture.SecretAsync(fixture.Token, id)).GetProperty("is_accessible").GetBoolean());
        Assert.True((await fixture.SecretAsync(fixture.Token, id)).GetProperty("is_access_control_enabled").GetBoolean());
        Assert.False((await fixture.SecretAsync(other.Token, id)).GetProperty("is_accessible").GetBoolean());
        var (_, body) = await fixture.CallAsync("ListSecrets", HttpMethod.Get, $"?id={id}", other.Token);
        Assert.False(Assert.Single(body.GetProperty("secrets").EnumerateArray()).GetProperty("is_accessible").GetBoolean());
    }

    [Fact]
    public async Task A_bulk_deletion_leaves_what_the_caller_has_no_access_to()
    {
        var other = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var id = await NewAsync([]);
        await fixture.MoveAsync(fixture.Token, id, 1, "DestroySecretVersion");
        var (_, body) = await fixture.CallAsync("BulkDeleteSecrets", HttpMethod.Post, "/deletions", other.Token, $$$"""{"secrets":{"ids":["{{{id}}}"]}}""");

        Assert.Equal("SecretAccessDenied", body.GetProperty("secrets").GetProperty("results")[0].GetProperty("error_code").GetString());
        await fixture.SecretAsync(fixture.Token, id);
    }

    [Fact]
    public async Task Whoever_switches_it_on_without_being_owner_or_listed_is_locked_out()
    {
        var other = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_admin");
        var id = await fixture.CreateSecretAsync(fixture.Token);
        Assert.Equal(200, (await UpdateAsync(other.Token, id, "true")).Status);
        Assert.Equal(403, (await UpdateAsync(other.Token, id, "false")).Status);
        Assert.Equal("v1", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task Switching_off_empties_the_list_and_opens_the_secret()
    {
        var member = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var other = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var id = await NewAsync([member.UserId]);
        var (status, body) = await UpdateAsync(fixture.Token, id, "false");

        Assert.Equal(200, status);
        Assert.False(body.GetProperty("access_control").GetProperty("is_enabled").GetBoolean());
        Assert.Equal(0, body.GetProperty("access_control").GetProperty("targets").GetProperty("total").GetInt32());
        Assert.Equal("v1", await fixture.ReadFlatAsync(other.Token, id));
        await UpdateAsync(fixture.Token, id, "true");
        Assert.Empty(await TargetsAsync(id));
        Assert.Equal(403, (await fixture.CallAsync("GetSecretVersion", HttpMethod.Get, $"/{id}/versions/1/value", member.Token)).Status);
    }

    [Fact]
    public async Task A_list_that_is_named_replaces_the_one_before_and_none_keeps_it()
    {
        var (one, two) = (await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member"), await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member"));
        var id = await NewAsync([one.UserId]);

        Assert.Equal(200, (await UpdateAsync(fixture.Token, id, "true", "null")).Status);
        Assert.Equal([one.UserId], await TargetIdsAsync(id));
        var (_, body) = await UpdateAsync(fixture.Token, id, "true", $"[\"{two.UserId}\",\"nobody\",\"{fixture.Admin.UserId}\"]");
        Assert.Equal([two.UserId], await TargetIdsAsync(id));
        Assert.Equal(
            [(two.UserId, true, false, null), ("nobody", false, false, "AccessTargetNotFound"), (fixture.Admin.UserId, false, true, null)],
            ResultsOf(body.GetProperty("access_control").GetProperty("targets")));
        await UpdateAsync(fixture.Token, id, "true", "[]");
        Assert.Empty(await TargetsAsync(id));
    }

    [Fact]
    public async Task Subjects_of_each_kind_are_added_shown_and_removed()
    {
        var member = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var group = await GroupOfAsync(member);
        var account = await ServiceAccountAsync();
        var stranger = (await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_member")).UserId;
        var id = await NewAsync([]);

        var (status, body) = await ChangeAsync("AddSecretsAccessTargets", fixture.Token, id, member.UserId, group, account, stranger, member.UserId);
        Assert.Equal(200, status);
        var targets = body.GetProperty("targets");
        Assert.Equal((4, 5, 3, 1), (targets.GetProperty("total").GetInt32(), targets.GetProperty("requested").GetInt32(), targets.GetProperty("succeeded").GetInt32(), targets.GetProperty("failed").GetInt32()));
        Assert.Equal([(member.UserId, true, false, null), (group, true, false, null), (account, true, false, null), (stranger, false, false, "AccessTargetNotFound")], ResultsOf(targets));
        Assert.Equal(
            new HashSet<string> { "USER", "GROUP", "SERVICE_ACCOUNT" },
            (await TargetsAsync(id)).Select(target => target.GetProperty("assignment_type").GetString()!).ToHashSet());
        Assert.All(await TargetsAsync(id), target =>
        {
            Assert.True(target.GetProperty("is_exists").GetBoolean());
            Assert.Equal(fixture.Admin.UserName, target.GetProperty("created_by").GetString());
        });

        (status, body) = await ChangeAsync("RemoveSecretsAccessTargets", fixture.Token, id, group, "nobody");
        Assert.Equal(200, status);
        Assert.Equal([(group, false, false, null), ("nobody", false, false, "AccessTargetNotListed")], ResultsOf(body.GetProperty("targets")));
        Assert.Equal(new HashSet<string> { member.UserId, account }, (await TargetIdsAsync(id)).ToHashSet());
        var events = await fixture.EventsOfAsync(fixture.Token, id);
        Assert.Contains(events, each => each.GetProperty("event_name").GetString() == "Add Secrets Access Targets" && each.GetProperty("additional_info").GetProperty("added").GetString()!.Contains(group, StringComparison.Ordinal));
        Assert.Contains(events, each => each.GetProperty("event_name").GetString() == "Remove Secrets Access Targets" && each.GetProperty("additional_info").GetProperty("removed").GetString() == group);
    }

    [Theory]
    [InlineData("AddSecretsAccessTargets")]
    [InlineData("RemoveSecretsAccessTargets")]
    public async Task Without_access_control_there_is_no_list_to_change(string operationId)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await ChangeAsync(operationId, fixture.Token, id, "x");
        Assert.Equal((409, "AccessControlDisabled"), (status, CodeOf(body)));
        Assert.Empty(await TargetsAsync(id));
        Assert.Equal(404, (await ChangeAsync(operationId, fixture.OtherToken, id, "x")).Status);
    }

    [Fact]
    public async Task Naming_subjects_needs_the_right_to_see_the_members_of_the_project()
    {
        var owner = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var create = NewWithList("[\"x\"]");
        var (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", owner.Token, create);
        Assert.Equal((403, "MembersNotVisible"), (status, CodeOf(body)));

        (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", owner.Token, NewWithList("[]"));
        Assert.Equal(201, status);
        var id = body.GetProperty("secret").GetProperty("id").GetString()!;
        (status, body) = await ChangeAsync("AddSecretsAccessTargets", owner.Token, id, "x");
        Assert.Equal((403, "MembersNotVisible"), (status, CodeOf(body)));
        (status, body) = await UpdateAsync(owner.Token, id, "true", "[\"x\"]");
        Assert.Equal((403, "MembersNotVisible"), (status, CodeOf(body)));
        Assert.Equal(200, (await ChangeAsync("RemoveSecretsAccessTargets", owner.Token, id, "x")).Status);
        Assert.Equal(200, (await UpdateAsync(owner.Token, id, "false")).Status);
    }

    [Fact]
    public async Task A_creation_that_names_a_subject_that_is_not_there_is_400_and_stores_nothing()
    {
        var member = await fixture.CreatePersonaAsync(fixture.Admin.ProjectId, "project_member");
        var (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, NewWithList($"[\"{member.UserId}\",\"nobody\"]", "unborn"));

        Assert.Equal(400, status);
        Assert.Contains("secret.access_target_ids[1]: is no user or group", MessageOf(body), StringComparison.Ordinal);
        Assert.DoesNotContain("ids[0]", MessageOf(body), StringComparison.Ordinal);
        var (_, list) = await fixture.CallAsync("ListSecrets", HttpMethod.Get, "?name=unborn", fixture.Token);
        Assert.Equal(0, list.GetProperty("pagination").GetProperty("total").GetInt64());
    }

    [Theory]
    [InlineData("{}", "access_control: is required")]
    [InlineData("""{"access_control":{}}""", "access_control.is_enabled: is required")]
    [InlineData("""{"access_control":{"is_enabled":null}}""", "access_control.is_enabled: must not be null")]
    [InlineData("""{"access_control":{"is_enabled":"yes"}}""", "access_control.is_enabled: must be true or false")]
    [InlineData("""{"access_control":{"is_enabled":false,"target_ids":["x"]}}""", "access_control.target_ids: must be empty when is_enabled is false")]
    [InlineData("""{"access_control":{"is_enabled":true,"target_ids":"x"}}""", "access_control.target_ids: must be a list")]
    [InlineData("""{"access_control":{"is_enabled":true,"ids":[]}}""", "access_control.ids: is not a known field")]
    public async Task A_wrong_body_is_400_and_says_one_thing(string json, string expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync("UpdateSecretsAccessControl", HttpMethod.Put, $"/{id}/access-control", fixture.Token, json);

        Assert.Equal(400, status);
        Assert.Contains(expected, MessageOf(body), StringComparison.Ordinal);
        Assert.Single(MessageOf(body).Split("; "));
        Assert.False((await fixture.SecretAsync(fixture.Token, id)).GetProperty("is_access_control_enabled").GetBoolean());
    }

    private static string NewWithList(string idsJson, string? name = null) =>
        $$$"""{"secret":{"name":{{{Quote(name ?? NewName())}}},"secret_data":"v1","is_access_control_enabled":true,"access_target_ids":{{{idsJson}}}}}""";

    private async Task<string> NewAsync(IReadOnlyList<string> targets)
    {
        var (status, body) = await fixture.CallAsync("CreateSecret", HttpMethod.Post, "", fixture.Token, NewWithList(JsonSerializer.Serialize(targets)));
        Assert.True(status == 201, body.ToString());
        Assert.True(body.GetProperty("secret").GetProperty("is_access_control_enabled").GetBoolean());
        return body.GetProperty("secret").GetProperty("id").GetString()!;
    }

    /// <summary>A group with a role in the project that somebody is in.</summary>
    private async Task<string> GroupOfAsync(Persona member)
    {
        var admin = await fixture.AdminTokenAsync();
        var (status, body) = await fixture.CallAsync(HttpMethod.Post, "/identity/v3/groups", admin, $$$"""{"group":{"name":"{{{NewName()}}}","domain_id":"{{{fixture.Bootstrap.DomainId}}}"}}""");
        Assert.Equal(201, status);
        var group = body.GetProperty("group").GetProperty("id").GetString()!;
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/groups/{group}/users/{member.UserId}", admin)).Status);
        var role = await fixture.RoleIdAsync("project_reader");
        Assert.Equal(204, (await fixture.CallAsync(HttpMethod.Put, $"/identity/v3/projects/{member.ProjectId}/groups/{group}/roles/{role}", admin)).Status);
        return group;
    }

    private async Task<string> ServiceAccountAsync()
    {
        var manager = await fixture.SignInWithPasswordAsync(fixture.Admin.UserId, fixture.Admin.Password, fixture.Admin.ProjectId);
        var (status, body) = await fixture.CallAsync(
            HttpMethod.Post, "/haneul/v1/service-accounts", manager, """{"service_account":{"name":"reads-secrets","roles":["project_member"]}}""");
        Assert.True(status == 201, body.ToString());
        return body.GetProperty("service_account").GetProperty("id").GetString()!;
    }

    private Task<(int Status, JsonElement Body)> UpdateAsync(string token, string id, string isEnabled, string? idsJson = null) => fixture.CallAsync(
        "UpdateSecretsAccessControl", HttpMethod.Put, $"/{id}/access-control", token,
        $$$"""{"access_control":{"is_enabled":{{{isEnabled}}}{{{(idsJson is null ? "" : $",\"target_ids\":{idsJson}")}}}}}""");

    private Task<(int Status, JsonElement Body)> ChangeAsync(string operationId, string token, string id, params string[] ids) => fixture.CallAsync(
        operationId, HttpMethod.Post, $"/{id}/access-control/targets{(operationId == "AddSecretsAccessTargets" ? "" : "/deletions")}", token,
        $$$"""{"targets":{"ids":{{{JsonSerializer.Serialize(ids)}}}}}""");

    private async Task<IReadOnlyList<JsonElement>> TargetsAsync(string id)
    {
        var (status, body) = await fixture.CallAsync("ListSecretsAccessTargets", HttpMethod.Get, $"/{id}/access-control/targets", fixture.Token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("targets").EnumerateArray()];
    }

    private async Task<IEnumerable<string>> TargetIdsAsync(string id) => (await TargetsAsync(id)).Select(target => target.GetProperty("id").GetString()!);

    private static IEnumerable<(string Id, bool IsAdded, bool IsThere, string? Error)> ResultsOf(JsonElement bulk) => bulk.GetProperty("results").EnumerateArray().Select(result => (
        result.GetProperty("target_id").GetString()!, result.GetProperty("is_added").GetBoolean(), result.GetProperty("is_already_exists").GetBoolean(),
        result.GetProperty("error_code").GetString()));
}

using System.Text.Json;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class VersionBulkTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private const string Time = "\"destruction_scheduled_at\":\"2026-12-10T00:00:00Z\"";

    [Theory]
    [InlineData("BulkDeactivateSecretVersions", "Deactivated", "Deactivate Secret Version")]
    [InlineData("BulkDestroySecretVersions", "Destroyed", "Delete Secret Version")]
    [InlineData("BulkScheduleSecretVersionDestruction", "Deactivated", "Schedule Secret Version Deletion")]
    public async Task Each_version_has_a_result_and_an_event_of_its_own(string operationId, string becomes, string eventName)
    {
        var name = NewName();
        var id = await NewAsync(4, name);
        await fixture.MoveAsync(fixture.Token, id, 2, "DestroySecretVersion");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var (status, body) = await CallAsync(operationId, id, 3, 1, 3, 9, 2);

        Assert.Equal(200, status);
        var bulk = body.GetProperty("versions");
        Assert.Equal((4, 5, 2, 2), (bulk.GetProperty("total").GetInt32(), bulk.GetProperty("requested").GetInt32(), bulk.GetProperty("succeeded").GetInt32(), bulk.GetProperty("failed").GetInt32()));
        Assert.Equal([(3, ""), (1, ""), (9, "SecretVersionNotFound"), (2, "SecretVersionStateConflict")], ResultsOf(bulk));
        var statuses = (await fixture.VersionsAsync(fixture.Token, id)).Select(version => version.GetProperty("status").GetString());
        Assert.Equal([becomes, "Destroyed", becomes, "Active"], statuses);

        var events = (await fixture.EventsOfAsync(fixture.Token, id)).Where(each => each.GetProperty("request").GetProperty("operation_id").GetString() == operationId).ToList();
        Assert.Equal(4, events.Count);
        Assert.All(events, each => Assert.Equal((eventName, name), (each.GetProperty("event_name").GetString(), each.GetProperty("resource").GetProperty("name").GetString())));
        Assert.Equal(
            [("1", "success"), ("2", "failed"), ("3", "success"), ("9", "failed")],
            events.Select(each => (each.GetProperty("additional_info").GetProperty("version").GetString()!, each.GetProperty("result").GetString()!)).Order());
    }

    [Fact]
    public async Task Scheduled_destructions_are_taken_back_together()
    {
        var id = await NewAsync(3);
        await CallAsync("BulkScheduleSecretVersionDestruction", id, 1, 2);
        var (status, body) = await CallAsync("BulkCancelScheduledSecretVersionDestruction", id, 1, 2, 3);

        Assert.Equal(200, status);
        Assert.Equal([(1, ""), (2, ""), (3, "SecretVersionStateConflict")], ResultsOf(body.GetProperty("versions")));
        var versions = await fixture.VersionsAsync(fixture.Token, id);
        Assert.Equal(["Deactivated", "Deactivated", "Active"], versions.Select(version => version.GetProperty("status").GetString()));
        Assert.All(versions, version => Assert.Equal(JsonValueKind.Null, version.GetProperty("resolved_destruction_at").ValueKind));
    }

    [Theory]
    [InlineData("BulkDeactivateSecretVersions")]
    [InlineData("BulkDestroySecretVersions")]
    [InlineData("BulkScheduleSecretVersionDestruction")]
    [InlineData("BulkCancelScheduledSecretVersionDestruction")]
    public async Task Another_projects_secret_is_404_and_a_wrong_body_400(string operationId)
    {
        var id = await NewAsync(1);
        Assert.Equal(404, (await CallAsync(operationId, fixture.OtherToken, id, Body(operationId, 1))).Status);
        var extra = operationId.Contains("Schedule", StringComparison.Ordinal) && !operationId.Contains("Cancel", StringComparison.Ordinal) ? "," + Time : "";
        foreach (var (json, expected) in new[]
        {
            ("{}", "versions: is required"),
            ("{\"versions\":{\"versions\":[]" + extra + "}}", "versions.versions: must name at least one"),
            ("{\"versions\":{\"versions\":[0]" + extra + "}}", "versions.versions[0]: must be a whole number"),
            ("{\"versions\":{\"versions\":[" + string.Join(',', Enumerable.Range(1, 101)) + "]" + extra + "}}", "versions.versions: must be a list of at most 100"),
            ("{\"versions\":{\"versions\":[1],\"more\":1" + extra + "}}", "versions.more: is not a known field"),
        })
        {
            var (status, body) = await CallAsync(operationId, fixture.Token, id, json);
            Assert.Equal(400, status);
            Assert.Contains(expected, MessageOf(body), StringComparison.Ordinal);
        }

        Assert.Equal("1", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Fact]
    public async Task One_time_for_all_must_be_within_the_bounds()
    {
        var id = await NewAsync(2);
        var (status, body) = await CallAsync(
            "BulkScheduleSecretVersionDestruction", fixture.Token, id, """{"versions":{"versions":[1,2],"destruction_scheduled_at":"2027-01-31T00:00:00Z"}}""");
        Assert.Equal(400, status);
        Assert.Contains("versions.destruction_scheduled_at: must be in the future, at least 7 and at most 30 days from now", MessageOf(body), StringComparison.Ordinal);
    }

    private async Task<string> NewAsync(int versions, string? name = null)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token, "1", name);
        for (var version = 2; version <= versions; version++)
        {
            await fixture.CreateVersionAsync(fixture.Token, id, $"{version}");
        }

        return id;
    }

    private Task<(int Status, JsonElement Body)> CallAsync(string operationId, string id, params int[] versions) =>
        CallAsync(operationId, fixture.Token, id, Body(operationId, versions));

    private Task<(int Status, JsonElement Body)> CallAsync(string operationId, string token, string id, string json)
    {
        var path = operationId switch
        {
            "BulkDeactivateSecretVersions" => "deactivate",
            "BulkDestroySecretVersions" => "destroy",
            "BulkScheduleSecretVersionDestruction" => "schedule-destroy",
            _ => "cancel-schedule-destroy",
        };
        return fixture.CallAsync(operationId, HttpMethod.Patch, $"/{id}/versions/{path}", token, json);
    }

    private static string Body(string operationId, params int[] versions) =>
        operationId == "BulkScheduleSecretVersionDestruction" ? $$$"""{"versions":{"versions":[{{{string.Join(',', versions)}}}],{{{Time}}}}}""" : Versions(versions);

    private static IEnumerable<(int Version, string Error)> ResultsOf(JsonElement bulk) => bulk.GetProperty("results").EnumerateArray().Select(result =>
        (result.GetProperty("version").GetInt32(), result.GetProperty("is_succeeded").GetBoolean() ? "" : result.GetProperty("error_code").GetString()!));
}

using System.Text.Json;
using Haneul.Security.Kms.Versions;
using static Haneul.ApiTests.Api.Kms.Versions.KeyVersionsFixture;

namespace Haneul.ApiTests.Api.Kms.Versions;

/// <summary>Rotation by the calendar. The clock of these tests begins on 2026-11-21 at 18:00 in Korea.</summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private readonly KeyVersionsFixture _fixture = new();

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_period_begins_today_and_ends_at_midnight_in_Korea()
    {
        var id = await _fixture.NewKeyAsync();

        var key = await SetAsync(id, 30);

        Assert.True(key.GetProperty("is_rotation_enabled").GetBoolean());
        Assert.Equal(30, key.GetProperty("rotation_period").GetInt32());
        Assert.Equal("2026-12-20T15:00:00.000000Z", key.GetProperty("next_rotation_at").GetString());
        Assert.Equal(key.ToString(), (await _fixture.KeyAsync(id)).ToString());
        var changed = (await _fixture.EventsAsync(id)).First(each => each.GetProperty("event_name").GetString() == "Update Key Rotation");
        Assert.Equal("30", FactOf(changed, "rotation_period"));
    }

    [Fact]
    public async Task A_due_key_is_rotated_once_and_told_by_the_service()
    {
        var id = await _fixture.NewKeyAsync(Ecdsa, ""","rotation_period":1""");
        await _fixture.AdvanceAsync(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(1));
        Assert.Single(await _fixture.VersionsAsync(id));

        await _fixture.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([(1, "ACTIVE", false), (2, "ACTIVE", false)], await _fixture.VersionsAsync(id));
        var key = await _fixture.KeyAsync(id);
        Assert.Equal(2, key.GetProperty("default_version").GetInt32());
        Assert.Equal("2026-11-21T15:00:00.000000Z", key.GetProperty("last_rotation_at").GetString());
        Assert.Equal("2026-11-22T15:00:00.000000Z", key.GetProperty("next_rotation_at").GetString());
        var rotated = Assert.Single(await _fixture.EventsAsync(id), each => each.GetProperty("event_name").GetString() == "Create Key Version");
        Assert.Equal(("Key Management Service", "2"), (rotated.GetProperty("service_name").GetString(), FactOf(rotated, "version")));

        await _fixture.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(3, (await _fixture.VersionsAsync(id)).Count);
    }

    [Fact]
    public async Task A_server_that_was_down_for_weeks_rotates_once()
    {
        var id = await _fixture.NewKeyAsync(more: ""","rotation_period":1""");
        // As a server finds it that was down on the day and on twenty more.
        var due = Kernel.Runtime.UnixTime.ToMicroseconds(_fixture.Time.GetUtcNow() - TimeSpan.FromDays(20));
        await _fixture.Store.WriteAsync(async tx =>
            await tx.ExecuteAsync($"UPDATE kms_keys SET next_rotation_at = {due} WHERE id = {id}")
            + await tx.ExecuteAsync($"UPDATE jobs SET due_at = {due} WHERE kind = {KeyRotationSchedule.JobKind}"));

        await _fixture.RunDueJobsAsync();

        Assert.Equal(2, (await _fixture.VersionsAsync(id)).Count);
        Assert.Equal("2026-11-21T15:00:00.000000Z", (await _fixture.KeyAsync(id)).GetProperty("next_rotation_at").GetString());
    }

    [Fact]
    public async Task Zero_switches_it_off()
    {
        var id = await _fixture.NewKeyAsync(more: ""","rotation_period":1""");

        var key = await SetAsync(id, 0);

        Assert.False(key.GetProperty("is_rotation_enabled").GetBoolean());
        Assert.Equal(JsonValueKind.Null, key.GetProperty("rotation_period").ValueKind);
        Assert.Equal(JsonValueKind.Null, key.GetProperty("next_rotation_at").ValueKind);
        await _fixture.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Single(await _fixture.VersionsAsync(id));
    }

    [Fact]
    public async Task A_rotation_by_hand_begins_the_period_anew()
    {
        var id = await _fixture.NewKeyAsync(more: ""","rotation_period":2""");
        await _fixture.AdvanceAsync(TimeSpan.FromDays(1));
        await _fixture.NewVersionAsync(id);
        Assert.Equal("2026-11-23T15:00:00.000000Z", (await _fixture.KeyAsync(id)).GetProperty("next_rotation_at").GetString());

        await _fixture.AdvanceAsync(TimeSpan.FromHours(10));
        Assert.Equal(2, (await _fixture.VersionsAsync(id)).Count);
    }

    [Fact]
    public async Task At_the_quota_the_service_says_so_and_tries_again_the_next_day()
    {
        var id = await _fixture.NewKeyAsync(more: ""","rotation_period":100""");
        await _fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_keys SET version_count = 1000 WHERE id = {id}"));
        await _fixture.AdvanceAsync(TimeSpan.FromDays(100));

        Assert.Single(await _fixture.VersionsAsync(id));
        var refused = Assert.Single(await _fixture.EventsAsync(id), each => each.GetProperty("event_name").GetString() == "Create Key Version");
        Assert.Equal(("failed", "KeyVersionQuotaReached"), (refused.GetProperty("result").GetString(), FactOf(refused, "error_code")));

        await _fixture.Store.WriteAsync(tx => tx.ExecuteAsync($"UPDATE kms_keys SET version_count = 999 WHERE id = {id}"));
        await _fixture.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, (await _fixture.VersionsAsync(id)).Count);
    }

    [Fact]
    public async Task A_key_that_was_taken_out_of_use_does_not_come_back_by_itself()
    {
        var id = await _fixture.NewKeyAsync(more: ""","rotation_period":1""");
        await _fixture.DeactivateAsync(id, 1);
        await _fixture.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Equal([(1, "DEACTIVATED", false)], await _fixture.VersionsAsync(id));
        Assert.Equal("2026-11-22T15:00:00.000000Z", (await _fixture.KeyAsync(id)).GetProperty("next_rotation_at").GetString());
    }

    [Fact]
    public async Task In_pre_activation_the_period_waits_for_the_first_version()
    {
        var id = await _fixture.NewKeyAsync(more: ""","is_pending_activation":true""");
        Assert.Equal(JsonValueKind.Null, (await SetAsync(id, 1)).GetProperty("next_rotation_at").ValueKind);
        await _fixture.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Empty(await _fixture.VersionsAsync(id));

        await _fixture.NewVersionAsync(id);
        await _fixture.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, (await _fixture.VersionsAsync(id)).Count);
    }

    [Theory]
    [InlineData("""{"key":{}}""", "key.rotation_period: is required")]
    [InlineData("""{"key":{"rotation_period":null}}""", "key.rotation_period: must not be null")]
    [InlineData("""{"key":{"rotation_period":-1}}""", "key.rotation_period: must be a whole number from 0 to 1095")]
    [InlineData("""{"key":{"rotation_period":1096}}""", "key.rotation_period: must be a whole number from 0 to 1095")]
    [InlineData("""{"key":{"rotation_period":"30"}}""", "key.rotation_period: must be a whole number from 0 to 1095")]
    [InlineData("""{"key":{"rotation_period":1.5}}""", "key.rotation_period: must be a whole number from 0 to 1095")]
    [InlineData("""{"key":{"rotation_period":30,"name":"x"}}""", "key.name: is not a known field")]
    [InlineData("""{"rotation_period":30}""", "key: is required", "rotation_period: is not a known field")]
    public async Task Wrong_bodies_are_400_and_name_every_field(string json, params string[] problems)
    {
        var id = await _fixture.NewKeyAsync();

        var (status, body) = await _fixture.CallKmsAsync("UpdateUserKeyRotation", HttpMethod.Patch, $"/{id}/rotation", json);

        Assert.Equal(400, status);
        Assert.All(problems, problem => Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_keys_and_those_of_another_project_are_404()
    {
        var id = await _fixture.NewKeyAsync();
        const string Json = """{"key":{"rotation_period":30}}""";

        Assert.Equal(404, (await _fixture.CallKmsAsync("UpdateUserKeyRotation", HttpMethod.Patch, "/nothing/rotation", Json)).Status);
        Assert.Equal(404, (await _fixture.CallKmsAsync("UpdateUserKeyRotation", HttpMethod.Patch, $"/{id}/rotation", Json, _fixture.Other.Token)).Status);
        Assert.Null(await _fixture.JobAsync(KeyRotationSchedule.JobKind, $"{_fixture.Admin.ProjectId}/{id}"));
    }

    [Theory]
    [InlineData("2026-11-21T14:59:59Z", 1, "2026-11-21T15:00:00Z")]
    [InlineData("2026-11-21T15:00:00Z", 1, "2026-11-22T15:00:00Z")]
    [InlineData("2028-02-28T00:00:00Z", 1, "2028-02-28T15:00:00Z")]
    [InlineData("2026-11-21T09:00:00Z", 1095, "2029-11-19T15:00:00Z")]
    public void The_next_rotation_is_at_midnight_in_Korea_so_many_days_later(string now, int days, string expected)
    {
        var next = KeyRotationSchedule.NextRotationAt(Kernel.Runtime.UnixTime.ToMicroseconds(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)), days);

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Kernel.Runtime.UnixTime.FromMicroseconds(next));
    }

    private async Task<JsonElement> SetAsync(string id, int days)
    {
        var (status, body) = await _fixture.CallKmsAsync("UpdateUserKeyRotation", HttpMethod.Patch, $"/{id}/rotation", $$$"""{"key":{"rotation_period":{{{days}}}}}""");
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("key");
    }
}

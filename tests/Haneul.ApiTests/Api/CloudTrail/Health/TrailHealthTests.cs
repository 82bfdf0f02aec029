using System.Text.Json;
using Haneul.ApiTests.Api.CloudTrail.LogStorage;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Security.CloudTrail.Verification.Runs;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Infrastructure.AttentionCalls;

namespace Haneul.ApiTests.Api.CloudTrail.Health;

public sealed class TrailHealthTests : IAsyncLifetime
{
    private const string Path = "/cloud-trail/haneul/v1/trail-health";

    private readonly LogStorageFixture _fixture = new();
    private Persona _admin = null!;

    private IDatabase Store => _fixture.Services.GetRequiredService<IDatabase>();

    public async ValueTask InitializeAsync()
    {
        await _fixture.InitializeAsync();
        _admin = await _fixture.NewProjectAsync();
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Before_anything_was_verified_all_is_well()
    {
        var health = await HealthAsync();

        Assert.Equal(("ok", JsonValueKind.Null), (health.GetProperty("status").GetString(), health.GetProperty("last_verification").ValueKind));
        Assert.False(health.GetProperty("is_verifying").GetBoolean());
        Assert.False(health.GetProperty("log_storage").GetProperty("enabled").GetBoolean());
        Assert.Equal((0, false), CountOf(health.GetProperty("notifications"), "waiting"));
    }

    [Fact]
    public async Task A_reader_of_the_project_sees_what_the_last_verification_said_and_when_and_nothing_more_of_it()
    {
        await _fixture.Services.GetRequiredService<TrailChain>().SealAsync(TestContext.Current.CancellationToken);
        await _fixture.Services.GetRequiredService<CheckpointMaker>().MakeAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        var made = _fixture.Time.GetUtcNow();
        await VerifyAsync();
        var reader = await _fixture.CreatePersonaAsync(_admin.ProjectId, "project_reader");

        var health = (await _fixture.LookAsync("GetTrailHealth", Path, reader.Token)).GetProperty("trail_health");

        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Equal("sound", health.GetProperty("last_verification").GetProperty("status").GetString());
        Assert.Equal(["status", "started_at", "ended_at"], health.GetProperty("last_verification").EnumerateObject().Select(static member => member.Name));
        Assert.Equal(made, health.GetProperty("last_checkpoint_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Damage_is_told_until_a_verification_is_sound_again()
    {
        await _fixture.Services.GetRequiredService<TrailChain>().SealAsync(TestContext.Current.CancellationToken);
        var name = await Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT sequence, resource_name FROM trail_events WHERE resource_name IS NOT NULL ORDER BY sequence LIMIT 1", static row => (Sequence: row.GetInt64(0), Name: row.GetString(1))));
        await RenameAsync(name.Sequence, "another");
        await VerifyAsync();

        var health = await HealthAsync();
        Assert.Equal(("failed", "damaged"), (health.GetProperty("status").GetString(), health.GetProperty("last_verification").GetProperty("status").GetString()));
        Assert.Equal(["trail_damaged"], ProblemsOf(health));

        await RenameAsync(name.Sequence, name.Name);
        await VerifyAsync();
        Assert.Equal("ok", (await HealthAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_verification_that_runs_does_not_hide_the_one_before_and_one_that_died_has_failed()
    {
        await VerifyAsync();
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        await Store.WriteAsync(_fixture.Services.GetRequiredService<VerificationRunner>().PrepareAsync);
        var health = await HealthAsync();
        Assert.Equal((true, "sound", "ok"), (
            health.GetProperty("is_verifying").GetBoolean(), health.GetProperty("last_verification").GetProperty("status").GetString(), health.GetProperty("status").GetString()));

        _fixture.Time.Advance(VerificationRun.Abandonment);
        health = await HealthAsync();
        Assert.Equal((false, "failed", "attention"), (
            health.GetProperty("is_verifying").GetBoolean(), health.GetProperty("last_verification").GetProperty("status").GetString(), health.GetProperty("status").GetString()));
        Assert.Equal(["trail_verification_failed"], ProblemsOf(health));
    }

    [Fact]
    public async Task A_verification_of_long_ago_is_overdue()
    {
        await VerifyAsync();
        var longAgo = UnixTime.ToMicroseconds(_fixture.Time.GetUtcNow() - TimeSpan.FromDays(2)) - 1;
        await Store.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_verifications SET started_at = {longAgo}"));

        Assert.Equal(["trail_verification_overdue"], ProblemsOf(await HealthAsync()));
    }

    [Fact]
    public async Task Failures_of_log_storage_and_notifications_are_those_of_the_project_alone()
    {
        await _fixture.SetAsync(_admin.Token, _fixture.Body(bucket: "gone"));
        var rule = await _fixture.CallAsync(HttpMethod.Post, "/cloud-trail/haneul/v1/notification-rules", _admin.Token, """
            {"rule":{"name":"pager","url":"https://hook.invalid/","pattern":{"event_names":["Create Secret"]}}}
            """);
        Assert.Equal(201, rule.Status);
        var now = UnixTime.ToMicroseconds(_fixture.Time.GetUtcNow());
        await Store.WriteAsync(async transaction =>
            await transaction.ExecuteAsync($"UPDATE trail_log_targets SET last_error = 'TRAIL_400-003', last_error_at = {now}, failures = 2")
            + await transaction.ExecuteAsync($"UPDATE trail_notification_rules SET failing_since = {now}, failures = 3"));

        var health = await HealthAsync();
        Assert.Equal("attention", health.GetProperty("status").GetString());
        Assert.Equal(["log_storage_failing", "notifications_failing"], ProblemsOf(health));
        Assert.Equal(("TRAIL_400-003", 2), (
            health.GetProperty("log_storage").GetProperty("last_error").GetProperty("code").GetString(), health.GetProperty("log_storage").GetProperty("failures").GetInt32()));
        var failing = Assert.Single(health.GetProperty("notifications").GetProperty("failing").EnumerateArray());
        Assert.Equal(("pager", true, UnixTime.ToWire(now)), (failing.GetProperty("name").GetString(), failing.GetProperty("enabled").GetBoolean(), failing.GetProperty("failing_since").GetString()));

        var elsewhere = (await _fixture.LookAsync("GetTrailHealth", Path, (await _fixture.NewProjectAsync()).Token)).GetProperty("trail_health");
        Assert.Equal(("ok", 0), (elsewhere.GetProperty("status").GetString(), elsewhere.GetProperty("notifications").GetProperty("rules").GetInt32()));
    }

    [Fact]
    public async Task Who_may_not_see_events_is_refused()
    {
        var persona = await _fixture.CreatePersonaAsync(_admin.ProjectId, "kms_manager");

        Assert.Equal(403, (await _fixture.AskAsync("GetTrailHealth", Path, persona.Token)).Status);
        Assert.Equal(401, (await _fixture.AskAsync("GetTrailHealth", Path, token: null)).Status);
        Assert.Equal(400, (await _fixture.AskAsync("GetTrailHealth", Path + "?colour=red", _admin.Token)).Status);
    }

    [Fact]
    public async Task Messages_that_wait_are_counted_from_their_index()
    {
        foreach (var statement in new Sql[] { $"SELECT 1 FROM trail_deliveries WHERE project_id = {"p"} AND state = 0", $"SELECT 1 FROM trail_deliveries WHERE state = 0" })
        {
            Assert.Contains("USING COVERING INDEX trail_deliveries_waiting", Assert.Single(await _fixture.PlanAsync(statement)), StringComparison.Ordinal);
        }
    }

    private ValueTask<int> RenameAsync(long sequence, string name) =>
        Store.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE trail_events SET resource_name = {name} WHERE sequence = {sequence}"));

    private async Task VerifyAsync()
    {
        var runner = _fixture.Services.GetRequiredService<VerificationRunner>();
        _fixture.Time.Advance(TimeSpan.FromSeconds(1));
        runner.Begin((await Store.WriteAsync(runner.PrepareAsync))!, null);
        await runner.Running;
    }

    private async Task<JsonElement> HealthAsync() => (await _fixture.LookAsync("GetTrailHealth", Path, _admin.Token)).GetProperty("trail_health");
}

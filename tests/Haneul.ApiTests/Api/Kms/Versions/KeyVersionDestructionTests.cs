using System.Text.Json;
using Haneul.Security.Kms.Versions;
using static Haneul.ApiTests.Api.Kms.Versions.KeyVersionsFixture;

namespace Haneul.ApiTests.Api.Kms.Versions;

public sealed class KeyVersionDestructionTests(KeyVersionsFixture fixture) : IClassFixture<KeyVersionsFixture>
{
    [Fact]
    public async Task A_version_is_destroyed_when_its_time_has_come_and_not_before()
    {
        var id = await fixture.NewKeyAsync(Ecdsa);
        await fixture.NewVersionAsync(id);
        await fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + TimeSpan.FromHours(2));

        await fixture.AdvanceAsync(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        Assert.Equal([(1, "DEACTIVATED", true), (2, "ACTIVE", false)], await fixture.VersionsAsync(id));
        Assert.NotNull(await fixture.MaterialAsync(id, 1));
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([(1, "DESTROYED", false), (2, "ACTIVE", false)], await fixture.VersionsAsync(id));
        Assert.Null(await fixture.MaterialAsync(id, 1));
        Assert.NotNull(await fixture.MaterialAsync(id, 2));
        Assert.Equal(1, (await fixture.KeyAsync(id)).GetProperty("version_count").GetInt32());
        Assert.Null(await fixture.Store.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT public_key FROM kms_key_versions WHERE key_id = {id} AND version = 1", row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0))));
        Assert.Null(await fixture.JobAsync(DestroyKeyVersionJob.JobKind, DestroyKeyVersionJob.JobId(fixture.Admin.ProjectId, id, 1)));
    }

    [Fact]
    public async Task The_destruction_is_an_event_of_the_service()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.DestroyAsync(id, 1);

        var deleted = Assert.Single(await fixture.EventsAsync(id), each => each.GetProperty("event_name").GetString() == "Delete Key Version");
        Assert.Equal("Key Management Service", deleted.GetProperty("service_name").GetString());
        Assert.Equal("Key Version", deleted.GetProperty("resource").GetProperty("type").GetString());
        Assert.Equal("1", FactOf(deleted, "version"));
        Assert.Equal("success", deleted.GetProperty("result").GetString());
    }

    [Fact]
    public async Task Another_schedule_takes_the_place_of_the_first()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + TimeSpan.FromHours(1));
        await fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + TimeSpan.FromHours(3));

        await fixture.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal([(1, "DEACTIVATED", true)], await fixture.VersionsAsync(id));
        await fixture.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal([(1, "DESTROYED", false)], await fixture.VersionsAsync(id));
    }

    [Theory]
    [InlineData(false, "ACTIVE")]
    [InlineData(true, "DEACTIVATED")]
    public async Task A_cancelled_destruction_leaves_the_version_as_it_was(bool deactivated, string expected)
    {
        var id = await fixture.NewKeyAsync();
        if (deactivated)
        {
            await fixture.DeactivateAsync(id, 1);
        }

        await fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + TimeSpan.FromHours(1));
        Assert.Equal("DEACTIVATED", (await fixture.KeyAsync(id)).GetProperty("status").GetString());
        await fixture.CancelAsync(id, 1);
        await fixture.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal([(1, expected, false)], await fixture.VersionsAsync(id));
        Assert.Equal(expected, (await fixture.KeyAsync(id)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_job_whose_version_is_no_longer_scheduled_destroys_nothing()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + TimeSpan.FromHours(1));
        // As a restored row would be: the job is there and the version is in use.
        await fixture.Store.WriteAsync(tx => tx.ExecuteAsync(
            $"UPDATE kms_key_versions SET status = 'ACTIVE', resumed_status = NULL, destruction_at = NULL WHERE key_id = {id}"));

        await fixture.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Equal([(1, "ACTIVE", false)], await fixture.VersionsAsync(id));
        Assert.NotNull(await fixture.MaterialAsync(id, 1));
    }

    [Fact]
    public async Task A_schedule_survives_a_restart_and_a_time_that_passed_meanwhile_is_made_up_for()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + TimeSpan.FromHours(1));
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await fixture.RestartAsync();
        await fixture.AdvanceAsync(TimeSpan.FromHours(5));

        Assert.Equal([(1, "DESTROYED", false)], await fixture.VersionsAsync(id));
    }

    [Fact]
    public async Task Several_versions_are_scheduled_and_cancelled_each_for_itself()
    {
        var id = await fixture.NewKeyAsync();
        await fixture.NewVersionAsync(id);
        await fixture.NewVersionAsync(id);
        await fixture.DestroyAsync(id, 1);
        var at = fixture.Time.GetUtcNow() + TimeSpan.FromDays(1);

        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        var (status, body) = await fixture.CallKmsAsync(
            "BulkScheduleKeyVersionDestruction", HttpMethod.Patch, $"/{id}/versions/schedule-destroy", Schedule("[2,1,2,9,3]", at));
        Assert.Equal(200, status);
        AssertResult(body, requested: 5, [(2, null), (1, "KeyVersionStateConflict"), (9, "KeyVersionNotFound"), (3, null)]);
        Assert.Equal([(1, "DESTROYED", false), (2, "DEACTIVATED", true), (3, "DEACTIVATED", true)], await fixture.VersionsAsync(id));
        var scheduled = (await fixture.EventsAsync(id)).Where(each => each.GetProperty("event_name").GetString() == "Schedule Key Version Deletion").Take(4).ToList();
        Assert.Equal(
            [("1", "failed"), ("2", "success"), ("3", "success"), ("9", "failed")],
            scheduled.Select(each => (FactOf(each, "version")!, each.GetProperty("result").GetString()!)).OrderBy(each => each.Item1, StringComparer.Ordinal));
        Assert.All(scheduled, each => Assert.NotNull(FactOf(each, "destruction_at")));

        (status, body) = await fixture.CallKmsAsync(
            "BulkCancelScheduledKeyVersionDestruction", HttpMethod.Patch, $"/{id}/versions/cancel-schedule-destroy", """{"versions":{"versions":[3,1]}}""");
        Assert.Equal(200, status);
        AssertResult(body, requested: 2, [(3, null), (1, "KeyVersionStateConflict")]);

        await fixture.AdvanceAsync(TimeSpan.FromHours(25));
        Assert.Equal([(1, "DESTROYED", false), (2, "DESTROYED", false), (3, "ACTIVE", false)], await fixture.VersionsAsync(id));
    }

    [Theory]
    [InlineData("{}", "versions: is required")]
    [InlineData("""{"versions":{}}""", "versions.versions: is required", "versions.destruction_scheduled_at: is required")]
    [InlineData("""{"versions":{"versions":[],"destruction_scheduled_at":"2000-01-01T00:00:00Z"}}""", "versions.versions: must name at least one", "versions.destruction_scheduled_at: must be in the future")]
    [InlineData("""{"versions":{"versions":[1,"2"],"destruction_scheduled_at":null}}""", "versions.versions[1]: ", "versions.destruction_scheduled_at: must not be null")]
    [InlineData("""{"versions":{"versions":[0],"destruction_scheduled_at":7}}""", "versions.versions[0]: ", "versions.destruction_scheduled_at: ")]
    [InlineData("""{"versions":{"versions":[1],"destruction_scheduled_at":"2030-01-01","why":"x"}}""", "versions.destruction_scheduled_at: must be a date and time", "versions.why: is not a known field")]
    public async Task A_wrong_body_is_400_and_names_every_field(string json, params string[] problems)
    {
        var id = await fixture.NewKeyAsync();

        var (status, body) = await fixture.CallKmsAsync("BulkScheduleKeyVersionDestruction", HttpMethod.Patch, $"/{id}/versions/schedule-destroy", json);

        Assert.Equal(400, status);
        Assert.All(problems, problem => Assert.Contains(problem, MessageOf(body), StringComparison.Ordinal));
        Assert.Equal([(1, "ACTIVE", false)], await fixture.VersionsAsync(id));
    }

    [Fact]
    public async Task Calls_about_several_versions_of_no_key_are_404_and_too_many_versions_400()
    {
        var id = await fixture.NewKeyAsync();
        var at = fixture.Time.GetUtcNow() + TimeSpan.FromDays(1);
        foreach (var (operation, path, json) in new[]
        {
            ("BulkScheduleKeyVersionDestruction", "schedule-destroy", Schedule("[1]", at)),
            ("BulkCancelScheduledKeyVersionDestruction", "cancel-schedule-destroy", """{"versions":{"versions":[1]}}"""),
        })
        {
            Assert.Equal(404, (await fixture.CallKmsAsync(operation, HttpMethod.Patch, $"/nothing/versions/{path}", json)).Status);
            Assert.Equal(404, (await fixture.CallKmsAsync(operation, HttpMethod.Patch, $"/{id}/versions/{path}", json, fixture.Other.Token)).Status);
            var many = $"[{string.Join(',', Enumerable.Range(1, 101))}]";
            Assert.Equal(400, (await fixture.CallKmsAsync(operation, HttpMethod.Patch, $"/{id}/versions/{path}", json.Replace("[1]", many, StringComparison.Ordinal))).Status);
        }
    }

    private static void AssertResult(JsonElement body, int requested, IReadOnlyList<(int Version, string? Error)> expected)
    {
        var result = body.GetProperty("versions");
        Assert.Equal(expected, result.GetProperty("results").EnumerateArray().Select(each => (each.GetProperty("version").GetInt32(), each.GetProperty("error_code").GetString())));
        var failed = expected.Count(each => each.Error is not null);
        Assert.Equal(
            (expected.Count, requested, expected.Count - failed, failed),
            (result.GetProperty("total").GetInt32(), result.GetProperty("requested").GetInt32(), result.GetProperty("succeeded").GetInt32(), result.GetProperty("failed").GetInt32()));
    }
}

/// <summary>A server with the bounds that hold unless an operator sets others.</summary>
public sealed class DefaultBoundsFixture : KeyVersionsFixture
{
    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>();
}

public sealed class DestructionBoundsTests(DefaultBoundsFixture fixture) : IClassFixture<DefaultBoundsFixture>
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    public static TheoryData<TimeSpan, int> Cases() => new()
    {
        { TimeSpan.FromDays(-1), 400 },
        { TimeSpan.Zero, 400 },
        { TimeSpan.FromDays(6), 400 },
        { Week - TimeSpan.FromSeconds(61), 400 },
        { Week - TimeSpan.FromSeconds(59), 200 },
        { Week, 200 },
        { Month, 200 },
        { Month + TimeSpan.FromSeconds(59), 200 },
        { Month + TimeSpan.FromSeconds(61), 400 },
        { TimeSpan.FromDays(40_000), 400 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_destruction_is_a_week_to_thirty_days_ahead(TimeSpan ahead, int expected)
    {
        var id = await fixture.NewKeyAsync();

        var (status, body) = await fixture.ScheduleAsync(id, 1, fixture.Time.GetUtcNow() + ahead);

        Assert.Equal(expected, status);
        if (expected == 400)
        {
            Assert.Contains("version.destruction_scheduled_at: must be in the future, at least 7 and at most 30 days from now", MessageOf(body), StringComparison.Ordinal);
        }
    }
}

using System.Text.Json;
using Haneul.ApiTests.Conformance;
using Haneul.Kernel.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>A target that fails is told and tried again; the service goes on.</summary>
public sealed class LogStorageFailureTests(LogStorageFixture fixture) : IClassFixture<LogStorageFixture>
{
    [Theory]
    [InlineData(403, "InvalidAccessKeyId", "TRAIL_400-001")]
    [InlineData(403, "SignatureDoesNotMatch", "TRAIL_400-001")]
    [InlineData(403, "AccessDenied", "TRAIL_400-002")]
    [InlineData(404, "NoSuchBucket", "TRAIL_400-003")]
    [InlineData(404, "Other", "TRAIL_999-001")]
    [InlineData(301, "PermanentRedirect", "TRAIL_999-001")]
    [InlineData(503, "SlowDown", "TRAIL_999-001")]
    public async Task A_refusal_has_the_published_code(int status, string answer, string code)
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        fixture.Buckets.Refusal = (status, answer);

        using var tested = await fixture.SendAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", project.Token);

        var test = (await ContractCheck.VerifyAsync("TestLogStorage", tested)).GetProperty("test");
        Assert.Equal((200, false, code), ((int)tested.StatusCode, test.GetProperty("succeeded").GetBoolean(), test.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_wrong_secret_key_and_a_bucket_that_is_not_there_are_told_apart()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body(secret: "another"));
        var wrongKey = await TestAsync(project);
        await fixture.SetAsync(project.Token, fixture.Body(bucket: "another-bucket"));
        var wrongBucket = await TestAsync(project);

        Assert.Equal(("TRAIL_400-001", "TRAIL_400-003"), (wrongKey, wrongBucket));
    }

    [Fact]
    public async Task A_target_is_tested_once_in_five_seconds()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await using var other = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        await fixture.SetAsync(other.Token, fixture.Body());
        var requests = fixture.Buckets.Requests;
        var first = await fixture.CallAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", project.Token);
        using var second = await fixture.SendAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", project.Token);
        var elsewhere = await fixture.CallAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", other.Token);
        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        var later = await fixture.CallAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", project.Token);

        var refusal = await ContractCheck.VerifyAsync("TestLogStorage", second);
        Assert.Equal("LogStorageTestTooSoon", refusal.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal((200, 429, 200, 200), (first.Status, (int)second.StatusCode, elsewhere.Status, later.Status));
        Assert.Equal(TimeSpan.FromSeconds(5), second.Headers.RetryAfter?.Delta);
        Assert.Equal(requests + 3, fixture.Buckets.Requests);
    }

    [Fact]
    public async Task A_failure_makes_one_event_however_often_it_is_tried_and_is_over_when_an_attempt_succeeds()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        await fixture.TouchAsync(project.Token);
        fixture.Buckets.Refusal = (403, "AccessDenied");
        await fixture.NextHourAsync();
        var failed = await fixture.GetAsync(project.Token);
        for (var attempt = 0; attempt < 25; attempt++)
        {
            // More often than a job of another kind would be tried.
            fixture.Time.Advance(TimeSpan.FromHours(attempt < 8 ? 0.2 : 0) + TimeSpan.FromMinutes(attempt < 8 ? 0 : 61));
            await fixture.RunDueJobsAsync();
        }

        var token = (await fixture.CreatePersonaAsync(project.Id, "project_admin")).Token;
        var before = await ErrorsAsync(token);
        fixture.Buckets.Refusal = (404, "NoSuchBucket");
        fixture.Time.Advance(TimeSpan.FromMinutes(61));
        await fixture.RunDueJobsAsync();
        var other = await ErrorsAsync(token);
        fixture.Buckets.Refusal = null;
        fixture.Time.Advance(TimeSpan.FromMinutes(61));
        await fixture.RunDueJobsAsync();
        var healed = await fixture.GetAsync(token);
        (await fixture.SendAsync(HttpMethod.Delete, LogStorageFixture.Path, token)).Dispose();

        Assert.Equal("TRAIL_400-002", failed.GetProperty("last_error").GetProperty("code").GetString());
        var told = Assert.Single(before);
        Assert.Equal(("Cloud Trail", "Archive", FakeBucketService.Bucket, "failed", "TRAIL_400-002"), (
            told.GetProperty("service_name").GetString(),
            told.GetProperty("resource").GetProperty("type").GetString(),
            told.GetProperty("resource").GetProperty("name").GetString(),
            told.GetProperty("result").GetString(),
            told.GetProperty("additional_info").GetProperty("error_code").GetString()));
        Assert.Equal(2, other.Count);
        Assert.Equal(JsonValueKind.Null, healed.GetProperty("last_error").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, healed.GetProperty("last_write_at").ValueKind);
        Assert.Contains(fixture.Buckets.LinesIn("trail/"), line => line.Contains("Get Secrets Manager Service Status", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_target_that_fails_ends_with_its_project()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        await fixture.TouchAsync(project.Token);
        fixture.Buckets.Refusal = (404, "NoSuchBucket");
        await fixture.NextHourAsync();
        (await fixture.SendAsync(HttpMethod.Delete, $"/identity/v3/projects/{project.Id}", await fixture.AdminTokenAsync())).EnsureSuccessStatusCode();
        var left = await CountAsync(project.Id);
        fixture.Time.Advance(TimeSpan.FromMinutes(61));
        await fixture.RunDueJobsAsync();
        var requests = fixture.Buckets.Requests;
        fixture.Time.Advance(TimeSpan.FromHours(3));
        await fixture.RunDueJobsAsync();

        Assert.Equal((4, 0), (left, await CountAsync(project.Id)));
        Assert.Equal(requests, fixture.Buckets.Requests);
    }

    // What is kept of the log storage of a project: target, stream, a position for the chain and the job.
    private async Task<long> CountAsync(string projectId) => await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryFirstOrDefaultAsync(
        $"""
        SELECT (SELECT COUNT(*) FROM trail_log_targets WHERE project_id = {projectId}) + (SELECT COUNT(*) FROM trail_log_streams WHERE project_id = {projectId})
            + (SELECT COUNT(DISTINCT category) FROM trail_log_positions WHERE project_id = {projectId}) + (SELECT COUNT(*) FROM jobs WHERE id = {projectId})
        """,
        static row => row.GetInt64(0)));

    private async Task<string?> TestAsync(LogStorageProject project)
    {
        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        var (_, body) = await fixture.CallAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", project.Token);
        return body.GetProperty("test").GetProperty("error").GetProperty("code").GetString();
    }

    private Task<List<JsonElement>> ErrorsAsync(string token) => fixture.EventsAsync(token, "&event_name=Upload%20Log%20Error");
}

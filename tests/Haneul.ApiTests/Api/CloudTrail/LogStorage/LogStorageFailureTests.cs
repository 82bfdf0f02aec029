using System.Text.Json;
using Haneul.ApiTests.Conformance;

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

    private async Task<string?> TestAsync(LogStorageProject project)
    {
        var (_, body) = await fixture.CallAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", project.Token);
        return body.GetProperty("test").GetProperty("error").GetProperty("code").GetString();
    }

    private Task<List<JsonElement>> ErrorsAsync(string token) => fixture.EventsAsync(token, "&event_name=Upload%20Log%20Error");
}

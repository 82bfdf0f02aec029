using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager;

public sealed class VersionScheduleTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private const string Schedule = "ScheduleSecretVersionDestruction";

    [Theory]
    [InlineData("\"2000-01-01T00:00:00Z\"", "must be in the future, at least 7 and at most 30 days from now")]
    [InlineData("\"9999-01-01T00:00:00Z\"", "must be in the future, at least 7 and at most 30 days from now")]
    [InlineData("\"tomorrow\"", "must be a date and time in ISO 8601")]
    [InlineData("\"2030-01-31\"", "must be a date and time in ISO 8601")]
    [InlineData("1900000000", "must be a string")]
    [InlineData("null", "must not be null")]
    public async Task A_time_that_cannot_be_meant_is_400_and_changes_nothing(string time, string expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync(
            Schedule, HttpMethod.Patch, $"/{id}/versions/1/schedule-destroy", fixture.Token, $$$"""{"version":{"destruction_scheduled_at":{{{time}}}}}""");

        Assert.Equal(400, status);
        Assert.Contains("version.destruction_scheduled_at: " + expected, MessageOf(body), StringComparison.Ordinal);
        Assert.Equal("v1", await fixture.ReadFlatAsync(fixture.Token, id));
    }

    [Theory]
    [InlineData("{}", "version: is required")]
    [InlineData("""{"version":{}}""", "version.destruction_scheduled_at: is required")]
    [InlineData("""{"version":{"at":1}}""", "version.at: is not a known field")]
    public async Task A_wrong_body_is_400(string json, string expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        var (status, body) = await fixture.CallAsync(Schedule, HttpMethod.Patch, $"/{id}/versions/1/schedule-destroy", fixture.Token, json);

        Assert.Equal(400, status);
        Assert.Contains(expected, MessageOf(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, 0, 200)]
    [InlineData(7, -30, 200)]
    [InlineData(7, -61, 400)]
    [InlineData(30, 0, 200)]
    [InlineData(30, 60, 200)]
    [InlineData(30, 61, 400)]
    public async Task The_bounds_are_seven_and_thirty_days_with_a_minute_for_the_way(int days, int seconds, int expected)
    {
        var id = await fixture.CreateSecretAsync(fixture.Token);
        Assert.Equal(expected, (await fixture.MoveAsync(fixture.Token, id, 1, Schedule, fixture.Time.GetUtcNow().AddDays(days).AddSeconds(seconds))).Status);
    }
}

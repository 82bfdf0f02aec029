using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>GET /cloud-trail/haneul/v1/event-counts over HTTP.</summary>
public sealed class GetEventCountsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Path = "/cloud-trail/haneul/v1/event-counts";

    [Theory]
    [InlineData("hour", 1, 24)]
    [InlineData("day", 24, 30 * 24)]
    public async Task The_events_of_each_service_are_counted(string interval, int hours, int window)
    {
        var project = await fixture.CreateProjectAsync();
        var admin = await fixture.CreatePersonaAsync(project, "project_admin");
        for (var call = 0; call < 3; call++)
        {
            await fixture.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets", admin.Token);
        }

        await fixture.CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/secrets?limit=0", admin.Token);
        using var response = await fixture.SendAsync(HttpMethod.Get, $"{Path}?interval={interval}&event_category=project", admin.Token);
        var body = await ContractCheck.VerifyAsync("GetEventCounts", response);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(interval, body.GetProperty("interval").GetString());
        var (from, to) = (body.GetProperty("from").GetDateTimeOffset(), body.GetProperty("to").GetDateTimeOffset());
        Assert.Equal(TimeSpan.FromHours(window), to - from);
        Assert.Equal(0, from.UtcTicks % TimeSpan.FromHours(hours).Ticks);
        var count = Assert.Single(body.GetProperty("counts").EnumerateArray(), count => count.GetProperty("source_service").GetString() == "Secrets Manager");
        Assert.Equal(to - TimeSpan.FromHours(hours), count.GetProperty("time").GetDateTimeOffset());
        Assert.Equal((4, 0), (count.GetProperty("events").GetInt64(), count.GetProperty("refused").GetInt64()));
        Assert.Equal(1, count.GetProperty("failed").GetInt64());
    }

    [Fact]
    public async Task Only_the_events_that_a_search_shows_are_counted()
    {
        var project = await fixture.CreateProjectAsync();
        var reader = await fixture.CreatePersonaAsync(project, "project_reader");

        var (_, list) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events", reader.Token);
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, Path, reader.Token);
        var (refused, error) = await fixture.CallAsync(HttpMethod.Get, Path + "?event_category=organisation", reader.Token);
        var (_, all) = await fixture.CallAsync(HttpMethod.Get, Path + "?event_category=organisation", await fixture.AdminTokenAsync());

        Assert.Equal(200, status);
        // The list has left an event itself.
        Assert.Equal(list.GetProperty("events").GetArrayLength() + 1, body.GetProperty("counts").EnumerateArray().Sum(count => count.GetProperty("events").GetInt64()));
        Assert.Equal((403, "OrganisationEventsForbidden"), (refused, error.GetProperty("error").GetProperty("code").GetString()));
        Assert.NotEmpty(all.GetProperty("counts").EnumerateArray());
    }

    [Theory]
    [InlineData("interval=week", "interval")]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2030-01-01", "to")]
    [InlineData("event_category=mine", "event_category")]
    [InlineData("from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z", "from")]
    [InlineData("from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z", "from")]
    [InlineData("from=0001-01-01T00:00:00Z&to=0001-01-02T00:00:00Z", "from")]
    [InlineData("to=0001-01-01T00:00:00Z", "from")]
    [InlineData("from=9999-12-31T23:30:00Z&to=9999-12-31T23:59:00Z", "from")]
    [InlineData("colour=red", "colour")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        var (status, body) = await fixture.CallAsync(HttpMethod.Get, $"{Path}?{query}", await fixture.SignInAsync());

        Assert.Equal(400, status);
        Assert.Contains(field + ":", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}

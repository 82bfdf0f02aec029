using System.Text.Json;
using Haneul.ApiTests.Infrastructure;

namespace Haneul.ApiTests.Api.CloudTrail;

/// <summary>GET /cloud-trail/api/v1/events over HTTP.</summary>
public sealed class ListEventsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Path = "/cloud-trail/api/v1/events";

    [Fact]
    public async Task A_search_is_itself_found_by_the_next_one()
    {
        var token = await fixture.SignInAsync();
        await ListAsync(token, "?limit=1");

        var (status, body) = await ListAsync(token, "?event_name=List%20Events&limit=1");

        Assert.Equal(200, status);
        var found = Assert.Single(body.GetProperty("events").EnumerateArray());
        Assert.Equal("List Events", found.GetProperty("event_name").GetString());
        Assert.Equal("OpenAPI", found.GetProperty("service_name").GetString());
        Assert.Equal("project", found.GetProperty("event_category").GetString());
        Assert.Equal("Event", found.GetProperty("resource").GetProperty("type").GetString());
        Assert.Equal("Cloud Trail", found.GetProperty("resource").GetProperty("source_service").GetString());
        Assert.Equal("ListEvents", found.GetProperty("request").GetProperty("operation_id").GetString());
        Assert.Equal(fixture.Bootstrap.ProjectId, found.GetProperty("project_id").GetString());
    }

    [Fact]
    public async Task A_walk_from_old_to_new_ends_although_its_pages_leave_events()
    {
        var token = await fixture.SignInAsync();
        for (var call = 0; call < 4; call++)
        {
            await ListAsync(token, "?limit=1");
        }

        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var (status, body) = await ListAsync(token, $"?order=asc&limit=1&event_name=List%20Events&cursor={cursor}");
            Assert.Equal(200, status);
            ids.AddRange(body.GetProperty("events").EnumerateArray().Select(found => found.GetProperty("event_id").GetString()!));
            cursor = body.GetProperty("next_cursor").GetString();
            Assert.InRange(ids.Count, 1, 1000);
        }
        while (cursor is not null);

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.InRange(ids.Count, 4, 1000);
    }

    [Fact]
    public async Task An_event_is_found_by_everything_that_it_shows()
    {
        var token = await fixture.SignInAsync();
        await ListAsync(token, "?limit=1&q=nothing");
        var (_, body) = await ListAsync(token, "?limit=1&event_name=List%20Events");
        var found = body.GetProperty("events")[0];
        var (user, request, resource) = (found.GetProperty("user"), found.GetProperty("request"), found.GetProperty("resource"));
        var id = found.GetProperty("event_id").GetString();
        (string Parameter, JsonElement Value)[] shown =
        [
            ("event_name", found.GetProperty("event_name")), ("service_name", found.GetProperty("service_name")),
            ("source_service", resource.GetProperty("source_service")), ("resource_type", resource.GetProperty("type")),
            ("user_id", user.GetProperty("uuid")), ("user_id", user.GetProperty("id")), ("user_email", user.GetProperty("id")),
            ("user_name", user.GetProperty("name")), ("credential_id", request.GetProperty("credential_id")), ("source_ip", found.GetProperty("source_ip")),
            ("request_id", request.GetProperty("request_id")), ("result", found.GetProperty("result")), ("q", request.GetProperty("operation_id")),
        ];

        foreach (var (parameter, value) in shown)
        {
            var (status, page) = await ListAsync(token, $"?limit=1000&{parameter}={Uri.EscapeDataString(value.GetString()!)}");
            Assert.Equal(200, status);
            Assert.Contains(page.GetProperty("events").EnumerateArray(), other => other.GetProperty("event_id").GetString() == id);
            (_, page) = await ListAsync(token, $"?{parameter}={(parameter == "result" ? "failed" : "other")}&request_id={request.GetProperty("request_id").GetString()}");
            Assert.True(parameter == "request_id" || page.GetProperty("events").GetArrayLength() == 0, parameter);
        }
    }

    [Fact]
    public async Task What_is_older_than_the_window_is_not_found()
    {
        var token = await fixture.SignInAsync();
        await ListAsync(token, "?limit=3");
        var (_, body) = await ListAsync(token, "?limit=1&event_name=List%20Events");
        var id = body.GetProperty("events")[0].GetProperty("request").GetProperty("request_id").GetString();
        fixture.Time.Advance(TimeSpan.FromDays(89));
        token = await fixture.SignInAsync();
        Assert.Equal(1, (await ListAsync(token, $"?request_id={id}")).Body.GetProperty("events").GetArrayLength());

        fixture.Time.Advance(TimeSpan.FromDays(2));
        token = await fixture.SignInAsync();

        Assert.Equal(0, (await ListAsync(token, $"?request_id={id}")).Body.GetProperty("events").GetArrayLength());
        Assert.Equal(0, (await ListAsync(token, $"?request_id={id}&from=2000-01-01T00:00:00Z")).Body.GetProperty("events").GetArrayLength());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("order=newest", "order")]
    [InlineData("result=ok", "result")]
    [InlineData("event_category=mine", "event_category")]
    [InlineData("from=2030-01-01", "from")]
    [InlineData("to=2030-01-01T00:00:00", "to")]
    [InlineData("from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z", "from")]
    [InlineData("cursor=AAAA", "cursor")]
    [InlineData("event_name=a&event_name=b", "event_name")]
    [InlineData("user_email=a&user_email=b", "user_email")]
    [InlineData("colour=red", "colour")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        var (status, body) = await ListAsync(await fixture.SignInAsync(), "?" + query);

        Assert.Equal(400, status);
        Assert.Contains(field + ":", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_of_another_query_is_refused()
    {
        var token = await fixture.SignInAsync();
        await ListAsync(token, "");
        await ListAsync(token, "");
        var (_, body) = await ListAsync(token, "?limit=1");
        var cursor = body.GetProperty("next_cursor").GetString();

        Assert.Equal(200, (await ListAsync(token, $"?limit=2&cursor={cursor}")).Status);
        Assert.Equal(400, (await ListAsync(token, $"?order=asc&cursor={cursor}")).Status);
        Assert.Equal(400, (await ListAsync(token, $"?event_name=x&cursor={cursor}")).Status);
    }

    [Fact]
    public async Task Organisation_events_are_for_those_who_hold_the_permission()
    {
        // The access key carries Project Admin only; the password token carries admin as well.
        var key = await fixture.SignInAsync();
        var admin = await fixture.AdminTokenAsync();

        var (refused, error) = await ListAsync(key, "?event_category=organisation");
        var (status, body) = await ListAsync(admin, "?event_category=organisation");

        Assert.Equal((403, "OrganisationEventsForbidden"), (refused, error.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(200, status);
        Assert.NotEqual(0, body.GetProperty("events").GetArrayLength());
        Assert.All(body.GetProperty("events").EnumerateArray(), found => Assert.Equal(JsonValueKind.Null, found.GetProperty("project_id").ValueKind));
        Assert.All((await ListAsync(key, "")).Body.GetProperty("events").EnumerateArray(), found => Assert.Equal("project", found.GetProperty("event_category").GetString()));
    }

    private Task<(int Status, JsonElement Body)> ListAsync(string token, string query) => fixture.CallAsync(HttpMethod.Get, Path + query, token);
}

using Haneul.ApiTests.Conformance;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Live;

public sealed class StreamEventsTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Path = "/cloud-trail/haneul/v1/events/stream";

    private EventTail Tail => fixture.Services.GetRequiredService<EventTail>();

    [Fact]
    public async Task An_event_arrives_with_the_next_look_as_a_search_shows_it()
    {
        var persona = await NewPersonaAsync();
        using var stream = await OpenAsync(persona.Token);
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.MediaType);
        var begin = await stream.ReadAsync();
        Assert.Matches("^[1-9][0-9]*\\.[1-9][0-9]*(,[1-9][0-9]*\\.[0-9]+)*$", begin!.Id);

        var (_, listed) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events", persona.Token);
        var (_, again) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=List%20Events", persona.Token);
        await Tail.LookAsync();

        // The call of the stream itself is before its beginning.
        var first = await stream.ReadNamedAsync();
        Assert.Equal("event", first.Name);
        Assert.NotEqual(begin.Id, first.Id);
        Assert.Equal(again.GetProperty("events")[0].GetRawText(), first.Data);
        Assert.Equal("Stream Events", listed.GetProperty("events")[0].GetProperty("event_name").GetString());
    }

    [Fact]
    public async Task A_client_that_was_cut_off_goes_on_where_it_was()
    {
        var persona = await NewPersonaAsync();
        string lastId;
        using (var stream = await OpenAsync(persona.Token))
        {
            await stream.ReadAsync();
            await LongTrail.RecordAsync(fixture, persona.ProjectId, 1);
            await Tail.LookAsync();
            lastId = (await stream.ReadNamedAsync()).Id!;
        }

        var missed = await LongTrail.RecordAsync(fixture, persona.ProjectId, 333);

        // The header wins over the query that the client began with.
        using var resumed = await OpenAsync(persona.Token, "?after=1.0&event_name=Long%20Trail", lastId);
        Assert.Equal(lastId, (await resumed.ReadAsync())!.Id);
        await Tail.LookAsync();
        Assert.Equal(missed, await ReadIdsAsync(resumed, missed.Count));

        var next = await LongTrail.RecordAsync(fixture, persona.ProjectId, 150);
        await Tail.LookAsync();
        Assert.Equal(next, await ReadIdsAsync(resumed, next.Count));
    }

    [Fact]
    public async Task What_many_writers_record_while_streams_come_and_go_arrives_once_each()
    {
        var persona = await NewPersonaAsync();
        using var stop = new CancellationTokenSource();
        using var stream = await OpenAsync(persona.Token, "?event_name=Long%20Trail");
        await stream.ReadAsync();
        var looking = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await Tail.LookAsync();
                await Task.Yield();
            }
        });
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var ids = new List<string>();
            for (var round = 0; round < 25; round++)
            {
                ids.AddRange(await LongTrail.RecordAsync(fixture, persona.ProjectId, 1));
                ids.AddRange(await LongTrail.RecordAsync(fixture, persona.ProjectId, 6));
            }

            return ids;
        })));

        // Read in parts, each by another connection.
        var read = new List<string>();
        var position = "";
        for (var part = 0; part < 6; part++)
        {
            var events = new List<StreamEvent>();
            using var other = position.Length == 0 ? null : await OpenAsync(persona.Token, "?event_name=Long%20Trail", position);
            for (var count = 0; count < 100; count++)
            {
                events.Add(await (other ?? stream).ReadNamedAsync());
            }

            position = events[^1].Id!;
            read.AddRange(events.Select(IdOf));
        }

        var written = (await writing).SelectMany(ids => ids).ToList();
        using var last = await OpenAsync(persona.Token, "?event_name=Long%20Trail", position);
        read.AddRange(await ReadIdsAsync(last, written.Count - read.Count));
        await stop.CancelAsync();
        await looking;
        Assert.Equal(written.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_sees_events_of_another_project_nor_of_the_organisation_without_the_permission()
    {
        var persona = await NewPersonaAsync();
        var admin = await fixture.AdminTokenAsync();
        using var own = await OpenAsync(persona.Token);
        using var all = await OpenAsync(admin, "?event_category=organisation");
        await own.ReadAsync();
        await all.ReadAsync();
        await LongTrail.RecordAsync(fixture, fixture.Bootstrap.ProjectId, 3);
        await fixture.CallAsync(HttpMethod.Get, "/identity/v3/projects", admin);
        var shown = await LongTrail.RecordAsync(fixture, persona.ProjectId, 1);
        await Tail.LookAsync();

        Assert.Equal(shown, await ReadIdsAsync(own, 1));
        var organisation = await all.ReadNamedAsync();
        Assert.Equal("organisation", organisation.Json.GetProperty("event_category").GetString());
        var (status, error) = await fixture.CallAsync(HttpMethod.Get, Path + "?event_category=organisation", persona.Token);
        Assert.Equal((403, "OrganisationEventsForbidden"), (status, error.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var persona = await NewPersonaAsync();
        using var stream = await OpenAsync(persona.Token);
        await stream.ReadAsync();
        using (var request = new HttpRequestMessage(HttpMethod.Delete, "/identity/v3/auth/tokens"))
        {
            request.Headers.Add("X-Auth-Token", persona.Token);
            request.Headers.Add("X-Subject-Token", persona.Token);
            using var revoked = await fixture.Http.SendAsync(request);
            Assert.Equal(204, (int)revoked.StatusCode);
        }

        fixture.Time.Advance(TimeSpan.FromSeconds(1));

        await stream.ReadToEndAsync();
        Assert.False(stream.WasCut);
    }

    [Fact]
    public async Task A_stream_ends_with_the_role_that_it_needs()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader", "kms_viewer");
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        using var stream = await OpenAsync(token);
        await stream.ReadAsync();
        await fixture.UnassignRoleAsync(persona.ProjectId, persona.UserId, "project_reader");

        fixture.Time.Advance(TimeSpan.FromSeconds(1));

        await stream.ReadToEndAsync();
        Assert.False(stream.WasCut);
    }

    [Fact]
    public async Task A_client_from_before_what_is_kept_is_told_so_and_goes_on_from_now()
    {
        var persona = await NewPersonaAsync();
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(tx => tx.ExecuteAsync($"UPDATE trail_chains SET trimmed_through = 1 WHERE id = 1"));
        try
        {
            using var stream = await OpenAsync(persona.Token, "?after=1.0");
            Assert.Equal("1.0", (await stream.ReadAsync())!.Id);
            var reset = await stream.ReadNamedAsync();
            Assert.Equal("reset", reset.Name);
            Assert.Equal(reset.Id, reset.Json.GetProperty("position").GetString());

            var next = await LongTrail.RecordAsync(fixture, persona.ProjectId, 1);
            await Tail.LookAsync();
            Assert.Equal(next, await ReadIdsAsync(stream, 1));
        }
        finally
        {
            await database.WriteAsync(tx => tx.ExecuteAsync($"UPDATE trail_chains SET trimmed_through = 0 WHERE id = 1"));
        }
    }

    [Fact]
    public async Task A_client_from_ahead_of_what_there_is_gets_what_comes_next()
    {
        var persona = await NewPersonaAsync();
        using var stream = await OpenAsync(persona.Token, "?after=1.999999999,77.5");
        Assert.DoesNotContain("77.", (await stream.ReadAsync())!.Id, StringComparison.Ordinal);

        var next = await LongTrail.RecordAsync(fixture, persona.ProjectId, 1);
        await Tail.LookAsync();

        Assert.Equal(next, await ReadIdsAsync(stream, 1));
    }

    [Fact]
    public async Task A_project_has_so_many_streams_and_no_more()
    {
        var persona = await NewPersonaAsync();
        var streams = new List<EventStream>();
        try
        {
            for (var index = 0; index < EventTail.MostOfProject; index++)
            {
                streams.Add(await OpenAsync(persona.Token));
            }

            using var refused = await fixture.SendAsync(HttpMethod.Get, Path, persona.Token);
            Assert.Equal(429, (int)refused.StatusCode);
            using var other = await OpenAsync(await fixture.SignInAsync());
            Assert.Equal(200, (int)other.Response.StatusCode);
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    [Fact]
    public async Task The_call_is_on_the_trail_once_from_its_start()
    {
        var persona = await NewPersonaAsync();
        using (var stream = await OpenAsync(persona.Token))
        {
            await stream.ReadAsync();
            Assert.Equal(1, await CountAsync());
        }

        Assert.Equal(1, await CountAsync());

        async Task<int> CountAsync()
        {
            var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Stream%20Events", persona.Token);
            return body.GetProperty("events").GetArrayLength();
        }
    }

    [Theory]
    [InlineData("?after=x", "after")]
    [InlineData("?after=1", "after")]
    [InlineData("?after=1.-1", "after")]
    [InlineData("?after=0.5", "after")]
    [InlineData("?after=1.05", "after")]
    [InlineData("?after=2.1,1.1", "after")]
    [InlineData("?after=1.1,1.2", "after")]
    [InlineData("?after=1.1,", "after")]
    [InlineData("?after=1.1099511627776", "after")]
    [InlineData("?limit=5", "limit")]
    [InlineData("?order=asc", "order")]
    [InlineData("?result=ok", "result")]
    [InlineData("?colour=red", "colour")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        using var response = await fixture.SendAsync(HttpMethod.Get, Path + query, await fixture.SignInAsync());

        var body = await ContractCheck.VerifyAsync("StreamEvents", response);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(field + ":", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static string IdOf(StreamEvent item) => item.Json.GetProperty("event_id").GetString()!;

    private static async Task<List<string>> ReadIdsAsync(EventStream stream, int count)
    {
        var ids = new List<string>();
        while (ids.Count < count)
        {
            ids.Add(IdOf(await stream.ReadNamedAsync()));
        }

        return ids;
    }

    private async Task<Persona> NewPersonaAsync() => await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");

    private Task<EventStream> OpenAsync(string token, string query = "", string? lastEventId = null) => EventStream.OpenAsync(fixture, token, Path + query, lastEventId);
}

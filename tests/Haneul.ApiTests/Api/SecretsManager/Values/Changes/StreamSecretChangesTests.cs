using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Security.SecretsManager.Values.Changes;
using Microsoft.Extensions.DependencyInjection;
using static Haneul.ApiTests.Api.SecretsManager.SecretCalls;

namespace Haneul.ApiTests.Api.SecretsManager.Values.Changes;

public sealed class StreamSecretChangesTests(SecretsFixture fixture) : IClassFixture<SecretsFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_change_arrives_as_soon_as_its_call_is_answered()
    {
        var token = await fixture.NewProjectTokenAsync();
        using var stream = await OpenAsync(token, "?after=0");
        Assert.Equal("text/event-stream", stream.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("0", (await stream.ReadAsync())!.Id);

        // Nobody moves the clock, so nothing but the call itself can wake the stream.
        var id = await fixture.CreateSecretAsync(token, "\"c4n4ry\"", "비밀");
        var created = await stream.ReadNamedAsync();
        await fixture.CreateVersionAsync(token, id, "\"c4n4ry\"");
        var versionCreated = await stream.ReadNamedAsync();

        Assert.Equal(("created", "1"), (created.Name, created.Id));
        Assert.Equal(("version-created", "2"), (versionCreated.Name, versionCreated.Id));
        Assert.Equal(2, versionCreated.Json.GetProperty("version").GetInt32());
        Assert.Equal(id, versionCreated.Json.GetProperty("secret_id").GetString());
        Assert.Equal("비밀", versionCreated.Json.GetProperty("secret_name").GetString());
        Assert.DoesNotContain("c4n4ry", created.Data + versionCreated.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_was_cut_off_goes_on_where_it_was()
    {
        var token = await fixture.NewProjectTokenAsync();
        string lastId;
        using (var stream = await OpenAsync(token, "?after=0"))
        {
            await fixture.CreateSecretAsync(token);
            lastId = (await stream.ReadNamedAsync()).Id!;
        }

        for (var index = 0; index < 250; index++)
        {
            await fixture.CreateSecretAsync(token);
        }

        // The header wins over the query that the client began with.
        using var resumed = await OpenAsync(token, "?after=0", lastId);
        for (var number = 2; number <= 251; number++)
        {
            Assert.Equal($"{number}", (await resumed.ReadNamedAsync()).Id);
        }
    }

    [Fact]
    public async Task A_change_that_another_process_made_arrives_with_the_next_look()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token);
        using var stream = await OpenAsync(token, "?after=0");
        Assert.Equal("created", (await stream.ReadNamedAsync()).Name);
        await fixture.Services.GetRequiredService<ChangeStreams>().LookAsync();
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync($"UPDATE secrets_change_numbers SET newest = 2 WHERE project_id = (SELECT project_id FROM secrets_secrets WHERE id = {id})");
            return await tx.ExecuteAsync(
                $"""
                INSERT INTO secrets_changes (project_id, number, secret_id, name, kind, version, changed_at, is_access_control_enabled, owner_id)
                SELECT project_id, 2, id, name, 'updated', NULL, 1, 0, owner_id FROM secrets_secrets WHERE id = {id}
                """);
        });

        fixture.Time.Advance(Second);

        var updated = await stream.ReadNamedAsync();
        Assert.Equal("updated", updated.Name);
        Assert.Equal(JsonValueKind.Null, updated.Json.GetProperty("version").ValueKind);
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_reader");
        using var stream = await OpenAsync(persona.Token, "?after=0");
        await stream.ReadAsync();
        using (var request = new HttpRequestMessage(HttpMethod.Delete, "/identity/v3/auth/tokens"))
        {
            request.Headers.Add("X-Auth-Token", persona.Token);
            request.Headers.Add("X-Subject-Token", persona.Token);
            using var revoked = await fixture.Http.SendAsync(request);
            Assert.Equal(204, (int)revoked.StatusCode);
        }

        fixture.Time.Advance(Second);

        await stream.ReadToEndAsync();
        Assert.False(stream.WasCut);
    }

    [Fact]
    public async Task A_stream_ends_with_the_role_that_it_needs()
    {
        var persona = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "secrets_manager_viewer", "kms_viewer");
        var token = await fixture.SignInWithPasswordAsync(persona.UserId, persona.Password, persona.ProjectId);
        using var stream = await OpenAsync(token, "?after=0");
        await stream.ReadAsync();
        await fixture.UnassignRoleAsync(persona.ProjectId, persona.UserId, "secrets_manager_viewer");

        fixture.Time.Advance(Second);

        await stream.ReadToEndAsync();
        Assert.False(stream.WasCut);
    }

    [Fact]
    public async Task A_caller_without_access_gets_no_event_of_a_secret_and_with_access_gets_the_next()
    {
        var admin = await fixture.CreatePersonaAsync(await fixture.CreateProjectAsync(), "project_admin");
        var reader = await fixture.CreatePersonaAsync(admin.ProjectId, "project_reader");
        var hidden = await fixture.CreateSecretAsync(admin.Token, name: "hidden");
        await fixture.RestrictAsync(hidden);
        using var stream = await OpenAsync(reader.Token, "?after=0");
        await fixture.CreateVersionAsync(admin.Token, hidden, "2");
        await fixture.CreateSecretAsync(admin.Token, name: "shown");

        var first = await stream.ReadNamedAsync();
        Assert.Equal(("created", "3"), (first.Name, first.Id));
        await fixture.RestrictAsync(hidden, isEnabled: false);
        await fixture.CreateVersionAsync(admin.Token, hidden, "3");
        Assert.Equal("4", (await stream.ReadNamedAsync()).Id);
    }

    [Fact]
    public async Task An_idle_stream_says_every_fifteen_seconds_that_it_is_there_and_how_far_it_is()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token);

        // The calls pace the clock: a look at the token that takes longer than a second by it ends the stream, and on a busy machine one may. Then another is tried.
        (string, string?, string?)? heard = null;
        for (var tries = 0; tries < 10 && heard is null; tries++)
        {
            heard = await HearAsync(token);
        }

        Assert.Equal(("", "1", ""), heard);
    }

    private async Task<(string, string?, string?)?> HearAsync(string token)
    {
        using var stream = await OpenAsync(token, "?after=1");
        Assert.Equal("1", (await stream.ReadAsync())!.Id);
        var heartbeat = stream.ReadAsync();
        for (var second = 0; second < 60 && !heartbeat.IsCompleted; second++)
        {
            fixture.Time.Advance(Second);
            for (var calls = 0; calls < 3; calls++)
            {
                await fixture.CallValuesAsync("ListSecretChanges", HttpMethod.Get, "/changes?limit=1", token);
            }
        }

        return await heartbeat is { } frame ? (frame.Name, frame.Id, frame.Data) : null;
    }

    [Fact]
    public async Task A_client_that_comes_from_before_what_is_kept_is_told_to_read_anew()
    {
        var token = await fixture.NewProjectTokenAsync();
        await fixture.CreateSecretAsync(token);

        using var stream = await OpenAsync(token, "", "77");

        var reset = await stream.ReadNamedAsync();
        Assert.Equal(("reset", "1"), (reset.Name, reset.Id));
        Assert.Equal(1, reset.Json.GetProperty("number").GetInt32());
        await fixture.CreateSecretAsync(token);
        Assert.Equal(("created", "2"), (await stream.ReadNamedAsync()) is { } next ? (next.Name, next.Id) : default);
    }

    [Fact]
    public async Task A_project_has_a_hundred_streams_and_no_more_until_one_ends()
    {
        var token = await fixture.NewProjectTokenAsync();
        var streams = new List<EventStream>();
        try
        {
            for (var index = 0; index < ChangeStreams.MostOfProject; index++)
            {
                streams.Add(await OpenAsync(token, "?after=0"));
            }

            var refused = await fixture.CallValuesAsync("StreamSecretChanges", HttpMethod.Get, "/changes/stream?after=0", token);
            Assert.Equal(429, refused.Status);
            Assert.Equal("5", refused.Raw.Headers["Retry-After"]);
            using var other = await OpenAsync(fixture.OtherToken, "?after=0");
            Assert.Equal(200, (int)other.Response.StatusCode);
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }

        EventStream? again = null;
        for (var tries = 0; tries < 1000 && again is null; tries++)
        {
            var next = await OpenAsync(token, "?after=0");
            if ((int)next.Response.StatusCode == 200)
            {
                again = next;
            }
            else
            {
                next.Dispose();
            }
        }

        Assert.NotNull(again);
        again.Dispose();
    }

    [Fact]
    public async Task A_stream_ends_when_the_server_stops()
    {
        var token = await fixture.NewProjectTokenAsync();
        using var client = new HttpClient { BaseAddress = fixture.Http.BaseAddress };
        using var stream = await OpenAsync(token, "?after=0", client: client);
        await stream.ReadAsync();

        await fixture.RestartAsync();

        await stream.ReadToEndAsync();
        Assert.False(stream.WasCut);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut()
    {
        var token = await fixture.NewProjectTokenAsync();
        var id = await fixture.CreateSecretAsync(token);
        var name = new string('비', 255);
        const int Count = 20_000; // More than all buffers between the two hold.
        var database = fixture.Services.GetRequiredService<IDatabase>();
        await database.WriteAsync(async tx =>
        {
            for (var number = 2; number <= Count; number++)
            {
                await tx.ExecuteAsync(
                    $"""
                    INSERT INTO secrets_changes (project_id, number, secret_id, name, kind, version, changed_at, is_access_control_enabled, owner_id)
                    SELECT project_id, {number}, id, {name}, 'updated', NULL, {long.MaxValue / 4096}, 0, owner_id FROM secrets_secrets WHERE id = {id}
                    """);
            }

            return await tx.ExecuteAsync($"UPDATE secrets_change_numbers SET newest = {Count} WHERE project_id = (SELECT project_id FROM secrets_secrets WHERE id = {id})");
        });
        var streams = fixture.Services.GetRequiredService<ChangeStreams>();
        using var stream = await OpenAsync(token, "?after=0");

        // The calls pace the clock: the server needs time to fill the buffers.
        for (var tries = 0; tries < 3000 && streams.Count > 0; tries++)
        {
            await fixture.CallValuesAsync("ListSecretChanges", HttpMethod.Get, "/changes?limit=1", token);
            fixture.Time.Advance(Second);
        }

        Assert.Equal(0, streams.Count);
        Assert.InRange(await stream.ReadToEndAsync(), 1, Count - 1);
    }

    [Fact]
    public async Task The_call_is_on_the_trail_once_from_its_start()
    {
        var token = await fixture.NewProjectTokenAsync();
        using (var stream = await OpenAsync(token, "?after=0"))
        {
            await stream.ReadAsync();
            Assert.Equal(1, await CountAsync(token));
        }

        Assert.Equal(1, await CountAsync(token));
    }

    [Fact]
    public async Task A_stream_must_be_told_where_to_begin()
    {
        foreach (var query in new[] { "", "?after=", "?after=x", "?after=-1", "?after=1&other=2" })
        {
            var refused = await fixture.CallValuesAsync("StreamSecretChanges", HttpMethod.Get, "/changes/stream" + query, fixture.Token);
            Assert.Equal(400, refused.Status);
        }

        var wrong = await fixture.CallValuesAsync("StreamSecretChanges", HttpMethod.Get, "/changes/stream?after=1", fixture.Token, json: null, ("Last-Event-ID", "x"));
        Assert.Contains("Last-Event-ID", MessageOf(wrong.Body), StringComparison.Ordinal);
    }

    private Task<EventStream> OpenAsync(string token, string query, string? lastEventId = null, HttpClient? client = null) =>
        EventStream.OpenAsync(fixture, token, $"{ValueCalls.Root}/changes/stream{query}", lastEventId, client);

    private async Task<int> CountAsync(string token)
    {
        var (_, body) = await fixture.CallAsync(HttpMethod.Get, "/cloud-trail/api/v1/events?event_name=Stream%20Secret%20Changes", token);
        return body.GetProperty("events").GetArrayLength();
    }
}

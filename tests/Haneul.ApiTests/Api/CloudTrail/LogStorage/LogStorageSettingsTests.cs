using System.Text.Json;
using Haneul.ApiTests.Conformance;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>Switching log storage on and off, over HTTP.</summary>
public sealed class LogStorageSettingsTests(LogStorageFixture fixture) : IClassFixture<LogStorageFixture>
{
    private const string Path = LogStorageFixture.Path;

    [Fact]
    public async Task Without_log_storage_there_is_nothing_to_test_or_to_end()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        using var shown = await fixture.SendAsync(HttpMethod.Get, Path, project.Token);
        using var ended = await fixture.SendAsync(HttpMethod.Delete, Path, project.Token);
        using var tested = await fixture.SendAsync(HttpMethod.Post, Path + "/tests", project.Token);

        var body = await ContractCheck.VerifyAsync("GetLogStorage", shown);
        Assert.False(body.GetProperty("log_storage").GetProperty("enabled").GetBoolean());
        Assert.Equal((409, "LogStorageNotEnabled"), ((int)ended.StatusCode, CodeOf(await ContractCheck.VerifyAsync("DisableLogStorage", ended))));
        Assert.Equal((409, "LogStorageNotEnabled"), ((int)tested.StatusCode, CodeOf(await ContractCheck.VerifyAsync("TestLogStorage", tested))));
    }

    [Fact]
    public async Task The_first_write_is_at_the_next_full_hour_and_the_secret_key_is_never_shown()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        fixture.Time.Advance(TimeSpan.FromMinutes(7));
        using var answer = await fixture.SendAsync(HttpMethod.Put, Path, project.Token, fixture.Body(",\"interval_minutes\":10"));
        using var shown = await fixture.SendAsync(HttpMethod.Get, Path, project.Token);

        var stored = (await ContractCheck.VerifyAsync("SetLogStorage", answer)).GetProperty("log_storage");
        Assert.Equal(stored.GetRawText(), (await ContractCheck.VerifyAsync("GetLogStorage", shown)).GetProperty("log_storage").GetRawText());
        Assert.Equal((true, false, 10, "gz"), (
            stored.GetProperty("enabled").GetBoolean(), stored.GetProperty("folder").GetBoolean(), stored.GetProperty("interval_minutes").GetInt32(), stored.GetProperty("format").GetString()));
        Assert.Equal(FakeBucketService.KeyId, stored.GetProperty("bucket").GetProperty("access_key_id").GetString());
        Assert.DoesNotContain(FakeBucketService.Secret, stored.GetRawText(), StringComparison.Ordinal);
        var now = fixture.Time.GetUtcNow();
        Assert.Equal(now.Date.AddHours(now.Hour + 1), stored.GetProperty("next_write_at").GetDateTimeOffset().UtcDateTime);
    }

    [Fact]
    public async Task The_secret_key_stays_while_it_belongs_to_the_same_key_and_address()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        var (first, _) = await fixture.CallAsync(HttpMethod.Put, Path, project.Token, fixture.Body(secret: null));
        await fixture.SetAsync(project.Token, fixture.Body());
        var changed = await fixture.SetAsync(project.Token, fixture.Body(",\"interval_minutes\":10", secret: null));
        var (elsewhere, error) = await fixture.CallAsync(HttpMethod.Put, Path, project.Token, fixture.Body(secret: null).Replace("http://127.0.0.1", "https://elsewhere.example", StringComparison.Ordinal));
        using var tested = await fixture.SendAsync(HttpMethod.Post, Path + "/tests", project.Token);

        Assert.Equal((400, 400, 10), (first, elsewhere, changed.GetProperty("interval_minutes").GetInt32()));
        Assert.Contains("secret_access_key:", MessageOf(error), StringComparison.Ordinal);
        var test = (await ContractCheck.VerifyAsync("TestLogStorage", tested)).GetProperty("test");
        Assert.True(test.GetProperty("succeeded").GetBoolean());
        Assert.Equal("trail/connection-test.txt", Assert.Single(fixture.Buckets.Objects).Key);
    }

    [Fact]
    public async Task Ending_log_storage_clears_bucket_and_key()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());

        using var ended = await fixture.SendAsync(HttpMethod.Delete, Path, project.Token);

        await ContractCheck.VerifyAsync("DisableLogStorage", ended);
        Assert.Equal(204, (int)ended.StatusCode);
        var shown = await fixture.GetAsync(project.Token);
        Assert.Equal((false, JsonValueKind.Null), (shown.GetProperty("enabled").GetBoolean(), shown.GetProperty("bucket").ValueKind));
        Assert.Equal(400, (await fixture.CallAsync(HttpMethod.Put, Path, project.Token, fixture.Body(secret: null))).Status);
        await fixture.TouchAsync(project.Token);
        await fixture.NextHourAsync();
        Assert.Empty(fixture.Buckets.Objects);
    }

    [Theory]
    [InlineData("{}", "log_storage")]
    [InlineData("""{"log_storage":{}}""", "log_storage.bucket")]
    [InlineData("""{"log_storage":{"folder":true,"bucket":{}}}""", "log_storage.bucket")]
    [InlineData("""{"log_storage":{"folder":true,"interval_minutes":30}}""", "log_storage.interval_minutes")]
    [InlineData("""{"log_storage":{"folder":true,"format":"tar"}}""", "log_storage.format")]
    [InlineData("""{"log_storage":{"folder":"/etc"}}""", "log_storage.folder")]
    [InlineData("""{"log_storage":{"folder":true,"path":"/etc"}}""", "log_storage.path")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"ftp://a.example","region":"r","name":"bucket","access_key_id":"k","secret_access_key":"s"}}}""", "log_storage.bucket.endpoint")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"https://user:pw@a.example","region":"r","name":"bucket","access_key_id":"k","secret_access_key":"s"}}}""", "log_storage.bucket.endpoint")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"https://a.example/path","region":"r","name":"bucket","access_key_id":"k","secret_access_key":"s"}}}""", "log_storage.bucket.endpoint")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"https://a.example?x=1","region":"r","name":"bucket","access_key_id":"k","secret_access_key":"s"}}}""", "log_storage.bucket.endpoint")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"https://a.example","region":"R/s3","name":"bucket","access_key_id":"k","secret_access_key":"s"}}}""", "log_storage.bucket.region")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"https://a.example","region":"r","name":"../other","access_key_id":"k","secret_access_key":"s"}}}""", "log_storage.bucket.name")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"https://a.example","region":"r","name":"bucket\n","access_key_id":"k","secret_access_key":"s"}}}""", "log_storage.bucket.name")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"https://a.example","region":"r","name":"bucket","access_key_id":"k, x=y","secret_access_key":"s"}}}""", "log_storage.bucket.access_key_id")]
    [InlineData("""{"log_storage":{"bucket":{"endpoint":"https://a.example","region":"r","name":"bucket","access_key_id":"k","secret_access_key":""}}}""", "log_storage.bucket.secret_access_key")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        var (status, answer) = await fixture.CallAsync(HttpMethod.Put, Path, await fixture.SignInAsync(), body);

        Assert.Equal(400, status);
        Assert.Contains(field + ":", MessageOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trail_tells_where_the_events_go_from_now_on()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        await fixture.SetAsync(project.Token, """{"log_storage":{"folder":true}}""");

        var told = (await fixture.EventsAsync(project.Token, "&event_name=Set%20Log%20Storage")).ConvertAll(found => found.GetProperty("additional_info"));

        Assert.Equal([fixture.Buckets.Url, "folder"], told.ConvertAll(info => info.GetProperty("target").GetString()));
        Assert.All(told, info => Assert.Equal("false", info.GetProperty("include_organisation_events").GetString()));
    }

    [Fact]
    public async Task Members_store_events_and_readers_only_see_where()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        var member = (await fixture.CreatePersonaAsync(project.Id, "project_member")).Token;
        var reader = (await fixture.CreatePersonaAsync(project.Id, "project_reader")).Token;

        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Put, Path, member, fixture.Body())).Status);
        Assert.Equal(200, (await fixture.CallAsync(HttpMethod.Get, Path, reader)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Put, Path, reader, fixture.Body())).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Delete, Path, reader)).Status);
        Assert.Equal(403, (await fixture.CallAsync(HttpMethod.Post, Path + "/tests", reader)).Status);
    }

    [Fact]
    public async Task Only_who_may_read_the_events_of_the_organisation_may_have_them_stored_or_sent_elsewhere()
    {
        const string Wanted = ",\"include_organisation_events\":true";
        var key = await fixture.SignInAsync();
        var admin = await fixture.AdminTokenAsync();
        var (refused, error) = await fixture.CallAsync(HttpMethod.Put, Path, key, fixture.Body(Wanted));
        var allowed = await fixture.SetAsync(admin, fixture.Body(Wanted));
        var (moved, _) = await fixture.CallAsync(HttpMethod.Put, Path, key, fixture.Body(Wanted, bucket: "another-bucket"));
        var without = await fixture.SetAsync(key, fixture.Body());
        (await fixture.SendAsync(HttpMethod.Delete, Path, key)).Dispose();

        Assert.Equal((403, "OrganisationEventsForbidden", 403), (refused, CodeOf(error), moved));
        Assert.True(allowed.GetProperty("include_organisation_events").GetBoolean());
        Assert.False(without.GetProperty("include_organisation_events").GetBoolean());
    }

    [Fact]
    public async Task Another_project_sees_and_changes_nothing()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await using var other = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());

        Assert.False((await fixture.GetAsync(other.Token)).GetProperty("enabled").GetBoolean());
        Assert.Equal(409, (await fixture.CallAsync(HttpMethod.Delete, Path, other.Token)).Status);
        Assert.True((await fixture.GetAsync(project.Token)).GetProperty("enabled").GetBoolean());
    }

    private static string CodeOf(JsonElement body) => body.GetProperty("error").GetProperty("code").GetString()!;

    private static string MessageOf(JsonElement body) => body.GetProperty("error").GetProperty("message").GetString()!;
}

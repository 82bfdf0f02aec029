using System.Text.Json;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>What is stored, and how often.</summary>
public sealed class StoreLogsTests(LogStorageFixture fixture) : IClassFixture<LogStorageFixture>
{
    [Fact]
    public async Task Every_event_of_the_project_is_stored_once_as_the_API_shows_it()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await using var other = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body(",\"interval_minutes\":10"));
        await fixture.TouchAsync(project.Token);
        await fixture.TouchAsync(other.Token);
        await fixture.NextHourAsync();
        await fixture.TouchAsync(project.Token);
        await fixture.NextHourAsync();
        await fixture.NextHourAsync();

        var shown = (await fixture.EventsAsync(project.Token)).Where(found => Name(found) is "Get Secrets Manager Service Status" or "Set Log Storage").ToList();
        var stored = fixture.Buckets.LinesIn("trail/").Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(3, shown.Count);
        Assert.All(shown, found => Assert.Equal(found.GetRawText(), Assert.Single(stored, line => Id(line) == Id(found)).GetRawText()));
        Assert.Equal(stored.Count, stored.Select(Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(stored, line => Assert.Equal(project.Id, line.GetProperty("project_id").GetString()));
        Assert.Equal(2, fixture.Buckets.Objects.Count); // The third hour had no event.
        Assert.All(fixture.Buckets.Objects.Keys, name =>
            Assert.Matches(@"^trail/project_event/\d{4}/\d\d/\d\d/\d{8}T\d{6}Z-\d{8}-0001-[0-9a-f]{32}\.jsonl\.gz$", name));
        var state = await fixture.GetAsync(project.Token);
        Assert.Contains(state.GetProperty("last_object").GetString()!, fixture.Buckets.Objects.Keys);
        Assert.Equal(JsonValueKind.Null, state.GetProperty("last_error").ValueKind);
    }

    [Theory]
    [InlineData("gz")]
    [InlineData("gzip")]
    [InlineData("zip")]
    public async Task The_name_ends_as_the_project_chose(string format)
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body($",\"format\":\"{format}\""));
        await fixture.TouchAsync(project.Token);
        await fixture.NextHourAsync();

        var (name, content) = Assert.Single(fixture.Buckets.Objects);
        Assert.EndsWith(".jsonl." + format, name, StringComparison.Ordinal);
        Assert.Contains(FakeBucketService.Unpack(name, content), line => line.Contains("Get Secrets Manager Service Status", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Events_of_the_organisation_stand_in_a_folder_of_their_own()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        var admin = await fixture.AdminTokenAsync();
        await fixture.SetAsync(admin, fixture.Body(",\"include_organisation_events\":true"));
        await fixture.TouchAsync(admin);
        await fixture.CreateProjectAsync();
        await fixture.NextHourAsync();
        (await fixture.SendAsync(HttpMethod.Delete, LogStorageFixture.Path, await fixture.AdminTokenAsync())).Dispose();

        var organisation = fixture.Buckets.LinesIn("trail/domain_event/").Select(line => JsonElement.Parse(line)).ToList();
        Assert.Contains(organisation, line => Name(line) == "Project Create");
        Assert.All(organisation, line => Assert.Equal(("organisation", "default"), (line.GetProperty("event_category").GetString(), line.GetProperty("domain_id").GetString())));
        Assert.All(fixture.Buckets.LinesIn("trail/project_event/"), line => Assert.Equal("project", JsonElement.Parse(line).GetProperty("event_category").GetString()));
    }

    [Fact]
    public async Task The_operators_folder_takes_the_place_of_a_bucket()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        var state = await fixture.SetAsync(project.Token, """{"log_storage":{"folder":true}}""");
        await fixture.TouchAsync(project.Token);
        await fixture.NextHourAsync();

        Assert.True(state.GetProperty("folder").GetBoolean());
        var file = Assert.Single(Directory.GetFiles(Path.Combine(fixture.Folder, project.Id), "*", SearchOption.AllDirectories));
        Assert.StartsWith(Path.Combine(fixture.Folder, project.Id, "trail", "project_event"), file, StringComparison.Ordinal);
        Assert.Contains(FakeBucketService.Unpack(file, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), line => line.Contains(project.Id, StringComparison.Ordinal));
        Assert.Empty(fixture.Buckets.Objects);
    }

    [Fact]
    public async Task Settings_that_change_on_the_way_neither_repeat_nor_lose_an_event()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        await fixture.TouchAsync(project.Token);
        fixture.Buckets.Refusal = (500, "InternalError");
        await fixture.NextHourAsync();
        fixture.Buckets.Refusal = null;
        await fixture.SetAsync(project.Token, fixture.Body(",\"format\":\"zip\",\"interval_minutes\":10"));
        await fixture.RunDueJobsAsync(); // What failed is tried at once.
        var tried = fixture.Buckets.Objects.Count;
        await fixture.NextHourAsync();

        Assert.Equal(1, tried);
        Assert.Equal(["gz", "zip"], fixture.Buckets.Puts.Select(name => name.Split('.')[^1]));
        var ids = project.StoredIds();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Superset(
            (await fixture.EventsAsync(project.Token, "&event_name=Get%20Secrets%20Manager%20Service%20Status")).Select(Id).ToHashSet(StringComparer.Ordinal),
            ids.ToHashSet(StringComparer.Ordinal));
        Assert.Equal(2, fixture.Buckets.LinesIn("trail/").Count(line => line.Contains("Set Log Storage", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Switched_off_and_on_again_nothing_of_before_is_overwritten()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        for (var round = 0; round < 2; round++)
        {
            await fixture.SetAsync(project.Token, fixture.Body());
            await fixture.TouchAsync(project.Token);
            await fixture.NextHourAsync();
            (await fixture.SendAsync(HttpMethod.Delete, LogStorageFixture.Path, project.Token)).Dispose();
        }

        Assert.Equal(2, fixture.Buckets.Objects.Count);
        var ids = project.StoredIds();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_server_that_ends_between_the_upload_and_its_note_repeats_the_same_object()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        await fixture.TouchAsync(project.Token);
        fixture.Buckets.KeepsWaiting = true;
        var waiting = fixture.Buckets.IsWaiting.Task;
        var running = fixture.NextHourAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var (name, content) = Assert.Single(fixture.Buckets.Objects);
        fixture.Buckets.Reset();
        await fixture.RestartAsync();
        await running.ContinueWith(static _ => { }, TaskScheduler.Default);

        await fixture.TouchAsync(project.Token);
        await fixture.RunDueJobsAsync();
        var repeated = fixture.Buckets.Objects[name];
        await fixture.NextHourAsync();

        Assert.Equal(2, fixture.Buckets.Puts.Count(put => put == name));
        Assert.Equal(content, repeated);
        var ids = project.StoredIds();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, fixture.Buckets.LinesIn("trail/").Count(line => line.Contains("Get Secrets Manager Service Status", StringComparison.Ordinal)));
    }

    private static string Id(JsonElement trailEvent) => trailEvent.GetProperty("event_id").GetString()!;

    private static string Name(JsonElement trailEvent) => trailEvent.GetProperty("event_name").GetString()!;
}

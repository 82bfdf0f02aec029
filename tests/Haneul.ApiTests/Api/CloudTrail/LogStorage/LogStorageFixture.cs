using System.Text.Json;
using Haneul.ApiTests.Infrastructure;
using Haneul.Security.CloudTrail.Chain;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>A server that may connect to loopback and has a folder for events, and a bucket service there.</summary>
public class LogStorageFixture : ApiFixture
{
    public const string Path = "/cloud-trail/haneul/v1/log-storage";

    /// <summary>The bucket service.</summary>
    public FakeBucketService Buckets { get; private set; } = null!;

    /// <summary>The operator's folder.</summary>
    public string Folder { get; } = System.IO.Path.Combine(Directory.CreateTempSubdirectory("haneul_trail_").FullName, "trail");

    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>
    {
        ["Haneul:AllowPrivateTargets"] = "127.0.0.0/8",
        ["Haneul:TrailFolder"] = Folder,
    };

    public override async ValueTask InitializeAsync()
    {
        Buckets = await FakeBucketService.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Buckets.DisposeAsync();
        Directory.Delete(System.IO.Path.GetDirectoryName(Folder)!, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings for the bucket, as a body.</summary>
    public string Body(string more = "", string? secret = FakeBucketService.Secret, string bucket = FakeBucketService.Bucket) => $$$"""
        {"log_storage":{"bucket":{"endpoint":"{{{Buckets.Url}}}","region":"{{{FakeBucketService.Region}}}","name":"{{{bucket}}}","access_key_id":"{{{FakeBucketService.KeyId}}}"
        {{{(secret is null ? "" : $",\"secret_access_key\":\"{secret}\"")}}} }{{{more}}}}}
        """;

    /// <summary>A project of its own with somebody who may do everything in it.</summary>
    public async Task<Persona> NewProjectAsync() => await CreatePersonaAsync(await CreateProjectAsync(), "project_admin");

    public async Task<JsonElement> SetAsync(string token, string body)
    {
        var (status, answer) = await CallAsync(HttpMethod.Put, Path, token, body);
        Assert.True(status == 200, $"{status} {answer}");
        return answer.GetProperty("log_storage");
    }

    public async Task<JsonElement> GetAsync(string token)
    {
        var (status, answer) = await CallAsync(HttpMethod.Get, Path, token);
        Assert.Equal(200, status);
        return answer.GetProperty("log_storage");
    }

    /// <summary>Seals what there is, moves the clock to the next full hour and runs what is due then.</summary>
    public async Task NextHourAsync()
    {
        await Services.GetRequiredService<TrailChain>().SealAsync();
        var now = Time.GetUtcNow();
        Time.Advance(new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(1) - now);
        await RunDueJobsAsync();
    }

    /// <summary>The events of the caller's project as the API gives them, oldest first, without those of this call.</summary>
    public async Task<List<JsonElement>> EventsAsync(string token, string query = "")
    {
        var (status, body) = await CallAsync(HttpMethod.Get, $"/cloud-trail/api/v1/events?order=asc&limit=1000{query}", token);
        Assert.Equal(200, status);
        return [.. body.GetProperty("events").EnumerateArray()];
    }

    /// <summary>A call that leaves an event.</summary>
    public async Task TouchAsync(string token)
    {
        var (status, _) = await CallAsync(HttpMethod.Get, "/secrets-manager/api/v1/activation", token);
        Assert.Equal(200, status);
    }
}

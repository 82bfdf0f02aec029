using System.Collections.Concurrent;
using System.Text;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Haneul.ApiTests.Api.CloudTrail.LogStorage;

/// <summary>A server that logs everything that there is to log, into memory.</summary>
public sealed class LoggedLogStorageFixture : LogStorageFixture
{
    /// <summary>Every line that was logged.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?>(base.ExtraSettings.Concat(LogCollector.Settings));

    protected override void ReplaceServices(IServiceCollection services)
    {
        base.ReplaceServices(services);
        services.AddSingleton<ILoggerProvider>(new LogCollector(Lines));
    }
}

/// <summary>The secret key of a bucket stays nowhere but under encryption, and an envelope opens nowhere but where it belongs.</summary>
public sealed class LogStorageCanaryTests(LoggedLogStorageFixture fixture) : IClassFixture<LoggedLogStorageFixture>
{
    [Fact]
    public async Task The_secret_key_is_neither_logged_nor_stored_in_clear()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        await fixture.TouchAsync(project.Token);
        await fixture.NextHourAsync();
        fixture.Buckets.Refusal = (403, "AccessDenied");
        await fixture.TouchAsync(project.Token);
        await fixture.NextHourAsync();
        await fixture.CallAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", project.Token);
        await fixture.CallAsync(HttpMethod.Put, LogStorageFixture.Path, project.Token, fixture.Body($",\"{FakeBucketService.Secret}\":1"));

        var needle = Encoding.UTF8.GetBytes(FakeBucketService.Secret);
        Assert.Contains(fixture.Lines, line => line.Contains("TRAIL_400-002", StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Lines, line => line.Contains(FakeBucketService.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(await fixture.EventsAsync(project.Token), found => found.GetRawText().Contains(FakeBucketService.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(fixture.Buckets.LinesIn("trail/project_event"), line => line.Contains(FakeBucketService.Secret, StringComparison.Ordinal));
        var stored = await Database.ReadAsync(session => session.QueryFirstOrDefaultAsync(
            $"SELECT secret FROM trail_log_targets WHERE project_id = {project.Id}", row => row.GetFieldValue<byte[]>(0)));
        Assert.True(stored.AsSpan().IndexOf(needle) < 0);
        if (TestDatabase.SelectedEngine == DatabaseEngine.Sqlite)
        {
            Assert.All(Directory.GetFiles(fixture.Database.DataFolder, "haneul.db*"), file =>
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                Assert.True(copy.ToArray().AsSpan().IndexOf(needle) < 0, file);
            });
        }
    }

    [Fact]
    public async Task A_row_whose_address_was_changed_in_the_database_sends_nothing_and_a_backup_check_tells()
    {
        await using var project = await LogStorageProject.CreateAsync(fixture);
        await fixture.SetAsync(project.Token, fixture.Body());
        var check = fixture.Services.GetServices<IBackupCheck>().Single(check => check.Subject == "keys of log storage");
        var before = await check.CheckAsync(TestContext.Current.CancellationToken);
        await Database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"UPDATE trail_log_targets SET endpoint = {fixture.Buckets.Url.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal)} WHERE project_id = {project.Id}"));
        var requests = fixture.Buckets.Requests;

        var (_, body) = await fixture.CallAsync(HttpMethod.Post, LogStorageFixture.Path + "/tests", project.Token);

        Assert.Equal("TRAIL_999-001", body.GetProperty("test").GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(requests, fixture.Buckets.Requests);
        Assert.Equal((0, 1), (before.Failed, (await check.CheckAsync(TestContext.Current.CancellationToken)).Failed));
    }

    private IDatabase Database => fixture.Services.GetRequiredService<IDatabase>();
}

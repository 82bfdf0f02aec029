using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Haneul.EndToEndTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;

namespace Haneul.EndToEndTests;

/// <summary>
/// Rotations of service key and root key while sixteen clients read, with kill -9 in the middle of each: no read fails but those that find nobody listening, every value is what it was,
/// and everything is under the newest term and root in the end. 2,000 secrets here; ./eng/rotate.sh takes as many as it is told (HANEUL_ROTATE_SECRETS).
/// </summary>
public sealed class RotationUnderLoadTests
{
    private const int Clients = 16;
    private const string Rotation = "/haneul/v1/kms/service-keys/secrets-manager/rotation";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ConcurrentQueue<string> _failures = [];
    private long _reads;
    private long _refused;
    private volatile bool _isDown;
    private volatile bool _isWaiting;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task No_read_fails_and_a_kill_costs_nothing(string engine)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("HANEUL_ROTATE_SECRETS"), out var asked) ? asked : 2000;
        await using var database = await CrashDatabase.CreateAsync(engine);
        var port = ServerProcess.FreePort();
        var server = await ServerProcess.StartAsync(database.DataFolder, environment: database.Environment, port: port);
        try
        {
            using var client = new ApiClient(server);
            await client.SignInAsync();
            var ids = await CreateAsync(client, count);
            using var stop = new CancellationTokenSource();
            var readers = Enumerable.Range(0, Clients).Select(reader => Task.Run(() => ReadAsync(client, ids, reader, stop.Token))).ToArray();

            // The service key: killed when a third is done.
            var began = TimeProvider.System.GetTimestamp();
            await client.CallAsync(HttpMethod.Post, Rotation);
            var (status, done) = await WaitAsync(client, (_, done) => done >= count / 3);
            _isDown = true;
            _isWaiting = true;
            await server.KillAsync();
            await server.DisposeAsync();
            Assert.True(status == "RUNNING", $"the rotation was over before it could be killed ({done} done)");
            server = await StartAgainAsync(database, port);
            var resumed = await WaitAsync(client, (_, now) => now > done);
            await WaitAsync(client, (_, now) => now >= count);
            var rewrapped = TimeProvider.System.GetElapsedTime(began);
            await WaitAsync(client, (now, _) => now == "FINISHED");
            Report($"{engine}: {count} data keys re-wrapped under reads in {rewrapped.TotalSeconds:F1} s, killed at {done}, gone on with at {resumed.Done}");

            // The root key: killed as soon as the server that is to go on with it is there.
            _isDown = true;
            Assert.Equal(0, await server.StopAsync());
            await server.DisposeAsync();
            (await CommandLine.RunAsync("dotnet", [ServerProcess.AssemblyPath, "root-key", "rotate", "--data", database.DataFolder], database.Environment)).ShouldSucceed();
            server = await StartAgainAsync(database, port);
            _isDown = true;
            await server.KillAsync();
            await server.DisposeAsync();
            server = await StartAgainAsync(database, port);
            await WaitForRetirementAsync(database.DataFolder);

            var before = Interlocked.Read(ref _reads);
            while (Interlocked.Read(ref _reads) < before + 200)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }

            await stop.CancelAsync();
            await Task.WhenAll(readers);
            Report($"{engine}: {_reads} reads, {_failures.Count} failed, {_refused} found nobody listening");
            Assert.Empty(_failures.Take(5));
            await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, _) =>
            {
                var answer = await client.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{ids[number]}/versions/value");
                Assert.Equal($"value-{number}", answer.GetProperty("data").GetString());
            });
            await server.StopAsync();
            await AssertAllNewAsync(database, count);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<string[]> CreateAsync(ApiClient client, int count)
    {
        var ids = new string[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, _) =>
        {
            var created = await client.CallAsync(HttpMethod.Post, "/api/v1/secrets", $$$"""{"secret":{"name":"rotate-{{{number}}}","secret_data":"value-{{{number}}}"}}""");
            ids[number] = created.GetProperty("secret").GetProperty("id").GetString()!;
        });
        return ids;
    }

    private async Task<ServerProcess> StartAgainAsync(CrashDatabase database, int port)
    {
        var server = await ServerProcess.StartAsync(database.DataFolder, environment: database.Environment, port: port);
        _isDown = false;
        return server;
    }

    private async Task ReadAsync(ApiClient client, string[] ids, int reader, CancellationToken stop)
    {
        for (var number = reader * 7919; !stop.IsCancellationRequested; number += 104729)
        {
            var index = number % ids.Length;
            try
            {
                using var response = await client.SendAsync(HttpMethod.Get, $"/api/v1/secrets/{ids[index]}/versions/value");
                var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
                if (response.StatusCode != HttpStatusCode.OK || JsonElement.Parse(text).GetProperty("data").GetString() != $"value-{index}")
                {
                    _failures.Enqueue($"{(int)response.StatusCode} {text}");
                }

                Interlocked.Increment(ref _reads);
            }
            catch (Exception exception) when (_isDown && exception is HttpRequestException or IOException)
            {
                Interlocked.Increment(ref _refused);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                _failures.Enqueue(exception.ToString());
            }

            number &= 0x3FFFFFFF;
            if (_isWaiting)
            {
                // From the first kill on leases of the killed server and the lives of cached keys are waited for, a minute and more: no need to read more than some hundred times a second.
                await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private static async Task<(string? Status, int Done)> WaitAsync(ApiClient client, Func<string?, int, bool> isReached)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (true)
        {
            var rotation = (await client.CallAsync(HttpMethod.Get, Rotation)).GetProperty("rotation");
            var (status, done) = (rotation.GetProperty("status").GetString(), rotation.GetProperty("done").GetInt32());
            if (isReached(status, done))
            {
                return (status, done);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    private static async Task WaitForRetirementAsync(string folder)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (File.Exists(Path.Combine(folder, "root.key.previous")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }
    }

    private static async Task AssertAllNewAsync(CrashDatabase server, int count)
    {
        var database = await new DatabaseFactory(new SystemRandomSource(), TimeProvider.System)
            .OpenAsync(server.Environment.GetValueOrDefault("HANEUL__DATABASE") ?? DatabaseFactory.Sqlite, server.DataFolder, CancellationToken.None);
        try
        {
            Assert.Equal((count, count), (
                await CountAsync(database, $"SELECT COUNT(*) FROM secrets_data_keys"),
                await CountAsync(database, $"SELECT COUNT(*) FROM secrets_data_keys WHERE term = 2")));
            Assert.Equal(2, await CountAsync(database, $"SELECT COUNT(*) FROM kms_service_keys"));
            Assert.Equal(0, await CountAsync(database, $"SELECT COUNT(*) FROM kms_service_keys WHERE root <> (SELECT fingerprint FROM kms_root_key_check WHERE id = 'root')"));
            Assert.Equal(0, await CountAsync(database, $"SELECT COUNT(*) FROM kms_root_key_check WHERE id = 'previous'"));
        }
        finally
        {
            await ((IAsyncDisposable)database).DisposeAsync();
        }
    }

    private static async Task<long> CountAsync(IDatabase database, Sql sql) => await database.ReadAsync(session => session.QueryFirstOrDefaultAsync(sql, static row => row.GetInt64(0)));

    private static void Report(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}

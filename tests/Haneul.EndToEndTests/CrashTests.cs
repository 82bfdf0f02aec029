using System.Collections.Concurrent;
using Haneul.EndToEndTests.Infrastructure;

namespace Haneul.EndToEndTests;

/// <summary>
/// kill -9 while clients write, of the server and of PostgreSQL: nothing that was acknowledged is missing afterwards, no acknowledged call is without its one event, and
/// the trail verifies.
/// A few rounds here; ./eng/crash.sh runs as many as it is told (HANEUL_CRASH_ROUNDS).
/// </summary>
public sealed class CrashTests
{
    private const int Writers = 16;
    private const string LongAgo = "2020-01-01T00:00:00Z";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_was_acknowledged_survives_being_killed(string engine)
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("HANEUL_CRASH_ROUNDS"), out var asked) ? asked : 3;
        await using var database = await CrashDatabase.CreateAsync(engine);
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal); // request id -> operation
        var values = new ConcurrentDictionary<(string Secret, int Version), string>();

        for (var round = 0; round < rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(database.DataFolder, environment: database.Environment);
            using var client = new ApiClient(server);
            await client.SignInAsync();
            if (round > 0)
            {
                await CheckAsync(client, acknowledged, values);
            }

            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers).Select(writer => WriteAsync(client, round, writer, acknowledged, values, stop.Token)).ToArray();
            await WaitForProgressAsync(acknowledged, acknowledged.Count + 40 + (round * 37 % 200));
            await server.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);

            // As the killed server left it, with what no segment holds yet.
            await VerifyTrailAsync(database);
        }

        await CheckAtEndAsync(database, acknowledged, values);
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: {rounds} rounds, {acknowledged.Count} acknowledged calls, {values.Count} values: 0 lost, 0 without event");
    }

    [Fact]
    public async Task What_was_acknowledged_survives_PostgreSQL_being_killed()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("HANEUL_CRASH_ROUNDS"), out var asked) ? asked : 2;
        await using var postgres = await OwnPostgres.StartAsync();
        await using var database = await CrashDatabase.CreateOnAsync(postgres.Connection);
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var values = new ConcurrentDictionary<(string Secret, int Version), string>();
        await using (var server = await ServerProcess.StartAsync(database.DataFolder, environment: database.Environment))
        {
            using var client = new ApiClient(server);
            await client.SignInAsync();
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers).Select(writer => KeepWritingAsync(client, writer, acknowledged, values, stop.Token)).ToArray();
            for (var round = 0; round < rounds; round++)
            {
                await WaitForProgressAsync(acknowledged, acknowledged.Count + 40 + (round * 37 % 200));
                await (round % 2 == 0 ? postgres.KillBackendAsync() : postgres.CrashAsync());
            }

            await WaitForProgressAsync(acknowledged, acknowledged.Count + 40);
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            Assert.Equal(0, await server.StopAsync());
        }

        await VerifyTrailAsync(database);
        await CheckAtEndAsync(database, acknowledged, values);
        TestContext.Current.TestOutputHelper?.WriteLine($"PostgreSQL killed {rounds} times, {acknowledged.Count} acknowledged calls, {values.Count} values: 0 lost, 0 without event");
    }

    /// <summary>The clients' part while the database comes and goes: a call that was refused is no acknowledged one, and the next follows.</summary>
    private static async Task KeepWritingAsync(
        ApiClient client, int writer, ConcurrentDictionary<string, string> acknowledged, ConcurrentDictionary<(string Secret, int Version), string> values, CancellationToken stop)
    {
        for (var step = 0; !stop.IsCancellationRequested; step++)
        {
            var id = $"gone-{writer}-{step}";
            using var created = await client.SendAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", $$$"""{"secret":{"name":"{{{id}}}","secret_data":"value-of-{{{id}}}"}}""", id);
            if (!created.IsSuccessStatusCode)
            {
                Assert.Equal(503, (int)created.StatusCode);
                continue;
            }

            var secret = System.Text.Json.JsonElement.Parse(await created.Content.ReadAsStringAsync(CancellationToken.None)).GetProperty("secret").GetProperty("id").GetString()!;
            values[(secret, 1)] = $"value-of-{id}";
            acknowledged[id] = "Create Secret";
            using var read = await client.SendAsync(HttpMethod.Get, $"/api/v1/secrets/{secret}/versions/value", requestId: id + "-r");
            if (read.IsSuccessStatusCode)
            {
                acknowledged[id + "-r"] = "Get Secret Version Value";
            }
        }
    }

    private static async Task VerifyTrailAsync(CrashDatabase database)
    {
        var verified = await CommandLine.RunAsync("dotnet", [ServerProcess.AssemblyPath, "trail", "verify", "--data", database.DataFolder], database.Environment);
        verified.ShouldSucceed();
        Assert.Contains("The trail is as it was written.", verified.StandardOutput, StringComparison.Ordinal);
    }

    private static async Task CheckAtEndAsync(CrashDatabase database, ConcurrentDictionary<string, string> acknowledged, ConcurrentDictionary<(string Secret, int Version), string> values)
    {
        await using var last = await ServerProcess.StartAsync(database.DataFolder, environment: database.Environment);
        using var reader = new ApiClient(last);
        await reader.SignInAsync();
        await CheckAsync(reader, acknowledged, values);
    }

    private static async Task WriteAsync(
        ApiClient client, int round, int writer, ConcurrentDictionary<string, string> acknowledged, ConcurrentDictionary<(string Secret, int Version), string> values, CancellationToken stop)
    {
        try
        {
            for (var step = 0; !stop.IsCancellationRequested; step++)
            {
                var id = $"crash-{round}-{writer}-{step}";
                var value = $"value-of-{id}";
                var created = await client.CallAsync(HttpMethod.Post, "/secrets-manager/api/v1/secrets", $$$"""{"secret":{"name":"{{{id}}}","secret_data":"{{{value}}}"}}""", id);
                var secret = created.GetProperty("secret").GetProperty("id").GetString()!;
                values[(secret, 1)] = value;
                acknowledged[id] = "Create Secret";

                await client.CallAsync(HttpMethod.Post, $"/secrets-manager/api/v1/secrets/{secret}/versions", $$$"""{"version":{"secret":"{{{value}}}-2"}}""", id + "-v");
                values[(secret, 2)] = value + "-2";
                acknowledged[id + "-v"] = "Create Secret Version";

                await client.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{secret}/versions/value", requestId: id + "-r");
                acknowledged[id + "-r"] = "Get Secret Version Value";
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone in the middle of a call: that call was not acknowledged.
        }
    }

    private static async Task WaitForProgressAsync(ConcurrentDictionary<string, string> acknowledged, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60), TimeProvider.System);
        while (acknowledged.Count < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    private static async Task CheckAsync(ApiClient client, ConcurrentDictionary<string, string> acknowledged, ConcurrentDictionary<(string Secret, int Version), string> values)
    {
        var events = (await client.ReadTrailAsync(LongAgo))
            .ToLookup(found => found.GetProperty("request").GetProperty("request_id").GetString()!, StringComparer.Ordinal);
        foreach (var (requestId, name) in acknowledged)
        {
            var found = Assert.Single(events[requestId]);
            Assert.Equal(name, found.GetProperty("event_name").GetString());
            Assert.Equal("success", found.GetProperty("result").GetString());
        }

        await Parallel.ForEachAsync(values, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (entry, _) =>
        {
            var answer = await client.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{entry.Key.Secret}/versions/value?version={entry.Key.Version}");
            Assert.Equal(entry.Value, answer.GetProperty("data").GetString());
        });
    }
}

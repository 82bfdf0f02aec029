using System.Globalization;
using Haneul.ApiTests.Api.SecretsManager;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Index;
using Haneul.Security.CloudTrail.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Retention;

/// <summary>
/// What readers of secrets feel while old events are removed. Run by <c>eng/bench.sh trail</c> and not among the tests: HANEUL_BENCH_EVENTS says how many events are removed,
/// HANEUL_BENCH_REPORT where the figures go.
/// </summary>
public sealed class TrimmingFigures(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const int Readers = 4;
    private const double MostTimes = 3;

    private static readonly TimeSpan Baseline = TimeSpan.FromSeconds(10);

    [Fact(Explicit = true)]
    public async Task A_read_of_a_secret_takes_less_than_three_times_as_long_while_events_are_removed()
    {
        var events = int.Parse(Environment.GetEnvironmentVariable("HANEUL_BENCH_EVENTS") ?? "1000000", CultureInfo.InvariantCulture);
        var token = await fixture.SignInAsync();
        var path = $"/secrets-manager/api/v1/secrets/{await fixture.CreateSecretAsync(token)}/versions/value";
        var database = fixture.Services.GetRequiredService<IDatabase>();
        var chain = new ChainMaker(database, fixture.Services.GetRequiredService<ISystemKeys>(), 2);
        var made = 0;
        while (made < events)
        {
            await chain.FillEraAsync(time: 1);
            made = (int)(await chain.HeadAsync()).SealedThrough;
        }

        await fixture.Services.GetRequiredService<IndexBuilder>().RunAsync(CancellationToken.None);
        await ReadAsync(token, path, TimeSpan.FromSeconds(5)); // The runtime compiles hot code anew.
        var before = await ReadAsync(token, path, Baseline);
        using var removed = new CancellationTokenSource();
        var begun = TimeProvider.System.GetTimestamp();
        var removing = Task.Run(() => fixture.Services.GetRequiredService<TrailTrimming>().RunAsync(2, CancellationToken.None).AsTask());
        var stopping = removing.ContinueWith(_ => removed.Cancel(), TaskScheduler.Default);
        var during = await ReadAsync(token, path, TimeSpan.FromHours(1), removed.Token);
        var took = TimeProvider.System.GetElapsedTime(begun);
        await stopping;

        var count = await removing;
        var times = Percentile(during, 0.99) / Percentile(before, 0.99);
        var report = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            removed {count} events in {took.TotalSeconds:F1} s beside {Readers} readers of a secret ({database.Engine})
            before  {before.Count / Baseline.TotalSeconds,8:F0} reads/s  p50 {Percentile(before, 0.5),7:F2} ms  p99 {Percentile(before, 0.99),7:F2} ms  longest {before[^1],7:F2} ms
            during  {during.Count / took.TotalSeconds,8:F0} reads/s  p50 {Percentile(during, 0.5),7:F2} ms  p99 {Percentile(during, 0.99),7:F2} ms  longest {during[^1],7:F2} ms
            p99 {times:F2} times (goal: less than {MostTimes})

            """);
        await File.WriteAllTextAsync(Environment.GetEnvironmentVariable("HANEUL_BENCH_REPORT") ?? Path.Combine(Path.GetTempPath(), "trail-retention.txt"), report);
        Assert.True(times < MostTimes, report);
    }

    private async Task<List<double>> ReadAsync(string token, string path, TimeSpan duration, CancellationToken stopped = default)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            var own = new List<double>();
            while (!stopped.IsCancellationRequested && TimeProvider.System.GetElapsedTime(begun) < duration)
            {
                var start = TimeProvider.System.GetTimestamp();
                using var response = await fixture.SendAsync(HttpMethod.Get, path, token);
                Assert.Equal(200, (int)response.StatusCode);
                own.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }

            return own;
        })));
        return [.. latencies.SelectMany(each => each).Order()];
    }

    private static double Percentile(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];
}

using System.Globalization;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Index;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Export;

/// <summary>
/// How quick an export is, and what memory it takes. Run by <c>eng/bench.sh trail</c> and not among the tests, whose neighbours take memory, too: HANEUL_BENCH_EVENTS says how
/// many events there are, HANEUL_BENCH_REPORT where the figures go.
/// </summary>
public sealed class ExportFigures(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const int BetweenLooks = 8 * 1024 * 1024;
    private const double MostGrowth = 16;
    private const double Mega = 1024 * 1024;

    [Theory(Explicit = true)]
    [InlineData("csv")]
    [InlineData("jsonl")]
    public async Task An_export_takes_no_more_memory_the_longer_it_is(string format)
    {
        var events = int.Parse(Environment.GetEnvironmentVariable("HANEUL_BENCH_EVENTS") ?? "200000", CultureInfo.InvariantCulture);
        var token = await fixture.SignInAsync();
        await LongTrail.RecordAsync(fixture, fixture.Bootstrap.ProjectId, 1);
        await FillAsync(events);

        // The first one compiles hot code.
        await ExportAsync(token, format, most: BetweenLooks);
        var start = TimeProvider.System.GetTimestamp();
        var (bytes, growth) = await ExportAsync(token, format, most: long.MaxValue);
        var took = TimeProvider.System.GetElapsedTime(start);

        var report = string.Create(
            CultureInfo.InvariantCulture,
            $"{format}: {bytes / Mega:F0} MB of more than {events} events in {took.TotalSeconds:F1} s, memory grew by {growth:F1} MB (goal: less than {MostGrowth})\n");
        await File.AppendAllTextAsync(Environment.GetEnvironmentVariable("HANEUL_BENCH_REPORT") ?? Path.Combine(Path.GetTempPath(), "trail-export.txt"), report);
        Assert.True(growth < MostGrowth, report);
    }

    private async Task FillAsync(int events)
    {
        var chain = new ChainMaker(fixture.Services.GetRequiredService<IDatabase>(), fixture.Services.GetRequiredService<ISystemKeys>(), 2);
        do
        {
            await chain.FillEraAsync(UnixTime.ToMicroseconds(fixture.Time.GetUtcNow()));
        }
        while ((await chain.HeadAsync()).SealedThrough < events);
        await fixture.Services.GetRequiredService<IndexBuilder>().RunAsync(CancellationToken.None);
    }

    /// <summary>Reads an export and throws it away; how long it was, and by how many megabytes memory grew after its beginning.</summary>
    private async Task<(long Bytes, double Growth)> ExportAsync(string token, string format, long most)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/cloud-trail/haneul/v1/events/export?format={format}");
        request.Headers.Add("X-Auth-Token", token);
        using var response = await fixture.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(200, (int)response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        var (bytes, next, first, highest) = (0L, (long)BetweenLooks, 0L, 0L);
        while (bytes < most && await body.ReadAsync(buffer) is > 0 and var count)
        {
            bytes += count;
            if (bytes >= next)
            {
                next += BetweenLooks;
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true));
                first = first == 0 ? highest : first;
            }
        }

        return (bytes, (highest - first) / Mega);
    }
}

using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.ApiTests.Api.CloudTrail.Retention;

/// <summary>The server removes by itself what is older than its setting says.</summary>
public sealed class TrimJobTests(TrimJobTests.Fixture fixture) : IClassFixture<TrimJobTests.Fixture>
{
    [Fact]
    public async Task Events_go_when_they_are_older_than_the_retention()
    {
        await fixture.SignInAsync();
        await LongTrail.RecordAsync(fixture, fixture.Bootstrap.ProjectId, 250);
        await fixture.Services.GetRequiredService<TrailChain>().SealAsync();
        fixture.Time.Advance(TimeSpan.FromDays(60));
        await LongTrail.RecordAsync(fixture, fixture.Bootstrap.ProjectId, 3);
        await fixture.Services.GetRequiredService<TrailChain>().SealAsync();
        await fixture.RunDueJobsAsync();
        Assert.InRange(await CountAsync(), 253, 1000);

        fixture.Time.Advance(TimeSpan.FromDays(31));
        await fixture.RunDueJobsAsync();

        var kept = fixture.Time.GetUtcNow() - TimeSpan.FromDays(90);
        Assert.Equal(0, await CountAsync(UnixTime.ToMicroseconds(kept)));
        Assert.InRange(await CountAsync(), 3, 100);
    }

    [Fact]
    public async Task It_is_planned_once_and_again_after_each_run()
    {
        await fixture.RestartAsync();
        await fixture.RunDueJobsAsync();

        var due = await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session => session.QueryAsync(
            $"SELECT due_at FROM jobs WHERE kind = 'cloud-trail.trim'", static row => row.GetInt64(0)));

        var now = fixture.Time.GetUtcNow();
        Assert.InRange(Assert.Single(due), UnixTime.ToMicroseconds(now), UnixTime.ToMicroseconds(now.AddHours(1)));
    }

    private async Task<long> CountAsync(long before = long.MaxValue) => await fixture.Services.GetRequiredService<IDatabase>().ReadAsync(session =>
        session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM trail_events WHERE event_time < {before}", static row => row.GetInt64(0)));

    public sealed class Fixture : ApiFixture
    {
        protected override IReadOnlyDictionary<string, string?> ExtraSettings => new Dictionary<string, string?> { ["Haneul:TrailRetentionDays"] = "90" };
    }
}

using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Access;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.Iam.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Haneul.ApiTests.Api.Iam;

/// <summary>What goes on around tokens, below the wire.</summary>
public sealed class TokenUpkeepTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_change_by_another_process_makes_what_is_kept_stale()
    {
        var database = fixture.Services.GetRequiredService<IDatabase>();
        var epoch = new RevocationEpoch();
        await using var watch = new EpochWatch(database, epoch, fixture.Time, NullLogger<EpochWatch>.Instance);
        await watch.LookAsync();
        var before = epoch.Value;
        await watch.LookAsync();
        Assert.Equal(before, epoch.Value);

        await database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE iam_epoch SET value = value + 1 WHERE id = 1"), TestContext.Current.CancellationToken);
        await watch.LookAsync();

        Assert.NotEqual(before, epoch.Value);
    }

    [Fact]
    public async Task What_is_kept_counts_on_a_shared_database_only_shortly_after_a_look()
    {
        var time = new ManualTimeProvider();
        var epoch = new RevocationEpoch();
        Assert.True(epoch.IsKnown(time));

        epoch.Share();
        Assert.False(epoch.IsKnown(time));
        await using var watch = new EpochWatch(fixture.Services.GetRequiredService<IDatabase>(), epoch, time, NullLogger<EpochWatch>.Instance);
        await watch.LookAsync();
        Assert.True(epoch.IsKnown(time));

        time.Advance(RevocationEpoch.LongestSilence);
        Assert.True(epoch.IsKnown(time));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(epoch.IsKnown(time));
    }

    [Fact]
    public async Task A_look_that_hangs_is_given_up_after_a_second_and_makes_what_is_kept_stale()
    {
        var time = new ManualTimeProvider();
        var epoch = new RevocationEpoch();
        await using var watch = new EpochWatch(new HangingDatabase(), epoch, time, NullLogger<EpochWatch>.Instance);
        var before = epoch.Value;
        var look = watch.LookAsync();
        Assert.False(look.IsCompleted);

        time.Advance(EpochWatch.Period);
        await look;

        Assert.NotEqual(before, epoch.Value);
    }

    [Fact]
    public async Task A_kept_token_is_authenticated_at_once_and_without_garbage()
    {
        var token = await fixture.SignInAsync();
        var authenticator = fixture.Services.GetRequiredService<IAuthenticator>();
        var caller = await authenticator.AuthenticateAsync(token, CancellationToken.None);
        Assert.NotNull(caller);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var isOrderly = true;
        for (var round = 0; round < 100; round++)
        {
            var authenticated = authenticator.AuthenticateAsync(token, CancellationToken.None);
            isOrderly &= authenticated.IsCompletedSuccessfully;
            isOrderly &= ReferenceEquals(await authenticated, caller);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(isOrderly);
        Assert.True(allocated < 100, $"{allocated} bytes in 100 rounds");
    }

    [Fact]
    public async Task No_token_stands_in_the_database()
    {
        var token = await fixture.SignInAsync();
        var database = fixture.Services.GetRequiredService<IDatabase>();
        var hashes = await database.ReadAsync(
            session => session.QueryAsync($"SELECT hash FROM iam_tokens", static row => row.GetFieldValue<byte[]>(0)), TestContext.Current.CancellationToken);

        Assert.NotEmpty(hashes);
        var plain = System.Text.Encoding.ASCII.GetBytes(token);
        Assert.All(hashes, hash =>
        {
            Assert.Equal(32, hash.Length);
            Assert.NotEqual(System.Security.Cryptography.SHA256.HashData(plain), hash);
        });
    }
}

/// <summary>A database on PostgreSQL that never answers.</summary>
internal sealed class HangingDatabase : IDatabase
{
    public DatabaseEngine Engine => DatabaseEngine.Postgres;

    public async ValueTask<T> ReadAsync<T>(Func<IDatabaseSession, ValueTask<T>> work, CancellationToken cancellation = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        throw new InvalidOperationException("It answered.");
    }

    public ValueTask<T> WriteAsync<T>(Func<ITransaction, ValueTask<T>> work, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask AppendAsync(Func<ITransaction, ValueTask> work, CancellationToken cancellation = default) => throw new NotSupportedException();

    public ValueTask ProbeAsync(CancellationToken cancellation = default) => throw new NotSupportedException();
}

/// <summary>Expired tokens are taken out of the database.</summary>
public sealed class ExpiredTokenTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Expired_tokens_leave_the_database_and_live_ones_stay()
    {
        await fixture.SignInAsync();
        await fixture.SignInAsync();
        var database = fixture.Services.GetRequiredService<IDatabase>();
        // One of the test's own: the server's may be under way with an earlier time.
        await using var sweep = new ExpiredTokens(database, fixture.Services.GetRequiredService<HaneulOptions>(), fixture.Time, NullLogger<ExpiredTokens>.Instance);
        fixture.Time.Advance(TimeSpan.FromHours(13));
        await sweep.SweepAsync();
        Assert.Equal(2, await CountAsync()); // Whoever asks with allow_expired may look at them for two days.
        fixture.Time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromHours(2));
        var live = await fixture.SignInAsync();
        fixture.Time.Advance(TimeSpan.FromHours(2));

        await sweep.SweepAsync();

        Assert.Equal(1, await CountAsync());
        Assert.NotNull(await fixture.RolesOfAsync(live));

        async Task<long> CountAsync() => await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_tokens", static row => row.GetInt64(0)), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Counts_of_unknown_sign_ins_are_kept_for_a_week()
    {
        using var unknown = await fixture.IssueAsync(IamRequests.ByKeyId(IamRequests.NoId, "wrong-secret"));
        await unknown.RefusedAsync(401);
        var database = fixture.Services.GetRequiredService<IDatabase>();
        var counted = fixture.Time.GetUtcNow();

        await UnknownSignIns.SweepAsync(database, counted + UnknownSignIns.Kept);
        Assert.Equal(1, await CountAsync());
        await UnknownSignIns.SweepAsync(database, counted + UnknownSignIns.Kept + TimeSpan.FromMinutes(1));
        Assert.Equal(0, await CountAsync());

        async Task<long> CountAsync() => await database.ReadAsync(
            session => session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM iam_unknown_sign_ins", static row => row.GetInt64(0)), TestContext.Current.CancellationToken);
    }
}

using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Storage;

/// <summary>What only PostgreSQL can get wrong: conflicts between transactions, and a server that goes away.</summary>
public sealed class PostgresTests() : StorageContract(DatabaseEngine.Postgres)
{
    [Fact]
    public async Task A_deadlock_is_run_again_and_both_succeed()
    {
        await WriteAsync(Insert("a", size: 0));
        await WriteAsync(Insert("b", size: 0));
        var bothHoldOne = new Barrier(2);
        using var _ = bothHoldOne;

        async Task UpdateAsync(string first, string second)
        {
            var attempt = 0;
            await Database.WriteAsync(async tx =>
            {
                await tx.ExecuteAsync($"UPDATE things SET size = size + 1 WHERE id = {first}");
                if (++attempt == 1)
                {
                    bothHoldOne.SignalAndWait();
                }

                return await tx.ExecuteAsync($"UPDATE things SET size = size + 1 WHERE id = {second}");
            });
        }

        await Task.WhenAll(Task.Run(() => UpdateAsync("a", "b")), Task.Run(() => UpdateAsync("b", "a")));

        Assert.Equal([2, 2], await Database.ReadAsync(db => db.QueryAsync($"SELECT size FROM things", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_while_idle_is_not_noticed()
    {
        await WriteAsync(Insert("a"));
        await using var other = await Test.OpenAsync() as IAsyncDisposable;
        var killer = (IDatabase)other!;

        Task KillAsync() => killer.ReadAsync(db => db.QueryAsync(
            $"SELECT pg_terminate_backend(pid, {5000}) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            row => row.GetBoolean(0))).AsTask();

        await KillAsync();
        Assert.Equal(["a"], await IdsAsync());
        await KillAsync();
        Assert.Equal(1, await WriteAsync(Insert("b")));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_refused_without_telling_the_password()
    {
        var factory = new DatabaseFactory(new Haneul.Kernel.Runtime.SystemRandomSource(), TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<StorageRefusedException>(async () =>
            await factory.OpenAsync("Host=127.0.0.1;Port=1;Username=u;Password=canary-4711;Database=d", Test.DataFolder));
        var nonsense = await Assert.ThrowsAsync<StorageRefusedException>(async () =>
            await factory.OpenAsync("Hots=127.0.0.1;Password=canary-4711", Test.DataFolder));

        Assert.DoesNotContain("canary-4711", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary-4711", nonsense.ToString(), StringComparison.Ordinal);
    }
}

using System.Data.Common;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Storage;

/// <summary>Group commit: many callers share one commit, and none pays for another's mistake.</summary>
public abstract class AppendContract(DatabaseEngine engine) : StorageContract(engine)
{
    [Fact]
    public async Task Every_append_of_many_callers_is_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var number = 0; number < 20; number++)
            {
                await AppendAsync(Insert($"{caller}-{number}"));
            }
        })));

        Assert.Equal(64 * 20, (await IdsAsync()).Count);
    }

    [Fact]
    public async Task A_bad_member_of_a_batch_fails_alone()
    {
        await WriteAsync(Insert("taken"));

        // Started together, so that they meet in batches; every tenth breaks the primary key.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            try
            {
                await AppendAsync(Insert(number % 10 == 0 ? "taken" : $"{number}"));
                return true;
            }
            catch (DbException)
            {
                return false;
            }
        }));

        Assert.Equal(Enumerable.Range(0, 200).Select(number => number % 10 != 0), outcomes);
        Assert.Equal(181, (await IdsAsync()).Count);
    }

    [Fact]
    public async Task Writes_that_roll_back_and_throw_do_not_touch_their_neighbours()
    {
        await Task.WhenAll(Enumerable.Range(0, 90).Select(async number =>
        {
            switch (number % 3)
            {
                case 0:
                    await AppendAsync(Insert($"{number}"));
                    break;
                case 1:
                    await Database.WriteAsync(async tx =>
                    {
                        await tx.ExecuteAsync(Insert($"{number}"));
                        tx.RollBack();
                        return 0;
                    });
                    break;
                default:
                    await Assert.ThrowsAsync<FormatException>(async () => await Database.WriteAsync<int>(async tx =>
                    {
                        await tx.ExecuteAsync(Insert($"{number}"));
                        throw new FormatException();
                    }));
                    break;
            }
        }));

        Assert.Equal(30, (await IdsAsync()).Count);
    }

    [Fact]
    public async Task An_append_of_two_statements_is_refused_and_nothing_is_kept()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Database.AppendAsync(async tx =>
        {
            await tx.ExecuteAsync(Insert("a"));
            await tx.ExecuteAsync(Insert("b"));
        }));

        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task An_append_that_throws_or_rolls_back_keeps_nothing()
    {
        await Assert.ThrowsAsync<FormatException>(async () => await Database.AppendAsync(async tx =>
        {
            await tx.ExecuteAsync(Insert("a"));
            throw new FormatException();
        }));
        await Database.AppendAsync(async tx =>
        {
            await tx.ExecuteAsync(Insert("b"));
            tx.RollBack();
        });

        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_reopening()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => AppendAsync(Insert($"{number}"))));
        await Test.CloseAsync(Database);

        var reopened = await Test.OpenAsync();
        Assert.Equal(50, await reopened.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM things", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task A_closed_database_is_unavailable()
    {
        await Test.CloseAsync(Database);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => AppendAsync(Insert("a")));
    }
}

public sealed class SqliteAppendContract() : AppendContract(DatabaseEngine.Sqlite);

public sealed class PostgresAppendContract() : AppendContract(DatabaseEngine.Postgres);

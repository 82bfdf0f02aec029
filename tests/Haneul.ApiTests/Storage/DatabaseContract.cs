using System.Data.Common;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Storage;

/// <summary>The portable SQL of the product, and what a transaction keeps.</summary>
public abstract class DatabaseContract(DatabaseEngine engine) : StorageContract(engine)
{
    [Fact]
    public async Task Values_come_back_as_they_were_stored()
    {
        var name = "한울 'quoted' \"double\" \\ @p0 $1 {{strict}} 🌤";
        var body = new byte[] { 0, 1, 0x27, 255 };
        await WriteAsync(Insert("a", name, long.MinValue, body));

        var row = await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync(
            $"SELECT name, size, body FROM things WHERE name = {name} AND size = {long.MinValue} AND body = {body}",
            row => (Name: row.GetString(0), Size: row.GetInt64(1), Body: (byte[])row[2])));

        Assert.Equal(name, row.Name);
        Assert.Equal(long.MinValue, row.Size);
        Assert.Equal(body, row.Body);
    }

    [Fact]
    public async Task Null_and_empty_are_told_apart()
    {
        await WriteAsync(Insert("empty", "", 0, []));
        await WriteAsync(Insert("null"));

        var nulls = await Database.ReadAsync(db => db.QueryAsync(
            $"SELECT name, size, body FROM things ORDER BY id", row => (row.IsDBNull(0), row.IsDBNull(1), row.IsDBNull(2))));

        Assert.Equal([(false, false, false), (true, true, true)], nulls);
    }

    [Fact]
    public async Task An_optional_filter_may_be_null_of_any_type()
    {
        await WriteAsync(Insert("a", "x", 1, [1]));
        foreach (var (name, size, body) in new (string?, long?, byte[]?)[] { (null, null, null), ("x", 1, [1]), ("x", null, null) })
        {
            Assert.Equal(["a"], await Database.ReadAsync(db => db.QueryAsync(
                $"""
                SELECT id FROM things
                WHERE ({name} IS NULL OR name = {name}) AND ({size} IS NULL OR size = {size}) AND ({body} IS NULL OR body = {body})
                """,
                row => row.GetString(0))));
        }

        string? other = "y";
        Assert.Empty(await Database.ReadAsync(db => db.QueryAsync(
            $"SELECT id FROM things WHERE ({other} IS NULL OR name = {other})", row => row.GetString(0))));
    }

    [Fact]
    public async Task Fragments_compose()
    {
        await WriteAsync(Insert("a", "x", 1));
        await WriteAsync(Insert("b", "y", 2));
        Sql byName = $"AND name = {"y"}";
        Sql filter = $"project_id = {"p"} {byName}";

        Assert.Equal(["b"], await Database.ReadAsync(db => db.QueryAsync(
            $"SELECT id FROM things WHERE size > {0} AND {filter} {Sql.Empty} LIMIT {10}", row => row.GetString(0))));
    }

    [Fact]
    public async Task Upsert_and_returning_answer_the_row()
    {
        for (var round = 1; round <= 3; round++)
        {
            var version = await Database.WriteAsync(tx => tx.QueryFirstOrDefaultAsync(
                $"""
                INSERT INTO things (id, project_id, size) VALUES ({"a"}, {"p"}, {round})
                ON CONFLICT (id) DO UPDATE SET size = excluded.size, version = things.version + 1 RETURNING version
                """,
                row => row.GetInt64(0)));
            Assert.Equal(round, version);
        }

        Assert.Equal(0, await WriteAsync($"INSERT INTO things (id, project_id) VALUES ({"a"}, {"p"}) ON CONFLICT DO NOTHING"));
    }

    [Fact]
    public async Task Keyset_paging_by_row_value_visits_every_row_once()
    {
        for (var number = 0; number < 10; number++)
        {
            await WriteAsync(Insert($"id{number}", size: number / 3));
        }

        var seen = new List<string>();
        (long Size, string Id) last = (-1, "");
        while (true)
        {
            var (size, id) = last;
            var page = await Database.ReadAsync(db => db.QueryAsync(
                $"SELECT size, id FROM things WHERE (size, id) > ({size}, {id}) ORDER BY size, id LIMIT {4}",
                row => (row.GetInt64(0), row.GetString(1))));
            if (page.Count == 0)
            {
                break;
            }

            seen.AddRange(page.Select(row => row.Item2));
            last = page[^1];
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"id{number}"), seen);
    }

    [Fact]
    public async Task Work_is_claimed_with_skip_locked()
    {
        await WriteAsync(Insert("a"));
        await WriteAsync(Insert("b"));

        var claimed = await Database.WriteAsync(tx => tx.QueryAsync(
            $"""
            UPDATE things SET version = version + 1 WHERE id IN (SELECT id FROM things WHERE version = 1 ORDER BY id LIMIT {1} {SqlToken.SkipLocked})
            RETURNING id
            """,
            row => row.GetString(0)));

        Assert.Equal(["a"], claimed);
    }

    [Fact]
    public async Task Of_concurrent_compare_and_sets_exactly_one_wins_each_version()
    {
        await WriteAsync(Insert("a", size: 0));
        var wins = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var mine = 0; mine < 10;)
            {
                var (size, version) = await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync(
                    $"SELECT size, version FROM things WHERE id = {"a"}", row => (row.GetInt64(0), row.GetInt64(1))));
                var changed = await WriteAsync($"UPDATE things SET size = {size + 1}, version = {version + 1} WHERE id = {"a"} AND version = {version}");
                mine += changed;
                Interlocked.Add(ref wins, changed);
            }
        })));

        Assert.Equal(80, wins);
        Assert.Equal(80, await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT size FROM things", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task A_write_that_was_acknowledged_is_seen_by_the_next_read()
    {
        for (var number = 0; number < 200; number++)
        {
            await WriteAsync(Insert($"{number:D3}"));
            Assert.Equal(number + 1, (await IdsAsync()).Count);
        }
    }

    [Fact]
    public async Task A_transaction_sees_its_own_writes_and_others_do_not_until_it_ends()
    {
        await Database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync(Insert("a"));
            Assert.Equal("a", await tx.QueryFirstOrDefaultAsync($"SELECT id FROM things", row => row.GetString(0)));
            Assert.Null(await tx.QueryFirstOrDefaultAsync($"SELECT id FROM things WHERE id = {"b"}", row => row.GetString(0)));
            return 0;
        });
    }

    [Fact]
    public async Task RollBack_keeps_nothing_and_answers_the_result()
    {
        var result = await Database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync(Insert("a"));
            tx.RollBack();
            return "refused";
        });

        Assert.Equal("refused", result);
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task An_exception_keeps_nothing_and_comes_out_as_it_is()
    {
        await Assert.ThrowsAsync<FormatException>(async () => await Database.WriteAsync<int>(async tx =>
        {
            await tx.ExecuteAsync(Insert("a"));
            throw new FormatException();
        }));

        Assert.Empty(await IdsAsync());
        await WriteAsync(Insert("b"));
        Assert.Equal(["b"], await IdsAsync());
    }

    [Fact]
    public async Task A_failed_statement_dooms_the_transaction_even_when_its_exception_is_swallowed()
    {
        await WriteAsync(Insert("a"));

        await Assert.ThrowsAnyAsync<DbException>(async () => await Database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync(Insert("b"));
            try
            {
                await tx.ExecuteAsync(Insert("a"));
            }
            catch (DbException)
            {
                // As careless code would.
            }

            return 0;
        }));

        Assert.Equal(["a"], await IdsAsync());
    }

    [Fact]
    public async Task A_transaction_cannot_be_used_after_its_function()
    {
        ITransaction? kept = null;
        await Database.WriteAsync(tx =>
        {
            kept = tx;
            return ValueTask.FromResult(0);
        });

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await kept!.ExecuteAsync(Insert("a")));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task A_cancelled_caller_changes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Database.WriteAsync(tx => tx.ExecuteAsync(Insert("a")), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Database.AppendAsync(async tx => await tx.ExecuteAsync(Insert("b")), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Database.ReadAsync(db => ValueTask.FromResult(0), cancelled.Token));

        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task A_lock_by_name_lets_one_transaction_decide()
    {
        var firsts = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(async () => await Database.WriteAsync(async tx =>
        {
            await tx.LockAsync("first-start");
            var found = await tx.QueryFirstOrDefaultAsync($"SELECT id FROM things", row => row.GetString(0));
            return found is null ? await tx.ExecuteAsync(Insert($"{number}")) : 0;
        }))));

        Assert.Equal(1, firsts.Sum());
        Assert.Single(await IdsAsync());
    }

    [Fact]
    public async Task A_foreign_key_is_checked_however_the_statement_is_run()
    {
        await WriteAsync($"CREATE TABLE parts (id TEXT NOT NULL PRIMARY KEY, thing_id TEXT NOT NULL REFERENCES things (id))");
        Sql orphan = $"INSERT INTO parts (id, thing_id) VALUES ({"a"}, {"none"}), ({"b"}, {"none"})";
        Sql returning = $"{orphan} RETURNING id";

        await Assert.ThrowsAnyAsync<DbException>(() => WriteAsync(orphan));
        await Assert.ThrowsAnyAsync<DbException>(() => WriteAsync(returning));
        await Assert.ThrowsAnyAsync<DbException>(() => AppendAsync(returning));
        await Assert.ThrowsAnyAsync<DbException>(async () => await Database.WriteAsync(tx => tx.QueryAsync(returning, row => row.GetString(0))));
        await Assert.ThrowsAnyAsync<DbException>(async () => await Database.WriteAsync(tx => tx.QueryFirstOrDefaultAsync(returning, row => row.GetString(0))));
        Assert.Empty(await Database.ReadAsync(db => db.QueryAsync($"SELECT id FROM parts", row => row.GetString(0))));
    }

    [Fact]
    public async Task The_probe_answers() => await Database.ProbeAsync();
}

public sealed class SqliteDatabaseContract() : DatabaseContract(DatabaseEngine.Sqlite);

public sealed class PostgresDatabaseContract() : DatabaseContract(DatabaseEngine.Postgres);

using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Storage;

/// <summary>What only SQLite can get wrong: the lane, the file, the disk.</summary>
public sealed class SqliteTests() : StorageContract(DatabaseEngine.Sqlite)
{
    [Fact]
    public async Task A_full_disk_is_unavailable_and_loses_nothing_that_was_acknowledged()
    {
        await WriteAsync(Insert("before"));
        await LimitPagesAsync(20);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            var id = $"id{number:D3}";
            try
            {
                if (number % 2 == 0)
                {
                    await AppendAsync(Insert(id, body: new byte[2000]));
                }
                else
                {
                    await WriteAsync(Insert(id, body: new byte[2000]));
                }

                return id;
            }
            catch (StorageUnavailableException)
            {
                return null;
            }
        }));

        Assert.True(outcomes.Any(id => id is null), "The disk never filled.");
        Assert.Equal(outcomes.OfType<string>().Append("before").Order(StringComparer.Ordinal), await IdsAsync());

        await LimitPagesAsync(100_000);
        await WriteAsync(Insert("after"));
        Assert.Contains("after", await IdsAsync());
        await Test.CloseAsync(Database);
        var reopened = await Test.OpenAsync();
        Assert.Equal("ok", await reopened.ReadAsync(db => db.QueryFirstOrDefaultAsync($"PRAGMA integrity_check", row => row.GetString(0))));
    }

    [Fact]
    public async Task Swallowing_a_full_disk_does_not_turn_it_into_an_acknowledgement()
    {
        await LimitPagesAsync(1);

        await Assert.ThrowsAsync<StorageUnavailableException>(async () => await Database.WriteAsync(async tx =>
        {
            try
            {
                await tx.ExecuteAsync(Insert("a", body: new byte[100_000]));
            }
#pragma warning disable CA1031 // As careless code would.
            catch
#pragma warning restore CA1031
            {
                return 1;
            }

            return 0;
        }));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task A_function_that_awaits_something_else_is_refused_and_keeps_nothing()
    {
        var never = new TaskCompletionSource();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Database.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync(Insert("a"));
            await never.Task;
            return await tx.ExecuteAsync(Insert("b"));
        }));
        never.SetResult();

        Assert.Contains("asynchronous", refusal.Message, StringComparison.Ordinal);
        await Database.ProbeAsync();
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task Using_the_database_inside_a_write_is_refused_instead_of_waiting_for_ever()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Database.WriteAsync(async _ => await WriteAsync(Insert("a"))));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Database.WriteAsync(async _ => await IdsAsync()));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_waiting_is_skipped()
    {
        using var busy = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        using var giveUp = new CancellationTokenSource();
        var first = Task.Run(async () => await Database.WriteAsync(async tx =>
        {
            started.Set();
            busy.Wait();
            return await tx.ExecuteAsync(Insert("first"));
        }));
        started.Wait();
        var second = Database.AppendAsync(async tx => await tx.ExecuteAsync(Insert("second")), giveUp.Token).AsTask();

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        busy.Set();
        await first;

        Assert.Equal(["first"], await IdsAsync());
    }

    [Fact]
    public async Task A_read_cannot_write()
    {
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(async () => await Database.ReadAsync(db =>
            db.QueryAsync($"INSERT INTO things (id, project_id) VALUES ({"a"}, {"p"}) RETURNING id", row => row.GetString(0))));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task Every_connection_is_set_up_to_be_safe()
    {
        async Task<long> PragmaAsync(Sql pragma) => await Database.WriteAsync(tx => tx.QueryFirstOrDefaultAsync(pragma, row => row.GetInt64(0)));

        Assert.Equal(2, await PragmaAsync($"PRAGMA synchronous"));
        Assert.Equal(1, await PragmaAsync($"PRAGMA foreign_keys"));
        Assert.Equal(1, await PragmaAsync($"PRAGMA secure_delete"));
        Assert.Equal(0, await PragmaAsync($"PRAGMA trusted_schema"));
        Assert.Equal(5000, await PragmaAsync($"PRAGMA busy_timeout"));
        Assert.Equal("wal", await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"PRAGMA journal_mode", row => row.GetString(0))));
        Assert.Equal(1, await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"PRAGMA query_only", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task The_files_belong_to_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        await WriteAsync(Insert("a"));

        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
#pragma warning disable CA1416 // Skipped on Windows above.
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Test.FilePath + suffix));
#pragma warning restore CA1416
        }
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await Test.CloseAsync(Database);
        await File.WriteAllTextAsync(Test.FilePath, new string('x', 5000));

        var refusal = await Assert.ThrowsAsync<StorageRefusedException>(() => Test.OpenAsync());

        Assert.Contains(Test.FilePath, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_statements_than_the_cache_holds_still_run()
    {
        for (var number = 0; number < 600; number++)
        {
            var text = new Sql(0, 0);
            text.AppendLiteral($"SELECT {number} + ");
            text.AppendFormatted(1L);
            Assert.Equal(number + 1, await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync(text, row => row.GetInt64(0))));
        }
    }

    private async Task LimitPagesAsync(int pages)
    {
        var pragma = new Sql(0, 0);
        pragma.AppendLiteral($"PRAGMA max_page_count = {pages}");
        await Database.WriteAsync(tx => tx.QueryAsync(pragma, row => row.GetInt64(0)));
    }
}

using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Scrubbing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Haneul.ApiTests.Storage;

/// <summary>A scrub does its work only when nobody sees an earlier state any more, and says so.</summary>
public abstract class ScrubContract(DatabaseEngine engine) : StorageContract(engine)
{
    private static readonly string[] Tables = ["things"];

    private IStorageScrubber Scrubber => (IStorageScrubber)Database;

    [Fact]
    public async Task Rows_stay_and_statements_go_on_after_a_scrub()
    {
        await WriteAsync(Insert("a", body: [1, 2, 3]));
        await WriteAsync(Insert("b"));
        await WriteAsync($"DELETE FROM things WHERE id = {"b"}");

        await ScrubAtLastAsync(await MarkAsync());

        Assert.Equal(["a"], await IdsAsync());
        Assert.Equal(1, await WriteAsync(Insert("c")));
    }

    [Fact]
    public async Task A_reader_of_an_earlier_state_holds_it_up_until_he_is_done()
    {
        await WriteAsync(Insert("a"));
        await using var reader = await SnapshotAsync();
        await WriteAsync($"DELETE FROM things WHERE id = {"a"}");
        var mark = await MarkAsync();

        Assert.False(await ScrubAsync(mark));
        await reader.DisposeAsync();

        await ScrubAtLastAsync(mark);
    }

    /// <summary>A connection of somebody else that has begun to read and still sees what it saw.</summary>
    private protected abstract Task<IAsyncDisposable> SnapshotAsync();

    private ValueTask<string> MarkAsync() => Scrubber.MarkAsync(TestContext.Current.CancellationToken);

    // Somebody whom no test knows may look at the database too, such as PostgreSQL's autovacuum; then a scrub is tried again, as the job does.
    private protected async Task ScrubAtLastAsync(string mark)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await ScrubAsync(mark))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(60), "Something holds the scrub up.");
        }
    }

    private ValueTask<bool> ScrubAsync(string mark) => Scrubber.TryScrubAsync(Tables, mark, TestContext.Current.CancellationToken);
}

public sealed class SqliteScrubContract() : ScrubContract(DatabaseEngine.Sqlite)
{
    [Fact]
    public async Task The_log_is_cut_to_nothing()
    {
        await WriteAsync(Insert("a", body: new byte[100_000]));
        Assert.True(new FileInfo(Test.FilePath + "-wal").Length > 100_000);

        Assert.True(await ((IStorageScrubber)Database).TryScrubAsync([], "log", TestContext.Current.CancellationToken));

        Assert.Equal(0, new FileInfo(Test.FilePath + "-wal").Length);
    }

    private protected override async Task<IAsyncDisposable> SnapshotAsync()
    {
        var connection = new SqliteConnection($"Data Source={Test.FilePath};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; SELECT COUNT(*) FROM things";
        await command.ExecuteScalarAsync();
        return connection;
    }
}

public sealed class PostgresScrubContract() : ScrubContract(DatabaseEngine.Postgres)
{
    [Fact]
    public async Task A_table_that_somebody_has_locked_is_left_for_another_time()
    {
        var scrubber = (IStorageScrubber)Database;
        var mark = await scrubber.MarkAsync(TestContext.Current.CancellationToken);
        await using var other = await OpenAsync("BEGIN; LOCK TABLE things IN ACCESS SHARE MODE");

        Assert.False(await scrubber.TryScrubAsync(["things"], mark, TestContext.Current.CancellationToken));
        await other.DisposeAsync();

        await ScrubAtLastAsync(mark);
        Assert.Equal("0", await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT current_setting('lock_timeout')", row => row.GetString(0))));
    }

    private protected override async Task<IAsyncDisposable> SnapshotAsync() => await OpenAsync("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT COUNT(*) FROM things");

    private async Task<OpenTransaction> OpenAsync(string text)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Test.Setting) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync();
        return new OpenTransaction(connection);
    }

    /// <summary>Somebody else's transaction. Its end is waited for: the server takes a while to notice that a connection was merely closed.</summary>
    private sealed class OpenTransaction(NpgsqlConnection connection) : IAsyncDisposable
    {
        private bool _ended;

        public async ValueTask DisposeAsync()
        {
            if (_ended)
            {
                return;
            }

            _ended = true;
            await using (connection)
            {
                await using var command = new NpgsqlCommand("ROLLBACK", connection);
                await command.ExecuteNonQueryAsync();
            }
        }
    }
}

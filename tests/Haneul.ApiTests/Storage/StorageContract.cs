using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;

namespace Haneul.ApiTests.Storage;

/// <summary>A fresh database with one table, for the suites that prove both engines alike.</summary>
public abstract class StorageContract(DatabaseEngine engine) : IAsyncLifetime
{
    protected TestDatabase Test { get; private set; } = null!;

    protected IDatabase Database { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Test = await TestDatabase.CreateAsync(engine);
        Database = await Test.OpenAsync();
        await Database.WriteAsync(tx => tx.ExecuteAsync(
            $"""
            CREATE TABLE things (
                id TEXT NOT NULL PRIMARY KEY, project_id TEXT NOT NULL, name TEXT, size {SqlToken.Int64}, body {SqlToken.Blob},
                version {SqlToken.Int64} NOT NULL DEFAULT 1) {SqlToken.Strict}
            """));
        await Database.WriteAsync(tx => tx.ExecuteAsync($"CREATE UNIQUE INDEX things_name ON things (project_id, name)"));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Test is not null)
        {
            await Test.DisposeAsync();
        }
    }

    protected static Sql Insert(string id, string? name = null, long? size = null, byte[]? body = null) =>
        $"INSERT INTO things (id, project_id, name, size, body) VALUES ({id}, {"p"}, {name}, {size}, {body})";

    protected async Task<List<string>> IdsAsync() =>
        await Database.ReadAsync(db => db.QueryAsync($"SELECT id FROM things ORDER BY id", row => row.GetString(0)));

    protected async Task<int> WriteAsync(Sql sql) => await Database.WriteAsync(tx => tx.ExecuteAsync(sql));

    protected async Task AppendAsync(Sql sql) => await Database.AppendAsync(async tx => await tx.ExecuteAsync(sql));
}

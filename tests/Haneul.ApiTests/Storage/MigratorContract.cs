using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Migrations;

namespace Haneul.ApiTests.Storage;

/// <summary>A database is brought to this build's schema, or refused with a reason.</summary>
public abstract class MigratorContract(DatabaseEngine engine) : StorageContract(engine)
{
    private readonly DatabaseEngine _engine = engine;

    private Migration[] Two =>
    [
        Create(1, "secrets", """
            CREATE TABLE secrets (
                id TEXT NOT NULL PRIMARY KEY, project_id TEXT NOT NULL, name TEXT NOT NULL DEFAULT 'x', body {{blob}}, version {{int64}} NOT NULL) {{strict}};
            CREATE UNIQUE INDEX secrets_name ON secrets (project_id, lower(name)) WHERE version > 0;
            """),
        Create(2, "versions", """
            CREATE TABLE versions (number {{identity}}, secret_id TEXT NOT NULL REFERENCES secrets (id) ON DELETE CASCADE) {{strict}};
            ALTER TABLE secrets ADD COLUMN created_at {{int64}};
            """),
    ];

    [Fact]
    public async Task Migrations_are_applied_once()
    {
        await MigrateAsync(Two);
        await WriteAsync($"INSERT INTO secrets (id, project_id, version) VALUES ({"a"}, {"p"}, {1})");
        await WriteAsync($"INSERT INTO versions (secret_id) VALUES ({"a"})");
        var verified = await VerifiedAtAsync();

        await MigrateAsync(Two);

        Assert.Equal([(1, "secrets"), (2, "versions")], await Database.ReadAsync(db => db.QueryAsync(
            $"SELECT number, name FROM schema_migrations ORDER BY number", row => (row.GetInt64(0), row.GetString(1)))));
        Assert.Equal(verified, await VerifiedAtAsync());
    }

    [Fact]
    public async Task A_later_version_adds_its_migrations_to_an_existing_database()
    {
        await MigrateAsync(Two[0]);
        await WriteAsync($"INSERT INTO secrets (id, project_id, version) VALUES ({"a"}, {"p"}, {1})");

        await MigrateAsync(Two);

        Assert.Equal(1, await WriteAsync($"UPDATE secrets SET created_at = {5} WHERE id = {"a"}"));
    }

    [Fact]
    public async Task Nodes_that_start_together_migrate_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => MigrateAsync(Two))));

        Assert.Equal(2, await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM schema_migrations", row => row.GetInt64(0))));
    }

    [Fact]
    public async Task A_changed_migration_is_refused_by_the_name_of_its_file()
    {
        await MigrateAsync(Two);

        var refusal = await Assert.ThrowsAsync<StorageRefusedException>(() => MigrateAsync(Two[0], Create(2, "versions", "SELECT 1;")));

        Assert.Contains("vault/0002_versions.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await MigrateAsync(Two);

        var refusal = await Assert.ThrowsAsync<StorageRefusedException>(() => MigrateAsync(Two[0]));

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("vault/0002_versions", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_migration_changes_nothing()
    {
        var refusal = await Assert.ThrowsAsync<StorageRefusedException>(() => MigrateAsync([.. Two, Create(3, "broken", "CREATE TABLE nonsense (")]));

        Assert.Contains("vault/0003_broken.sql", refusal.Message, StringComparison.Ordinal);
        await MigrateAsync(Two);
    }

    [Fact]
    public async Task A_failure_after_a_statement_that_answers_rows_is_noticed() =>
        await Assert.ThrowsAsync<StorageRefusedException>(() => MigrateAsync([.. Two, Create(3, "broken", "SELECT 1; SELECT nothing FROM nowhere;")]));

    [Theory]
    [InlineData("ALTER TABLE secrets ADD COLUMN extra TEXT", "column extra")]
    [InlineData("ALTER TABLE secrets DROP COLUMN body", "column body of table 'secrets' is missing")]
    [InlineData("DROP INDEX secrets_name", "index secrets_name of table 'secrets' is missing")]
    [InlineData("DROP TABLE versions", "table 'versions' is missing")]
    [InlineData("DROP INDEX secrets_name; CREATE INDEX secrets_name ON secrets (project_id)", "index secrets_name")]
    [InlineData("ALTER TABLE secrets DROP COLUMN created_at; ALTER TABLE secrets ADD COLUMN created_at TEXT", "column created_at of table 'secrets' is 'TEXT' and should be")]
    public async Task A_schema_changed_by_hand_is_refused_by_its_first_difference(string change, string difference)
    {
        await MigrateAsync(Two);
        var statement = new Sql(0, 0);
        statement.AppendLiteral(change);
        await WriteAsync(statement);

        var refusal = await Assert.ThrowsAsync<StorageRefusedException>(() => MigrateAsync(Two));

        Assert.Contains(difference, refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Tables_of_others_are_none_of_our_business()
    {
        await MigrateAsync(Two);
        await WriteAsync($"CREATE TABLE somebody_elses (id TEXT)");

        await MigrateAsync(Two);
    }

    private Task MigrateAsync(params Migration[] migrations) => Migrator.MigrateAsync(Database, migrations, TimeProvider.System);

    private async Task<long> VerifiedAtAsync() =>
        await Database.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT verified_at FROM schema_catalogue", row => row.GetInt64(0)));

    private Migration Create(int number, string name, string text) =>
        Migration.Create("vault", number, name, $"{number:D4}_{name}.sql", text, _engine);
}

public sealed class SqliteMigratorContract() : MigratorContract(DatabaseEngine.Sqlite);

public sealed class PostgresMigratorContract() : MigratorContract(DatabaseEngine.Postgres);

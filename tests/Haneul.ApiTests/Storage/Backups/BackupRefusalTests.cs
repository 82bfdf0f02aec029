using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Kernel.Storage.Migrations;
using Haneul.Server;
using Haneul.Server.Backups;

namespace Haneul.ApiTests.Storage.Backups;

/// <summary>What a restore must not do, and that it then does nothing at all.</summary>
public sealed class BackupRefusalTests(BackupRefusalTests.SqliteWorld world) : IClassFixture<BackupRefusalTests.SqliteWorld>
{
    private const int Refused = 78;
    private const int Damaged = 1;

    [Fact]
    public async Task A_database_that_is_there_already_is_left_alone()
    {
        var before = await TableDump.ReadAsync(world.Database);
        await using var other = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await File.WriteAllTextAsync(other.FilePath, "something of somebody's");

        Assert.Equal(Refused, await RestoreAsync(world.Path, other));

        Assert.Equal("something of somebody's", await File.ReadAllTextAsync(other.FilePath));
        Assert.Equal(["haneul.db", "haneul.lock"], Files(other));
        Assert.Equal(Refused, await RestoreBackup.RunAsync(world.Settings, world.Path, TextWriter.Null, CancellationToken.None));
        var after = await TableDump.ReadAsync(world.Database);
        Assert.All(before, table => Assert.Equal(table.Value, after[table.Key]));
    }

    [Fact]
    public async Task A_PostgreSQL_database_with_one_table_of_ours_is_left_alone()
    {
        await using var other = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        var database = await other.OpenAsync();
        await database.WriteAsync(tx => tx.ExecuteAsync($"CREATE TABLE secrets_versions (mine TEXT)"));

        Assert.Equal(Refused, await RestoreAsync(world.Path, other));

        Assert.Equal(["secrets_versions"], await PostgresTablesAsync(database));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task A_damaged_backup_leaves_nothing_behind(DatabaseEngine engine)
    {
        await using var target = await TestDatabase.CreateAsync(engine);
        var whole = await File.ReadAllBytesAsync(world.Path);
        var damaged = System.IO.Path.Combine(world.Database.DataFolder, $"damaged-{engine}.backup");

        // In the manifest, at the beginning, in the middle and in the last byte of the content; cut; and with something behind it.
        byte[] Flipped(int position)
        {
            var copy = (byte[])whole.Clone();
            copy[position] ^= 0x10;
            return copy;
        }

        var headerLength = whole.AsSpan().LastIndexOf("]\n}"u8) + 3;
        foreach (var content in new[] { Flipped(headerLength - 200), Flipped(headerLength), Flipped((headerLength + whole.Length) / 2), Flipped(whole.Length - 1), whole[..^1], whole[..(whole.Length / 2)], [.. whole, 0] })
        {
            await File.WriteAllBytesAsync(damaged, content);
            Assert.Equal(Damaged, await RestoreAsync(damaged, target));
            Assert.Equal(Damaged, await VerifyBackup.RunAsync(world.Settings, damaged, TextWriter.Null, CancellationToken.None));
            Assert.Empty(Files(target).Except(["haneul.lock"]));
        }

        if (engine == DatabaseEngine.Postgres)
        {
            Assert.Empty(await PostgresTablesAsync(await target.OpenAsync()));
        }

        Assert.Equal(0, await RestoreAsync(world.Path, target));
    }

    [Fact]
    public async Task Another_root_key_or_none_is_refused_before_anything_is_written()
    {
        await using var target = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var other = System.IO.Path.Combine(target.DataFolder, "other.key");
        await File.WriteAllTextAsync(other, new string('5', 64));

        foreach (var key in new[] { "file:" + other, "file:" + other + ".none", "nonsense" })
        {
            Assert.Equal(Refused, await RestoreBackup.RunAsync(BackupWorld.SettingsOf(target, key), world.Path, TextWriter.Null, CancellationToken.None));
            Assert.Equal(Refused, await VerifyBackup.RunAsync(BackupWorld.SettingsOf(target, key), world.Path, TextWriter.Null, CancellationToken.None));
        }

        Assert.Equal(["other.key"], Files(target));
        // Nor is a backup made that its own root key would not open.
        var wrong = new Dictionary<string, string?>(world.Settings, StringComparer.Ordinal) { ["Haneul:RootKey"] = "file:" + other };
        Assert.Equal(Refused, await MakeBackup.RunAsync(wrong, other + ".backup", replace: false, TextWriter.Null, CancellationToken.None));
        Assert.False(File.Exists(other + ".backup"));
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_told()
    {
        var path = System.IO.Path.Combine(world.Database.DataFolder, "kept.backup");
        await File.WriteAllTextAsync(path, "old");

        Assert.Equal(Refused, await MakeBackup.RunAsync(world.Settings, path, replace: false, TextWriter.Null, CancellationToken.None));
        Assert.Equal("old", await File.ReadAllTextAsync(path));
        Assert.Equal(0, await MakeBackup.RunAsync(world.Settings, path, replace: true, TextWriter.Null, CancellationToken.None));
        Assert.True(new FileInfo(path).Length > 1000);
    }

    [Fact]
    public async Task Whoever_stops_a_verb_finds_nothing_half_done()
    {
        const int Interrupted = 130;
        await using var target = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var path = System.IO.Path.Combine(target.DataFolder, "a.backup");
        var stopped = new CancellationToken(canceled: true);

        Assert.Equal(Interrupted, await MakeBackup.RunAsync(world.Settings, path, replace: false, TextWriter.Null, stopped));
        Assert.Equal(Interrupted, await RestoreBackup.RunAsync(BackupWorld.SettingsOf(target, world.RootKey), world.Path, TextWriter.Null, stopped));
        Assert.Equal(Interrupted, await VerifyBackup.RunAsync(world.Settings, world.Path, TextWriter.Null, stopped));

        Assert.Equal(["haneul.lock"], Files(target));
    }

    [Fact]
    public async Task A_backup_needs_a_database_that_is_there_and_on_this_schema_and_changes_neither()
    {
        await using var target = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var settings = BackupWorld.SettingsOf(target, world.RootKey);
        var path = System.IO.Path.Combine(target.DataFolder, "a.backup");

        Assert.Equal(Refused, await MakeBackup.RunAsync(settings, path, replace: false, TextWriter.Null, CancellationToken.None));
        Assert.Empty(Files(target));

        var database = await target.OpenAsync();
        await Migrator.MigrateAsync(database, Older, TimeProvider.System);
        await target.CloseAsync(database);
        var before = await File.ReadAllBytesAsync(target.FilePath);
        Assert.Equal(Refused, await MakeBackup.RunAsync(settings, path, replace: false, TextWriter.Null, CancellationToken.None));
        Assert.Equal(["haneul.db"], Files(target));
        Assert.Equal(before, await File.ReadAllBytesAsync(target.FilePath));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task A_backup_of_an_older_schema_is_restored_and_brought_forward(DatabaseEngine engine)
    {
        await using var source = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var database = await source.OpenAsync();
        await Migrator.MigrateAsync(database, Older, TimeProvider.System);
        await database.WriteAsync(tx => tx.ExecuteAsync($"INSERT INTO kms_system_keys (name, wrapped, created_at) VALUES ({"old"}, {new byte[] { 1, 2 }}, {7L})"));
        var file = await WriteAsync(source, Older);
        await using var target = await TestDatabase.CreateAsync(engine);

        var counts = await ReadAsync(file, target, ServiceModules.Migrations);

        Assert.Equal(1, Assert.Single(counts, table => table.Table == "kms_system_keys").Rows);
        var restored = await target.OpenAsync();
        Assert.Equal(["old"], await restored.ReadAsync(db => db.QueryAsync($"SELECT name FROM kms_system_keys", row => row.GetString(0))));
        // Current: a start finds nothing to migrate, and what came later is there and empty.
        await Migrator.MigrateAsync(restored, ServiceModules.Migrations, TimeProvider.System);
        Assert.Equal(0, await restored.ReadAsync(db => db.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM trail_events", row => row.GetInt64(0))));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task A_backup_of_a_newer_schema_is_refused(DatabaseEngine engine)
    {
        await using var target = await TestDatabase.CreateAsync(engine);
        await using var file = new MemoryStream(await WriteAsync(world.Database, ServiceModules.Migrations));

        var refusal = await Assert.ThrowsAsync<StorageRefusedException>(() => ReadAsync(file.ToArray(), target, Older));

        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Files(target));
    }

    [Fact]
    public async Task Both_engines_have_the_same_tables_and_columns()
    {
        await using var postgres = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        await Migrator.MigrateAsync(await postgres.OpenAsync(), ServiceModules.Migrations, TimeProvider.System);
        await using var snapshot = (ISnapshotSource)await DatabaseFactory.OpenSnapshotAsync(postgres.Setting, postgres.DataFolder);
        var catalogue = await snapshot.Schema.ReadCatalogueAsync(snapshot.Connection, CancellationToken.None);

        var there = catalogue.Columns.Select(table => $"{table.Table}: {string.Join(' ', table.Columns.Select(column => column.Name))}");

        Assert.Equal((await TableDump.TablesAsync()).Select(table => $"{table.Name}: {string.Join(' ', table.Columns.Select(column => column.Name))}"), there);
    }

    /// <summary>The schema before there was a trail.</summary>
    private static IReadOnlyList<MigrationSource> Older => [.. ServiceModules.Migrations.Where(source => source.Service != "cloud-trail")];

    private static string[] Files(TestDatabase database) =>
        [.. Directory.GetFiles(database.DataFolder).Select(file => System.IO.Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> PostgresTablesAsync(IDatabase database) =>
        await database.ReadAsync(db => db.QueryAsync($"SELECT relname::text FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'", row => row.GetString(0)));

    private static void NoKey(ReadOnlySpan<byte> salt, Span<byte> key) => salt[..key.Length].CopyTo(key);

    private static async Task<byte[]> WriteAsync(TestDatabase database, IReadOnlyList<MigrationSource> sources)
    {
        await using var snapshot = await DatabaseFactory.OpenSnapshotAsync(database.Setting, database.DataFolder);
        using var file = new MemoryStream();
        await DatabaseBackup.WriteAsync(snapshot, sources, "0123456789abcdef", NoKey, new SystemRandomSource(), TimeProvider.System, file, CancellationToken.None);
        return file.ToArray();
    }

    private static async Task<IReadOnlyList<TableCount>> ReadAsync(byte[] bytes, TestDatabase target, IReadOnlyList<MigrationSource> sources)
    {
        using var file = new MemoryStream(bytes);
        var (manifest, digest) = DatabaseRestore.ReadHeader(file);
        return await DatabaseFactory.RestoreAsync(
            target.Setting, target.DataFolder, sources, TimeProvider.System, restore => restore.RunAsync(file, manifest, digest, NoKey, CancellationToken.None));
    }

    private Task<int> RestoreAsync(string path, TestDatabase target) =>
        RestoreBackup.RunAsync(BackupWorld.SettingsOf(target, world.RootKey), path, TextWriter.Null, CancellationToken.None);

    /// <summary>A small installation with a backup.</summary>
    public sealed class SqliteWorld : IAsyncLifetime
    {
        private readonly BackupWorld _world = new(DatabaseEngine.Sqlite);

        public TestDatabase Database => _world.Database;

        public string RootKey => _world.RootKey;

        public Dictionary<string, string?> Settings => _world.Settings;

        public string Path => _world.BackupPath;

        public async ValueTask InitializeAsync()
        {
            await _world.InitializeAsync();
            await _world.BackUpAsync();
        }

        public ValueTask DisposeAsync() => _world.DisposeAsync();
    }
}

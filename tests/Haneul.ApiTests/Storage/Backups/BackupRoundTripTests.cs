using System.Text;
using Haneul.ApiTests.Infrastructure;
using Haneul.Kernel.Storage;
using Haneul.Server.Backups;

namespace Haneul.ApiTests.Storage.Backups;

/// <summary>A backup made on either engine restores into either: every row, and everything that was readable stays so.</summary>
public sealed class BackupRoundTripTests
{
    [Theory]
    [InlineData(DatabaseEngine.Sqlite, DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Sqlite, DatabaseEngine.Postgres)]
    [InlineData(DatabaseEngine.Postgres, DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres, DatabaseEngine.Postgres)]
    public async Task Every_row_comes_back_and_old_tokens_and_keys_read_old_values(DatabaseEngine from, DatabaseEngine to)
    {
        await using var world = new BackupWorld(from);
        await world.InitializeAsync();
        await world.FillAsync();
        await world.BackUpAsync();
        var before = await TableDump.ReadAsync(world.Database);
        var target = await TestDatabase.CreateAsync(to);
        Assert.Equal(0, await RestoreBackup.RunAsync(BackupWorld.SettingsOf(target, world.RootKey), world.BackupPath, TextWriter.Null, CancellationToken.None));

        var after = await TableDump.ReadAsync(target);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, table => Assert.Equal(table.Value, after[table.Key]));
        // Identity has most of the tables, and those that refer to each other and to themselves.
        Assert.Empty(before.Where(table => table.Value.Length == 0 && table.Key.StartsWith("iam_", StringComparison.Ordinal)).Select(table => table.Key));

        await using var restored = new RestoredServer(target, world.RootKey) { Bootstrap = world.Bootstrap };
        await restored.InitializeAsync();
        restored.Time.Advance(TimeSpan.FromMinutes(1));
        var token = await restored.SignInAsync(world.Owner.AccessKeyId, world.Owner.AccessKeySecret);
        foreach (var each in new[] { world.Owner.Token, token })
        {
            Assert.Equal($"{BackupWorld.Canary} two", await ReadAsync(restored, each, $"{world.SecretId}/versions/value"));
            Assert.Equal($"{BackupWorld.Canary} one", await ReadAsync(restored, each, $"{world.SecretId}/versions/value?version=1"));
        }

        await restored.AdminTokenAsync();
        await AssertNumbersGoOnAsync(restored, before["trail_events"].Length);
    }

    [Fact]
    public async Task A_backup_of_a_backup_is_the_same_once_more()
    {
        await using var world = new BackupWorld(DatabaseEngine.Sqlite);
        await world.InitializeAsync();
        await world.BackUpAsync();
        await using var first = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var second = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var again = Path.Combine(first.DataFolder, "again.backup");

        Assert.Equal(0, await RestoreBackup.RunAsync(BackupWorld.SettingsOf(first, world.RootKey), world.BackupPath, TextWriter.Null, CancellationToken.None));
        Assert.Equal(0, await MakeBackup.RunAsync(BackupWorld.SettingsOf(first, world.RootKey), again, replace: false, TextWriter.Null, CancellationToken.None));
        Assert.Equal(0, await RestoreBackup.RunAsync(BackupWorld.SettingsOf(second, world.RootKey), again, TextWriter.Null, CancellationToken.None));

        var (one, two) = (await TableDump.ReadAsync(first), await TableDump.ReadAsync(second));
        Assert.All(one, table => Assert.Equal(table.Value, two[table.Key]));
        Assert.NotEqual(await File.ReadAllBytesAsync(world.BackupPath), await File.ReadAllBytesAsync(again));
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task A_backup_beside_busy_writers_is_one_moment(DatabaseEngine engine)
    {
        await using var world = new BackupWorld(engine);
        await world.InitializeAsync();
        using var stop = new CancellationTokenSource();
        var made = 0;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                var secret = await world.CreateSecretAsync($"s{writer}-{number}");
                await world.CallAsync(HttpMethod.Post, $"/secrets-manager/api/v1/secrets/{secret}/versions", world.Owner.Token, """{"version":{"secret":"x"}}""");
                Interlocked.Increment(ref made);
            }
        })).ToArray();

        for (var round = 0; round < 5; round++)
        {
            // So that writes lie before every backup, and go on during it.
            var seen = Volatile.Read(ref made);
            while (Volatile.Read(ref made) < seen + 5)
            {
                await Task.Yield();
            }

            await world.BackUpAsync();
            await using var target = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
            Assert.Equal(0, await RestoreBackup.RunAsync(BackupWorld.SettingsOf(target, world.RootKey), world.BackupPath, TextWriter.Null, CancellationToken.None));
            var database = await target.OpenAsync();
            Task<long> CountAsync(Sql sql) => database.ReadAsync(db => db.QueryFirstOrDefaultAsync(sql, row => row.GetInt64(0))).AsTask();
            Assert.True(await CountAsync($"SELECT COUNT(*) FROM secrets_secrets") > seen);
            Assert.Equal(0, await CountAsync($"""
                SELECT COUNT(*) FROM secrets_secrets s WHERE version_count <>
                    (SELECT COUNT(*) FROM secrets_versions v WHERE v.project_id = s.project_id AND v.secret_id = s.id)
                """));
            Assert.Equal(
                await CountAsync($"SELECT COUNT(*) FROM secrets_versions"),
                await CountAsync($"SELECT COUNT(*) FROM trail_events e JOIN trail_kinds k ON k.id = e.kind_id WHERE e.result = 0 AND k.operation_id IN ({"CreateSecret"}, {"CreateSecretVersion"})"));
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite)]
    [InlineData(DatabaseEngine.Postgres)]
    public async Task Damage_that_was_in_the_database_already_is_found_and_named(DatabaseEngine engine)
    {
        await using var world = new BackupWorld(engine);
        await world.InitializeAsync();
        await world.FillAsync();
        await world.BackUpAsync();
        var (code, report) = await VerifyAsync();
        Assert.True(code == 0, report);
        Assert.DoesNotContain("DAMAGED", report, StringComparison.Ordinal);
        Assert.Contains("secret values: 2, all whole", report, StringComparison.Ordinal);

        var database = await world.Database.OpenAsync();
        byte[] broken = [1, 2, 3];
        foreach (var (statement, found) in new (Sql, string)[]
        {
            ($"UPDATE secrets_versions SET ciphertext = {broken} WHERE version = 1", $"secret values: 2, 1 DAMAGED (secret-version {world.SecretId} version 1"),
            ($"UPDATE iam_oauth_consumers SET secret = {broken}", "1 DAMAGED"),
            ($"DELETE FROM trail_actors", "DAMAGED (event_changed in chain 1 at number 1"),
            ($"UPDATE kms_service_keys SET wrapped = {broken}", $"1 DAMAGED (project {world.Owner.ProjectId}, secrets-manager, term 1"),
        })
        {
            await database.WriteAsync(tx => tx.ExecuteAsync(statement));
            await world.BackUpAsync();
            (code, report) = await VerifyAsync();
            Assert.Equal(1, code);
            Assert.Contains(found, report, StringComparison.Ordinal);
            Assert.DoesNotContain(BackupWorld.Canary, report, StringComparison.Ordinal);
        }

        async Task<(int Code, string Report)> VerifyAsync()
        {
            await using var output = new StringWriter();
            return (await VerifyBackup.RunAsync(world.Settings, world.BackupPath, output, CancellationToken.None), output.ToString());
        }
    }

    [Fact]
    public async Task Nothing_confidential_stands_in_the_file_and_its_owner_alone_reads_it()
    {
        await using var world = new BackupWorld(DatabaseEngine.Sqlite);
        await world.InitializeAsync();
        await world.BackUpAsync();

        var file = await File.ReadAllBytesAsync(world.BackupPath);
        var rootKey = (await File.ReadAllTextAsync(world.RootKey["file:".Length..])).Trim();
        foreach (var canary in new[] { BackupWorld.Canary, world.Owner.Token, world.Owner.AccessKeySecret, rootKey, world.SecretId, world.Owner.UserName })
        {
            Assert.True(file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, canary);
        }

        Assert.True(file.AsSpan().IndexOf(Convert.FromBase64String(rootKey)) < 0);
        Assert.True(file.AsSpan().IndexOf("root_key_fingerprint"u8) > 0);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(world.BackupPath));
        Assert.False(File.Exists(world.BackupPath + ".tmp"));
    }

    private static async Task<string?> ReadAsync(RestoredServer server, string token, string path)
    {
        var (status, body) = await server.CallAsync(HttpMethod.Get, $"/api/v1/secrets/{path}", token);
        Assert.True(status == 200, body.ToString());
        return body.GetProperty("data").GetString();
    }

    /// <summary>Identities count on from where they were, on an engine that knows nothing of the other's counters.</summary>
    private static async Task AssertNumbersGoOnAsync(RestoredServer server, int eventsBefore)
    {
        var database = await server.Database.OpenAsync();
        var (count, distinct) = await database.ReadAsync(db => db.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*), COUNT(DISTINCT sequence) FROM trail_events", row => (row.GetInt64(0), row.GetInt64(1))));
        Assert.Equal(count, distinct);
        Assert.True(count > eventsBefore);
    }
}

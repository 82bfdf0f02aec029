using Haneul.Kernel.Storage;

namespace Haneul.Server.Backups;

/// <summary>The verb <c>restore</c>: a backup into an empty installation, on either engine. Everything is restored, or nothing is.</summary>
internal static class RestoreBackup
{
    /// <summary>Runs the verb; 0 if everything is restored.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string path, TextWriter output, CancellationToken cancellation) =>
        BackupVerb.RunAsync("The backup was not restored", async stop =>
        {
            var options = BackupVerb.ReadOptions(settings);
            using var backup = await OpenBackup.ReadAsync(path, options, stop);
            using var folder = DataFolderLock.Acquire(options.DataDirectory);
            var counts = await backup.RestoreAsync(options.Database, options.DataDirectory, stop);
            await output.WriteLineAsync($"""
                Restored the backup of {backup.Manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC: {counts.Sum(table => table.Rows)} rows of {counts.Count} tables.
                  What was revoked, deleted or changed after that moment is as it was then: passwords, access keys, tokens, roles, versions of secrets.
                """);
            return 0;
        }, cancellation);
}

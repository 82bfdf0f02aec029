using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.Kms;
using Haneul.Server.Start;

namespace Haneul.Server.Backups;

/// <summary>
/// The verb <c>backup</c>: the whole database as it is at one moment, encrypted, in one file. It works beside a running server, so it takes no lock and changes nothing.
/// The root key is not in the file.
/// </summary>
internal static class MakeBackup
{
    /// <summary>Runs the verb; 0 if the file is on the disk.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string path, bool replace, TextWriter output, CancellationToken cancellation) =>
        BackupVerb.RunAsync("The backup was not made", async stop =>
        {
            path = Path.GetFullPath(path);
            if (!replace && File.Exists(path))
            {
                throw new StartRefusedException($"{path} is there already. Choose another name, or replace it with --force.");
            }

            var options = BackupVerb.ReadOptions(settings);
            var (found, problem) = await BackupRootKey.ReadAsync(options, TimeProvider.System, stop);
            using var key = found ?? throw new StartRefusedException(problem!);
            await using var snapshot = await DatabaseFactory.OpenSnapshotAsync(options.Database, options.DataDirectory, stop);
            if (await key.RefuseAsync(snapshot.Session) is { } refusal)
            {
                throw new StartRefusedException(refusal);
            }

            var counts = await PrivateFile.WriteAsync(
                path, replace, file => DatabaseBackup.WriteAsync(snapshot, ServiceModules.Migrations, key.Fingerprint, key.Derive, new SystemRandomSource(), TimeProvider.System, file, stop));
            await output.WriteLineAsync($"""
                Backup {path}
                  {counts.Sum(table => table.Rows)} rows of {counts.Count} tables, {new FileInfo(path).Length} bytes
                  It needs the root key with the fingerprint {key.Fingerprint}, which is not in it. Keep a copy of that key apart from the data and its backups:
                  without it this file is worth nothing, and beside it this file is everything.
                """);
            return 0;
        }, cancellation);
}

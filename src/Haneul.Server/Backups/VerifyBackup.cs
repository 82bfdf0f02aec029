using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;
using Haneul.Security.Kms;
using Haneul.Security.Kms.Rotation;

namespace Haneul.Server.Backups;

/// <summary>
/// The verb <c>verify</c>: restores a backup into a scratch database, puts a server together over it that serves nobody, and asks every service whether what it
/// encloses opens. Of the live installation it needs the root key only.
/// </summary>
internal static class VerifyBackup
{
    /// <summary>Runs the verb; 0 if a restore of this backup would be whole, 1 if not.</summary>
    public static Task<int> RunAsync(IReadOnlyDictionary<string, string?> settings, string path, TextWriter output, CancellationToken cancellation) =>
        BackupVerb.RunAsync("The backup was not verified", async stop =>
        {
            var options = BackupVerb.ReadOptions(settings);
            using var backup = await OpenBackup.ReadAsync(path, options, stop);

            // Mode 0700 from the start.
            var scratch = Directory.CreateTempSubdirectory("haneul-verify-").FullName;
            try
            {
                var counts = await backup.RestoreAsync(DatabaseFactory.Sqlite, scratch, stop);
                await output.WriteLineAsync($"Backup of {backup.Manifest.CreatedAt:yyyy-MM-dd HH:mm:ss} UTC: {counts.Sum(table => table.Rows)} rows of {counts.Count} tables, all of them as they were written.");
                return await CheckAsync(Scratch(settings, options, scratch), output, stop);
            }
            finally
            {
                Directory.Delete(scratch, recursive: true);
            }
        }, cancellation);

    private static async Task<int> CheckAsync(Dictionary<string, string?> settings, TextWriter output, CancellationToken stop)
    {
        await using var installation = await HaneulServer.OpenAsync(settings, ServerParts.Real, stop);
        var services = installation.App.Services;
        if ((await services.GetRequiredService<KmsStartup>().OpenAsync(stop)).Refusal is { } refusal)
        {
            throw new BackupDamagedException(refusal.TrimEnd('.'));
        }

        var isWhole = true;
        foreach (var check in services.GetServices<IBackupCheck>())
        {
            var result = await check.CheckAsync(stop);
            var detail = result.Detail is null ? "" : $" ({result.Detail})";
            await output.WriteLineAsync($"  {check.Subject}: {result.Examined}, {(result.Failed == 0 ? "all whole" : $"{result.Failed} DAMAGED")}{detail}");
            isWhole &= result.Failed == 0;
        }

        await output.WriteLineAsync(isWhole ? "The backup is whole." : "The backup holds damage that was in the database when it was made: see above, and look for an older backup.");
        return isWhole ? 0 : BackupVerb.Damaged;
    }

    /// <summary>The settings of a server over the scratch database, with the key where it is for the live one.</summary>
    private static Dictionary<string, string?> Scratch(IReadOnlyDictionary<string, string?> settings, HaneulOptions options, string scratch) => new(settings, StringComparer.OrdinalIgnoreCase)
    {
        ["Haneul:DataDirectory"] = scratch,
        ["Haneul:Database"] = DatabaseFactory.Sqlite,
        ["Haneul:RootKey"] = options.RootKey ?? BackupRootKey.DefaultSetting(options.DataDirectory),
        ["Haneul:PreviousRootKey"] = options.PreviousRootKey ?? RootKeyFiles.Of(options)?.PreviousSetting, // For a backup from the middle of a rotation.
    };
}

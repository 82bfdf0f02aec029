using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;

namespace Haneul.Security.Kms;

/// <summary>The keys of the installation must unwrap under its root key.</summary>
internal sealed class SystemKeysCheck(IDatabase database, RootKeyHolder root, SystemKeys keys) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "keys of the installation";

    /// <inheritdoc />
    public ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation) => database.ReadAsync(
        async session =>
        {
            var count = await session.QueryFirstOrDefaultAsync($"SELECT COUNT(*) FROM kms_system_keys", static row => row.GetInt64(0));
            var (_, problem) = await keys.LoadAsync(session, root.Key);
            return new BackupCheckResult(count, problem is null ? 0 : 1, problem);
        },
        cancellation);
}

using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;

namespace Haneul.Security.SecretsManager;

/// <summary>Every value that a restored database has must open.</summary>
internal sealed class SecretVersionsCheck(IDatabase database, IKeyring keyring) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "secret values";

    /// <inheritdoc />
    public ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation) => EnvelopeWalk.OpenAllAsync(
        database,
        keyring,
        static after => $"""
            SELECT project_id, secret_id, version, envelope FROM secrets_versions
            WHERE envelope IS NOT NULL AND (project_id, secret_id, version) > ({after?.ProjectId ?? ""}, {after?.ResourceId ?? ""}, {after?.Version ?? 0})
            ORDER BY project_id, secret_id, version LIMIT {EnvelopeWalk.PageSize}
            """,
        static row => new StoredEnvelope(new EnvelopeScope(SecretValues.Purpose, row.GetString(0), row.GetString(1), (int)row.GetInt64(2)), row.GetFieldValue<byte[]>(3)),
        cancellation);
}

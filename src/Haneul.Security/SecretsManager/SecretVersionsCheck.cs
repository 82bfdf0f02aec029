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
            SELECT v.project_id, v.secret_id, v.version, k.wrapped, v.ciphertext, v.kms_key_id FROM secrets_versions v
            LEFT JOIN secrets_data_keys k ON k.project_id = v.project_id AND k.secret_id = v.secret_id AND k.version = v.version
            WHERE v.ciphertext IS NOT NULL AND (v.project_id, v.secret_id, v.version) > ({after?.ProjectId ?? ""}, {after?.ResourceId ?? ""}, {after?.Version ?? 0})
            ORDER BY v.project_id, v.secret_id, v.version LIMIT {EnvelopeWalk.PageSize}
            """,
        static row => new StoredEnvelope(
            new EnvelopeScope(SecretsManagerModule.Id, SecretValues.Purpose, row.GetString(0), row.GetString(1), (int)row.GetInt64(2)),
            row.IsDBNull(3) ? [] : [.. row.GetFieldValue<byte[]>(3), .. row.GetFieldValue<byte[]>(4)],
            row.IsDBNull(5) ? null : row.GetString(5)),
        cancellation);
}

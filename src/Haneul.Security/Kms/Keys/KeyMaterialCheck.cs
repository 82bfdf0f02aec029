using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;
using Haneul.Kernel.Storage.Backup;

namespace Haneul.Security.Kms.Keys;

/// <summary>The material of every version of every user key must open.</summary>
internal sealed class KeyMaterialCheck(IDatabase database, IKeyring keyring) : IBackupCheck
{
    /// <inheritdoc />
    public string Subject => "versions of user keys";

    /// <inheritdoc />
    public ValueTask<BackupCheckResult> CheckAsync(CancellationToken cancellation) => EnvelopeWalk.OpenAllAsync(
        database,
        keyring,
        static after => $"""
            SELECT project_id, key_id, version, envelope FROM kms_key_material
            WHERE (project_id, key_id, version) > ({after?.ProjectId ?? ""}, {after?.ResourceId ?? ""}, {after?.Version ?? 0})
            ORDER BY project_id, key_id, version LIMIT {EnvelopeWalk.PageSize}
            """,
        static row => new StoredEnvelope(KeyMaterials.ScopeOf(row.GetString(0), row.GetString(1), (int)row.GetInt64(2)), row.GetFieldValue<byte[]>(3)),
        cancellation);
}

using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;

namespace Haneul.Security.SecretsManager;

/// <summary>Counts the secrets that need a user key: new versions go under it, or it still protects one that is not destroyed.</summary>
internal sealed class SecretKeyUses : IKeyUses
{
    /// <inheritdoc />
    public string Noun => "secrets";

    /// <inheritdoc />
    public async ValueTask<long> CountAsync(IDatabaseSession session, string projectId, string keyId) => await session.QueryFirstOrDefaultAsync(
        $"""
        SELECT COUNT(*) FROM (
            SELECT id FROM secrets_secrets WHERE project_id = {projectId} AND kms_key_id = {keyId}
            UNION
            SELECT secret_id FROM secrets_versions WHERE project_id = {projectId} AND kms_key_id = {keyId} AND status <> {VersionStatus.Destroyed}) uses
        """,
        static row => row.GetInt64(0));
}

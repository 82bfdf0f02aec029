using Haneul.Kernel.Crypto;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.Security.Kms.Keys;

/// <summary>User keys as what other services protect their data with: symmetric keys of the caller's project (spec/secrets-and-kms.md 2.5).</summary>
internal sealed class ProtectionKeys(KeyVersionLookup lookup) : IProtectionKeys
{
    /// <inheritdoc />
    public async ValueTask<Outcome<ProtectionKey>> FindAsync(Call call, string keyId, string field)
    {
        // "KMS User role or higher is needed to encrypt secrets with a KMS key": spec/secrets-and-kms.md 1.3.
        if (!call.Caller.May(KmsPermissions.Use))
        {
            return CommonErrors.Forbidden.With(KmsPermissions.Use);
        }

        var key = await lookup.FindAsync(call, keyId, version: null);
        return key switch
        {
            null => KmsErrors.UnknownKey,
            { IsAdmitted: false } => KmsErrors.AccessDenied,
            { Purpose: not KeyPurposes.SymmetricEncryption } => KmsErrors.WrongPurpose.With(field, key.Purpose, KeyPurposes.SymmetricEncryption),
            { VersionStatus: null } => KmsErrors.NotActivated,
            { VersionStatus: not KeyVersionStatus.Active } => KmsErrors.VersionNotActive.With(key.Version, key.VersionStatus),
            _ => new ProtectionKey(keyId, key.Name, key.Version),
        };
    }

    /// <inheritdoc />
    public async ValueTask<bool> HoldAsync(ITransaction transaction, string projectId, string keyId)
    {
        await transaction.LockAsync(LockName(keyId));
        return await transaction.QueryFirstOrDefaultAsync(
            $"SELECT COUNT(*) FROM kms_keys WHERE project_id = {projectId} AND id = {keyId}", static row => row.GetInt64(0)) > 0;
    }

    /// <summary>The lock that the deletion of a key and the storing of something under it both take.</summary>
    public static string LockName(string keyId) => "kms-key/" + keyId;
}

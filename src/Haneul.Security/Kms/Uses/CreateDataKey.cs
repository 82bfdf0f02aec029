using Haneul.Kernel.Audit;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;

namespace Haneul.Security.Kms.Uses;

/// <summary>
/// Makes a data key of 256 bits: in clear, and as a ciphertext that <c>DecryptData</c> opens without <c>aad</c>. Nothing of it is stored, so the answer
/// is a 200 and no 201.
/// </summary>
internal static class CreateDataKey
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "CreateDataKey",
        KmsPermissions.Use,
        TrailRule.Project("Create Data Key", "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.WrongPurpose,
        KmsErrors.NotActivated,
        KmsErrors.VersionNotActive,
        KmsErrors.MaterialDamaged);

    public static async ValueTask<Outcome<PlaintextAnswer>> HandleAsync(string keyId, Call call, QueryFields query, UsableKeys keys, IRandomSource random)
    {
        UsableKeys.Begin(call, keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var found = await keys.FindDefaultAsync(call, keyId, KeyPurposes.SymmetricEncryption);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var opened = await keys.OpenSymmetricAsync(call, keyId, found.Value);
        if (opened.Error is { } damaged)
        {
            return damaged;
        }

        var key = opened.Value;
        var dataKey = new SecretBuffer(AesGcmPool.KeySize);
        try
        {
            random.Fill(dataKey.Span);
            var scope = new KeyVersionScope(call.ProjectId, keyId, found.Value.Version);
            return new PlaintextAnswer(dataKey, SymmetricCipher.Encrypt(key, scope, dataKey.Span, additionalData: [], random));
        }
        catch
        {
            dataKey.Dispose();
            throw;
        }
        finally
        {
            key.Release();
        }
    }
}

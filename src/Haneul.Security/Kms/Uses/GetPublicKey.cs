using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Algorithms;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Uses;

/// <summary>
/// Reads the public half of an asymmetric key, at its default version. Of a version that is not active it is not given out: nothing here would decrypt what is
/// encrypted with it, or trust what it verifies.
/// </summary>
internal static class GetPublicKey
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "GetPublicKey",
        KmsPermissions.Read,
        TrailRule.Project("Get Public Key", "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.WrongPurpose,
        KmsErrors.NotActivated,
        KmsErrors.VersionNotActive,
        KmsErrors.MaterialDamaged);

    public static async ValueTask<Outcome<PublicKeyResponse>> HandleAsync(string keyId, Call call, QueryFields query, UsableKeys keys, PublicKeys publicKeys)
    {
        UsableKeys.Begin(call, keyId);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        var found = await keys.FindDefaultAsync(call, keyId, KeyPurposes.AsymmetricEncryption, KeyPurposes.Signature);
        if (found.Error is { } refused)
        {
            return refused;
        }

        var publicKey = await publicKeys.FindAsync(call, keyId, found.Value);
        return publicKey.Error is { } damaged ? damaged : new PublicKeyResponse(new PublicKeyData(PublicKeyText.ToPem(publicKey.Value)));
    }
}

using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Versions;

/// <summary>Takes an active version out of use, for good: the contract has no call that activates one.</summary>
internal static class DeactivateKeyVersion
{
    public static readonly Operation Operation = new(
        KmsModule.Id,
        "DeactivateKeyVersion",
        KmsPermissions.Manage,
        TrailRule.Project("Deactivate Key Version", "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.UnknownVersion,
        KeyVersionErrors.NotPossible);

    public static async ValueTask<Outcome<DeactivatedKeyVersionResponse>> HandleAsync(string keyId, string version, Call call, QueryFields query, KeyVersionCalls calls)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        var number = KeyVersionPath.Read(version, query);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await calls.MoveAsync(
            call,
            keyId,
            number,
            (transaction, moved) => KeyVersionMoves.DeactivateAsync(transaction, call.ProjectId, keyId, moved),
            new DeactivatedKeyVersionResponse(new DeactivatedKeyVersion(IsDeactivated: true)));
    }
}

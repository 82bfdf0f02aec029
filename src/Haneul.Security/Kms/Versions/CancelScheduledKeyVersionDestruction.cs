using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Security.Kms.Keys;
using Haneul.Wire.Kms;

namespace Haneul.Security.Kms.Versions;

/// <summary>Takes the scheduled destruction of a version back; the version is again what it was before.</summary>
internal static class CancelScheduledKeyVersionDestruction
{
    public const string EventName = "Cancel Schedule Key Version Deletion";

    public static readonly Operation Operation = new(
        KmsModule.Id,
        "CancelScheduledKeyVersionDestruction",
        KmsPermissions.Manage,
        TrailRule.Project(EventName, "Key Version"),
        KmsErrors.UnknownKey,
        KmsErrors.AccessDenied,
        KmsErrors.UnknownVersion,
        KeyVersionErrors.NotPossible);

    private static readonly KeyVersionDestructionResponse Answer = new(new KeyVersionDestruction("CANCELED"));

    public static async ValueTask<Outcome<KeyVersionDestructionResponse>> HandleAsync(
        string keyId, string version, Call call, QueryFields query, KeyVersionMoves moves, KeyVersionCalls calls)
    {
        call.Trail.ResourceId = KeyId.ForTrail(keyId);
        var number = KeyVersionPath.Read(version, query);
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        return await calls.MoveAsync(call, keyId, number, (transaction, moved) => moves.CancelAsync(transaction, call.ProjectId, keyId, moved), Answer);
    }
}

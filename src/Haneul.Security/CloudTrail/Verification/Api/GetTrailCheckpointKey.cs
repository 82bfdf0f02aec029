using Haneul.Kernel.Audit;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Gives out the public key that checkpoints are verified with.</summary>
internal static class GetTrailCheckpointKey
{
    public static readonly Operation Operation = new(
        "cloud-trail",
        "GetTrailCheckpointKey",
        VerificationPermissions.Verify,
        TrailRule.Organisation(EventNames.FromOperationId("GetTrailCheckpointKey"), "Trail Checkpoint"),
        VerificationErrors.NoCheckpointKey);

    public static async ValueTask<Outcome<TrailCheckpointKeyResponse>> HandleAsync(Call call, QueryFields query, CheckpointKey keys)
    {
        if (query.Check() is { } wrongQuery)
        {
            return wrongQuery;
        }

        using var key = await keys.FindAsync(call.Context.RequestAborted);
        if (key is null)
        {
            return VerificationErrors.NoCheckpointKey;
        }

        call.Trail.ResourceId = key.Id;
        return new TrailCheckpointKeyResponse(new TrailCheckpointKey(key.Id, UnixTime.ToWire(key.CreatedAt), "ECDSA_P256_SHA256", key.PublicKey));
    }
}

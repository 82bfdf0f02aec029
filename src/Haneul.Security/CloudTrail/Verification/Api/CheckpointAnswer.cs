using Haneul.Kernel.Runtime;
using Haneul.Security.CloudTrail.Verification.Checkpoints;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Verification.Api;

/// <summary>Checkpoints as answers show them.</summary>
internal static class CheckpointAnswer
{
    public static TrailCheckpoint Of(Checkpoint checkpoint) => new(
        checkpoint.Number, UnixTime.ToWire(checkpoint.CreatedAt), checkpoint.Body, Convert.ToBase64String(checkpoint.Signature), checkpoint.KeyId);
}

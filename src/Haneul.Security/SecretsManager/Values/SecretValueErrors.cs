using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>The errors of the operations on values that are beyond the published API.</summary>
public static class SecretValueErrors
{
    public static readonly ErrorCode ChangesGone = new(409, "SecretChangesGone", "The changes after number {0} are not kept, or were never made: read what there is anew and go on after {1}.");
    public static readonly ErrorCode UnknownPin = new(404, "SecretPinNotFound", "The secret has no pin of the name {0}.");
    public static readonly ErrorCode NotPinnable = new(409, "SecretVersionNotPinnable", "Version {0} of the secret is {1}; only a version that is Active can be pinned.");
    public static readonly ErrorCode TooManyPins = new(409, "SecretPinLimitReached", "The secret has {0} pins, and may not have more.");
    public static readonly ErrorCode ShowingRefused = new(403, "SecretValueNotVisible", "Seeing a generated value needs the permission to read values; leave out show to store it unseen.");
}

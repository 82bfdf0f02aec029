using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>The errors of the operations on values that are beyond the published API.</summary>
public static class SecretValueErrors
{
    public static readonly ErrorCode UnknownPin = new(404, "SecretPinNotFound", "The secret has no pin of the name {0}.");
}

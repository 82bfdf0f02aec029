using Haneul.Kernel.Dialects;

namespace Haneul.Security.Kms.Versions;

/// <summary>The errors of making versions of keys and of moving them through their life.</summary>
internal static class KeyVersionErrors
{
    public static readonly ErrorCode QuotaReached = new(409, "KeyVersionQuotaReached", "The key has {0} versions that are not destroyed, and may not have more.");
    public static readonly ErrorCode Conflict = new(409, "KeyVersionConflict", "Other versions of the key were created at the same time; nothing was stored. Try again.");
    public static readonly ErrorCode NotPossible = new(409, "KeyVersionStateConflict", "Version {0} of the key is {1}, which does not allow this: {2}.");
}

using Haneul.Kernel.Dialects;

namespace Haneul.Security.SecretsManager;

/// <summary>The errors of Secrets Manager.</summary>
public static class SecretErrors
{
    // Also for a secret of another project: whether it exists there is nobody else's business (decisions.md 7).
    public static readonly ErrorCode UnknownSecret = new(404, "SecretNotFound", "No secret of the project has this id.");
    public static readonly ErrorCode UnknownVersion = new(404, "SecretVersionNotFound", "The secret has no version {0}.");
    public static readonly ErrorCode NameTaken = new(409, "SecretNameAlreadyExists", "A secret of the project has this name already.");
    public static readonly ErrorCode QuotaReached = new(409, "SecretVersionQuotaReached", "The secret has {0} versions that are not destroyed, and may not have more.");
    public static readonly ErrorCode VersionConflict = new(409, "SecretVersionConflict", "The secret was changed at the same time; nothing was stored. Try again.");
    public static readonly ErrorCode PreconditionFailed = new(412, "SecretPreconditionFailed", "The newest version of the secret is {0}, which is not the one in If-Match; nothing was stored.");
    public static readonly ErrorCode VersionPinned = new(409, "SecretVersionPinned", "Version {0} of the secret is pinned ({1}) and can't be destroyed; take the pins off first, or deactivate it.");
    public static readonly ErrorCode VersionNotActive = new(409, "SecretVersionNotActive", "Version {0} of the secret is {1}; only a version that is Active can be read.");
    public static readonly ErrorCode VersionStateConflict = new(409, "SecretVersionStateConflict", "Version {0} of the secret is {1}, which does not allow to {2} it.");
    public static readonly ErrorCode VersionsLeft = new(409, "SecretHasVersions", "The secret has {0} versions that are not destroyed; it can be deleted when all are.");
    public static readonly ErrorCode AccessDenied = new(403, "SecretAccessDenied", "Access control is on for this secret, and you are neither its owner nor on its list.");
    public static readonly ErrorCode KeyNotUsable = new(409, "SecretKeyNotUsable", "Version {0} of the secret is protected by a version of a user key that is deactivated or destroyed.");
    public static readonly ErrorCode KeyGone = new(409, "SecretKeyGone", "The user key was deleted at the same time; nothing was changed.");
    public static readonly ErrorCode KeyDamaged = new(409, "SecretKeyDamaged", "The key that was to protect the value did not open: it is damaged, or was destroyed at this moment. Nothing was stored; the log has more under the request id.");

    // An integrity failure is told as such, never as a missing secret, which clients would take for a deletion.
    public static readonly ErrorCode ValueDamaged = new(409, "SecretValueDamaged", "The stored value of version {0} is damaged and was not opened. The log has more under the request id.");
}

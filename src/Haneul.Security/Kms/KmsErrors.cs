using Haneul.Kernel.Dialects;

namespace Haneul.Security.Kms;

/// <summary>The errors of KMS.</summary>
public static class KmsErrors
{
    // Also for a key of another project: whether it exists there is nobody else's business (decisions.md 7).
    public static readonly ErrorCode UnknownKey = new(404, "KeyNotFound", "No key of the project has this id.");
    public static readonly ErrorCode UnknownVersion = new(404, "KeyVersionNotFound", "The key has no version {0}.");
    public static readonly ErrorCode AccessDenied = new(403, "KeyAccessDenied", "Access control is on for this key, and you are neither its owner nor on its list.");
    public static readonly ErrorCode WrongPurpose = new(400, "KeyPurposeMismatch", "{0}: the purpose of the key is {1}; this needs {2}.");
    public static readonly ErrorCode NotActivated = new(409, "KeyNotActivated", "The key is in pre-activation: it has no version yet.");
    public static readonly ErrorCode VersionNotActive = new(409, "KeyVersionNotActive", "Version {0} of the key is {1}; only a version that is ACTIVE can be used.");

    public static readonly ErrorCode UnknownServiceKey = new(404, "ServiceKeyNotFound", "The project has no key of this service; a service makes its key when it first needs one.");
    public static readonly ErrorCode RotationRunning = new(409, "ServiceKeyRotationRunning", "The key is being rotated: {0} of {1} data keys are done. Wait until it is finished.");

    // An integrity failure is told as such, and never becomes wrong plaintext.
    public static readonly ErrorCode MaterialDamaged = new(409, "KeyMaterialDamaged", "The stored material of version {0} of the key is damaged and was not used. The log has more under the request id.");

    public static readonly ErrorCode ServiceKeyDamaged = new(
        409, "ServiceKeyDamaged", "The key under which KMS keeps the material of the project's keys did not open: it is damaged. Nothing was stored; the log has more under the request id.");

    public static readonly ErrorCode UnknownKeyName = new(404, "KeyNotFound", "No key of the project has this name.");
    public static readonly ErrorCode NameTaken = new(409, "KeyNameAlreadyExists", "A key of the project has this name already.");
    public static readonly ErrorCode NameReserved = new(409, "KeyNameReserved", "A service key has this name; a user key can't have it.");
    public static readonly ErrorCode KeyHasVersions = new(409, "KeyHasVersions", "The key has {0} versions that are not destroyed; it can be deleted when none is left.");
    public static readonly ErrorCode KeyInUse = new(409, "KeyInUse", "The key still protects {0}; it can be deleted when nothing needs it.");
}

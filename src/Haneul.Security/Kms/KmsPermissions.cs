using Haneul.Kernel.Access;

namespace Haneul.Security.Kms;

/// <summary>What operations ask of their callers; the role table of IAM says who holds it (decisions.md, who may do what).</summary>
public static class KmsPermissions
{
    /// <summary>To create, rotate, deactivate and delete keys and to decide who may use them.</summary>
    public static readonly Permission Manage = Permission.Granted("kms:key:manage");

    /// <summary>To encrypt, decrypt, sign, verify and authenticate with keys, and to have secrets protected by them.</summary>
    public static readonly Permission Use = Permission.Granted("kms:key:use");

    /// <summary>To see keys and versions.</summary>
    public static readonly Permission Read = Permission.Granted("kms:key:read");
}

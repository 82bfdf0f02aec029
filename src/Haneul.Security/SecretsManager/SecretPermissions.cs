using Haneul.Kernel.Access;

namespace Haneul.Security.SecretsManager;

/// <summary>What operations ask of their callers; the role table of IAM says who holds it (decisions.md, who may do what).</summary>
public static class SecretPermissions
{
    /// <summary>To create and change secrets and their versions.</summary>
    public static readonly Permission Manage = Permission.Granted("secrets-manager:secret:manage");

    /// <summary>To see secrets and versions without values.</summary>
    public static readonly Permission Read = Permission.Granted("secrets-manager:secret:read");

    /// <summary>To read values.</summary>
    public static readonly Permission ReadValue = Permission.Granted("secrets-manager:value:read");
}

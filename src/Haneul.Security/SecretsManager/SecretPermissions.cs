using Haneul.Kernel.Access;

namespace Haneul.Security.SecretsManager;

/// <summary>What operations ask of their callers; the role table of IAM says who holds it (decisions.md, who may do what).</summary>
public static class SecretPermissions
{
    /// <summary>To create and delete secrets, to change the states of their versions, their key and who may use them.</summary>
    public static readonly Permission Manage = Permission.Granted("secrets-manager:secret:manage");

    /// <summary>To store new versions. Apart from the others, so that a program that rotates a password can neither read it nor destroy older ones.</summary>
    public static readonly Permission CreateVersion = Permission.Granted("secrets-manager:version:create");

    /// <summary>To see secrets and versions without values.</summary>
    public static readonly Permission Read = Permission.Granted("secrets-manager:secret:read");

    /// <summary>To read values.</summary>
    public static readonly Permission ReadValue = Permission.Granted("secrets-manager:value:read");
}

namespace Haneul.Security.Kms.Keys;

/// <summary>The names of service keys: the ids of the services that keep something under them. A look-up by name must find one key, so no user key has such a name.</summary>
internal static class ServiceKeyNames
{
    // Also that of a service key which the project does not have yet: it is made when its service first needs it. KMS keeps the material of user keys
    // under one of its own, which protects nothing that a caller could choose it for and is shown to nobody.
    private static readonly string[] Reserved = ["secrets-manager", KmsModule.Id];

    /// <summary>Whether a user key may not have the name.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name, StringComparer.Ordinal);
}

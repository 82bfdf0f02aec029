namespace Haneul.Security.SecretsManager;

/// <summary>The limits of the service; the contract states none (docs/adr/0004).</summary>
internal static class SecretLimits
{
    /// <summary>Bytes of a value: its JSON text in UTF-8, as it was sent.</summary>
    public const int ValueBytes = 64 * 1024;

    /// <summary>Versions of a secret that are not destroyed.</summary>
    public const int VersionQuota = 1000;
}

namespace Haneul.Security.Kms;

/// <summary>The limits of the service (docs/adr/0016). Those of single cryptographic calls are in docs/adr/0013.</summary>
internal static class KmsLimits
{
    /// <summary>Versions of a key that are not destroyed; the contract states none.</summary>
    public const int VersionQuota = 1000;

    /// <summary>Fewest days between automatic rotations (spec/secrets-and-kms.md 4.4).</summary>
    public const int ShortestRotationDays = 1;

    /// <summary>Most days between automatic rotations (spec/secrets-and-kms.md 4.4).</summary>
    public const int LongestRotationDays = 1095;
}

using Haneul.Kernel.Storage;

namespace Haneul.Security.Kms.Keys;

/// <summary>The words for the state of a key (contract enum <c>KeyStatus</c>). It is not stored: it follows from the versions.</summary>
internal static class KeyStatus
{
    public const string PreActivation = "PRE_ACTIVATION";
    public const string Active = "ACTIVE";
    public const string Deactivated = "DEACTIVATED";

    /// <summary>The state as an expression over a row of <c>kms_keys k</c>; <see cref="Of"/> in SQL.</summary>
    public static readonly Sql Expression =
        $"CASE WHEN k.default_version = 0 THEN {PreActivation} WHEN k.active_version_count > 0 THEN {Active} ELSE {Deactivated} END";

    /// <summary>The state of a key: in pre-activation it has never had a version, and it is active while any version is.</summary>
    public static string Of(int defaultVersion, int activeVersionCount) =>
        defaultVersion == 0 ? PreActivation : activeVersionCount > 0 ? Active : Deactivated;
}

/// <summary>The words for the state of a version (contract enum <c>KeyVersionStatus</c>).</summary>
internal static class KeyVersionStatus
{
    public const string Active = "ACTIVE";
    public const string Deactivated = "DEACTIVATED";
    public const string Destroyed = "DESTROYED";
}

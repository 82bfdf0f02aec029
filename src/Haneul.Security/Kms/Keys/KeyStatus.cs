namespace Haneul.Security.Kms.Keys;

/// <summary>The words for the state of a key (contract enum <c>KeyStatus</c>).</summary>
internal static class KeyStatus
{
    public const string PreActivation = "PRE_ACTIVATION";
    public const string Active = "ACTIVE";
    public const string Deactivated = "DEACTIVATED";
}

/// <summary>The words for the state of a version (contract enum <c>KeyVersionStatus</c>).</summary>
internal static class KeyVersionStatus
{
    public const string Active = "ACTIVE";
    public const string Deactivated = "DEACTIVATED";
    public const string Destroyed = "DESTROYED";
}

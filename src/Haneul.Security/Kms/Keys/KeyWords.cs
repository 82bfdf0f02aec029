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

/// <summary>What keys are for (contract enum <c>KeyPurpose</c>).</summary>
internal static class KeyPurpose
{
    public const string SymmetricEncryptDecrypt = "SYMMETRIC_ENCRYPT_DECRYPT";
    public const string AsymmetricEncryptDecrypt = "ASYMMETRIC_ENCRYPT_DECRYPT";
    public const string DigitalSignature = "DIGITAL_SIGNATURE";
    public const string Hmac = "HMAC";
}

namespace Haneul.Security.Kms.Algorithms;

/// <summary>What a key is, in the contract's words: every other combination of the three is refused when a key is created.</summary>
/// <param name="Type">A value of <c>KeyType</c>.</param>
/// <param name="Purpose">A value of <c>KeyPurpose</c>.</param>
/// <param name="Algorithm">A value of <c>KeyAlgorithm</c>.</param>
internal sealed record KeySpec(string Type, string Purpose, string Algorithm)
{
    /// <summary>Whether a private key and a public one belong to it.</summary>
    public bool IsAsymmetric => string.Equals(Type, KeyTypes.Asymmetric, StringComparison.Ordinal);
}

/// <summary>The contract's <c>KeyType</c>.</summary>
internal static class KeyTypes
{
    public const string Symmetric = "SYMMETRIC";
    public const string Asymmetric = "ASYMMETRIC";
}

/// <summary>The contract's <c>KeyPurpose</c>.</summary>
internal static class KeyPurposes
{
    public const string SymmetricEncryption = "SYMMETRIC_ENCRYPT_DECRYPT";
    public const string AsymmetricEncryption = "ASYMMETRIC_ENCRYPT_DECRYPT";
    public const string Signature = "DIGITAL_SIGNATURE";
    public const string Hmac = "HMAC";
}

/// <summary>
/// The contract's <c>KeyAlgorithm</c>, and which of them go with which type and purpose: the table that <c>ListKeyAlgorithms</c> answers
/// (docs/adr/0013).
/// </summary>
internal static class KeyAlgorithms
{
    public const string Aes256Gcm = "AES256-GCM96";
    public const string Rsa2048 = "RSA-2048";
    public const string EcdsaP256 = "ECDSA-P256";
    public const string Hmac224 = "HMAC-224";
    public const string Hmac256 = "HMAC-256";
    public const string Hmac384 = "HMAC-384";
    public const string Hmac512 = "HMAC-512";

    /// <summary>Every combination that a key can have.</summary>
    public static IReadOnlyList<KeySpec> All { get; } =
    [
        new(KeyTypes.Symmetric, KeyPurposes.SymmetricEncryption, Aes256Gcm),
        new(KeyTypes.Asymmetric, KeyPurposes.AsymmetricEncryption, Rsa2048),
        new(KeyTypes.Asymmetric, KeyPurposes.Signature, Rsa2048),
        new(KeyTypes.Asymmetric, KeyPurposes.Signature, EcdsaP256),
        new(KeyTypes.Symmetric, KeyPurposes.Hmac, Hmac224),
        new(KeyTypes.Symmetric, KeyPurposes.Hmac, Hmac256),
        new(KeyTypes.Symmetric, KeyPurposes.Hmac, Hmac384),
        new(KeyTypes.Symmetric, KeyPurposes.Hmac, Hmac512),
    ];

    /// <summary>The row of that combination; null when there is none. The words are compared as they are: the contract's are upper case.</summary>
    public static KeySpec? Find(string type, string purpose, string algorithm)
    {
        foreach (var spec in All)
        {
            if (spec.Type == type && spec.Purpose == purpose && spec.Algorithm == algorithm)
            {
                return spec;
            }
        }

        return null;
    }
}

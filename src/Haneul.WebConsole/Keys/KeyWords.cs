using Haneul.WebConsole.Languages;
using Haneul.Wire.Kms;

namespace Haneul.WebConsole.Keys;

/// <summary>Where a version of a key stands, as people are told: the wire has no word for a scheduled destruction (docs/adr/0015).</summary>
public enum KeyVersionState
{
    /// <summary>It is used.</summary>
    Active,

    /// <summary>It is used for nothing any more.</summary>
    Deactivated,

    /// <summary>It will be destroyed at a time, and is used for nothing until then.</summary>
    Scheduled,

    /// <summary>Its material is gone.</summary>
    Destroyed,
}

/// <summary>The words of the wire about keys, in the person's language, and the tones of their states.</summary>
internal static class KeyWords
{
    public const string PreActivation = "PRE_ACTIVATION";
    public const string Active = "ACTIVE";
    public const string Deactivated = "DEACTIVATED";
    public const string Destroyed = "DESTROYED";
    public const string Symmetric = "SYMMETRIC";
    public const string Asymmetric = "ASYMMETRIC";
    public const string SymmetricEncryption = "SYMMETRIC_ENCRYPT_DECRYPT";
    public const string AsymmetricEncryption = "ASYMMETRIC_ENCRYPT_DECRYPT";
    public const string Signature = "DIGITAL_SIGNATURE";
    public const string Hmac = "HMAC";

    public static IReadOnlyList<string> Statuses { get; } = [PreActivation, Active, Deactivated];

    public static IReadOnlyList<string> Types { get; } = [Symmetric, Asymmetric];

    public static IReadOnlyList<string> Purposes { get; } = [SymmetricEncryption, AsymmetricEncryption, Signature, Hmac];

    public static IReadOnlyList<string> Algorithms { get; } = ["AES256-GCM96", "RSA-2048", "ECDSA-P256", "HMAC-224", "HMAC-256", "HMAC-384", "HMAC-512"];

    public static Text OfStatus(string status) => status switch
    {
        PreActivation => KeyTexts.PreActivation,
        Active => KeyTexts.Active,
        Deactivated => KeyTexts.Deactivated,
        _ => Text.Same(status),
    };

    public static string ToneOfStatus(string status) => status switch
    {
        Active => "good",
        Deactivated => "warn",
        _ => "plain",
    };

    public static Text OfType(string type) => type switch
    {
        Symmetric => KeyTexts.Symmetric,
        Asymmetric => KeyTexts.Asymmetric,
        _ => Text.Same(type),
    };

    public static Text OfPurpose(string purpose) => purpose switch
    {
        SymmetricEncryption or AsymmetricEncryption => KeyTexts.Encryption,
        Signature => KeyTexts.Signature,
        Hmac => KeyTexts.Hmac,
        _ => Text.Same(purpose),
    };

    /// <summary>A purpose where nothing beside it tells the type.</summary>
    public static Text OfPurposeWithType(string purpose) => purpose switch
    {
        SymmetricEncryption => KeyTexts.SymmetricEncryption,
        AsymmetricEncryption => KeyTexts.AsymmetricEncryption,
        _ => OfPurpose(purpose),
    };

    public static KeyVersionState StateOf(KeyVersion version) => version.Status switch
    {
        Active => KeyVersionState.Active,
        Destroyed => KeyVersionState.Destroyed,
        _ => version.ResolvedDestructionAt is null ? KeyVersionState.Deactivated : KeyVersionState.Scheduled,
    };

    public static Text OfState(KeyVersionState state) => state switch
    {
        KeyVersionState.Active => KeyTexts.Active,
        KeyVersionState.Deactivated => KeyTexts.Deactivated,
        KeyVersionState.Scheduled => KeyTexts.Scheduled,
        _ => KeyTexts.Destroyed,
    };

    public static string ToneOfState(KeyVersionState state) => state switch
    {
        KeyVersionState.Active => "good",
        KeyVersionState.Deactivated => "warn",
        KeyVersionState.Scheduled => "bad",
        _ => "plain",
    };
}

namespace Haneul.Security.Kms.Uses;

/// <summary>How much one call takes; the documents name no numbers (docs/adr/0013).</summary>
internal static class KeyUseLimits
{
    /// <summary>Largest plaintext or message in bytes. Whatever is larger is encrypted under a data key, by whoever has it.</summary>
    public const int InputBytes = 65_536;

    /// <summary>Largest <c>aad</c> in bytes of UTF-8.</summary>
    public const int AdditionalDataBytes = 4_096;

    /// <summary>Longest signature or HMAC to be checked, in characters; the longest real one has 344.</summary>
    public const int OutputCharacters = 1_024;

    /// <summary>Longest ciphertext that can be one: the largest plaintext with what a payload adds, as Base64, after its prefix.</summary>
    public const int CiphertextCharacters = 90_000;
}

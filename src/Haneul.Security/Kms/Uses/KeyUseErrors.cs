using Haneul.Kernel.Dialects;

namespace Haneul.Security.Kms.Uses;

/// <summary>The errors that only the use of keys has.</summary>
public static class KeyUseErrors
{
    // One error and one text for every reason: an answer that told a wrong aad from a damaged ciphertext would help whoever tries out both.
    public static readonly ErrorCode InvalidCiphertext = new(
        400, "InvalidCiphertext", "decrypt.cipher_text is not a ciphertext of this key, is damaged, or was made with another decrypt.aad.");
}

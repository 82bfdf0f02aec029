using Haneul.WebConsole.Languages;

namespace Haneul.WebConsole.Keys.TryOut;

/// <summary>Something that a key can be used for.</summary>
/// <param name="Id">Its name in addresses.</param>
/// <param name="Operation">The operation of the API.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Hint">What it does.</param>
public sealed record KeyUse(string Id, string Operation, Text Text, Text Hint)
{
    public static readonly KeyUse Encrypt = new("encrypt", "kms.EncryptData", TryTexts.Encrypt, TryTexts.EncryptHint);
    public static readonly KeyUse Decrypt = new("decrypt", "kms.DecryptData", TryTexts.Decrypt, TryTexts.DecryptHint);
    public static readonly KeyUse DataKey = new("data-key", "kms.CreateDataKey", TryTexts.DataKey, TryTexts.DataKeyHint);
    public static readonly KeyUse Sign = new("sign", "kms.SignData", TryTexts.Sign, TryTexts.SignHint);
    public static readonly KeyUse Verify = new("verify", "kms.VerifySignature", TryTexts.Verify, TryTexts.VerifyHint);
    public static readonly KeyUse Hmac = new("hmac", "kms.GenerateHmac", TryTexts.Hmac, TryTexts.HmacHint);
    public static readonly KeyUse VerifyHmac = new("verify-hmac", "kms.VerifyHmac", TryTexts.VerifyHmac, TryTexts.VerifyHmacHint);

    /// <summary>The uses of a purpose, as the API lets it be used for.</summary>
    public static IReadOnlyList<KeyUse> Of(string purpose) => purpose switch
    {
        KeyWords.SymmetricEncryption => [Encrypt, Decrypt, DataKey],
        KeyWords.AsymmetricEncryption => [Encrypt, Decrypt],
        KeyWords.Signature => [Sign, Verify],
        KeyWords.Hmac => [Hmac, VerifyHmac],
        _ => [],
    };
}

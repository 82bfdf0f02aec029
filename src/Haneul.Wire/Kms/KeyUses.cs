namespace Haneul.Wire.Kms;

/// <summary>The public half of a key, as <c>GetPublicKey</c> answers.</summary>
public sealed record PublicKeyResponse(PublicKeyData Public);

/// <summary>A public key as PEM.</summary>
public sealed record PublicKeyData(string Key);

/// <summary>What <c>EncryptData</c> answers.</summary>
public sealed record EncryptDataResponse(EncryptedData Encrypt);

/// <summary>A ciphertext with its prefix, and the version of the key that made it.</summary>
public sealed record EncryptedData(string CipherText, int Version);

/// <summary>What <c>SignData</c> answers.</summary>
public sealed record SignDataResponse(SignedData Sign);

/// <summary>A signature in Base64.</summary>
public sealed record SignedData(string Signature);

/// <summary>What <c>GenerateHmac</c> answers.</summary>
public sealed record GenerateHmacResponse(HmacData Hmac);

/// <summary>An HMAC in Base64.</summary>
public sealed record HmacData(string Data);

/// <summary>What <c>VerifySignature</c> and <c>VerifyHmac</c> answer.</summary>
public sealed record VerifyResponse(VerifiedData Verify);

/// <summary>Whether what was checked was made by a version of the key that is ACTIVE.</summary>
public sealed record VerifiedData(bool IsValidated);

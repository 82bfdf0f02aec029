using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>
/// Signatures over SHA-256 of a message: RSASSA-PSS with a salt of 32 bytes (RFC 8017, section 8.1) and ECDSA on P-256 (FIPS 186-5) as the DER
/// sequence of RFC 3279. Their text is Base64.
/// </summary>
internal static class Signer
{
    // A signature is 256 bytes with RSA and at most 72 with P-256. Longer text is not decoded at all.
    private const int LargestSignature = 256;

    /// <summary>Signs a message.</summary>
    public static string Sign(AsymmetricKey key, ReadOnlySpan<byte> message)
    {
        Span<byte> signature = stackalloc byte[LargestSignature];
        return Convert.ToBase64String(signature[..Sign(key.ForSignatures(), message, signature)]);
    }

    /// <summary>Whether the signature, as text, is that of the message. What is no signature at all is not.</summary>
    public static bool Verify(AsymmetricKey key, ReadOnlySpan<byte> message, ReadOnlySpan<char> signature)
    {
        if (!StrictBase64.TryGetLength(signature, out var length) || length > LargestSignature)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[LargestSignature];
        bytes = bytes[..length];
        return StrictBase64.TryDecode(signature, bytes) && Verify(key, message, bytes);
    }

    /// <summary>Whether the signature is that of the message.</summary>
    public static bool Verify(AsymmetricKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        try
        {
            return key.ForSignatures() switch
            {
                RSA rsa => rsa.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
                ECDsa ecdsa => IsStrict(signature)
                    && ecdsa.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
                _ => throw new InvalidOperationException("The key does not sign."),
            };
        }
        catch (Exception malformed) when (malformed is CryptographicException or AsnContentException)
        {
            // The platform answers some malformed signatures with false and others with these.
            return false;
        }
    }

    // The platform takes a number that lacks its leading zero, and so is negative, for the positive one: a second spelling of the same
    // signature. Here a signature has one.
    private static bool IsStrict(ReadOnlySpan<byte> signature)
    {
        AsnDecoder.ReadSequence(signature, AsnEncodingRules.DER, out var at, out var length, out var read);
        var numbers = signature.Slice(at, length);
        var r = AsnDecoder.ReadIntegerBytes(numbers, AsnEncodingRules.DER, out var rRead);
        var s = AsnDecoder.ReadIntegerBytes(numbers[rRead..], AsnEncodingRules.DER, out var sRead);
        return read == signature.Length && rRead + sRead == length && r[0] < 0x80 && s[0] < 0x80;
    }

    private static int Sign(AsymmetricAlgorithm key, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        var length = 0;
        var isSigned = key switch
        {
            // The platform's PSS takes a salt as long as the hash.
            RSA rsa => rsa.TrySignData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss, out length),
            ECDsa ecdsa => ecdsa.TrySignData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence, out length),
            _ => throw new InvalidOperationException("The key does not sign."),
        };
        return isSigned ? length : throw new CryptographicException("A signature is longer than any of its kind.");
    }
}

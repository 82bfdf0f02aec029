using System.Security.Cryptography;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>HMAC (RFC 2104, FIPS 198-1) with the hash that the key's algorithm names, never shortened. Its text is Base64.</summary>
internal static class MessageAuthentication
{
    private const int LargestHash = 64;

    /// <summary>Length of an HMAC in bytes, which is also that of the keys made for it.</summary>
    public static int HashLength(string algorithm) => algorithm switch
    {
        KeyAlgorithms.Hmac224 => Sha224.HashSize,
        KeyAlgorithms.Hmac256 => HMACSHA256.HashSizeInBytes,
        KeyAlgorithms.Hmac384 => HMACSHA384.HashSizeInBytes,
        KeyAlgorithms.Hmac512 => HMACSHA512.HashSizeInBytes,
        _ => throw new ArgumentException("The algorithm makes no HMAC.", nameof(algorithm)),
    };

    /// <summary>The HMAC of a message.</summary>
    public static string Compute(string algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message)
    {
        Span<byte> hmac = stackalloc byte[HashLength(algorithm)];
        Compute(algorithm, key, message, hmac);
        return Convert.ToBase64String(hmac);
    }

    /// <summary>Whether the text is the HMAC of the message. How many of its bytes are right does not show in the time that it takes.</summary>
    public static bool Verify(string algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<char> text)
    {
        var length = HashLength(algorithm);
        Span<byte> claimed = stackalloc byte[LargestHash];
        Span<byte> actual = stackalloc byte[LargestHash];
        claimed = claimed[..length];
        actual = actual[..length];
        if (!StrictBase64.TryDecode(text, claimed))
        {
            return false;
        }

        Compute(algorithm, key, message, actual);
        var isEqual = CryptographicOperations.FixedTimeEquals(claimed, actual);
        // The right answer to a wrong claim must not stay behind: it is what a forger is after.
        CryptographicOperations.ZeroMemory(actual);
        return isEqual;
    }

    private static void Compute(string algorithm, ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> hmac)
    {
        switch (algorithm)
        {
            case KeyAlgorithms.Hmac224:
                HmacSha224.HashData(key, message, hmac);
                break;
            case KeyAlgorithms.Hmac256:
                HMACSHA256.HashData(key, message, hmac);
                break;
            case KeyAlgorithms.Hmac384:
                HMACSHA384.HashData(key, message, hmac);
                break;
            default:
                HMACSHA512.HashData(key, message, hmac);
                break;
        }
    }
}

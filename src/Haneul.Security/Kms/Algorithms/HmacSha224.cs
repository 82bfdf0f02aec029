using System.Security.Cryptography;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>HMAC (RFC 2104) over <see cref="Sha224"/>, which the platform does not have either.</summary>
internal static class HmacSha224
{
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5c;

    /// <summary>Computes the HMAC into <see cref="Sha224.HashSize"/> bytes.</summary>
    public static void HashData(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> destination)
    {
        Span<byte> block = stackalloc byte[Sha224.BlockSize];
        Span<byte> inner = stackalloc byte[Sha224.HashSize];
        block.Clear();
        var hash = new Sha224();
        try
        {
            if (key.Length > Sha224.BlockSize)
            {
                Sha224.HashData(key, block[..Sha224.HashSize]);
            }
            else
            {
                key.CopyTo(block);
            }

            Mask(block, InnerPad);
            hash.Append(block);
            hash.Append(message);
            hash.Finish(inner);

            // From the inner pad to the outer one.
            Mask(block, InnerPad ^ OuterPad);
            hash.Reset();
            hash.Append(block);
            hash.Append(inner);
            hash.Finish(destination);
        }
        finally
        {
            hash.Wipe();
            CryptographicOperations.ZeroMemory(block);
            CryptographicOperations.ZeroMemory(inner);
        }
    }

    private static void Mask(Span<byte> block, byte pad)
    {
        foreach (ref var value in block)
        {
            value ^= pad;
        }
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Security.Kms;

/// <summary>The written form of a root key: 32 bytes as Base64 (either alphabet, padded or not) or as hexadecimal digits, white space around it ignored.</summary>
internal static class RootKeyText
{
    public const string Expectation = "a root key is 32 random bytes, written in Base64 or as 64 hexadecimal digits";

    /// <summary>Room for any source's answer; whatever is longer is no key.</summary>
    public const int MaximumLength = 1024;

    private const int HexLength = RootKey.Size * 2;

    /// <summary>Reads the text as ASCII; false if it isn't a key. Nothing of it is ever put into a message.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, Span<byte> key)
    {
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        text = text.Trim(" \t\r\n"u8);
        if (text.Length == HexLength)
        {
            return Convert.FromHexString(text, key, out _, out _) == OperationStatus.Done;
        }

        // Both alphabets and an optional padding lead to one strict decoder.
        text = text.TrimEnd("="u8);
        Span<byte> urlSafe = stackalloc byte[Base64Url.GetEncodedLength(RootKey.Size)];
        if (text.Length != urlSafe.Length)
        {
            return false;
        }

        text.CopyTo(urlSafe);
        urlSafe.Replace((byte)'+', (byte)'-');
        urlSafe.Replace((byte)'/', (byte)'_');
        var status = Base64Url.DecodeFromUtf8(urlSafe, key, out _, out var written);
        CryptographicOperations.ZeroMemory(urlSafe);
        return status == OperationStatus.Done && written == RootKey.Size;
    }

    /// <summary>The form that generated key files have: one line of Base64.</summary>
    public static byte[] Format(ReadOnlySpan<byte> key)
    {
        Span<byte> text = stackalloc byte[64];
        Base64.EncodeToUtf8(key, text, out _, out var length);
        text[length++] = (byte)'\n';
        var bytes = text[..length].ToArray();
        CryptographicOperations.ZeroMemory(text);
        return bytes;
    }

    /// <summary>Makes the root key of a source's answer, or a problem that names the source only.</summary>
    public static RootKeyReading Read(ReadOnlySpan<byte> text, string source)
    {
        Span<byte> key = stackalloc byte[RootKey.Size];
        try
        {
            return TryParse(text, key)
                ? RootKeyReading.Found(new RootKey(key))
                : RootKeyReading.Unusable($"The content of {source} is not a root key: {Expectation}.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, string)" />
    public static RootKeyReading Read(string text, string source)
    {
        if (text.Length > MaximumLength)
        {
            return RootKeyReading.Unusable($"The content of {source} is not a root key: {Expectation}.");
        }

        Span<byte> bytes = stackalloc byte[MaximumLength * 3];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        var reading = Read(bytes[..length], source);
        CryptographicOperations.ZeroMemory(bytes);
        return reading;
    }
}

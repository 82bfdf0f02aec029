using System.Security.Cryptography;

namespace Haneul.Security.Kms.Algorithms;

/// <summary>The public key as <c>GetPublicKey</c> answers it. The contract says text and not which: PEM, because every tool reads it.</summary>
internal static class PublicKeyText
{
    /// <summary>PEM (RFC 7468) of a SubjectPublicKeyInfo, ending with a line feed as tools write it.</summary>
    public static string ToPem(ReadOnlySpan<byte> subjectPublicKeyInfo) => PemEncoding.WriteString("PUBLIC KEY", subjectPublicKeyInfo) + "\n";
}

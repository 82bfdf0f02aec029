using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Security.Iam.Credentials;

/// <summary>
/// Signatures of S3 requests over their string to sign, in both of Amazon's forms: HMAC-SHA-256 under a key that is derived for day, region and service (version 4, whose
/// strings begin with <c>AWS4</c>), and the older HMAC-SHA-1 under the secret itself.
/// </summary>
internal static class S3Signature
{
    private const string Version4 = "AWS4-HMAC-SHA256";
    private const string ScopeEnd = "aws4_request";

    private static readonly string[] Services = ["s3", "iam", "sts"];

    /// <summary>Whether a signature is right. Comparing takes the same time wherever two differ.</summary>
    public static bool Matches(string secret, byte[] stringToSign, string signature)
    {
        var expected = stringToSign.AsSpan().StartsWith("AWS4"u8) ? OfVersion4(secret, stringToSign) : OfVersion1(secret, stringToSign);
        return expected is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    /// <summary>Null for a string that no request of S3 signs: its scope would be for something else.</summary>
    private static string? OfVersion4(string secret, byte[] stringToSign)
    {
        var lines = Encoding.UTF8.GetString(stringToSign).Split('\n');
        if (lines is not [Version4, _, var scope, _] || scope.Split('/') is not [var day, var region, var service, ScopeEnd] || !Services.Contains(service, StringComparer.Ordinal))
        {
            return null;
        }

        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in new[] { day, region, service, ScopeEnd })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, stringToSign));
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The protocol of older S3 clients; as a MAC, SHA-1 is not broken.")]
    private static string OfVersion1(string secret, byte[] stringToSign) => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), stringToSign));
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Security.CloudTrail.LogStorage.Buckets;

/// <summary>What a signature covers.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path, not escaped.</param>
/// <param name="Query">Parameters, not escaped.</param>
/// <param name="Headers">Every header to sign; <c>host</c> and <c>x-amz-date</c> among them.</param>
/// <param name="PayloadHash">SHA-256 of the body in lower-case hex.</param>
internal sealed record SignedRequest(
    string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IReadOnlyList<KeyValuePair<string, string>> Headers, string PayloadHash);

/// <summary>What a signature is good for.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SigningScope(DateTimeOffset Time, string Region, string Service)
{
    /// <summary>The value of the header <c>x-amz-date</c>.</summary>
    public string Timestamp => Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The scope as text.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>The day.</summary>
    public string Date => Time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}

/// <summary>
/// Signature version 4 of Amazon, as S3-compatible services check it. Written here because no package of theirs is to be had, and it is short; the tests hold it against the
/// published examples.
/// </summary>
internal static class SignatureV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    public static string Authorize(SignedRequest request, SigningScope scope, string accessKeyId, ReadOnlySpan<byte> secret)
    {
        Span<byte> key = stackalloc byte[HMACSHA256.HashSizeInBytes];
        try
        {
            DeriveKey(scope, secret, key);
            var toSign = $"{Algorithm}\n{scope.Timestamp}\n{scope}\n{HexHash(Encoding.UTF8.GetBytes(Canonical(request)))}";
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
            return $"{Algorithm} Credential={accessKeyId}/{scope}, SignedHeaders={NamesOf(request)}, Signature={signature}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string HexHash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The key that signs whatever is in the scope.</summary>
    public static void DeriveKey(SigningScope scope, ReadOnlySpan<byte> secret, Span<byte> key)
    {
        var prefixed = new byte[4 + secret.Length];
        "AWS4"u8.CopyTo(prefixed);
        secret.CopyTo(prefixed.AsSpan(4));
        HMACSHA256.HashData(prefixed, Encoding.UTF8.GetBytes(scope.Date), key);
        CryptographicOperations.ZeroMemory(prefixed);
        Span<byte> next = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var part in new[] { scope.Region, scope.Service, "aws4_request" })
        {
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part), next);
            next.CopyTo(key);
        }

        CryptographicOperations.ZeroMemory(next);
    }

    /// <summary>A path as it is sent and signed: each segment escaped once.</summary>
    public static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Canonical(SignedRequest request)
    {
        var query = request.Query
            .Select(static pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal).ThenBy(static pair => pair.Value, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Name}={pair.Value}");
        var headers = Ordered(request).Select(static header => $"{header.Name}:{header.Value}\n");
        return $"{request.Method}\n{EscapePath(request.Path)}\n{string.Join('&', query)}\n{string.Concat(headers)}\n{NamesOf(request)}\n{request.PayloadHash}";
    }

    private static string NamesOf(SignedRequest request) => string.Join(';', Ordered(request).Select(static header => header.Name));

    private static IEnumerable<(string Name, string Value)> Ordered(SignedRequest request) => request.Headers
        .Select(static header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(' ', header.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
        .OrderBy(static header => header.Name, StringComparer.Ordinal);
}

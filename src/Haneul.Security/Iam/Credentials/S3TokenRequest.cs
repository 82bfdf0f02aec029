using System.Globalization;
using Haneul.Kernel.Operations;

namespace Haneul.Security.Iam.Credentials;

/// <summary>What an S3 gateway asks: whether a signature over a string is that of an access id, and of when the signed request is, if it says so.</summary>
internal sealed record S3TokenRequest(string? Access, string? Signature, byte[]? StringToSign, string? Timestamp)
{
    private const int LongestString = 16 * 1024;

    // Basic and extended ISO 8601, as Amazon's versions of signatures write it.
    private static readonly string[] TimestampFormats = ["yyyyMMdd'T'HHmmss'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>Reads the body, under any of the names that Keystone takes.</summary>
    public static S3TokenRequest Read(JsonFields body)
    {
        if ((body.OptionalObject("credentials") ?? body.OptionalObject("credential") ?? body.OptionalObject("ec2Credentials")) is not { } credentials)
        {
            return new(null, null, null, null);
        }

        var (parameters, headers) = (credentials.OptionalObject("params"), credentials.OptionalObject("headers"));
        var text = credentials.OptionalString("token", maxLength: LongestString);
        var bytes = text is null ? null : Decode(text);
        if (text is not null && bytes is null)
        {
            credentials.AddProblem("token", "must be Base64");
        }

        return new(
            credentials.OptionalString("access"),
            credentials.OptionalString("signature"),
            bytes,
            parameters?.OptionalString("Timestamp") ?? headers?.OptionalString("X-Amz-Date") ?? parameters?.OptionalString("X-Amz-Date"));
    }

    /// <summary>Whether the signed request is no older than it may be. One that names no time has signed none, as in Keystone.</summary>
    public bool IsFresh(DateTimeOffset now, TimeSpan longestLife)
    {
        if (string.IsNullOrEmpty(Timestamp))
        {
            return true;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(Timestamp, TimestampFormats, CultureInfo.InvariantCulture, Utc, out var signed) && now <= signed + longestLife;
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), bytes, out var length) ? bytes[..length] : null;
    }
}

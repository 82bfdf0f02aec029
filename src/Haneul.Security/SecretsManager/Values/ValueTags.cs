using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Haneul.Kernel.Operations;
using Microsoft.Net.Http.Headers;

namespace Haneul.Security.SecretsManager.Values;

/// <summary>
/// Entity tags of values: made of the numbers, the times and the states of versions, never of values, so that a tag tells nothing about a value and two equal values
/// of two versions have two tags.
/// </summary>
internal static class ValueTags
{
    private const int TagBytes = 16;

    /// <summary>The tag of what was found, in its order.</summary>
    public static string Of(IReadOnlyList<FoundValue> found)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (var each in found)
        {
            AppendText(hash, each.SecretId);
            AppendText(hash, each.Refusal?.Code.Code ?? "");
            if (each.Refusal?.Code == SecretErrors.AccessDenied)
            {
                // Else the tag would tell that versions, states and pins change which the caller may not see.
                continue;
            }

            AppendText(hash, each.Name ?? "");
            AppendText(hash, each.Status ?? "");
            BinaryPrimitives.WriteInt64BigEndian(number, each.Version ?? 0);
            hash.AppendData(number);
            BinaryPrimitives.WriteInt64BigEndian(number, each.CreatedAt);
            hash.AppendData(number);
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return $"\"{Base64Url.EncodeToString(digest[..TagBytes])}\"";
    }

    /// <summary>The tags that the caller has values for; none without the header. What is wrong with it is left in <paramref name="query"/>.</summary>
    public static IReadOnlyList<EntityTagHeaderValue> ReadKnown(Call call, QueryFields query)
    {
        var header = call.Context.Request.Headers.IfNoneMatch;
        if (header.Count == 0)
        {
            return [];
        }

        if (EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out var tags))
        {
            return [.. tags];
        }

        query.AddProblem("If-None-Match", "must be a list of entity tags in quotation marks, or *");
        return [];
    }

    /// <summary>Whether the caller has it already (RFC 9110, 13.1.2).</summary>
    public static bool Knows(IReadOnlyList<EntityTagHeaderValue> known, string tag) =>
        known.Any(each => each.Equals(EntityTagHeaderValue.Any) || each.Tag.Equals(tag, StringComparison.Ordinal));

    private static void AppendText(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

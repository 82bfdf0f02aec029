using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>What of an event is indexed. The numbers are part of what is stored.</summary>
internal enum IndexField
{
    /// <summary>Every event of the scope; its value is empty.</summary>
    Any = 0,

    EventName = 1,

    ServiceName = 2,

    SourceService = 3,

    ResourceType = 4,

    ResourceName = 5,

    ResourceId = 6,

    UserId = 7,

    /// <summary>The sign-in name.</summary>
    UserEmail = 8,

    /// <summary>The part of the sign-in name before the at sign.</summary>
    UserName = 9,

    CredentialId = 10,

    SourceAddress = 11,

    UserAgent = 12,

    /// <summary>Refused and failed only: what succeeded is the rest.</summary>
    Result = 13,

    RequestId = 14,
}

/// <summary>A value of a field in a scope: what a list of the index is about. Scopes never share a list, so a search cannot touch one of a scope that it may not see.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IndexTerm(long Scope, IndexField Field, string Value)
{
    /// <summary>The name of the list. A cryptographic hash, since callers choose values; what has the same hash by chance is told apart when the rows are read.</summary>
    public PostingSlot ToSlot()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Scope} {(int)Field} {Value}")), hash);
        return new PostingSlot(BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue);
    }
}

/// <summary>Where the list of a term is: in a row of its own if it is long, else in a bucket with others.</summary>
/// <param name="Own">The slot of its own row.</param>
internal readonly record struct PostingSlot(long Own)
{
    /// <summary>
    /// Buckets of an era: so many that one holds some hundred bytes. From about a thousand SQLite would put each on a page of its own, and from two thousand PostgreSQL in another table.
    /// </summary>
    public const int Buckets = 1 << BucketBits;

    private const int BucketBits = 13;

    /// <summary>The slot of its bucket.</summary>
    public long Bucket => -1 - (Own & (Buckets - 1));

    /// <summary>What tells its list from the others in the bucket.</summary>
    public uint Tag => (uint)(Own >> BucketBits);
}

/// <summary>An event in the index.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Posting(long Sequence, long Time);

using System.Data.Common;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>A sealed segment of a chain. Its code covers it and the code of the segment before it, so that none can be changed, left out or put elsewhere.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Number">Its place among the segments of the chain, from 1.</param>
/// <param name="Cut">What it holds.</param>
/// <param name="SealedAt">When it was sealed, unix microseconds.</param>
/// <param name="Code">The code.</param>
internal sealed record Segment(long ChainId, long Number, SegmentCut Cut, long SealedAt, byte[] Code)
{
    /// <summary>Length of a code: a whole HMAC-SHA-256.</summary>
    public const int CodeLength = Hash256.Size;

    /// <summary>Stands before the first segment of a chain.</summary>
    public static byte[] NoCode { get; } = new byte[CodeLength];

    /// <summary>Seals a cut behind a segment.</summary>
    public static Segment Seal(ISystemKeys keys, long chainId, long number, byte[] codeBefore, SegmentCut cut, long now) =>
        new(chainId, number, cut, now, ComputeCode(keys, chainId, number, codeBefore, cut, now));

    /// <summary>Whether the code is that of this segment behind that one.</summary>
    public bool IsGenuine(ISystemKeys keys, byte[] codeBefore) =>
        System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Code, ComputeCode(keys, ChainId, Number, codeBefore, Cut, SealedAt));

    /// <summary>The statement that stores it.</summary>
    public Sql Insert() => $"""
        INSERT INTO trail_segments (chain_id, number, first, last, events, absent, unknown, first_time, last_time, sealed_at, digest, code)
        VALUES ({ChainId}, {Number}, {Cut.First}, {Cut.Last}, {Cut.Events}, {Cut.Absent}, {Cut.Unknown}, {Cut.FirstTime}, {Cut.LastTime}, {SealedAt},
            {Cut.Digest}, {Code})
        """;

    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns() => $"chain_id, number, first, last, events, absent, unknown, first_time, last_time, sealed_at, digest, code";

    /// <summary>The segment in a row.</summary>
    public static Segment Read(DbDataReader row) => new(
        row.GetInt64(0),
        row.GetInt64(1),
        new SegmentCut(
            row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetString(5), row.GetString(6), row.GetInt64(7), row.GetInt64(8), row.GetFieldValue<byte[]>(10)),
        row.GetInt64(9),
        row.GetFieldValue<byte[]>(11));

    private static byte[] ComputeCode(ISystemKeys keys, long chainId, long number, byte[] codeBefore, SegmentCut cut, long now)
    {
        var input = new AdditionalData(stackalloc byte[512]);
        try
        {
            input.Add("haneul trail segment/1"u8);
            input.Add(chainId);
            input.Add(number);
            input.Add(codeBefore);
            input.Add(cut.First);
            input.Add(cut.Last);
            input.Add(cut.Events);
            input.Add(cut.Absent);
            input.Add(cut.Unknown);
            input.Add(cut.FirstTime);
            input.Add(cut.LastTime);
            input.Add(now);
            input.Add(cut.Digest);
            var code = new byte[CodeLength];
            keys.ComputeHmac(SystemKey.TrailChain, input.Bytes, code);
            return code;
        }
        finally
        {
            input.Dispose();
        }
    }
}

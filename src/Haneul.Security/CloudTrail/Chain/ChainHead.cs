using System.Data.Common;
using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>How a chain stands: its row, which its code authenticates but for holder and the time it was seen.</summary>
/// <param name="Id">The chain, from 1.</param>
/// <param name="CreatedAt">When it began, unix microseconds.</param>
/// <param name="Segment">Number of the newest sealed segment; 0 for none.</param>
/// <param name="SealedThrough">The last number that is sealed; 0 for none.</param>
/// <param name="SegmentCode">Code of that segment.</param>
/// <param name="TrimmedSegment">The newest segment whose events were removed when their time had come; 0 for none.</param>
/// <param name="TrimmedThrough">The last number of that segment.</param>
/// <param name="TrimmedCode">Code of that segment.</param>
/// <param name="Code">The code of all this.</param>
internal sealed record ChainHead(
    long Id, long CreatedAt, long Segment, long SealedThrough, byte[] SegmentCode, long TrimmedSegment, long TrimmedThrough, byte[] TrimmedCode, byte[] Code)
{
    /// <summary>The columns that <see cref="Read"/> takes.</summary>
    public static Sql Columns() => $"id, created_at, segment, sealed_through, segment_code, trimmed_segment, trimmed_through, trimmed_code, head_code";

    /// <summary>The head in a row.</summary>
    public static ChainHead Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4), row.GetInt64(5), row.GetInt64(6),
        row.GetFieldValue<byte[]>(7), row.GetFieldValue<byte[]>(8));

    /// <summary>All chains, by id.</summary>
    public static ValueTask<List<ChainHead>> ListAsync(IDatabaseSession session) =>
        session.QueryAsync($"SELECT {Columns()} FROM trail_chains ORDER BY id", Read);

    /// <summary>A chain; null if there is none of that id.</summary>
    public static ValueTask<ChainHead?> FindAsync(IDatabaseSession session, long id) =>
        session.QueryFirstOrDefaultAsync($"SELECT {Columns()} FROM trail_chains WHERE id = {id}", Read);

    /// <summary>A chain that begins.</summary>
    public static ChainHead Begin(ISystemKeys keys, long id, long now) =>
        new ChainHead(id, now, 0, 0, CloudTrail.Chain.Segment.NoCode, 0, 0, CloudTrail.Chain.Segment.NoCode, []).Authenticated(keys);

    /// <summary>The head behind its next segment.</summary>
    public ChainHead After(ISystemKeys keys, Segment segment) =>
        (this with { Segment = segment.Number, SealedThrough = segment.Cut.Last, SegmentCode = segment.Code }).Authenticated(keys);

    /// <summary>The head without the events up to a segment.</summary>
    public ChainHead Trimmed(ISystemKeys keys, Segment segment) =>
        (this with { TrimmedSegment = segment.Number, TrimmedThrough = segment.Cut.Last, TrimmedCode = segment.Code }).Authenticated(keys);

    /// <summary>Whether the code is that of this head.</summary>
    public bool IsGenuine(ISystemKeys keys) => CryptographicOperations.FixedTimeEquals(Code, ComputeCode(keys));

    /// <summary>The statement that stores a chain that begins.</summary>
    public Sql Insert(string holder) => $"""
        INSERT INTO trail_chains (id, holder, seen_at, created_at, segment, sealed_through, segment_code, trimmed_segment, trimmed_through, trimmed_code, head_code)
        VALUES ({Id}, {holder}, {CreatedAt}, {CreatedAt}, {Segment}, {SealedThrough}, {SegmentCode}, {TrimmedSegment}, {TrimmedThrough}, {TrimmedCode}, {Code})
        """;

    /// <summary>The statement that stores it in place of an earlier head; it changes no row if that is not there any more.</summary>
    public Sql Replace(ChainHead before) => $"""
        UPDATE trail_chains SET segment = {Segment}, sealed_through = {SealedThrough}, segment_code = {SegmentCode}, trimmed_segment = {TrimmedSegment},
            trimmed_through = {TrimmedThrough}, trimmed_code = {TrimmedCode}, head_code = {Code}
        WHERE id = {Id} AND head_code = {before.Code}
        """;

    private ChainHead Authenticated(ISystemKeys keys) => this with { Code = ComputeCode(keys) };

    private byte[] ComputeCode(ISystemKeys keys)
    {
        var input = new AdditionalData(stackalloc byte[512]);
        try
        {
            input.Add("haneul trail head/1"u8);
            input.Add(Id);
            input.Add(CreatedAt);
            input.Add(Segment);
            input.Add(SealedThrough);
            input.Add(SegmentCode);
            input.Add(TrimmedSegment);
            input.Add(TrimmedThrough);
            input.Add(TrimmedCode);
            var code = new byte[Hash256.Size];
            keys.ComputeHmac(SystemKey.TrailChain, input.Bytes, code);
            return code;
        }
        finally
        {
            input.Dispose();
        }
    }
}

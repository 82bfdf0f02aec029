using Haneul.Kernel.Audit;
using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Events;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>
/// Reads the events of a cut, chain by chain in the order of their numbers, into pieces of bounded size. Only sealed numbers are in a cut, below which nothing appears any more, so a
/// piece that is made again is the same. (A number whose outcome nobody could tell when it was sealed is stored if its event is there.)
/// </summary>
internal sealed class LogParts(IDatabase database)
{
    private const int PageSize = 500;

    /// <summary>Bytes of a piece before compression, but for its last event. Bounds the memory of a run.</summary>
    public long LargestPart { get; init; } = 32 * 1024 * 1024;

    /// <summary>The next piece of the present cut of a stream.</summary>
    public async ValueTask<LogPart> BuildAsync(LogTarget target, LogStream stream, CancellationToken cancellation)
    {
        var (scopes, ranges) = await database.ReadAsync(
            async session => (await ScopesAsync(session, target, stream.Category), await RangesAsync(session, stream)), cancellation);
        var name = stream.NextObject;
        using var archive = new LogArchive(stream.CutFormat!, name[(name.LastIndexOf('/') + 1)..], UnixTime.FromMicroseconds(stream.CutAt!.Value));
        var storedThrough = new List<(long ChainId, long Through)>();
        foreach (var range in scopes.Count == 0 ? [] : ranges)
        {
            var after = range.After;
            while (after < range.Through)
            {
                // A statement never looks at more than an era, however few events of the stream are in it.
                var end = Math.Min(range.Through, Era.LastNumberOf(after + 1));
                var rows = await database.ReadAsync(session => ReadAsync(session, scopes, range.ChainId, after, end), cancellation);
                foreach (var row in rows)
                {
                    archive.Add(row.Event);
                    if (archive.Length >= LargestPart)
                    {
                        storedThrough.Add((range.ChainId, EventPlace.NumberOf(row.Sequence)));
                        return new LogPart(archive.Finish(), storedThrough, IsLast: false);
                    }
                }

                after = rows.Count == PageSize ? EventPlace.NumberOf(rows[^1].Sequence) : end;
            }

            storedThrough.Add((range.ChainId, range.Through));
        }

        return new LogPart(
            archive.Length == 0 ? null : archive.Finish(), scopes.Count == 0 ? [.. ranges.Select(static range => (range.ChainId, range.Through))] : storedThrough, IsLast: true);
    }

    // As EventSearch shows them: an event of a project's service that has no project is the organisation's.
    private static async ValueTask<List<long>> ScopesAsync(IDatabaseSession session, LogTarget target, TrailCategory category)
    {
        Sql own = $"category = 1 AND project_id = {target.ProjectId}";
        if (category == TrailCategory.Organisation)
        {
            own = $"domain_id = {target.DomainId} AND (category = 0 OR project_id = '')";
        }

        return await session.QueryAsync($"SELECT id FROM trail_scopes WHERE {own} ORDER BY id", static row => row.GetInt64(0));
    }

    private static ValueTask<List<CutRange>> RangesAsync(IDatabaseSession session, LogStream stream) => session.QueryAsync(
        $"""
        SELECT chain_id, stored_through, cut_through FROM trail_log_positions
        WHERE project_id = {stream.ProjectId} AND category = {(int)stream.Category} AND stored_through < cut_through ORDER BY chain_id
        """,
        static row => new CutRange(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));

    private static ValueTask<List<EventRow>> ReadAsync(IDatabaseSession session, List<long> scopes, long chainId, long after, long end)
    {
        Sql wanted = $"{scopes[0]}";
        foreach (var scope in scopes.Skip(1))
        {
            wanted = $"{wanted}, {scope}";
        }

        return session.QueryAsync(
            $"""
            SELECT {StoredEvent.Columns()} FROM {StoredEvent.Tables()}
            WHERE e.sequence > {EventPlace.Of(chainId, after)} AND e.sequence <= {EventPlace.Of(chainId, end)} AND +e.scope_id IN ({wanted})
            ORDER BY e.sequence LIMIT {PageSize}
            """,
            EventRow.Read);
    }

    private sealed record CutRange(long ChainId, long After, long Through);
}

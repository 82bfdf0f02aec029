using Haneul.Kernel.Runtime;
using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>
/// Makes the index of an era: reads its events beside the writers, and writes it in slices that hold nobody up. A build that was broken off leaves rows that nobody
/// reads, and the next one deletes them first. One builder at a time: every slice is kept only while the build is still this one's.
/// </summary>
internal sealed class EraIndexer(IDatabase database, IdGenerator ids, TimeProvider time)
{
    /// <summary>After which time without a sign of it a build may be taken over by another process.</summary>
    public static readonly TimeSpan Abandonment = TimeSpan.FromMinutes(2);

    // One slice is a few milliseconds of the writer.
    private const int RowsOfSlice = 300;
    private const int BytesOfSlice = 192 * 1024;
    private const int RowsOfStatement = 20;
    private const int EventsOfRead = 2048;

    private readonly string _builder = ids.NewUuid();

    /// <summary>Indexes an era that is wholly sealed; false if another process does, or did.</summary>
    public async ValueTask<bool> RunAsync(long era, CancellationToken cancellation)
    {
        if (!await database.WriteAsync(transaction => ClaimAsync(transaction, era), cancellation))
        {
            return false;
        }

        while (true)
        {
            var deleted = await WriteAsync(era, transaction => EraRows.DeleteSliceAsync(transaction, era), cancellation);
            if (deleted is null)
            {
                return false;
            }

            if (deleted == 0)
            {
                break;
            }
        }

        var content = await ReadAsync(era, cancellation);
        foreach (var slice in Slices(era, content.Postings()))
        {
            if (await WriteAsync(era, transaction => InsertAsync(transaction, $"trail_postings (era, slot, entries)", slice), cancellation) is null)
            {
                return false;
            }
        }

        foreach (var slice in content.Counts().Chunk(RowsOfSlice))
        {
            if (await WriteAsync(era, transaction => InsertAsync(transaction, $"trail_counts (era, scope_id, hour, source_service, events, refused, failed)", slice), cancellation) is null)
            {
                return false;
            }
        }

        return await WriteAsync(era, transaction => FinishAsync(transaction, era, content), cancellation) is not null;
    }

    /// <summary>The index of an era as its events make it.</summary>
    private async ValueTask<EraContent> ReadAsync(long era, CancellationToken cancellation)
    {
        var content = new EraContent(era);
        var first = Era.FirstSequenceOf(era);
        while (true)
        {
            var from = first;
            var events = await database.ReadAsync(
                session => session.QueryAsync(IndexedEvent.Select(from, Era.LastSequenceOf(era), EventsOfRead), IndexedEvent.Read), cancellation);
            events.ForEach(content.Add);
            if (events.Count < EventsOfRead)
            {
                return content;
            }

            first = events[^1].Sequence + 1;
        }
    }

    /// <summary>A slice, if the build is still this one's; null if it is not.</summary>
    private ValueTask<int?> WriteAsync(long era, Func<ITransaction, ValueTask<int>> slice, CancellationToken cancellation) =>
        database.WriteAsync<int?>(
            async transaction =>
            {
                var held = await transaction.ExecuteAsync($"UPDATE trail_index_builds SET seen_at = {Now} WHERE era = {era} AND builder = {_builder}");
                return held == 0 ? null : await slice(transaction);
            },
            cancellation);

    private async ValueTask<bool> ClaimAsync(ITransaction transaction, long era)
    {
        // On SQLite no other process has the database open, so whoever began is gone.
        var abandoned = database.Engine == DatabaseEngine.Sqlite ? long.MaxValue : UnixTime.ToMicroseconds(time.GetUtcNow() - Abandonment);
        var claimed = await transaction.ExecuteAsync($"""
            INSERT INTO trail_index_builds (era, builder, seen_at) VALUES ({era}, {_builder}, {Now})
            ON CONFLICT (era) DO UPDATE SET builder = {_builder}, seen_at = {Now} WHERE trail_index_builds.seen_at < {abandoned} OR trail_index_builds.builder = {_builder}
            """);
        var isIndexed = await transaction.QueryFirstOrDefaultAsync($"SELECT 1 FROM trail_eras WHERE era = {era}", static row => row.GetInt64(0)) != 0;
        if (isIndexed)
        {
            transaction.RollBack();
        }

        return claimed > 0 && !isIndexed;
    }

    private async ValueTask<int> InsertAsync(ITransaction transaction, Sql into, IReadOnlyCollection<Sql> rows)
    {
        // As with events: rows one by one on SQLite, where a prepared statement is quickest, and together where each statement is a way to the server and back.
        foreach (var some in rows.Chunk(database.Engine == DatabaseEngine.Sqlite ? 1 : RowsOfStatement))
        {
            Sql values = $"{some[0]}";
            foreach (var row in some.Skip(1))
            {
                values.AppendLiteral(", ");
                values.AppendFormatted(row);
            }

            await transaction.ExecuteAsync($"INSERT INTO {into} VALUES {values}");
        }

        return rows.Count;
    }

    private async ValueTask<int> FinishAsync(ITransaction transaction, long era, EraContent content)
    {
        await transaction.ExecuteAsync($"DELETE FROM trail_index_builds WHERE era = {era}");
        return await transaction.ExecuteAsync($"""
            INSERT INTO trail_eras (era, events, first_time, last_time, indexed_at)
            VALUES ({era}, {content.Events}, {content.FirstTime}, {content.LastTime}, {Now})
            """);
    }

    private static IEnumerable<List<Sql>> Slices(long era, IEnumerable<PostingRow> rows)
    {
        var slice = new List<Sql>(RowsOfSlice);
        var bytes = 0;
        foreach (var row in rows)
        {
            slice.Add($"({era}, {row.Slot}, {row.Entries})");
            bytes += row.Entries.Length;
            if (slice.Count == RowsOfSlice || bytes >= BytesOfSlice)
            {
                yield return slice;
                slice = new List<Sql>(RowsOfSlice);
                bytes = 0;
            }
        }

        if (slice.Count > 0)
        {
            yield return slice;
        }
    }

    private long Now => UnixTime.ToMicroseconds(time.GetUtcNow());
}

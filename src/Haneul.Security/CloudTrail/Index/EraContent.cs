using System.Runtime.InteropServices;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>The index of an era, put together in memory from its events.</summary>
internal sealed class EraContent(long era)
{
    /// <summary>A list from this length has a row of its own.</summary>
    public const int LongList = 64;

    private readonly Dictionary<IndexTerm, List<Posting>> _lists = [];
    private readonly Dictionary<CountKey, Tally> _counts = [];

    /// <summary>How many events there are.</summary>
    public int Events { get; private set; }

    /// <summary>The time of the earliest event; 0 without events.</summary>
    public long FirstTime { get; private set; }

    /// <summary>The time of the latest event; 0 without events.</summary>
    public long LastTime { get; private set; }

    /// <summary>Takes the next event.</summary>
    public void Add(IndexedEvent added)
    {
        (FirstTime, LastTime) = Events++ == 0 ? (added.Time, added.Time) : (Math.Min(FirstTime, added.Time), Math.Max(LastTime, added.Time));
        var posting = new Posting(added.Sequence, added.Time);
        foreach (var term in added.Terms())
        {
            if (!_lists.TryGetValue(term, out var list))
            {
                _lists.Add(term, list = new List<Posting>(1));
            }

            list.Add(posting);
        }

        var key = new CountKey(added.Scope, added.Time / EventHour.Length, added.SourceService);
        var tally = _counts.GetValueOrDefault(key);
        _counts[key] = new Tally(
            tally.Events + 1, tally.Refused + (added.Result == TrailResult.Refused ? 1 : 0), tally.Failed + (added.Result == TrailResult.Failed ? 1 : 0));
    }

    /// <summary>The rows of the index, in the order of their key.</summary>
    public IEnumerable<PostingRow> Postings()
    {
        var lists = BySlot();
        var buckets = lists.Where(static list => list.Value.Count < LongList).GroupBy(static list => list.Key.Bucket).OrderBy(static bucket => bucket.Key);
        foreach (var bucket in buckets)
        {
            yield return new PostingRow(bucket.Key, PostingCodec.EncodeBucket(era, FirstTime, bucket));
        }

        foreach (var (slot, list) in lists.Where(static list => list.Value.Count >= LongList).OrderBy(static list => list.Key.Own))
        {
            yield return new PostingRow(slot.Own, PostingCodec.EncodeList(era, FirstTime, list));
        }
    }

    /// <summary>The values of the rows of counts.</summary>
    public IEnumerable<Sql> Counts()
    {
        foreach (var (key, tally) in _counts)
        {
            yield return $"({era}, {key.Scope}, {key.Hour}, {key.SourceService}, {tally.Events}, {tally.Refused}, {tally.Failed})";
        }
    }

    /// <summary>Values whose hashes are equal share a list; somebody may look for such values, and must not stop the index with them.</summary>
    private Dictionary<PostingSlot, List<Posting>> BySlot()
    {
        var slots = new Dictionary<PostingSlot, List<Posting>>(_lists.Count);
        foreach (var (term, list) in _lists)
        {
            var slot = term.ToSlot();
            slots[slot] = slots.TryGetValue(slot, out var other) ? [.. other.Union(list).OrderBy(static posting => posting.Sequence)] : list;
        }

        return slots;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct CountKey(long Scope, long Hour, string SourceService);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Tally(long Events, long Refused, long Failed);
}

/// <summary>A row of the index.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PostingRow(long Slot, byte[] Entries);

/// <summary>The hours by which events are counted.</summary>
internal static class EventHour
{
    /// <summary>Microseconds of an hour.</summary>
    public const long Length = 3_600_000_000;
}

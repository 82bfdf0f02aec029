using Haneul.Kernel.Storage;
using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>Lists of the index that were read for some eras.</summary>
internal sealed class EraLists
{
    private readonly Dictionary<(long Era, long Slot), byte[]> _rows;

    private EraLists(Dictionary<(long Era, long Slot), byte[]> rows) => _rows = rows;

    /// <summary>Reads the rows of slots in eras.</summary>
    public static async ValueTask<EraLists> ReadAsync(IDatabaseSession session, IReadOnlyList<long> eras, IReadOnlyList<long> slots)
    {
        // The order of the joins is that of the text on SQLite (CROSS JOIN), so that each row is one step down the key.
        var rows = await session.QueryAsync(
            $"""
            SELECT p.era, p.slot, p.entries FROM (VALUES {Values(eras)}) AS e CROSS JOIN (VALUES {Values(slots)}) AS s CROSS JOIN trail_postings p
            WHERE p.era = e.column1 AND p.slot = s.column1
            """,
            static row => (Era: row.GetInt64(0), Slot: row.GetInt64(1), Entries: row.GetFieldValue<byte[]>(2)));
        return new EraLists(rows.ToDictionary(static row => (row.Era, row.Slot), static row => row.Entries));
    }

    /// <summary>The events of an era that are in one list of each filter, and in none of the excluded.</summary>
    public IEnumerable<Posting> Find(long era, EventPlan plan)
    {
        if (plan is { Filters: [{ Count: 1 } only], Excluded: [] })
        {
            return Union(era, only);
        }

        var filters = plan.Filters.Select(slots => Union(era, slots)).OrderBy(static list => list.Count).ToList();
        if (filters[0].Count == 0)
        {
            return [];
        }

        // Where filters have more than one list, an event may be in several of them.
        var rest = EraSet.Of(filters[0]);
        foreach (var filter in filters.Skip(1))
        {
            rest.IntersectWith(EraSet.Of(filter));
        }

        rest.ExceptWith(EraSet.Of(Union(era, plan.Excluded)));
        return filters[0].Where(posting => rest.Remove(posting));
    }

    private List<Posting> Union(long era, IReadOnlyList<PostingSlot> slots)
    {
        var postings = new List<Posting>();
        foreach (var slot in slots)
        {
            if (_rows.TryGetValue((era, slot.Own), out var own))
            {
                PostingCodec.DecodeList(own, era, postings);
            }
            else if (_rows.TryGetValue((era, slot.Bucket), out var bucket))
            {
                PostingCodec.DecodeBucket(bucket, era, slot, postings);
            }
        }

        return postings;
    }

    /// <summary>Filled up to a few sizes, so that there are few texts and they stay prepared; no era or slot is the number that fills.</summary>
    private static Sql Values(IReadOnlyList<long> numbers)
    {
        var size = 1;
        while (size < numbers.Count)
        {
            size *= 2;
        }

        Sql values = $"({numbers[0]})";
        for (var index = 1; index < size; index++)
        {
            values.AppendLiteral(", ");
            values.AppendFormatted((Sql)$"({(index < numbers.Count ? numbers[index] : long.MinValue)})");
        }

        return values;
    }

    /// <summary>Some of the events of an era.</summary>
    private readonly struct EraSet
    {
        private readonly ulong[] _places = new ulong[Era.Size / 64];

        public EraSet()
        {
        }

        public static EraSet Of(List<Posting> postings)
        {
            var set = new EraSet();
            foreach (var posting in postings)
            {
                var place = PlaceOf(posting);
                set._places[place / 64] |= 1UL << (place % 64);
            }

            return set;
        }

        public void IntersectWith(EraSet other)
        {
            for (var index = 0; index < _places.Length; index++)
            {
                _places[index] &= other._places[index];
            }
        }

        public void ExceptWith(EraSet other)
        {
            for (var index = 0; index < _places.Length; index++)
            {
                _places[index] &= ~other._places[index];
            }
        }

        /// <summary>Whether it was there.</summary>
        public bool Remove(Posting posting)
        {
            var place = PlaceOf(posting);
            var bit = 1UL << (place % 64);
            var was = (_places[place / 64] & bit) != 0;
            _places[place / 64] &= ~bit;
            return was;
        }

        private static int PlaceOf(Posting posting) => (int)(posting.Sequence & (Era.Size - 1));
    }
}

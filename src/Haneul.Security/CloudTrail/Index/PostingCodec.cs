using System.Buffers;
using System.Buffers.Binary;
using Haneul.Security.CloudTrail.Chain;

namespace Haneul.Security.CloudTrail.Index;

/// <summary>
/// Lists of the index as bytes: the base time of the era, then for each event the distance of its place and of its time from those of the event before it, in
/// varints. A bucket holds such lists one after the other, each behind its tag and its length.
/// </summary>
internal static class PostingCodec
{
    private const int LongestNumber = 10;

    /// <summary>A long list.</summary>
    public static byte[] EncodeList(long era, long baseTime, IReadOnlyList<Posting> postings)
    {
        var writer = new ArrayBufferWriter<byte>(16 + (postings.Count * 5));
        WriteNumber(writer, ZigZag(baseTime));
        WritePostings(writer, era, baseTime, postings);
        return writer.WrittenSpan.ToArray();
    }

    /// <summary>The lists of a bucket.</summary>
    public static byte[] EncodeBucket(long era, long baseTime, IEnumerable<KeyValuePair<PostingSlot, List<Posting>>> lists)
    {
        var writer = new ArrayBufferWriter<byte>(512);
        WriteNumber(writer, ZigZag(baseTime));
        foreach (var (slot, postings) in lists)
        {
            BinaryPrimitives.WriteUInt32BigEndian(writer.GetSpan(sizeof(uint)), slot.Tag);
            writer.Advance(sizeof(uint));
            WriteNumber(writer, (ulong)postings.Count);
            WritePostings(writer, era, baseTime, postings);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a long list.</summary>
    public static void DecodeList(ReadOnlySpan<byte> entries, long era, List<Posting> into)
    {
        var baseTime = UnZigZag(ReadNumber(ref entries));
        var (sequence, time) = (Era.FirstSequenceOf(era), baseTime);
        while (!entries.IsEmpty)
        {
            sequence += (long)ReadNumber(ref entries);
            time += UnZigZag(ReadNumber(ref entries));
            into.Add(new Posting(sequence, time));
        }
    }

    /// <summary>Reads the list of a slot in its bucket, if it is there.</summary>
    public static void DecodeBucket(ReadOnlySpan<byte> entries, long era, PostingSlot slot, List<Posting> into)
    {
        var baseTime = UnZigZag(ReadNumber(ref entries));
        while (!entries.IsEmpty)
        {
            var isWanted = BinaryPrimitives.ReadUInt32BigEndian(entries) == slot.Tag;
            entries = entries[sizeof(uint)..];
            var count = ReadNumber(ref entries);
            var (sequence, time) = (Era.FirstSequenceOf(era), baseTime);
            for (ulong index = 0; index < count; index++)
            {
                sequence += (long)ReadNumber(ref entries);
                time += UnZigZag(ReadNumber(ref entries));
                if (isWanted)
                {
                    into.Add(new Posting(sequence, time));
                }
            }
        }
    }

    private static void WritePostings(ArrayBufferWriter<byte> writer, long era, long baseTime, IReadOnlyList<Posting> postings)
    {
        var (sequence, time) = (Era.FirstSequenceOf(era), baseTime);
        foreach (var posting in postings)
        {
            WriteNumber(writer, (ulong)(posting.Sequence - sequence));
            WriteNumber(writer, ZigZag(posting.Time - time));
            (sequence, time) = (posting.Sequence, posting.Time);
        }
    }

    private static void WriteNumber(ArrayBufferWriter<byte> writer, ulong number)
    {
        var span = writer.GetSpan(LongestNumber);
        var length = 0;
        while (number >= 0x80)
        {
            span[length++] = (byte)(number | 0x80);
            number >>= 7;
        }

        span[length++] = (byte)number;
        writer.Advance(length);
    }

    private static ulong ReadNumber(ref ReadOnlySpan<byte> entries)
    {
        ulong number = 0;
        for (var index = 0; index < LongestNumber; index++)
        {
            var part = entries[index];
            number |= (ulong)(part & 0x7f) << (7 * index);
            if (part < 0x80)
            {
                entries = entries[(index + 1)..];
                return number;
            }
        }

        throw new InvalidDataException("A list of the trail's index is damaged.");
    }

    private static ulong ZigZag(long number) => (ulong)((number << 1) ^ (number >> 63));

    private static long UnZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);
}

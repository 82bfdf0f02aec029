using System.Security.Cryptography;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>Numbers of a chain whose outcomes are all known, ready to be sealed.</summary>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
/// <param name="Events">How many events there are.</param>
/// <param name="Absent">Numbers without an event, as <see cref="NumberRanges"/>.</param>
/// <param name="Unknown">Numbers of which nobody can tell, as <see cref="NumberRanges"/>.</param>
/// <param name="FirstTime">The time of the earliest event, unix microseconds; 0 without events.</param>
/// <param name="LastTime">The time of the latest event; 0 without events.</param>
/// <param name="Digest">SHA-256 of the codes of the events that are known, in the order of their numbers.</param>
internal sealed record SegmentCut(long First, long Last, long Events, string Absent, string Unknown, long FirstTime, long LastTime, byte[] Digest)
{
    /// <summary>The cut of entries that begin at a number; none of them open.</summary>
    public static SegmentCut Of(long first, IReadOnlyList<ChainLedger.Entry> entries)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (events, firstTime, lastTime) = (0L, long.MaxValue, 0L);
        var absent = new List<long>();
        var unknown = new List<long>();
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            switch (entry.State)
            {
                case NumberState.Kept:
                    digest.AppendData(entry.Code!);
                    events++;
                    (firstTime, lastTime) = (Math.Min(firstTime, entry.Time), Math.Max(lastTime, entry.Time));
                    break;
                case NumberState.Absent:
                    absent.Add(first + index);
                    break;
                default:
                    unknown.Add(first + index);
                    break;
            }
        }

        return new SegmentCut(
            first, first + entries.Count - 1, events, NumberRanges.Format(absent), NumberRanges.Format(unknown), events == 0 ? 0 : firstTime, lastTime,
            digest.GetHashAndReset());
    }
}

using Haneul.Kernel.Crypto;

namespace Haneul.Security.CloudTrail.Chain;

/// <summary>The chain that a process holds.</summary>
internal sealed class HeldChain(ChainHead head, ChainLedger ledger, long seenAt)
{
    private const int MostOfSegment = 4096;

    /// <summary>When the database last showed that it is held, by the clock of the machine: a lease runs in real time, whatever clock events are stamped with.</summary>
    public long SeenAt = seenAt;

    private Segment? _pending;

    /// <summary>The numbers that are not sealed.</summary>
    public ChainLedger Ledger => ledger;

    /// <summary>The head as it was stored last.</summary>
    public ChainHead Head { get; private set; } = head;

    /// <summary>Code of the newest segment that may be stored: of one whose commit was not answered, else of the head.</summary>
    public byte[] NewestCode => _pending?.Code ?? Head.SegmentCode;

    /// <summary>The segment to store next, the same one until it is stored: one whose commit was not answered may be there. Null if there is nothing to seal.</summary>
    public Segment? NextSegment(ISystemKeys keys, long now) =>
        _pending ??= ledger.Cut(MostOfSegment) is { } cut ? Segment.Seal(keys, Head.Id, Head.Segment + 1, Head.SegmentCode, cut, now) : null;

    /// <summary>Notes that the segment is stored.</summary>
    public void Sealed(ChainHead stored, Segment segment)
    {
        Head = stored;
        _pending = null;
        ledger.Forget(segment.Cut);
    }
}

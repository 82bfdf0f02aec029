using Haneul.Security.CloudTrail.Chain;
using Haneul.Security.CloudTrail.Index;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>What part of the trail a page may still give, and in which order.</summary>
/// <param name="From">The earliest time.</param>
/// <param name="To">The time before which events are.</param>
/// <param name="IsAscending">Oldest first.</param>
/// <param name="After">The event after which the page begins; null on the first.</param>
/// <param name="Ends">Where the walk ends.</param>
internal sealed record WalkRange(long From, long To, bool IsAscending, EventPosition? After, WalkEnds Ends) : IComparer<Posting>
{
    /// <summary>Whether an event is part of it.</summary>
    public bool Admits(Posting posting) =>
        posting.Time >= From && posting.Time < To && posting.Sequence <= Ends.LastOf(EventPlace.ChainOf(posting.Sequence)) &&
        (After is not { } after || Compare(new Posting(after.Sequence, after.Time), posting) < 0);

    /// <summary>Whether an event of a time between these may be part of it.</summary>
    public bool Admits(long firstTime, long lastTime) =>
        lastTime >= From && firstTime < To && (After is not { } after || (IsAscending ? lastTime >= after.Time : firstTime <= after.Time));

    /// <summary>The order of the walk: by time, then by place.</summary>
    public int Compare(Posting x, Posting y)
    {
        var byTime = x.Time.CompareTo(y.Time);
        var order = byTime != 0 ? byTime : x.Sequence.CompareTo(y.Sequence);
        return IsAscending ? order : -order;
    }
}

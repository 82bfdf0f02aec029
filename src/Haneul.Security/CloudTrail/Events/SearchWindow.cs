using Haneul.Kernel.Runtime;

namespace Haneul.Security.CloudTrail.Events;

/// <summary>How far back events are shown: what is older is not found, whether it is still kept or not.</summary>
internal sealed class SearchWindow(TimeProvider time, TimeSpan length)
{
    /// <summary>The window now.</summary>
    public long Earliest => UnixTime.ToMicroseconds(time.GetUtcNow() - length);
}

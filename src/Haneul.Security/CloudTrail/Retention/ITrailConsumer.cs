using Haneul.Kernel.Storage;

namespace Haneul.Security.CloudTrail.Retention;

/// <summary>Something that must have had each event before it may be removed. Registered as a singleton.</summary>
internal interface ITrailConsumer
{
    /// <summary>The last number of a chain up to which it needs nothing any more; null if it needs nothing of the chain.</summary>
    ValueTask<long?> ExportedThroughAsync(IDatabaseSession session, long chainId);
}

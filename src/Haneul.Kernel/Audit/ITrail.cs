using Haneul.Kernel.Storage;

namespace Haneul.Kernel.Audit;

/// <summary>Where events go. Implemented by Cloud Trail. There is no way to record an event that is not durable when the call returns.</summary>
public interface ITrail
{
    /// <summary>Records an event in the transaction of the change that it tells of, so that neither exists without the other.</summary>
    ValueTask RecordAsync(ITransaction transaction, TrailEvent trailEvent);

    /// <summary>Records an event of a call that changed nothing, and returns when it is durable.</summary>
    /// <exception cref="StorageUnavailableException">It was not recorded; the call must not be answered.</exception>
    ValueTask AppendAsync(TrailEvent trailEvent, CancellationToken cancellation);

    /// <summary>Records several events in the transaction of the change that they tell of.</summary>
    ValueTask RecordAsync(ITransaction transaction, IReadOnlyList<TrailEvent> trailEvents);

    /// <summary>Records the events of a call that changed nothing, all of them or none.</summary>
    /// <exception cref="StorageUnavailableException">They were not recorded; the call must not be answered.</exception>
    ValueTask AppendAsync(IReadOnlyList<TrailEvent> trailEvents, CancellationToken cancellation);
}

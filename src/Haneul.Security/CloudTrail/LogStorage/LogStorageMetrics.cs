using System.Diagnostics.Metrics;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.CloudTrail.LogStorage;

/// <summary>Counts the objects that this process stores, and keeps how far the targets of the whole installation were behind when <see cref="BacklogLooks"/> looked.</summary>
internal sealed class LogStorageMetrics : IDisposable
{
    private readonly Meter _meter = new(RequestMetrics.MeterName);
    private readonly Counter<long> _uploads;
    private long _stored;
    private long _failed;
    private long _failingTargets;
    private long _waiting;

    public LogStorageMetrics()
    {
        _uploads = _meter.CreateCounter<long>("haneul.log_storage.uploads", "{object}", "Attempts to store an object of log storage, by outcome.");
        _meter.CreateObservableGauge("haneul.log_storage.targets.failing", () => FailingTargets, "{target}", "Targets of log storage whose last attempt failed.");
        _meter.CreateObservableGauge("haneul.log_storage.events.waiting", () => Waiting, "{event}", "Events of the trail that the target furthest behind still has to go through.");
    }

    /// <summary>Objects that were stored.</summary>
    public long Stored => Volatile.Read(ref _stored);

    /// <summary>Attempts that failed.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Targets whose last attempt failed.</summary>
    public long FailingTargets => Volatile.Read(ref _failingTargets);

    /// <summary>How many events of the trail the target that is furthest behind still has to go through. Retention waits for them.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Counts an attempt to store an object.</summary>
    public void Note(LogStorageFailure? failure)
    {
        Interlocked.Increment(ref failure is null ? ref _stored : ref _failed);
        _uploads.Add(1, new KeyValuePair<string, object?>("outcome", failure is null ? "success" : failure.Code));
    }

    /// <summary>Keeps what was looked up.</summary>
    public void Keep(long failingTargets, long waiting)
    {
        Volatile.Write(ref _failingTargets, failingTargets);
        Volatile.Write(ref _waiting, waiting);
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}

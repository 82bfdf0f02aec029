using System.Diagnostics.Metrics;
using Haneul.Kernel.Runtime;
using Haneul.Wire.CloudTrail;

namespace Haneul.Security.CloudTrail.Notifications.Delivery;

/// <summary>Counts what became of the attempts of this process, and keeps how many deliveries of the whole installation waited when <see cref="BacklogLooks"/> looked.</summary>
internal sealed class NotificationMetrics : IDisposable
{
    private readonly Meter _meter = new(RequestMetrics.MeterName);
    private readonly Counter<long> _attempts;
    private long _delivered;
    private long _failed;
    private long _waiting;

    public NotificationMetrics()
    {
        _attempts = _meter.CreateCounter<long>("haneul.notification.attempts", "{attempt}", "Attempts to deliver a notification, by outcome.");
        _meter.CreateObservableGauge("haneul.notification.deliveries.waiting", () => Waiting, "{delivery}", "Notifications that wait to be delivered, or to be tried again.");
    }

    /// <summary>Notifications that were delivered.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    /// <summary>Attempts that failed, and deliveries that became useless before one.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>How many wait for rules that are switched on.</summary>
    public long Waiting => Volatile.Read(ref _waiting);

    /// <summary>Counts what came of an attempt (<see cref="NotificationOutcomes"/>).</summary>
    public void Note(string outcome)
    {
        Interlocked.Increment(ref outcome == NotificationOutcomes.Success ? ref _delivered : ref _failed);
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
    }

    /// <summary>Keeps what was looked up.</summary>
    public void Keep(long waiting) => Volatile.Write(ref _waiting, waiting);

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}

using System.Diagnostics.Metrics;
using Haneul.Kernel.Runtime;

namespace Haneul.Kernel.Jobs;

/// <summary>Counts what became of runs.</summary>
public sealed class JobMetrics : IDisposable
{
    private readonly Meter _meter = new(RequestMetrics.MeterName);
    private readonly Counter<long> _runs;
    private long _succeeded;
    private long _failed;
    private long _parked;

    public JobMetrics()
    {
        _runs = _meter.CreateCounter<long>("haneul.job.runs", "{run}", "Runs of background jobs by kind and outcome.");
    }

    /// <summary>Runs that did what they were to do.</summary>
    public long Succeeded => Volatile.Read(ref _succeeded);

    /// <summary>Runs that failed.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Jobs that were given up.</summary>
    public long Parked => Volatile.Read(ref _parked);

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void AddSuccess(string kind)
    {
        Interlocked.Increment(ref _succeeded);
        _runs.Add(1, new("kind", kind), new("outcome", "success"));
    }

    internal void AddFailure(string kind, bool isParked)
    {
        Interlocked.Increment(ref _failed);
        if (isParked)
        {
            Interlocked.Increment(ref _parked);
        }

        _runs.Add(1, new("kind", kind), new("outcome", isParked ? "parked" : "failure"));
    }
}

using System.Diagnostics.Metrics;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.CloudTrail.Verification.Runs;

/// <summary>Counts verifications and the damage that they found.</summary>
internal sealed class VerificationMetrics : IDisposable
{
    private readonly Meter _meter = new(RequestMetrics.MeterName);
    private readonly Counter<long> _runs;
    private long _verifications;
    private long _lastDamages;

    public VerificationMetrics() => _runs = _meter.CreateCounter<long>("haneul.trail.verifications", "{run}", "Verifications of the trail that came to their end, by outcome.");

    /// <summary>How many came to their end.</summary>
    public long Verifications => Volatile.Read(ref _verifications);

    /// <summary>How many damages the last one found.</summary>
    public long LastDamages => Volatile.Read(ref _lastDamages);

    /// <summary>Counts one that came to its end.</summary>
    public void Note(VerificationReport report)
    {
        Interlocked.Increment(ref _verifications);
        Volatile.Write(ref _lastDamages, report.Damages);
        _runs.Add(1, new KeyValuePair<string, object?>("outcome", report.First is null ? RunStates.Sound : RunStates.Damaged));
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}

using System.Diagnostics.Metrics;
using Haneul.Kernel.Runtime;

namespace Haneul.Security.CloudTrail.Verification.Runs;

/// <summary>Counts verifications and the damage that they found.</summary>
internal sealed class VerificationMetrics : IDisposable
{
    private readonly Meter _meter = new(RequestMetrics.MeterName);
    private readonly Counter<long> _runs;

    public VerificationMetrics() => _runs = _meter.CreateCounter<long>("haneul.trail.verifications", "{run}", "Verifications of the trail that came to their end, by outcome.");

    /// <summary>Counts one that came to its end.</summary>
    public void Note(VerificationReport report) => _runs.Add(1, new KeyValuePair<string, object?>("outcome", report.First is null ? RunStates.Sound : RunStates.Damaged));

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}

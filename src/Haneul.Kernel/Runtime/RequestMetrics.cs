using System.Diagnostics.Metrics;

namespace Haneul.Kernel.Runtime;

/// <summary>The measurements of the API, as standard instruments: read by /metrics and by OpenTelemetry when it is on.</summary>
public sealed class RequestMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Haneul.Server";

    private readonly Meter _meter = new(MeterName);
    private readonly Histogram<double> _duration;

    public RequestMetrics()
    {
        _duration = _meter.CreateHistogram<double>("haneul.request.duration", "s", "Duration of requests by operation and status.");
    }

    /// <summary>Records one finished request.</summary>
    public void Record(string operation, int status, TimeSpan duration)
    {
        if (_duration.Enabled)
        {
            _duration.Record(duration.TotalSeconds, new("operation", operation), new("status", StatusText(status)));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    // Boxed numbers would be garbage on every request.
    private static string StatusText(int status) => status switch
    {
        200 => "200",
        201 => "201",
        204 => "204",
        400 => "400",
        401 => "401",
        403 => "403",
        404 => "404",
        409 => "409",
        _ => status.ToString(),
    };
}

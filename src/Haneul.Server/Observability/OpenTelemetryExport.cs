using Haneul.Kernel.Runtime;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Haneul.Server.Observability;

/// <summary>
/// Sends traces and metrics over OTLP when the standard variables ask for it (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kind), and is nothing
/// otherwise: no outbound call that the user did not configure (decisions.md 9).
/// </summary>
internal sealed class OpenTelemetryExport : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private OpenTelemetryExport()
    {
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Name).AddSource("Microsoft.AspNetCore", "Npgsql", "Haneul.*").AddOtlpExporter().Build();
        _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Name).AddMeter(RequestMetrics.MeterName, "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime").AddOtlpExporter().Build();
    }

    /// <summary>Starts the export if the environment asks for it, else null.</summary>
    public static OpenTelemetryExport? StartIfAsked() =>
        IsSet("OTEL_EXPORTER_OTLP_ENDPOINT") || IsSet("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") || IsSet("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT")
            ? new OpenTelemetryExport()
            : null;

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    // What the operator says in the environment wins.
    private static void Name(ResourceBuilder resource) => resource.AddService("haneul").AddEnvironmentVariableDetector();

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}

using System.Net;
using System.Text;
using Haneul.Kernel.Modules;

namespace Haneul.Server.Observability;

/// <summary>
/// Answers the addresses of <c>Haneul:MetricsUrls</c>: the metrics and nothing else. It comes before every other step, because the rules for
/// where tokens and secrets may travel (<see cref="ListenAddresses"/>) are not held against these addresses.
/// </summary>
internal static class MetricsListener
{
    public static void Use(WebApplication app, ListenAddresses addresses)
    {
        var ports = addresses.Metrics.Select(address => address.Port).ToHashSet();
        if (ports.Count == 0)
        {
            return;
        }

        var metrics = app.Services.GetRequiredService<PrometheusMetrics>();
        var names = app.Services.GetRequiredService<AddressBook>();
        app.Use(next => context => ports.Contains(context.Connection.LocalPort) ? AnswerAsync(context, metrics, names) : next(context));
    }

    /// <summary>The answer with the metrics as they are now.</summary>
    public static IResult Answer(PrometheusMetrics metrics) => Results.Text(metrics.Print(), "text/plain; version=0.0.4", Encoding.UTF8);

    private static Task AnswerAsync(HttpContext context, PrometheusMetrics metrics, AddressBook names)
    {
        var request = context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        // As on the main address: no page in a browser reaches loopback by a name of its own.
        var isForeign = context.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local) && !names.IsLocalHost(request.Host);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var answer = isRead && !isForeign && request.Path.Value == "/metrics"
            ? Answer(metrics)
            : Results.Text("not here\n", "text/plain", Encoding.UTF8, StatusCodes.Status404NotFound);
        return answer.ExecuteAsync(context);
    }
}

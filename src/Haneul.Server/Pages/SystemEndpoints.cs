using System.Text;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Storage;
using Haneul.Server.Observability;

namespace Haneul.Server.Pages;

/// <summary>What the server answers beside its services: health, metrics, the landing page and the OpenAPI documents. None needs a token, none tells a secret.</summary>
internal static class SystemEndpoints
{
    public static void Map(IEndpointRouteBuilder app, ListenAddresses addresses)
    {
        var system = app.MapGroup("").WithMetadata(new OutsideCatalogue()).Exactly();
        system.MapGet("/", LandingPage);
        system.MapGet("/healthz", () => Text(StatusCodes.Status200OK, "ok"));
        system.MapGet("/readyz", ReadyAsync);
        system.MapGet("/openapi.json", (HttpContext context, OpenApiDocuments documents) => documents.AnswerAsync(context, service: null));
        system.MapGet("/{service}/openapi.json", (string service, HttpContext context, OpenApiDocuments documents) => documents.AnswerAsync(context, service));

        // A proxy in front of loopback shows this address to others; naming addresses for the metrics takes them away from here.
        if (addresses is { IsLoopbackOnly: true, Metrics.Count: 0 })
        {
            system.MapGet("/metrics", (PrometheusMetrics metrics) => MetricsListener.Answer(metrics));
        }
    }

    private static async Task<IResult> ReadyAsync(IDatabase database, CancellationToken cancellation)
    {
        try
        {
            await database.ProbeAsync(cancellation);
            return Text(StatusCodes.Status200OK, "ready");
        }
        catch (StorageUnavailableException)
        {
            return Text(StatusCodes.Status503ServiceUnavailable, "the database does not answer or takes no write");
        }
    }

    private static IResult LandingPage(HttpContext context, AddressBook addresses)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        var call = Call.Of(context);
        var rows = string.Concat(addresses.Services.Select(service =>
            $"<tr><td>{service.DisplayName}</td><td><code>{System.Net.WebUtility.HtmlEncode(call.UrlOf(service))}</code></td></tr>"));
        var page = $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Haneul</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui;margin:3rem auto;max-width:50rem;padding:0 1rem}td{padding:.2rem 1rem .2rem 0}</style></head>
            <body><h1>Haneul</h1>
            <p>A self-hosted control plane that speaks KakaoCloud's OpenAPI. The contract is at <a href="/openapi.json">/openapi.json</a>.</p>
            <table><thead><tr><th align="left">Service</th><th align="left">Address</th></tr></thead><tbody>{{rows}}</tbody></table>
            </body></html>
            """;
        return Results.Content(page, "text/html; charset=utf-8");
    }

    private static IResult Text(int status, string text) => Results.Text(text + "\n", "text/plain", Encoding.UTF8, status);
}

using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Pipeline.Dispatching;
using Haneul.Kernel.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace Haneul.Kernel.Pipeline;

/// <summary>Opens the call of a request under its id, which the caller may bring, and measures it.</summary>
internal sealed class CallOpening(CallServices services, IdGenerator ids, TimeProvider time, RequestMetrics metrics) : IPipelineStep
{
    // What is echoed and logged must not be able to forge a header or a log line.
    private static readonly SearchValues<char> RequestIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=");

    private static readonly FrozenSet<string> KnownMethods =
        FrozenSet.Create(StringComparer.Ordinal, "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var started = time.GetTimestamp();
        var dispatched = context.Features.Get<Dispatched>();
        var call = new Call(context, services, dispatched?.RequestId ?? RequestIdOf(context.Request.Headers["X-Request-Id"])) { Origin = dispatched?.Origin ?? CallOrigin.OpenApi };
        context.Features.Set(call);
        call.WriteHeaders();
        try
        {
            await next(context);
        }
        finally
        {
            metrics.Record(call.Operation?.Name ?? "none", context.Response.StatusCode, time.GetElapsedTime(started));
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } activity)
            {
                Describe(activity, call);
            }
        }
    }

    /// <summary>
    /// Names the span of a request by OpenTelemetry's conventions for HTTP. Only what the product itself defines goes in: a path or a query
    /// as the caller wrote it may hold a secret.
    /// </summary>
    private static void Describe(Activity activity, Call call)
    {
        var context = call.Context;
        var method = KnownMethods.Contains(context.Request.Method) ? context.Request.Method : "_OTHER";
        activity.DisplayName = call.Operation?.Name ?? method;
        activity.SetTag("http.request.method", method);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        activity.SetTag("haneul.request_id", call.RequestId);
        if (context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<PathTemplate>() is not null)
        {
            activity.SetTag("http.route", endpoint.RoutePattern.RawText);
        }

        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    private string RequestIdOf(StringValues sent) =>
        sent.Count == 1 && sent[0] is { Length: > 0 and <= 128 } id && !id.AsSpan().ContainsAnyExcept(RequestIdCharacters)
            ? id
            : "req-" + ids.NewUuid();
}

using System.Buffers;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Haneul.Kernel.Pipeline;

/// <summary>Opens the call of a request under its id, which the caller may bring, and measures it.</summary>
internal sealed class CallOpening(CallServices services, IdGenerator ids, TimeProvider time, RequestMetrics metrics) : IPipelineStep
{
    // What is echoed and logged must not be able to forge a header or a log line.
    private static readonly SearchValues<char> RequestIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+=");

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var started = time.GetTimestamp();
        var call = new Call(context, services, RequestIdOf(context.Request.Headers["X-Request-Id"]));
        context.Features.Set(call);
        context.Response.Headers["X-Request-Id"] = call.RequestId;
        try
        {
            await next(context);
        }
        finally
        {
            metrics.Record(call.Operation?.Name ?? "none", context.Response.StatusCode, time.GetElapsedTime(started));
        }
    }

    private string RequestIdOf(StringValues sent) =>
        sent.Count == 1 && sent[0] is { Length: > 0 and <= 128 } id && !id.AsSpan().ContainsAnyExcept(RequestIdCharacters)
            ? id
            : "req-" + ids.NewUuid();
}

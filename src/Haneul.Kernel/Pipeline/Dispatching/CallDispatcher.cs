using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Haneul.Kernel.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Kernel.Pipeline.Dispatching;

/// <summary>
/// Sends calls of the API through the pipeline from inside the process: the console's way to the services. It is the pipeline that every HTTP request takes (authentication,
/// access rules, authorisation, trail, answer), so that permissions and events can't differ; only a socket is not needed. Address and user agent are those of the
/// request that is being answered, and so is the request id: all events of one click belong together.
/// </summary>
public sealed class CallDispatcher
{
    /// <summary>Everything from <see cref="CallOpening"/> on; set once, when the pipeline is built.</summary>
    internal RequestDelegate? Pipeline { get; set; }

    /// <summary>Makes a call and keeps its answer in memory.</summary>
    /// <param name="outer">The request that is being answered.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="OperationCanceledException">The client of the outer request is gone.</exception>
    public async Task<DispatchedAnswer> SendAsync(HttpContext outer, DispatchedCall call)
    {
        var response = new DispatchedResponse();
        var stream = new MemoryStream();
        var body = new StreamResponseBodyFeature(stream);
        var inner = Open(outer, call, response, body);
        try
        {
            await Run(inner);
            await body.CompleteAsync();
        }
        finally
        {
            await response.CompleteAsync();
        }

        outer.RequestAborted.ThrowIfCancellationRequested();
        return new DispatchedAnswer(response.StatusCode, response.Headers, stream) { Operation = inner.Features.Get<Call>()?.Operation?.Name };
    }

    /// <summary>Makes a call and lets it answer the outer request: exports and streams, which are not kept in memory.</summary>
    public Task ForwardAsync(HttpContext outer, DispatchedCall call) =>
        Run(Open(outer, call, outer.Features.GetRequiredFeature<IHttpResponseFeature>(), outer.Features.GetRequiredFeature<IHttpResponseBodyFeature>()));

    private static DefaultHttpContext Open(HttpContext outer, DispatchedCall call, IHttpResponseFeature response, IHttpResponseBodyFeature body)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature());
        features.Set(response);
        features.Set(body);
        features.Set(outer.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>());
        features.Set(outer.Features.Get<IHttpConnectionFeature>());
        features.Set<IHttpMaxRequestBodySizeFeature>(new BodyLimit(outer.RequestServices.GetRequiredService<HaneulOptions>().MaxRequestBodyBytes));
        features.Set(new Dispatched(CallOrigin.Console, Call.Of(outer).RequestId));
        var inner = new DefaultHttpContext(features) { RequestServices = outer.RequestServices };
        inner.Request.Scheme = outer.Request.Scheme;
        inner.Request.Host = HostFor(outer);
        inner.Request.Headers.UserAgent = outer.Request.Headers.UserAgent;
        call.WriteTo(inner.Request);
        return inner;
    }

    // Without the name that told the console from the services: the path of the call names its service by prefix.
    private static HostString HostFor(HttpContext outer)
    {
        var host = outer.Request.Host;
        if (Call.Of(outer).Destination is not { Form: AddressForm.Host, Address: var used })
        {
            return host;
        }

        var rest = host.Host[(used.Name.Length + 1)..];
        return host.Port is { } port ? new HostString(rest, port) : new HostString(rest);
    }

    private Task Run(HttpContext inner) =>
        (Pipeline ?? throw new InvalidOperationException("The pipeline is not built yet."))(inner);

    // A call may be as large as one that comes through a socket, whatever the request around it may be.
    private sealed class BodyLimit(long bytes) : IHttpMaxRequestBodySizeFeature
    {
        public bool IsReadOnly => true;

        public long? MaxRequestBodySize
        {
            get => bytes;
            set => throw new InvalidOperationException("The limit of a dispatched call is that of the server.");
        }
    }
}

/// <summary>Marks the request of a dispatched call. Only <see cref="CallDispatcher"/> makes one: no header can.</summary>
/// <param name="Origin">Through what it came.</param>
/// <param name="RequestId">The id of the request that it is made for.</param>
internal sealed record Dispatched(CallOrigin Origin, string RequestId);

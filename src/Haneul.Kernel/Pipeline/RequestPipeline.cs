using Haneul.Kernel.Pipeline.Dispatching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Haneul.Kernel.Pipeline;

/// <summary>Every step that a request takes, in order (docs/architecture.md has the picture).</summary>
public static class RequestPipeline
{
    /// <summary>Adds the steps. The order is the security design: nothing is routed before its address is known, nothing runs before its caller is.</summary>
    public static void UseHaneulPipeline(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<PipelineOptions>();
        if (options.ForwardedHeaders is { } forwarded)
        {
            app.UseForwardedHeaders(forwarded);                                                  // only from proxies that the operator names
        }

        var dispatcher = app.Services.GetRequiredService<CallDispatcher>();
        app.Use(next => dispatcher.Pipeline = next);                                             // the console's calls enter here
        Add<CallOpening>(app);                                                                   // request id, the call, measuring
        Add<ExceptionBoundary>(app);                                                             // bugs and a failed store, in the dialect
        Add<AddressResolution>(app);                                                             // Host and prefix to service; DNS rebinding refused
        Add<HeadAsGet>(app);                                                                     // HEAD is routed as GET where it is not an operation
        app.UseRouting();
        Add<UnmatchedRoutes>(app);                                                               // 404, 405, 501 in the dialect
        Add<Authentication>(app);                                                                // X-Auth-Token to caller
        Add<AccessRuleCheck>(app);                                                               // access rules of the token's key
        Add<Authorization>(app);                                                                 // the operation's permission; refusals on the trail
        app.UseEndpoints(static _ => { });                                                       // handler; its outcome records, then answers
    }

    private static void Add<TStep>(WebApplication app)
        where TStep : class, IPipelineStep
    {
        var step = ActivatorUtilities.CreateInstance<TStep>(app.Services);
        app.Use(next => context => step.InvokeAsync(context, next));
    }
}

/// <summary>One step of the pipeline; made once per process.</summary>
internal interface IPipelineStep
{
    Task InvokeAsync(HttpContext context, RequestDelegate next);
}

/// <summary>What the pipeline must know of the configuration.</summary>
/// <param name="IsLoopbackOnly">Whether the server listens on loopback only, and so checks Host.</param>
/// <param name="ForwardedHeaders">The proxies whose forwarded headers count; null for none.</param>
public sealed record PipelineOptions(bool IsLoopbackOnly, ForwardedHeadersOptions? ForwardedHeaders);

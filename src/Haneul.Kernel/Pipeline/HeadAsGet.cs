using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Kernel.Pipeline;

/// <summary>
/// Routes a HEAD like the GET of its path where stock Keystone answers both, at pages, and where no service is asked; the web server leaves the body out.
/// Platform services have no HEAD in their contracts. <see cref="UnmatchedRoutes"/> gives the request its method back.
/// </summary>
internal sealed class HeadAsGet(EndpointDataSource endpoints) : IPipelineStep
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method) && Call.Of(context) is var call && IsServed(call) && !HasItsOwn(context.Request.Path.Value))
        {
            call.IsHeadAsGet = true;
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    /// <summary>Whether a HEAD is answered wherever a GET is.</summary>
    public static bool IsServed(Call call) => call.Service is null or { Dialect: Dialect.Keystone or Dialect.Page };

    // Checking a token and a role are operations of their own.
    private bool HasItsOwn(string? path) => endpoints.Endpoints.Any(endpoint =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { } methods && methods.HttpMethods.Contains(HttpMethods.Head, StringComparer.Ordinal)
        && endpoint.Metadata.GetMetadata<PathTemplate>() is { } template && template.Matches(path));
}

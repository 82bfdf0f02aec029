using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Haneul.Kernel.Pipeline;

/// <summary>Finds the service, brings the path into its canonical form, refuses foreign hosts and sets the limit of the body.</summary>
internal sealed class AddressResolution(AddressBook addresses, PipelineOptions options) : IPipelineStep
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var call = Call.Of(context);
        var request = context.Request;
        call.Destination = addresses.Resolve(request.Host, request.Path, out var canonicalPath);
        request.Path = canonicalPath;
        call.WriteServiceHeaders();
        if (options.IsLoopbackOnly && !addresses.IsLocalHost(request.Host))
        {
            return call.RefuseAsync(CommonErrors.HostRefused);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxRequestBodyBytes;
        }

        return next(context);
    }
}

using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;

namespace Haneul.Kernel.Pipeline;

/// <summary>Finds the service, brings the path into its canonical form and refuses foreign hosts.</summary>
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

        return next(context);
    }
}

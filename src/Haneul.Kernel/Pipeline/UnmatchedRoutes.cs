using Haneul.Kernel.Access;
using Haneul.Kernel.Audit;
using Haneul.Kernel.Dialects;
using Haneul.Kernel.Modules;
using Haneul.Kernel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Kernel.Pipeline;

/// <summary>
/// Answers what routing did not match: 501 for operations of the published API that are not built (after authentication), 405 with the
/// methods that are, else 404. Always in the dialect of the service.
/// </summary>
internal sealed class UnmatchedRoutes(ContractCatalogue contracts) : IPipelineStep
{
    private static readonly Permission AnyToken = Permission.SignedIn("any valid token; the answer is 501");

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var call = Call.Of(context);
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<Operation>() is { } operation)
        {
            call.Operation = operation;
            return next(context);
        }

        if (endpoint?.Metadata.GetMetadata<OutsideCatalogue>() is not null)
        {
            return next(context);
        }

        if (call.Service is { } service && FindUnbuilt(service, context.Request) is { } unbuilt)
        {
            call.Operation = unbuilt;
            context.SetEndpoint(NotImplementedEndpoint);
            return next(context);
        }

        return endpoint is null ? call.RefuseAsync(CommonErrors.UnknownPath) : RefuseMethodAsync(context, call, endpoint);
    }

    private static readonly RouteEndpoint NotImplementedEndpoint = new(
        context =>
        {
            var call = Call.Of(context);
            return call.RefuseAsync(CommonErrors.NotImplemented.With(call.Operation!.OperationId));
        },
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/{**path}"),
        0,
        new EndpointMetadataCollection(new OutsideCatalogue()),
        "not implemented");

    private static async Task RefuseMethodAsync(HttpContext context, Call call, Endpoint endpoint)
    {
        // The framework's own 405 endpoint knows the methods of the path; only its Allow header is kept.
        await endpoint.RequestDelegate!(context);
        if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
        {
            await call.RefuseAsync(CommonErrors.MethodNotAllowed.With(context.Request.Method));
        }
        else
        {
            await call.RefuseAsync(CommonErrors.UnknownPath);
        }
    }

    private Operation? FindUnbuilt(ServiceDescriptor service, HttpRequest request)
    {
        var path = request.Path.Value.AsSpan()[(service.Id.Length + 1)..];
        return contracts.Find(service, request.Method, path) is { } contract
            ? new Operation(service.Id, contract.OperationId, AnyToken, TrailRule.Project(EventNames.FromOperationId(contract.OperationId), service.DisplayName))
            : null;
    }
}

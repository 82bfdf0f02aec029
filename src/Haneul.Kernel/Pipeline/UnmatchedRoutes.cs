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
/// methods that are, else 404. Always in the dialect of the service. What routing matched by another spelling of the path is no match.
/// </summary>
internal sealed class UnmatchedRoutes(ContractCatalogue contracts, EndpointDataSource endpoints) : IPipelineStep
{
    private static readonly Permission AnyToken = Permission.SignedIn("any valid token; the answer is 501");

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

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var call = Call.Of(context);
        var request = context.Request;
        var method = request.Method;
        if (call.IsHeadAsGet)
        {
            request.Method = HttpMethods.Head;
        }

        if (context.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<PathTemplate>() is { } template && template.Matches(request.Path.Value))
        {
            call.Operation = endpoint.Metadata.GetMetadata<Operation>();
            return next(context);
        }

        if (call.Service is { } service && FindUnbuilt(service, method, request) is { } unbuilt)
        {
            call.Operation = unbuilt;
            context.SetEndpoint(NotImplementedEndpoint);
            return next(context);
        }

        return RefuseAsync(call);
    }

    private Task RefuseAsync(Call call)
    {
        var allowed = MethodsAt(call.Context.Request.Path.Value);
        if (allowed.Count == 0)
        {
            return call.RefuseAsync(CommonErrors.UnknownPath);
        }

        if (HeadAsGet.IsServed(call) && allowed.Contains(HttpMethods.Get))
        {
            allowed.Add(HttpMethods.Head);
        }

        call.Context.Response.Headers.Allow = string.Join(", ", allowed);
        return call.RefuseAsync(CommonErrors.MethodNotAllowed.With(ShownText.Cut(call.Context.Request.Method)));
    }

    private SortedSet<string> MethodsAt(string? path) => new(
        endpoints.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<PathTemplate>() is { } template && template.Matches(path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []),
        StringComparer.Ordinal);

    private Operation? FindUnbuilt(ServiceDescriptor service, string method, HttpRequest request)
    {
        var path = request.Path.Value.AsSpan()[(service.Id.Length + 1)..];
        return contracts.Find(service, method, path) is { } contract
            ? new Operation(service.Id, contract.OperationId, AnyToken, TrailRule.Project(EventNames.FromOperationId(contract.OperationId), service.DisplayName))
            : null;
    }
}

using Haneul.Kernel.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Haneul.Kernel.Operations;

/// <summary>Binds operations to routes.</summary>
public static class OperationRouting
{
    /// <summary>Declares which operation a route is. A route without one keeps the server from starting.</summary>
    public static RouteHandlerBuilder For(this RouteHandlerBuilder route, Operation operation)
    {
        route.Add(endpoint =>
        {
            endpoint.Metadata.Add(operation);
            endpoint.DisplayName = operation.Name;
        });
        return route.Exactly();
    }

    /// <summary>Lets routes match only as they are spelled.</summary>
    public static TRoutes Exactly<TRoutes>(this TRoutes routes)
        where TRoutes : IEndpointConventionBuilder
    {
        routes.Add(static endpoint => endpoint.Metadata.Add(new PathTemplate(((RouteEndpointBuilder)endpoint).RoutePattern.RawText ?? "")));
        return routes;
    }
}
